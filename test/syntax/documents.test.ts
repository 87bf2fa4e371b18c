// Whatever is in a document: reading it ends, throws nothing, and every node has a place inside the text.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DocumentNode, ParsedDocument } from '../../server/src/syntax/document/document.ts';
import { readDotenv } from '../../server/src/syntax/document/read-dotenv.ts';
import { readIni } from '../../server/src/syntax/document/read-ini.ts';
import { readToml } from '../../server/src/syntax/document/read-toml.ts';

function nodesIn(node: DocumentNode): readonly DocumentNode[] {
  if (node.kind === 'map') return [node, ...node.entries.flatMap(({ value }) => nodesIn(value))];
  return node.kind === 'list' ? [node, ...node.items.flatMap(nodesIn)] : [node];
}

function plain(node: DocumentNode | null): unknown {
  if (node?.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
  if (node?.kind === 'list') return node.items.map(plain);
  return node?.kind === 'scalar' ? node.value : null;
}

function placesOf({ root, spans }: ParsedDocument, text: string): readonly string[] {
  return (root ? nodesIn(root) : []).flatMap(({ path }) => {
    const span = spans.get(path)?.whole;
    const isInside = span && span.start >= 0 && span.start <= span.end && span.end <= text.length;
    return isInside ? [] : [path];
  });
}

const pieces = [
  '[a]',
  '[[b]]',
  '[a.b]',
  'x = 1',
  'y = "t"',
  'z.w = {q = [1, 2]}',
  '"',
  '=',
  '# c',
  '\n',
  '\r\n',
  ' ',
  'é',
];

describe.each([
  ['toml', readToml],
  ['ini', readIni],
  ['variables', readDotenv],
] as const)('%s', (_language, read) => {
  test('arbitrary texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        read(text);
      }),
      { numRuns: 300 },
    );
  });

  test('pieces in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        expect(placesOf(read(text), text)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('depth and size', () => {
    read(`a = ${'['.repeat(50_000)}`);
    read(`${'a.'.repeat(50_000)}b = 1`);
    read('x'.repeat(6_000_000));
  });
});

test('tables, dotted keys and lists of tables of TOML', () => {
  const { root, problems } = readToml(
    'a.b = 1\n[c]\nd = ["x", {e = true}]\n[[f.g]]\nh = 1\n[[f.g]]\nh = 2\n[f.g.i]\nj = 1979-05-27T07:32:00Z\n',
  );
  expect(problems).toEqual([]);
  expect(plain(root)).toEqual({
    a: { b: 1 },
    c: { d: ['x', { e: true }] },
    f: { g: [{ h: 1 }, { h: 2, i: { j: '1979-05-27T07:32:00.000Z' } }] },
  });
});

test('lines of INI that belong to one key', () => {
  expect(plain(readIni('[a]\nb = 1\n    2\n\n    # no\n    3\nc: 4\n[b]\nd=\n').root)).toEqual({
    a: { b: ['1', '2', '3'], c: ['4'] },
    b: { d: [] },
  });
});
