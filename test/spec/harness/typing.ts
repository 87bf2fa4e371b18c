/*
 * Ways of typing a text: it is cut into pieces, and each piece is switched on and off, in any order, until all
 * pieces are on. Scraps that belong to no text are switched on and off in between, so most of the texts on the way
 * do not parse. Undoing is switching back.
 */
import type { TextChange } from '../../../server/src/base/text-change.ts';
import type { Random } from './random.ts';

/** A piece of the text, or a scrap that is gone in the end. */
interface Piece {
  readonly text: string;
  readonly stays: boolean;
}

/** Scraps that change how everything behind them is read. */
const SCRAPS = [
  '"""',
  "'''",
  '"',
  "'",
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ':',
  ',',
  '\\',
  '#',
  '@',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '\f',
  ' ',
  '    ',
  '🎬',
  '\uFEFF',
  'def f():\n',
  'class C:\n    ',
  'if x:\n',
  'import boto3\n',
  'else',
  'lambda: ',
  'async ',
  'await ',
  'print "',
  'f"{',
  '"}',
  '\n\n\n',
  '= ',
  'return ',
  'x',
];

/** Edits that lead from an empty text to `text`, one after the other. Offsets are those of the text before each. */
export function typingOf(text: string, random: Random): readonly TextChange[] {
  const pieces = cut(text, random).flatMap((piece) => withScraps(piece, random));
  const on = pieces.map(() => false);
  const changes: TextChange[] = [];
  const toggle = (index: number) => {
    const start = lengthBefore(pieces, on, index);
    const { text: own } = pieces[index]!;
    changes.push(
      on[index] === true
        ? { start, end: start + own.length, text: '' }
        : { start, end: start, text: own },
    );
    on[index] = on[index] !== true;
  };
  for (const index of togglesOf(pieces, random)) toggle(index);
  return changes;
}

function cut(text: string, random: Random): string[] {
  const cuts = Array.from({ length: random.below(10) }, () => random.below(text.length + 1));
  const places = [0, ...cuts.sort((left, right) => left - right), text.length];
  return places.slice(1).map((end, index) => text.slice(places[index], end));
}

function withScraps(text: string, random: Random): Piece[] {
  const scraps = random.once(3) ? [{ text: random.pick(SCRAPS), stays: false }] : [];
  return [{ text, stays: true }, ...scraps];
}

/** Each piece that stays an odd number of times, each scrap an even number; some of it undone and redone in the end. */
function togglesOf(pieces: readonly Piece[], random: Random): number[] {
  const toggles = pieces.flatMap((piece, index) => {
    const times = piece.stays ? (random.once(4) ? 3 : 1) : 2;
    return Array.from({ length: times }, () => index);
  });
  const order = random.shuffle(toggles);
  const undone = order.slice(order.length - random.below(order.length + 1));
  return random.once(2) ? order : [...order, ...undone.toReversed(), ...undone];
}

function lengthBefore(pieces: readonly Piece[], on: readonly boolean[], index: number): number {
  let length = 0;
  for (let before = 0; before < index; before++)
    if (on[before] === true) length += pieces[before]!.text.length;
  return length;
}
