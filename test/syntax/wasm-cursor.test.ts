/*
 * The direct cursor gives what the cursor of web-tree-sitter gives.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Tree } from 'web-tree-sitter';

import { startRuntime, type WasmRuntime } from '../../server/src/syntax/wasm-runtime.ts';
import { pythonText } from '../property/python-texts.ts';
import { grammarFiles } from './load-parser.ts';

/** All nodes of `tree` in order, as numbers. */
function readDirectly({ cursor }: WasmRuntime, tree: Tree): readonly number[] {
  const numbers: number[] = [];
  const address = cursor.open(tree);
  const { typeId, fieldId, start, end, isMissing } = cursor;
  const note = () =>
    numbers.push(...[typeId, fieldId, start, end, isMissing].map((ask) => ask(address)));
  note();
  for (let depth = 0; depth >= 0;) {
    if (cursor.firstChild(address)) depth++;
    else
      while (depth >= 0 && !cursor.nextSibling(address)) if (--depth >= 0) cursor.parent(address);
    if (depth >= 0) note();
  }
  cursor.close(address);
  return numbers;
}

/** The same through the public interface. */
function readPublicly(tree: Tree): readonly number[] {
  const numbers: number[] = [];
  const cursor = tree.walk();
  const note = () => {
    const { nodeTypeId, currentFieldId, startIndex, endIndex, nodeIsMissing } = cursor;
    numbers.push(nodeTypeId, currentFieldId, startIndex, endIndex, Number(nodeIsMissing));
  };
  note();
  for (let depth = 0; depth >= 0;) {
    if (cursor.gotoFirstChild()) depth++;
    else while (depth >= 0 && !cursor.gotoNextSibling()) if (--depth >= 0) cursor.gotoParent();
    if (depth >= 0) note();
  }
  cursor.delete();
  return numbers;
}

test('the direct cursor agrees with the one of web-tree-sitter', async () => {
  const { runtime, python } = grammarFiles();
  const started = await startRuntime(runtime);
  const parser = await started.createParser(python);
  const property = fc.property(pythonText, (text) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error('not parsed');
    const expected = readPublicly(tree);
    expect(readDirectly(started, tree)).toStrictEqual(expected);
    expect(readPublicly(tree)).toStrictEqual(expected);
    tree.delete();
  });
  fc.assert(property, { numRuns: 1000, seed: 1 });
});
