// Bundles the client, the language server and the command line into dist/, with the two wasm files beside them.
// A build is skipped when nothing it reads has changed since the last one; `npm run build` always builds.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root, say } from './setup.mjs';

const dist = join(root, 'dist');
const stampFile = join(dist, '.build');
const sources = [
  'client/src',
  'server/src',
  'server/scripts',
  'grammars',
  'package.json',
  'package-lock.json',
];

const entries = [
  { from: 'client/src/extension.ts', to: 'client.cjs', external: ['vscode'], program: false },
  { from: 'server/src/main.ts', to: 'server.cjs', external: [], program: true },
  { from: 'server/src/cli.ts', to: 'cli.cjs', external: [], program: true },
];

/**
 * All files at or below a path of the checkout, in a fixed order.
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  const found = readdirSync(full, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return found.sort();
}

/** A hash over everything a build reads, so that a branch switch or a restored file is noticed like an edit. */
function hashOfSources() {
  const hash = createHash('sha256');
  for (const source of sources) {
    const files = /\.json$/.test(source) ? [join(root, source)] : filesBelow(source);
    for (const file of files)
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} hash */
function isBuilt(hash) {
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== hash) return false;
  return entries.every((entry) => existsSync(join(dist, entry.to)));
}

/** Builds everything into dist/. Throws when an entry or a grammar is missing or wrong. */
async function build() {
  const hash = hashOfSources();
  const { build: bundle } = await import('esbuild');
  const { copyGrammars, grammarFiles } = await import('../../grammars/copy.mjs');
  const { noticesOf } = await import('./notices.mjs');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  mkdirSync(dist, { recursive: true });
  copyGrammars(dist);
  const attempts = await Promise.allSettled(
    entries.map((entry) =>
      bundle({
        absWorkingDir: root,
        entryPoints: [entry.from],
        outfile: join('dist', entry.to),
        external: entry.external,
        bundle: true,
        platform: 'node',
        format: 'cjs',
        target: 'node20',
        mainFields: ['module', 'main'],
        minify: true,
        sourcemap: 'linked',
        sourcesContent: false,
        metafile: true,
        logLevel: 'warning',
        legalComments: 'none',
        define: { __DYNAMOLENS_VERSION__: JSON.stringify(version) },
        banner: entry.program ? { js: '#!/usr/bin/env node' } : {},
        // The ES module entry asks for import.meta.url, which a CommonJS bundle does not have.
        alias: { 'web-tree-sitter': './node_modules/web-tree-sitter/tree-sitter.cjs' },
      }),
    ),
  );
  // One broken program does not keep the others from being built, but the build as a whole has failed.
  const results = attempts.flatMap((attempt) =>
    attempt.status === 'fulfilled' ? [attempt.value] : [],
  );
  const broken = entries.filter((_, index) => attempts[index]?.status === 'rejected');
  if (broken.length > 0)
    throw new Error(`see above about ${broken.map((entry) => entry.from).join(', ')}`);
  for (const entry of entries) if (entry.program) chmodSync(join(dist, entry.to), 0o755);
  const inputs = results.flatMap((result) => Object.keys(result.metafile.inputs));
  writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), noticesOf([...inputs, ...grammarFiles]));
  writeFileSync(stampFile, hash);
}

/** Builds when the sources have changed since the last build. Ends the process with a message when that fails. */
export async function ensureBuilt() {
  if (isBuilt(hashOfSources())) return;
  say('Building …');
  try {
    await build();
  } catch (error) {
    say(`The build failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureInstalled();
  rmSync(stampFile, { force: true });
  await ensureBuilt();
}
