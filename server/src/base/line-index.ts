/**
 * Converts between offsets and line/character positions.
 * It keeps where lines begin and how they end, never the text.
 * Lines end with \n, \r\n or a lone \r, as in the language server protocol.
 */

import type { Position } from './location.ts';

/** Where the lines of a text begin and end. */
export interface LineIndex {
  /** Offset of the first character of each line; never empty, the first entry is 0. */
  readonly starts: Int32Array;
  /** Length of each line's ending: 2 for \r\n, 1 for \n and \r, 0 for the last line. */
  readonly endings: Uint8Array;
  /** Length of the text in UTF-16 code units. */
  readonly length: number;
}

/** Finds the lines of `text`. */
export function createLineIndex(text: string): LineIndex {
  const starts: number[] = [0];
  const endings: number[] = [];
  let lineFeed = placeOf(text, '\n', 0);
  let carriageReturn = placeOf(text, '\r', 0);
  while (Math.min(lineFeed, carriageReturn) < text.length) {
    const isPair = lineFeed === carriageReturn + 1;
    const at = Math.min(lineFeed, carriageReturn) + (isPair ? 2 : 1);
    endings.push(isPair ? 2 : 1);
    starts.push(at);
    if (lineFeed < at) lineFeed = placeOf(text, '\n', at);
    if (carriageReturn < at) carriageReturn = placeOf(text, '\r', at);
  }
  endings.push(0);
  return {
    starts: Int32Array.from(starts),
    endings: Uint8Array.from(endings),
    length: text.length,
  };
}

/** Where `character` is next, or Infinity. */
function placeOf(text: string, character: string, from: number): number {
  const place = text.indexOf(character, from);
  return place < 0 ? Infinity : place;
}

/**
 * The position of `offset`. Offsets outside the text are moved to its nearest end;
 * an offset between \r and \n is moved before the \r.
 */
export function positionAt(index: LineIndex, offset: number): Position {
  const inside = Math.min(Math.max(offset, 0), index.length);
  const line = lineAt(index.starts, inside);
  const start = startOf(index, line);
  return { line, character: Math.min(inside, contentEndOf(index, line)) - start };
}

/**
 * The offset of `position`, clamped as the protocol asks for: a character behind the end of its line
 * means the end of that line, a line behind the last one means the end of the text.
 */
export function offsetAt(index: LineIndex, position: Position): number {
  if (position.line < 0) return 0;
  if (position.line >= index.starts.length) return index.length;
  const offset = startOf(index, position.line) + Math.max(position.character, 0);
  return Math.min(offset, contentEndOf(index, position.line));
}

/** The last line that starts at or before `offset`. */
function lineAt(starts: Int32Array, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function startOf(index: LineIndex, line: number): number {
  return index.starts[line] ?? index.length;
}

/** Offset behind the last character of `line`, before its ending. */
function contentEndOf(index: LineIndex, line: number): number {
  return startOf(index, line + 1) - (index.endings[line] ?? 0);
}
