// `npm run package`: the VS Code extension as out/dynamolens-VERSION.vsix.
// Fails when the file is not small: it must stay under one megabyte, so nobody waits for it.
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root, run, say } from './setup.mjs';

const limit = 1_000_000;

ensureInstalled();
await ensureBuilt();
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const file = join('out', `${name}-${version}.vsix`);
mkdirSync(join(root, 'out'), { recursive: true });
rmSync(join(root, file), { force: true });
const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
// Without a terminal on its input vsce warns where it would otherwise wait for an answer.
const code = run(process.execPath, [vsce, 'package', ...options, '--out', file], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
if (code !== 0) process.exit(code);
const { size } = statSync(join(root, file));
if (size >= limit) {
  say(
    `${file} has ${size} bytes; it must stay under ${limit}. \`npx vsce ls --no-dependencies\` lists what is in it.`,
  );
  process.exit(1);
}
say(`${file}: ${size} bytes`);
