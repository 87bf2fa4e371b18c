/**
 * Parses pieces of Python.
 * A tree lives only while it is read; what leaves this folder is plain data.
 * No text makes parsing fail: at worst the answer is an empty ERROR node.
 */

import type { Parser } from 'web-tree-sitter';
import type { SyntaxNode } from './node.ts';
import { contextOf, membersOf } from './piece-context.ts';
import type { PieceKind } from './piece.ts';
import { readTree } from './tree-reader.ts';
import type { TreeReader } from './tree-reader.ts';
import { typeTableOf } from './type-table.ts';
import { startRuntime } from './wasm-runtime.ts';
import type { WasmRuntime } from './wasm-runtime.ts';

/** Longer pieces (in UTF-16 code units) are not parsed. Nobody writes as long a statement by hand. */
export const MAX_PIECE_LENGTH = 2_000_000;

/** Time limit for one piece: many times what code needs that is merely broken. */
const LIMIT_IN_MS = 250;
const LIMIT_IN_MS_PER_CHARACTER = 0.01;

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

interface Loaded {
  readonly parser: Parser;
  readonly runtime: WasmRuntime;
  readonly reader: TreeReader;
  readonly now: (() => number) | undefined;
}

/**
 * Loads the parser. The runtime is started once for the whole process; further parsers share it.
 * @throws when the bytes are not those of the two files.
 */
export async function loadPythonParser(sources: ParserSources): Promise<PythonParser> {
  const runtime = await startRuntime(sources.runtime);
  const parser = await runtime.createParser(sources.python);
  if (parser.language === null) throw new Error('The grammar of Python could not be loaded');
  const table = typeTableOf(parser.language);
  const reader: TreeReader = { cursor: runtime.cursor, table };
  const loaded: Loaded = { parser, runtime, reader, now: sources.now };
  return { withTree: (text, kind, read) => read(parsePiece(loaded, text, kind)) };
}

function parsePiece(loaded: Loaded, text: string, kind: PieceKind): SyntaxNode {
  if (text.length > MAX_PIECE_LENGTH) return opaque(text);
  try {
    const root = parse(loaded, text, kind);
    if (root === null) return opaque(text);
    const children = kind === 'member' ? membersOf(root) : root.children;
    return { ...root, start: 0, end: text.length, children };
  } catch {
    // Any exception comes from WebAssembly: a trap, or the stack or the memory are used up.
    loaded.runtime.recover();
    return opaque(text);
  }
}

function opaque(text: string): SyntaxNode {
  return { type: 'ERROR', field: null, start: 0, end: text.length, children: [], named: true };
}

/** The whole tree of a piece with its context, or null when it takes too long. */
function parse(loaded: Loaded, text: string, kind: PieceKind): SyntaxNode | null {
  const { parser, reader, now } = loaded;
  const { before, behind } = contextOf(kind);
  const input = before + withLineFeeds(text) + behind;
  const end = now && now() + LIMIT_IN_MS + text.length * LIMIT_IN_MS_PER_CHARACTER;
  const isLate = () => end !== undefined && now !== undefined && now() > end;
  const tree = parser.parse(input, null, now && { progressCallback: isLate });
  if (tree === null) {
    parser.reset();
    return null;
  }
  const root = readTree(reader, tree, before.length, before.length + text.length);
  tree.delete();
  return root;
}

/** A lone \r ends a line in Python, but the grammar does not know it. Offsets stay as they are. */
function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}
