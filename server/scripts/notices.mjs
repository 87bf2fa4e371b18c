// Collects the licences of the packages whose code ends up in the bundle.
// A package without a licence file fails the build: shipping it needs a decision by a person.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './setup.mjs';

/** Licences of code that reaches the bundle inside a package which does not carry them. */
const extraFolder = join(root, 'grammars', 'licenses');

/**
 * The name of the package a bundled file belongs to; undefined for files of this project.
 * @param {string} input path with `/`, relative to the checkout
 */
function packageOf(input) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input.replaceAll('\\', '/'));
  return match?.[1];
}

/** @param {string} folder */
function licenseText(folder) {
  const name = readdirSync(folder).find((file) => /^licen[cs]e([-.]|$)/i.test(file));
  if (!name) throw new Error(`${folder} has no licence file: may its code be shipped?`);
  return readFileSync(join(folder, name), 'utf8').trim();
}

/**
 * One text with the name, version and licence of each package among the bundled files.
 * @param {readonly string[]} inputs bundled files, relative to the checkout
 * @returns {string}
 */
export function noticesOf(inputs) {
  const folders = new Set(inputs.map(packageOf).filter((folder) => folder !== undefined));
  const sections = [...folders].sort().map((folder) => {
    const full = join(root, folder);
    const { name, version } = JSON.parse(readFileSync(join(full, 'package.json'), 'utf8'));
    return `${name} ${version}\n\n${licenseText(full)}\n`;
  });
  for (const file of readdirSync(extraFolder).sort()) {
    const text = readFileSync(join(extraFolder, file), 'utf8').trim();
    sections.push(`${basename(file, '.txt')}\n\n${text}\n`);
  }
  const line = `\n${'-'.repeat(80)}\n\n`;
  return `DynamoLens contains code of these packages.\n${line}${sections.join(line)}`;
}
