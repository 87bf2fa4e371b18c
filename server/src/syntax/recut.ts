/**
 * Cuts a text again after a change, from the statement before the change until the old cut fits again.
 * The result always equals cutting the whole new text.
 */

import type { TextChange } from '../base/text-change.ts';
import { countUnaffected, NEVER, withStringClosed } from './cut.ts';
import { cutBehind } from './cutter.ts';
import type { Boundary } from './cutter.ts';
import type { Piece } from './piece.ts';

/** A new cut, and which of its pieces are those of the old cut. */
export interface Recut {
  readonly pieces: readonly Piece[];
  /** The first so many pieces are the old ones, untouched. */
  readonly head: number;
  /** The last so many pieces are the last old ones, shifted but with the same text. */
  readonly tail: number;
}

/**
 * The pieces of `text`, the text after `change`.
 * @param previous the pieces of the text before `change`.
 */
export function recutText(previous: readonly Piece[], text: string, change: TextChange): Recut {
  const shift = shiftOf(change);
  const kept = previous.slice(0, countUnaffected(previous, change.start));
  let next = kept.length;
  let tailStart = previous.length;
  // Where the old cut was in the same state, all that follows is the same.
  const stopAt: Boundary = (start, inClass) => {
    const oldStart = start - shift;
    if (oldStart < change.end) return false;
    while (next < previous.length && (previous[next]?.start ?? 0) < oldStart) next++;
    const wasInClass = previous[next - 1]?.inClass ?? false;
    const old = previous[next];
    if (old?.start !== oldStart || old.kind === 'comment' || wasInClass !== inClass) return false;
    tailStart = next;
    return true;
  };
  const mayStop = !dependsOnAll(previous);
  const added = cutBehind(kept, text, mayStop ? stopAt : NEVER, null);
  if (!mayStop || dependsOnAll(added)) {
    return compareCuts(previous, withStringClosed(text, [...kept, ...added]), change);
  }
  const tail = previous.slice(tailStart).map((piece) => moved(piece, shift));
  return { pieces: [...kept, ...added, ...tail], head: kept.length, tail: tail.length };
}

/** Whether any change anywhere may lead to another cut, because a string is not closed. */
function dependsOnAll(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => piece.reach === Infinity);
}

/** Finds out which pieces of two complete cuts are the same. */
function compareCuts(
  previous: readonly Piece[],
  pieces: readonly Piece[],
  change: TextChange,
): Recut {
  const shift = shiftOf(change);
  const most = Math.min(previous.length, pieces.length);
  let head = 0;
  while (head < most && isSame(previous[head], pieces[head], 0, 0, change.start)) head++;
  let tail = 0;
  while (tail < most - head) {
    const old = previous[previous.length - tail - 1];
    if (!isSame(old, pieces[pieces.length - tail - 1], shift, change.end, Infinity)) break;
    tail++;
  }
  return { pieces, head, tail };
}

/** Whether `piece` is `old` moved by `shift`, and `old` lies between `from` and `to`, where nothing was changed. */
function isSame(
  old: Piece | undefined,
  piece: Piece | undefined,
  shift: number,
  from: number,
  to: number,
): boolean {
  if (!old || !piece || old.start < from || old.end > to) return false;
  const { kind, start, end, reach } = moved(old, shift);
  return piece.kind === kind && piece.start === start && piece.end === end && piece.reach === reach;
}

function shiftOf(change: TextChange): number {
  return change.text.length - (change.end - change.start);
}

function moved(piece: Piece, shift: number): Piece {
  if (shift === 0) return piece;
  const { start, end, reach } = piece;
  return { ...piece, start: start + shift, end: end + shift, reach: reach + shift };
}
