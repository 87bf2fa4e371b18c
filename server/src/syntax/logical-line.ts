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
  /** The text from here on was not looked at. */
  readonly reach: number;
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
 */
export function readLogicalLine(text: string, from: number, indent: number): LogicalLine {
  const decorators: OpenDecorators = { start: -1, depth: 0 };
  let depth = 0;
  let colon = -1;
  let comment = -1;
  let at = from;
  while (at < text.length) {
    const action = actionOf(text.charCodeAt(at));
    if (action === Action.quote) {
      at = endOfString(text, at, from);
    } else if (action === Action.newline) {
      const next = skipNewline(text, at);
      if (depth === 0) return lineUpTo(text, next, colon, comment, next);
      const broken = startOfNextStatement(text, next, depth, indent, decorators);
      if (broken >= 0) return lineUpTo(text, broken, colon, comment, endOfLine(text, next) + 1);
      at = next;
    } else if (action === Action.comment) {
      if (depth === 0) comment = at;
      at = endOfLine(text, at);
    } else if (action === Action.continuation) {
      at = skipNewline(text, at + 1);
    } else {
      if (action === Action.open) depth++;
      else if (action === Action.close && depth > 0) depth--;
      else if (action === Action.colon && depth === 0 && colon < 0) colon = at;
      at++;
    }
  }
  return lineUpTo(text, text.length, colon, comment, text.length + 1);
}

function lineUpTo(
  text: string,
  next: number,
  colon: number,
  comment: number,
  reach: number,
): LogicalLine {
  const end = trimEnd(text, next);
  const codeEnd = comment < 0 ? end : trimEnd(text, comment);
  return { end, codeEnd, colon, next, reach };
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
