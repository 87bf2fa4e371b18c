/**
 * Reads one logical line: what Python reads as a unit because brackets, strings or backslashes join its lines.
 * A bracket that is never closed ends at the next line that cannot stand within brackets.
 */

import {
  Action,
  actionOf,
  AT_SIGN,
  endOfLine,
  FORM_FEED,
  HASH,
  isBlank,
  isNamePart,
  isNewline,
  skipNewline,
  TAB,
  trimEnd,
} from './characters.ts';
import { breaksOpenBracket, startsDefinition } from './line-words.ts';
import { endOfString } from './string-end.ts';

/** A logical line. All offsets are absolute. */
export interface LogicalLine {
  /** Behind its last character that is not blank, which may belong to a comment. */
  readonly end: number;
  /** Behind its last character that is neither blank nor part of a comment behind it. */
  readonly codeEnd: number;
  /** Its first colon outside brackets and strings, or -1. */
  readonly colon: number;
  /** Start of the first line behind it. */
  readonly next: number;
  /** The text from here on was not looked at; `Infinity` if an unclosed string had a say (see open-string.ts). */
  readonly reach: number;
}

/** A string with three quotes that is taken to be unclosed, and the line that starts the next statement. */
export interface OpenString {
  readonly quote: number;
  readonly nextLine: number;
}

/** The width of the white space that starts at a line start, and the offset behind it. */
export interface Indentation {
  readonly width: number;
  readonly end: number;
}

/** Measures the white space at `lineStart`. Widths count as in tree-sitter-python: 8 for each tab. */
export function indentationAt(text: string, lineStart: number): Indentation {
  let width = 0;
  let end = lineStart;
  for (; ; end++) {
    const unit = text.charCodeAt(end);
    if (unit === TAB) width += 8;
    else if (unit === FORM_FEED) width = 0;
    else if (isBlank(unit)) width++;
    else return { width, end };
  }
}

/**
 * Reads the logical line whose first character that is not blank is at `from`.
 * @param indent the indentation of the statement it belongs to: only a decorated definition that is
 * indented no deeper can end an open bracket at its decorators.
 * @param openString ends the logical line that holds it.
 */
export function readLogicalLine(
  text: string,
  from: number,
  indent: number,
  openString: OpenString | null,
): LogicalLine {
  const line: LineDraft = { depth: 0, colon: -1, comment: -1 };
  const decorators: OpenDecorators = { start: -1, depth: 0 };
  let at = from;
  while (at < text.length) {
    const action = actionOf(text.charCodeAt(at));
    if (action === Action.none) {
      at++;
    } else if (action === Action.quote) {
      if (at === openString?.quote) return lineUpTo(text, openString.nextLine, line, Infinity);
      at = endOfString(text, at, from);
      if (at < 0) return lineUpTo(text, text.length, line, Infinity);
    } else if (action === Action.newline) {
      const next = skipNewline(text, at);
      if (line.depth === 0) return lineUpTo(text, next, line, next);
      const broken = startOfNextStatement(text, next, line.depth, indent, decorators);
      if (broken >= 0) return lineUpTo(text, broken, line, endOfLine(text, next) + 1);
      at = next;
    } else {
      at = readOther(text, at, action, line);
    }
  }
  return lineUpTo(text, text.length, line, text.length + 1);
}

/** What has been seen of a logical line; -1 where there was nothing yet. */
interface LineDraft {
  depth: number;
  colon: number;
  comment: number;
}

/** Notes a bracket, colon, comment or backslash at `at`, and returns the offset behind it. */
function readOther(text: string, at: number, action: number, line: LineDraft): number {
  if (action === Action.comment) {
    if (line.depth === 0) line.comment = at;
    return endOfLine(text, at);
  }
  if (action === Action.continuation) return skipNewline(text, at + 1);
  if (action === Action.open) line.depth++;
  else if (action === Action.close) line.depth = Math.max(0, line.depth - 1);
  else if (line.depth === 0 && line.colon < 0) line.colon = at;
  return at + 1;
}

function lineUpTo(text: string, next: number, line: LineDraft, reach: number): LogicalLine {
  const end = trimEnd(text, next);
  const codeEnd = line.comment < 0 ? end : trimEnd(text, line.comment);
  return { end, codeEnd, colon: line.colon, next, reach };
}

/** Lines within brackets that look like decorators: where they start and how deep the brackets are there. */
interface OpenDecorators {
  start: number;
  depth: number;
}

/**
 * Whether the line at `lineStart`, which brackets join to the line before, must be a new statement.
 * A line that starts with @ may be a matrix multiplication; it is a decorator once a definition follows it.
 * @returns where the new statement starts (at its decorators), or -1.
 */
function startOfNextStatement(
  text: string,
  lineStart: number,
  depth: number,
  indent: number,
  decorators: OpenDecorators,
): number {
  const { width, end } = indentationAt(text, lineStart);
  const unit = text.charCodeAt(end);
  if (end >= text.length || isNewline(unit) || unit === HASH) return -1;
  if (unit === AT_SIGN && width <= indent && isNamePart(text.charCodeAt(end + 1))) {
    if (decorators.start < 0 || depth !== decorators.depth) {
      decorators.start = lineStart;
      decorators.depth = depth;
    }
    return -1;
  }
  if (breaksOpenBracket(text, end)) {
    const decorated = decorators.start >= 0 && depth >= decorators.depth && width <= indent;
    return decorated && startsDefinition(text, end) ? decorators.start : lineStart;
  }
  if (depth <= decorators.depth) decorators.start = -1;
  return -1;
}
