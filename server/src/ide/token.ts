/*
 * The word or the text under the cursor, found in one line of Python. Good enough to tell what someone points at;
 * what it means comes from the facts.
 */
import type { Position, Range } from '../base/location.ts';

/** What someone points at. */
export interface Token {
  /** A text in quotes, or a name. */
  readonly kind: 'text' | 'name';
  /** What stands between the quotes, or the name. */
  readonly text: string;
  /** With the quotes. */
  readonly range: Range;
}

const TOKENS =
  /(?<quote>["'])(?<text>(?:\\.|(?!\k<quote>)[^\\])*)\k<quote>|[\p{L}_][\p{L}\p{N}_]*/gu;

/** The token at a position of a line; null where there is none. A cursor behind a word belongs to it. */
export function tokenAt(line: string, { line: row, character }: Position): Token | null {
  for (const match of line.matchAll(TOKENS)) {
    const [whole] = match;
    const end = match.index + whole.length;
    if (character < match.index || character > end) continue;
    const range = {
      start: { line: row, character: match.index },
      end: { line: row, character: end },
    };
    const text = match.groups?.text;
    return text === undefined
      ? { kind: 'name', text: whole, range }
      : { kind: 'text', text, range };
  }
  return null;
}
