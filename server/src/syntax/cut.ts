/**
 * Cuts a text into pieces.
 * It reads every character once, parses nothing and accepts any text, broken or not.
 */

import { cutFrom } from './cutter.ts';
import type { Piece } from './piece.ts';

/** The pieces of `text`, sorted and without overlap. Never fails. */
export function cutText(text: string): readonly Piece[] {
  return cutFrom(text, 0, false, () => false);
}
