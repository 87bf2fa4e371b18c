/**
 * Cuts a text into pieces.
 * It reads every character a few times at most, parses nothing and accepts any text, broken or not.
 */

import { cutBehind } from './cutter.ts';
import type { Boundary } from './cutter.ts';
import { findOpenString } from './open-string.ts';
import type { Piece } from './piece.ts';

/** Cuts up to the end of the text. */
export const NEVER: Boundary = () => false;

/** The pieces of `text`, sorted and without overlap. Never fails. */
export function cutText(text: string): readonly Piece[] {
  return withStringClosed(text, cutBehind([], text, NEVER, null));
}

/**
 * The pieces of `text`, out of those that come of taking every string as it is.
 * When the last of these is an unclosed string, the statement that holds the string with the missing quote ends
 * before the next definition.
 */
export function withStringClosed(text: string, pieces: readonly Piece[]): readonly Piece[] {
  const openString = pieces.at(-1)?.reach === Infinity ? findOpenString(text) : null;
  if (openString === null) return pieces;
  const kept = pieces.slice(0, countUnaffected(pieces, openString.quote));
  return [...kept, ...cutBehind(kept, text, NEVER, openString)];
}

/** How many of the first pieces stay as they are, whatever happens from `offset` on. */
export function countUnaffected(pieces: readonly Piece[], offset: number): number {
  const affected = pieces.findIndex((piece) => piece.reach > offset);
  return affected < 0 ? pieces.length : affected;
}
