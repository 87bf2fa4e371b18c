/*
 * Parsing: any text of any kind gives a sound tree, and never an exception.
 * `DYNAMOLENS_RUNS=100000` tries more; `DYNAMOLENS_SEED=7` tries others.
 */
import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import { cutText } from '../../server/src/syntax/cut.ts';
import { hasError, type SyntaxNode } from '../../server/src/syntax/node.ts';
import type { PythonParser } from '../../server/src/syntax/parser.ts';
import type { PieceKind } from '../../server/src/syntax/piece.ts';
import { loadParser } from '../syntax/load-parser.ts';
import { pythonText } from './python-texts.ts';

const settings = {
  numRuns: Number(process.env.DYNAMOLENS_RUNS ?? 1000),
  seed: Number(process.env.DYNAMOLENS_SEED ?? 1),
};
const kinds = fc.constantFrom<PieceKind[]>('statement', 'class-header', 'member', 'comment');
const bytes = fc.uint8Array({ maxLength: 200 }).map((list) => Buffer.from(list).toString('latin1'));
const anyText = fc.oneof(pythonText, bytes, fc.string({ unit: 'binary', maxLength: 200 }));

let parser: PythonParser;
beforeAll(async () => {
  parser = await loadParser();
});

/** Children are in order, do not overlap and lie within their parents. */
function expectSound(node: SyntaxNode, length: number): void {
  let end = Math.max(node.start, 0);
  for (const child of node.children) {
    expect(child.start).toBeGreaterThanOrEqual(end);
    expect(child.end).toBeGreaterThanOrEqual(child.start);
    expectSound(child, length);
    end = child.end;
  }
  expect(end).toBeLessThanOrEqual(node.end);
  expect(node.end).toBeLessThanOrEqual(length);
}

test('any text parses to a sound tree, as whatever kind it is parsed', () => {
  const property = fc.property(anyText, kinds, (text, kind) => {
    parser.withTree(text, kind, (root) => {
      expectSound(root, text.length);
    });
  });
  fc.assert(property, settings);
});

test('the pieces of any text parse to sound trees', () => {
  const property = fc.property(anyText, (text) => {
    for (const { kind, start, end } of cutText(text)) {
      parser.withTree(text.slice(start, end), kind, (root) => {
        expectSound(root, end - start);
      });
    }
  });
  fc.assert(property, settings);
});

test('parsing a text again gives the same tree, whatever was parsed between', () => {
  const property = fc.property(anyText, anyText, kinds, (text, other, kind) => {
    const first = parser.withTree(text, kind, (root) => root);
    parser.withTree(other, kind, hasError);
    expect(parser.withTree(text, kind, (root) => root)).toStrictEqual(first);
  });
  fc.assert(property, settings);
});
