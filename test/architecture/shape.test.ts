// The shape of the code: small files with an opening comment, in known folders, with names that say something.
// Counts what is there, so it says which file is wrong, not only that one is.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IConfiguration } from 'dependency-cruiser';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

function sourcesBelow(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
      .map((entry) => {
        const full = join(entry.parentPath, entry.name);
        const text = readFileSync(full, 'utf8');
        const path = full.slice(root.length).replaceAll('\\', '/');
        return { path, text, lines: text.split('\n').length - 1 };
      }),
  );
}

const product = sourcesBelow('server/src', 'client/src');
const all = [...product, ...sourcesBelow('server/scripts', 'grammars', 'test')];

test('the product has files', () => {
  expect(product.length).toBeGreaterThan(10);
});

describe('size', () => {
  test('no file has more than 500 lines', () => {
    const long = all
      .filter((file) => file.lines > 500)
      .map(({ path, lines }) => `${path}: ${lines}`);
    expect(long).toEqual([]);
  });

  test('nine of ten files of the product have fewer than 300 lines', () => {
    const long = product.filter((file) => file.lines >= 300).map((file) => file.path);
    expect(long.length, long.join(', ')).toBeLessThanOrEqual(product.length / 10);
  });

  test('the median file of the product has at most 150 lines', () => {
    const sizes = product.map((file) => file.lines).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(150);
  });
});

describe('names', () => {
  test('no file or folder is called after nothing in particular', () => {
    const vague = /(^|[/-])(utils?|helpers?|misc|common|shared|manager|processor)(\.|\/|$)/i;
    expect(all.map((file) => file.path).filter((path) => vague.test(path))).toEqual([]);
  });

  test('no file only passes on what others export', () => {
    expect(
      all.map((file) => file.path).filter((path) => /(^|\/)index\.(ts|mjs)$/.test(path)),
    ).toEqual([]);
  });

  test('file names are in kebab-case', () => {
    const name = /^[a-z0-9]+([-.][a-z0-9]+)*\.(ts|mjs)$/;
    expect(
      all.map((file) => file.path).filter((path) => !name.test(path.split('/').at(-1)!)),
    ).toEqual([]);
  });

  test('every folder of the server is one of the architecture', () => {
    const config = createRequire(import.meta.url)(
      join(root, '.dependency-cruiser.cjs'),
    ) as IConfiguration;
    const rules = new Set((config.forbidden ?? []).map((rule) => rule.name));
    const folders = product.flatMap(({ path }) => /^server\/src\/([^/]+)\//.exec(path)?.[1] ?? []);
    expect([...new Set(folders)].filter((folder) => !rules.has(`${folder}-imports`))).toEqual([]);
  });
});

describe('words', () => {
  test('every file opens with a comment that says what it is for', () => {
    const opening = /^(#!.*\n)?(\/\/ \S.{20,}|\/\*+(\n \*)? \S.{20,})/;
    expect(all.filter((file) => !opening.test(file.text)).map((file) => file.path)).toEqual([]);
  });

  test('nothing is called a manager, helper or handler', () => {
    const declared =
      /\b(?:class|function|const|interface|type) (\w*(?:Manager|Helper|Processor)|(?:handle|process)[A-Z]\w*)\b/g;
    const found = product.flatMap(({ path, text }) =>
      [...text.matchAll(declared)].map(([, name]) => `${path}: ${name!}`),
    );
    expect(found).toEqual([]);
  });
});
