/**
 * Finds the string that is not closed, when a text ends inside a string with three quotes.
 * Behind a missing quote, code and strings change places up to the end of the text. That must begin where it
 * leaves the least that cannot be right: definitions inside strings, and words that touch a string.
 */

import { Action, actionOf, endOfLine, isNamePart, skipNewline } from './characters.ts';
import type { OpenString } from './logical-line.ts';
import { endOfString } from './string-end.ts';

/** The first line of a definition, with the decorators before it. */
const DEFINITION =
  /(?<=[\r\n])(?:[ \t]*@[^\r\n]*(?:\r\n|[\r\n]))*[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+\w+[ \t]*[(:]/g;

/** Words that may touch a string: prefixes, and words between expressions. */
const MAY_TOUCH = /^(?:[bfrtu]{1,2}|and|else|for|if|in|is|not|or|return|yield)$/i;
/** Characters that end a sentence or an expression; no string starts right behind them. */
const NEVER_BEFORE = '.!?)]}';
const LONGEST_WORD = 8;

/** What speaks against a reading of a text. */
interface Doubts {
  /** Definitions inside strings: each may be where its string should have ended. */
  readonly definitions: readonly OpenString[];
  /** Offsets of all doubts, definitions included, in order. */
  readonly offsets: readonly number[];
}

/**
 * The string to be taken as unclosed in `text`, which ends inside a string with three quotes.
 * @returns null when no definition tells where the string should have ended.
 */
export function findOpenString(text: string): OpenString | null {
  const asItIs = doubtsAbout(text, 0);
  const [first] = asItIs.definitions;
  if (first === undefined) return null;
  const swapped = doubtsAbout(text, first.nextLine);
  let best: OpenString | null = null;
  let fewest = asItIs.offsets.length;
  for (const candidate of asItIs.definitions) {
    const before = countBelow(asItIs.offsets, candidate.nextLine);
    const behind = swapped.offsets.length - countBelow(swapped.offsets, candidate.nextLine);
    if (before + behind >= fewest) continue;
    fewest = before + behind;
    best = candidate;
  }
  return best;
}

/** How many of the sorted `offsets` are below `limit`. */
function countBelow(offsets: readonly number[], limit: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((offsets[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What speaks against reading `text` from `from` on, outside any string there. */
function doubtsAbout(text: string, from: number): Doubts {
  const definitions: OpenString[] = [];
  const offsets: number[] = [];
  let at = from;
  while (at < text.length) {
    const action = actionOf(text.charCodeAt(at));
    if (action === Action.none) {
      at++;
    } else if (action === Action.quote) {
      const quote = at;
      const end = endOfString(text, quote, from);
      at = end < 0 ? text.length : end;
      if (!hasThreeQuotes(text, quote)) continue;
      if (touchesBefore(text, quote)) offsets.push(quote);
      for (const nextLine of definitionsBetween(text, endOfLine(text, quote), at)) {
        definitions.push({ quote, nextLine });
        offsets.push(nextLine);
      }
      if (end >= 0 && touchesBehind(text, end)) offsets.push(end);
    } else if (action === Action.comment) {
      at = endOfLine(text, at);
    } else {
      at = action === Action.continuation ? skipNewline(text, at + 1) : at + 1;
    }
  }
  return { definitions, offsets };
}

function hasThreeQuotes(text: string, quote: number): boolean {
  const unit = text.charCodeAt(quote);
  return text.charCodeAt(quote + 1) === unit && text.charCodeAt(quote + 2) === unit;
}

/** Where the lines between `start` and `end` are that begin a definition. */
function definitionsBetween(text: string, start: number, end: number): readonly number[] {
  if (start >= end) return [];
  const inside = text.slice(start, end);
  return Array.from(inside.matchAll(DEFINITION), (match) => start + match.index);
}

/** Whether something stands right before the string at `quote` that cannot stand there. */
function touchesBefore(text: string, quote: number): boolean {
  let start = quote;
  while (quote - start <= LONGEST_WORD && start > 0 && isNamePart(text.charCodeAt(start - 1)))
    start--;
  if (start < quote) return !MAY_TOUCH.test(text.slice(start, quote));
  return quote > 0 && NEVER_BEFORE.includes(text.charAt(quote - 1));
}

/** Whether a word stands right behind the string that ends at `end` that cannot stand there. */
function touchesBehind(text: string, end: number): boolean {
  let at = end;
  while (at - end <= LONGEST_WORD && isNamePart(text.charCodeAt(at))) at++;
  return at > end && !MAY_TOUCH.test(text.slice(end, at));
}
