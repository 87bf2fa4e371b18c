// Copies the parser runtime and the Python grammar out of node_modules, and only the very files that were tested:
// checksums.json names package, version and sha256 of each.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @type {Record<string, { package: string, version: string, path: string, sha256: string }>} */
const expected = JSON.parse(readFileSync(join(root, 'grammars', 'checksums.json'), 'utf8'));

/** Where the files come from, relative to the checkout. */
export const grammarFiles = Object.values(expected).map(
  (entry) => `node_modules/${entry.package}/${entry.path}`,
);

/**
 * Reads one wasm file and checks that it is the one that was tested.
 * Throws with a message for people when it is missing or different.
 * @param {string} name key of checksums.json, which is also the name of the copy
 * @param {string} [folder] the checkout, or a folder laid out like it
 * @returns {Buffer}
 */
export function readGrammar(name, folder = root) {
  const entry = expected[name];
  if (!entry) throw new Error(`grammars/checksums.json does not list ${name}`);
  const source = join(folder, 'node_modules', entry.package, entry.path);
  const origin = `${entry.package}@${entry.version}`;
  if (!existsSync(source)) {
    throw new Error(
      `${name} is missing: ${source} does not exist. Run npm ci to install ${origin}.`,
    );
  }
  const bytes = readFileSync(source);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== entry.sha256) {
    throw new Error(
      `${name} is not the file of ${origin} that was tested (sha256 ${found}, expected ${entry.sha256}).\n` +
        'Run npm ci. If the version was changed on purpose, follow grammars/README.md.',
    );
  }
  return bytes;
}

/**
 * Writes all listed files into a folder that exists. Throws like {@link readGrammar}, before anything is written.
 * @param {string} target
 */
export function copyGrammars(target) {
  const files = Object.keys(expected).map(
    (name) => /** @type {const} */ ([name, readGrammar(name)]),
  );
  for (const [name, bytes] of files) writeFileSync(join(target, name), bytes);
}
