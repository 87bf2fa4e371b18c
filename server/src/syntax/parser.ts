/**
 * Parses pieces of Python.
 * A tree lives only while it is read; what leaves this folder is plain data.
 * No text makes parsing fail: at worst the answer is an empty ERROR node.
 */

import { type GuardedParser, loadGuarded, parseGuarded } from './guarded-parser.ts';
import type { SyntaxNode } from './node.ts';
import { contextOf, membersOf } from './piece-context.ts';
import type { PieceKind } from './piece.ts';
import type { SyntaxType } from './syntax-type.ts';
import { typeTableOf } from './type-table.ts';

/** Longer pieces (in UTF-16 code units) are not parsed. Nobody writes as long a statement by hand. */
export const MAX_PIECE_LENGTH = 2_000_000;

export interface PythonParser {
  /**
   * Parses `text`, a piece of kind `kind`, and returns what `read` makes of its syntax.
   * The root spans `text` and is a `module` (an `ERROR` if nothing could be made of the text); offsets are
   * relative to `text`.
   * - `member`: the root's children are the member's statements, as in a class body.
   * - `class-header`: the class definition has no body.
   *
   * The root is an `ERROR` without children when the piece is too long or takes too much time.
   * @throws only what `read` throws.
   */
  withTree<T>(text: string, kind: PieceKind, read: (root: SyntaxNode) => T): T;
}

/** What {@link loadPythonParser} needs from the outside. */
export interface ParserSources {
  /** The bytes of `tree-sitter.wasm` of web-tree-sitter. */
  readonly runtime: Uint8Array;
  /** The bytes of `tree-sitter-python.wasm`. */
  readonly python: Uint8Array;
  /** The time in milliseconds. With it, text on which the parser's error recovery loses itself is given up. */
  readonly now?: () => number;
}

/**
 * Loads the parser. The runtime is started once for the whole process; further parsers share it.
 * @throws when the bytes are not those of the two files.
 */
export async function loadPythonParser(sources: ParserSources): Promise<PythonParser> {
  const { runtime, python: grammar, now } = sources;
  const loaded = await loadGuarded({ runtime, grammar, now }, typeTableOf);
  return { withTree: (text, kind, read) => read(parsePiece(loaded, text, kind)) };
}

function parsePiece(loaded: GuardedParser<SyntaxType>, text: string, kind: PieceKind): SyntaxNode {
  if (text.length > MAX_PIECE_LENGTH) return opaque(text);
  const { before, behind } = contextOf(kind);
  const root = parseGuarded(loaded, { before, text: withLineFeeds(text), behind });
  if (root === null) return opaque(text);
  const children = kind === 'member' ? membersOf(root) : root.children;
  return { ...root, start: 0, end: text.length, children };
}

function opaque(text: string): SyntaxNode {
  return { type: 'ERROR', field: null, start: 0, end: text.length, children: [], named: true };
}

/** A lone \r ends a line in Python, but the grammar does not know it. Offsets stay as they are. */
function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}
