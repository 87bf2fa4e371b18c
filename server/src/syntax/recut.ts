/**
 * Cuts a text again after a change, from the statement before the change until the old cut fits again.
 * The result always equals cutting the whole new text.
 */

import type { TextChange } from '../base/text-change.ts';
import { cutFrom } from './cutter.ts';
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
  const shift = change.text.length - (change.end - change.start);
  let head = 0;
  while (head < previous.length && (previous[head]?.reach ?? 0) <= change.start) head++;

  let next = head;
  let tailStart = previous.length;
  const stopAt: Boundary = (start, indent, inClass) => {
    const oldStart = start - shift;
    if (oldStart < change.end) return false;
    while (next < previous.length && (previous[next]?.start ?? 0) < oldStart) next++;
    if (!startsLike(previous[next], oldStart, indent, inClass)) return false;
    tailStart = next;
    return true;
  };
  const added = cutFrom(text, resumeAt(previous, head), opensClass(previous, head), stopAt);
  const tail = previous.slice(tailStart).map((piece) => moved(piece, shift));
  return { pieces: [...previous.slice(0, head), ...added, ...tail], head, tail: tail.length };
}

/** Where cutting resumes when the first `head` pieces stay. */
function resumeAt(pieces: readonly Piece[], head: number): number {
  return head === 0 ? 0 : (pieces[head - 1]?.end ?? 0);
}

/** Whether the first `head` pieces leave the body of a top-level class open. */
function opensClass(pieces: readonly Piece[], head: number): boolean {
  let last = head - 1;
  while (last >= 0 && pieces[last]?.kind === 'comment') last--;
  const kind = pieces[last]?.kind;
  return kind === 'class-header' || kind === 'member';
}

/** Whether cutting on from here must give `piece` and all pieces behind it, because the old cut was in the same state. */
function startsLike(
  piece: Piece | undefined,
  start: number,
  indent: number,
  inClass: boolean,
): boolean {
  if (piece?.start !== start || piece.kind === 'comment') return false;
  // A line that is not indented closes any class body.
  return indent === 0 || (piece.kind === 'member') === inClass;
}

function moved(piece: Piece, shift: number): Piece {
  if (shift === 0) return piece;
  const { kind, start, end, reach } = piece;
  return { kind, start: start + shift, end: end + shift, reach: reach + shift };
}
