// `npm run package`: the VS Code extension as out/dynamolens-VERSION.vsix, without the command line, which no editor needs.
// Fails when the file is not small: it must stay under one megabyte, so nobody waits for it.
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root, run, say } from './setup.mjs';

const limit = 1_000_000;
const commandLine = 'cli.cjs';

ensureInstalled();
await ensureBuilt();
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const file = join(root, 'out', `${manifest.name}-${manifest.version}.vsix`);
const stage = stageExtension();
rmSync(file, { force: true });
const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
// Without a terminal on its input vsce warns where it would otherwise wait for an answer.
const code = run(process.execPath, [vsce, 'package', ...options, '--out', file], {
  cwd: stage,
  stdio: ['ignore', 'inherit', 'inherit'],
});
rmSync(stage, { recursive: true });
if (code !== 0) process.exit(code);
const { size } = statSync(file);
if (size >= limit) {
  say(`${file} has ${size} bytes; it must stay under ${limit}. \`unzip -v\` lists what is in it.`);
  process.exit(1);
}
say(`${file}: ${size} bytes`);

/** Lays out what the extension is made of. Returns the folder. */
function stageExtension() {
  const folder = join(root, 'out', 'extension');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'dist'), { recursive: true });
  const built = readdirSync(join(root, 'dist')).filter(
    (name) => /\.(?:cjs|wasm|txt)$/.test(name) && name !== commandLine,
  );
  for (const name of built) cpSync(join(root, 'dist', name), join(folder, 'dist', name));
  for (const name of ['README.md', 'CHANGELOG.md', 'LICENSE'])
    cpSync(join(root, name), join(folder, name));
  // Scripts and commands are those of the checkout.
  const extension = { ...manifest, scripts: undefined, bin: undefined };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(extension, null, 2));
  return folder;
}
