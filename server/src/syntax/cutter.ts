/**
 * Cuts a text into pieces, from any boundary between two pieces on.
 * Where a piece ends depends only on the text from its start to its reach and on whether indented lines are members
 * there; that is what allows cutting to resume and to stop in the middle of a text.
 */

import type { Span } from '../base/span.ts';
import {
  BYTE_ORDER_MARK,
  COLON,
  endOfLine,
  HASH,
  isNewline,
  skipNewline,
  trimEnd,
} from './characters.ts';
import { lineWordAt, WORD_REACH } from './line-words.ts';
import type { LineWord } from './line-words.ts';
import { indentationAt, readLogicalLine } from './logical-line.ts';
import type { LogicalLine, OpenString } from './logical-line.ts';
import { MARKER } from './piece.ts';
import type { Piece } from './piece.ts';

/**
 * Asked at the start of each statement or member, after all pieces before it have been put out.
 * @returns whether to stop here.
 */
export type Boundary = (start: number, inClass: boolean) => boolean;

/** The piece being read: what decides whether the next line still belongs to it. */
interface OpenPiece {
  readonly start: number;
  readonly indent: number;
  readonly isMember: boolean;
  end: number;
  reach: number;
  /** So far there are decorators only. */
  decoratorsOnly: boolean;
  /** An indented line may follow. */
  takesSuite: boolean;
  /** An `else`, `except`, … may follow. */
  takesClauses: boolean;
  /** It is the header of a top-level class; an indented line starts the class body. */
  opensClass: boolean;
}

interface Cutting {
  readonly text: string;
  readonly openString: OpenString | null;
  readonly pieces: Piece[];
  /** Marked comments behind the open piece; they become part of it if it goes on behind them. */
  comments: Span[];
  open: OpenPiece | undefined;
  /** See {@link Piece.inClass}. */
  inClass: boolean;
}

/**
 * Cuts `text` behind `pieces`, the first pieces of its cut.
 * @param openString a string that is taken to be unclosed.
 */
export function cutBehind(
  pieces: readonly Piece[],
  text: string,
  stopAt: Boundary,
  openString: OpenString | null,
): Piece[] {
  const last = pieces.at(-1);
  const inClass = last?.inClass ?? false;
  const state: Cutting = { text, openString, pieces: [], comments: [], open: undefined, inClass };
  let at = last ? skipNewline(text, endOfLine(text, last.end)) : behindByteOrderMark(text);
  while (at < text.length) {
    const { width, end } = indentationAt(text, at);
    const unit = text.charCodeAt(end);
    if (end >= text.length) break;
    if (isNewline(unit)) {
      at = skipNewline(text, end);
    } else if (unit === HASH) {
      const commentEnd = endOfLine(text, end);
      if (text.slice(end, commentEnd).includes(MARKER)) {
        state.comments.push({ start: at, end: trimEnd(text, commentEnd) });
      }
      at = skipNewline(text, commentEnd);
    } else {
      if (!continues(state, end, width)) {
        finish(state, width, end + WORD_REACH);
        if (stopAt(at, state.inClass)) return state.pieces;
      }
      at = readLine(state, at, end, width);
    }
  }
  finish(state, 0, text.length + 1);
  return state.pieces;
}

function behindByteOrderMark(text: string): number {
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
}

/** Whether the line whose first word is at `offset` belongs to the open piece. */
function continues(state: Cutting, offset: number, width: number): boolean {
  const { open } = state;
  if (open === undefined || width < open.indent) return false;
  if (width > open.indent) return open.takesSuite && !open.opensClass;
  if (open.decoratorsOnly) return mayFollowDecorator(lineWordAt(state.text, offset));
  return open.takesClauses && lineWordAt(state.text, offset) === 'clause';
}

function mayFollowDecorator(word: LineWord): boolean {
  return word === 'decorator' || word === 'def' || word === 'class' || word === 'async';
}

/** Puts out the open piece and the comments behind it, because the line indented by `width` starts another one. */
function finish(state: Cutting, width: number, reach: number): void {
  const { open, pieces } = state;
  if (open !== undefined) {
    const opensClass = open.opensClass && width > 0;
    const kind = opensClass ? 'class-header' : open.isMember ? 'member' : 'statement';
    if (opensClass) state.inClass = true;
    else if (!open.isMember && open.takesSuite) state.inClass = false;
    const { start, end } = open;
    const { inClass } = state;
    pieces.push({ kind, start, end, reach: Math.max(open.reach, reach), inClass });
    state.open = undefined;
  }
  for (const { start, end } of state.comments) {
    pieces.push({ kind: 'comment', start, end, reach, inClass: state.inClass });
  }
  state.comments = [];
}

/** Adds a logical line to the open piece, or to a new one. Returns the start of the line behind it. */
function readLine(state: Cutting, lineStart: number, from: number, width: number): number {
  const open = state.open ?? newPiece(lineStart, width, state.inClass && width > 0);
  state.open = open;
  state.comments = [];
  const line = readLogicalLine(state.text, from, open.indent, state.openString);
  open.end = line.end;
  open.reach = Math.max(open.reach, line.reach);
  if (width === open.indent) noteFirstWord(open, line, lineWordAt(state.text, from), state.text);
  return line.next;
}

function newPiece(start: number, indent: number, isMember: boolean): OpenPiece {
  return {
    start,
    indent,
    isMember,
    end: start,
    reach: start,
    decoratorsOnly: true,
    takesSuite: false,
    takesClauses: false,
    opensClass: false,
  };
}

/** Notes what a line that is not part of a suite says about how the piece may go on. */
function noteFirstWord(open: OpenPiece, line: LogicalLine, word: LineWord, text: string): void {
  if (word === 'decorator') return;
  if (open.decoratorsOnly) {
    open.decoratorsOnly = false;
    open.takesClauses = word === 'branching' || word === 'async' || word === 'clause';
    // A class without a colon is still being typed; its members are cut as if the colon were there.
    const isBlock = line.colon < 0 || line.colon === line.codeEnd - 1;
    open.opensClass = word === 'class' && open.indent === 0 && isBlock;
  }
  // `match` and `case` are no reserved words: their colon tells.
  open.takesSuite = word !== 'other' || text.charCodeAt(line.codeEnd - 1) === COLON;
}
