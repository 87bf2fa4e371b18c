/**
 * Finds where a string literal ends, for the line scanner.
 * A string with one quote never goes beyond its line, closed or not (but for escaped line ends);
 * so a forgotten quote spoils one line only. A string with three quotes may run to the end of the text.
 */

import {
  Action,
  actionOf,
  BACKSLASH,
  CLOSE_BRACE,
  COLON,
  isNamePart,
  isNewline,
  OPEN_BRACE,
  skipNewline,
} from './characters.ts';

/** Fields within fields deeper than this are not followed; the string is then read as a plain one. */
const MAX_NESTED_FIELDS = 12;
const NOT_CLOSED = -1;

/**
 * The offset behind the string whose first quote is at `quote`.
 * For an unclosed string with one quote: the offset of its line ending, or the length of the text.
 * For one with three quotes: -1.
 * @param from where the statement starts; the string's prefix is not looked for before it.
 */
export function endOfString(text: string, quote: number, from: number): number {
  const unit = text.charCodeAt(quote);
  if (text.charCodeAt(quote + 1) === unit) {
    return text.charCodeAt(quote + 2) === unit ? endOfTriple(text, quote) : quote + 2;
  }
  if (isFormatted(text, quote, from)) {
    // Since Python 3.12 the fields of an f-string may hold the quote that delimits it.
    // When this reading does not end on its line, somebody is typing: the plain reading does less harm.
    const end = endOfFormatted(text, quote + 1, unit, 0);
    if (end !== NOT_CLOSED) return end;
  }
  const end = scanPlain(text, quote + 1, unit);
  return end < 0 ? ~end : end;
}

/** Whether the quote at `quote` has a prefix with an f (f-string) or a t (template string). */
function isFormatted(text: string, quote: number, from: number): boolean {
  let formatted = false;
  let at = quote - 1;
  for (; at >= from && quote - at <= 2; at--) {
    const letter = text.charCodeAt(at) | 32;
    if (letter === 102 || letter === 116) formatted = true;
    else if (letter !== 114 && letter !== 98 && letter !== 117) break;
  }
  return formatted && !(at >= from && isNamePart(text.charCodeAt(at)));
}

function endOfTriple(text: string, quote: number): number {
  const delimiter = text.slice(quote, quote + 3);
  const first = quote + 3;
  for (let at = text.indexOf(delimiter, first); at >= 0; at = text.indexOf(delimiter, at + 1)) {
    if (!isEscaped(text, at, first)) return at + 3;
  }
  return NOT_CLOSED;
}

/** Whether an odd number of backslashes stands before `offset`, looking back as far as `first`. */
function isEscaped(text: string, offset: number, first: number): boolean {
  let at = offset;
  while (at > first && text.charCodeAt(at - 1) === BACKSLASH) at--;
  return (offset - at) % 2 === 1;
}

/** The offset behind the closing quote; `~offset` of the line ending (or of the end) when there is none. */
function scanPlain(text: string, from: number, quote: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === quote) return at + 1;
    if (isNewline(unit)) return ~at;
    at = unit === BACKSLASH ? behindEscape(text, at) : at + 1;
  }
  return ~text.length;
}

/** The offset behind a backslash and what it escapes: one character, or a whole line ending. */
function behindEscape(text: string, backslash: number): number {
  const next = backslash + 1;
  if (next >= text.length) return next;
  return isNewline(text.charCodeAt(next)) ? skipNewline(text, next) : next + 1;
}

/** The offset behind the closing quote, or NOT_CLOSED when the line ends first. */
function endOfFormatted(text: string, from: number, quote: number, nesting: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === quote) return at + 1;
    if (isNewline(unit)) return NOT_CLOSED;
    if (unit === OPEN_BRACE) {
      if (text.charCodeAt(at + 1) === OPEN_BRACE) at += 2;
      else at = endOfField(text, at + 1, quote, nesting);
      if (at === NOT_CLOSED) return NOT_CLOSED;
    } else if (unit === BACKSLASH && text.charCodeAt(at + 1) !== OPEN_BRACE) {
      at = behindEscape(text, at);
    } else {
      at++;
    }
  }
  return NOT_CLOSED;
}

/** The offset behind the } of a replacement field whose expression starts at `from`, or NOT_CLOSED. */
function endOfField(text: string, from: number, quote: number, nesting: number): number {
  if (nesting >= MAX_NESTED_FIELDS) return NOT_CLOSED;
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    const action = actionOf(unit);
    if (action === Action.newline) return NOT_CLOSED;
    if (depth === 0 && unit === CLOSE_BRACE) return at + 1;
    if (depth === 0 && unit === COLON) return endOfFormatSpec(text, at + 1, quote, nesting);
    if (action === Action.quote) {
      at = endOfNested(text, at, from, nesting);
      if (at === NOT_CLOSED) return NOT_CLOSED;
      continue;
    }
    if (action === Action.open) depth++;
    else if (action === Action.close && depth > 0) depth--;
    at++;
  }
  return NOT_CLOSED;
}

/** The offset behind a string inside a field, or NOT_CLOSED when it does not end on this line. */
function endOfNested(text: string, quote: number, from: number, nesting: number): number {
  const unit = text.charCodeAt(quote);
  if (text.charCodeAt(quote + 1) === unit) {
    return text.charCodeAt(quote + 2) === unit ? endOfTripleInLine(text, quote) : quote + 2;
  }
  if (isFormatted(text, quote, from)) return endOfFormatted(text, quote + 1, unit, nesting + 1);
  const end = scanPlain(text, quote + 1, unit);
  return end < 0 ? NOT_CLOSED : end;
}

function endOfTripleInLine(text: string, quote: number): number {
  const delimiter = text.slice(quote, quote + 3);
  for (let at = quote + 3; at < text.length && !isNewline(text.charCodeAt(at)); at++) {
    if (text.startsWith(delimiter, at)) return at + 3;
    if (text.charCodeAt(at) === BACKSLASH) at++;
  }
  return NOT_CLOSED;
}

/** The offset behind the } that ends a format specification, whose quotes are fill characters. */
function endOfFormatSpec(text: string, from: number, quote: number, nesting: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === CLOSE_BRACE) return at + 1;
    if (unit === quote || isNewline(unit)) return NOT_CLOSED;
    at = unit === OPEN_BRACE ? endOfField(text, at + 1, quote, nesting + 1) : at + 1;
    if (at === NOT_CLOSED) return NOT_CLOSED;
  }
  return NOT_CLOSED;
}
