/*
 * Cutting: what holds for the pieces of any text, and that cutting again after an edit equals cutting from scratch.
 * `DYNAMOLENS_RUNS=100000` tries more; `DYNAMOLENS_SEED=7` tries others.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { applyChange, type TextChange } from '../../server/src/base/text-change.ts';
import { cutText } from '../../server/src/syntax/cut.ts';
import { MARKER, type Piece } from '../../server/src/syntax/piece.ts';
import { recutText } from '../../server/src/syntax/recut.ts';
import { changeIn, edit, pythonText } from './python-texts.ts';

const settings = {
  numRuns: Number(process.env.DYNAMOLENS_RUNS ?? 3000),
  seed: Number(process.env.DYNAMOLENS_SEED ?? 1),
};
const anyText = fc.oneof(pythonText, fc.string({ unit: 'binary', maxLength: 200 }));

/** What lies in front of each piece, and behind the last one. */
function gapsOf(text: string, pieces: readonly Piece[]): readonly string[] {
  const starts = [...pieces.map((piece) => piece.start), text.length];
  return starts.map((start, i) => text.slice(pieces[i - 1]?.end ?? 0, start));
}

function textsOf(text: string, pieces: readonly Piece[]): readonly string[] {
  return pieces.map((piece) => text.slice(piece.start, piece.end));
}

test('pieces are sorted and start at line starts; what lies between them is blank or an unmarked comment', () => {
  const property = fc.property(anyText, (text) => {
    const pieces = cutText(text);
    for (const [i, gap] of gapsOf(text, pieces).entries()) {
      const lines = gap.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
      for (const line of lines) expect(line).toMatch(/^[ \t\f]*(?:#.*)?$/su);
      expect(gap).not.toContain(MARKER);
      if (i < pieces.length) expect(lines.at(-1)).toBe('');
      if (i > 0 && i < pieces.length) expect(lines.length).toBeGreaterThan(1);
    }
  });
  fc.assert(property, settings);
});

test('a piece is never empty and ends with its last character that is not blank', () => {
  const property = fc.property(anyText, (text) => {
    const pieces = cutText(text);
    for (const piece of textsOf(text, pieces)) expect(piece).toMatch(/[^ \t\f\r\n]$/);
    for (const piece of pieces) expect(piece.reach).toBeGreaterThan(piece.end);
  });
  fc.assert(property, settings);
});

test('a comment is a piece if and only if it is marked and stands outside statements', () => {
  const property = fc.property(anyText, (text) => {
    for (const piece of cutText(text)) {
      if (piece.kind !== 'comment') continue;
      const comment = text.slice(piece.start, piece.end);
      expect(comment).toMatch(/^[ \t\f]*#[^\r\n]*$/);
      expect(comment).toContain(MARKER);
    }
  });
  fc.assert(property, settings);
});

test('a member stands behind the header of its class and is indented', () => {
  const property = fc.property(anyText, (text) => {
    let classes = 0;
    for (const { kind, start } of cutText(text)) {
      if (kind === 'class-header') classes++;
      if (kind !== 'member') continue;
      expect(classes).toBeGreaterThan(0);
      expect(text.charAt(start)).toMatch(/[ \t\f]/);
    }
  });
  fc.assert(property, settings);
});

/** Cuts `text` again after `change`, checks the result, and returns it. */
function checkRecut(text: string, pieces: readonly Piece[], change: TextChange): readonly Piece[] {
  const next = applyChange(text, change);
  const recut = recutText(pieces, next, change);
  expect(recut.pieces).toStrictEqual(cutText(next));
  const { head, tail } = recut;
  expect(head + tail).toBeLessThanOrEqual(Math.min(pieces.length, recut.pieces.length));
  const first = (cut: readonly Piece[]) => cut.slice(0, head);
  expect(first(recut.pieces)).toStrictEqual(first(pieces));
  expect(textsOf(next, first(recut.pieces))).toStrictEqual(textsOf(text, first(pieces)));
  const last = (cut: readonly Piece[]) => cut.slice(cut.length - tail);
  expect(textsOf(next, last(recut.pieces))).toStrictEqual(textsOf(text, last(pieces)));
  const kindsOf = (cut: readonly Piece[]) => cut.map(({ kind }) => kind);
  expect(kindsOf(last(recut.pieces))).toStrictEqual(kindsOf(last(pieces)));
  return recut.pieces;
}

test('cutting again after edits equals cutting from scratch', () => {
  const edits = fc.array(edit, { minLength: 1, maxLength: 8 });
  const property = fc.property(anyText, edits, (first, list) => {
    let text = first;
    let pieces = cutText(text);
    for (const wanted of list) {
      const change = changeIn(text, wanted);
      pieces = checkRecut(text, pieces, change);
      text = applyChange(text, change);
    }
  });
  fc.assert(property, settings);
});

test('cutting again is right after each change of one letter that makes or breaks a word', () => {
  const lines = ['if x: pass', '  els:', 'els:', 'elxse:', 'finall:', '@d', 'de f():', 'class A:'];
  const texts = lines.flatMap((one) => lines.map((other) => `${one}\n${other}\n  y`));
  for (const text of texts) {
    const pieces = cutText(text);
    for (let start = 0; start <= text.length; start++) {
      for (const letter of 'efy ') checkRecut(text, pieces, { start, end: start, text: letter });
      if (start < text.length) checkRecut(text, pieces, { start, end: start + 1, text: '' });
    }
  }
});

test('an edit inside one function of many leaves the other pieces as they are', () => {
  const text = Array.from({ length: 200 }, (_, n) => `def f${n}():\n    return ${n}\n\n`).join('');
  const start = text.indexOf('return 100');
  for (const typed of ['x', '(', '"', '\n', '\ndef g():\n    pass\n', '{"a": [']) {
    const change = { start, end: start, text: typed };
    const { head, tail } = recutText(cutText(text), applyChange(text, change), change);
    expect(head + tail).toBeGreaterThanOrEqual(198);
  }
});
