/*
 * Lines and offsets: both ways lead back, for all line endings, and agree with the reference implementation
 * of the protocol wherever that one is defined.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';

import { createLineIndex, offsetAt, positionAt } from '../../server/src/base/line-index.ts';

const settings = { numRuns: 2000, seed: 1 };
const unit = fc.constantFrom(
  '\n',
  '\r\n',
  '\r',
  'a',
  'é',
  '\u{1F600}',
  '\uD800',
  '\t',
  '\u2028',
  '',
);
const text = fc.array(unit, { maxLength: 30 }).map((units) => units.join(''));
const place = fc.integer({ min: -3, max: 40 });

test('an offset and its position lead to each other, except between \\r and \\n', () => {
  const property = fc.property(text, (value) => {
    const index = createLineIndex(value);
    for (let offset = 0; offset <= value.length; offset++) {
      const insidePair = value.slice(offset - 1, offset + 1) === '\r\n' && offset > 0;
      expect(offsetAt(index, positionAt(index, offset))).toBe(insidePair ? offset - 1 : offset);
    }
  });
  fc.assert(property, settings);
});

test('positions and offsets are those of the reference implementation, inside and outside the text', () => {
  const property = fc.property(text, place, place, (value, first, second) => {
    const index = createLineIndex(value);
    const document = TextDocument.create('file:///a', 'python', 0, value);
    expect(positionAt(index, first)).toStrictEqual(document.positionAt(first));
    const position = { line: first, character: second };
    expect(offsetAt(index, position)).toBe(document.offsetAt(position));
  });
  fc.assert(property, settings);
});

test('the index holds a start and an ending for each line, and no text', () => {
  const index = createLineIndex('a\r\nbc\rd\n');
  expect([...index.starts]).toStrictEqual([0, 3, 6, 8]);
  expect([...index.endings]).toStrictEqual([2, 1, 1, 0]);
  expect(index.length).toBe(8);
});
