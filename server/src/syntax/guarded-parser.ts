/**
 * Parsing of any language that gives up instead of failing: what takes too long, or traps, has no tree.
 * After a trap the runtime is put back in order, for the parsers of all languages.
 */

import type { Language, Parser } from 'web-tree-sitter';
import type { SyntaxNode } from './node.ts';
import { readTree } from './tree-reader.ts';
import type { TreeReader } from './tree-reader.ts';
import type { TypeTable } from './type-table.ts';
import { startRuntime } from './wasm-runtime.ts';
import type { WasmRuntime } from './wasm-runtime.ts';

/** Time limit for one text: many times what code needs that is merely broken. */
const LIMIT_IN_MS = 250;
const LIMIT_IN_MS_PER_CHARACTER = 0.01;

/** What {@link loadGuarded} needs. */
export interface GuardedSources {
  /** The bytes of `tree-sitter.wasm` of web-tree-sitter. */
  readonly runtime: Uint8Array;
  /** The bytes of the grammar. */
  readonly grammar: Uint8Array;
  /** The time in milliseconds. With it, text on which the parser's error recovery loses itself is given up. */
  readonly now: (() => number) | undefined;
}

/** A loaded parser of one language. */
export interface GuardedParser<Type extends string> {
  readonly parser: Parser;
  readonly runtime: WasmRuntime;
  readonly reader: TreeReader<Type>;
  readonly now: (() => number) | undefined;
}

/** A text, and what is parsed in front of it and behind it. */
export interface GuardedText {
  readonly before: string;
  readonly text: string;
  readonly behind: string;
}

/**
 * Loads a grammar. The runtime is started once for the whole process; all parsers share it.
 * @throws when the bytes are not those of the two files.
 */
export async function loadGuarded<Type extends string>(
  { runtime: bytes, grammar, now }: GuardedSources,
  tableOf: (language: Language) => TypeTable<Type>,
): Promise<GuardedParser<Type>> {
  const runtime = await startRuntime(bytes);
  const parser = await runtime.createParser(grammar);
  if (parser.language === null) throw new Error('The grammar could not be loaded');
  return {
    parser,
    runtime,
    reader: { cursor: runtime.cursor, table: tableOf(parser.language) },
    now,
  };
}

/** The whole tree of a text, with offsets that count from its start, or null when it takes too long or traps. */
export function parseGuarded<Type extends string>(
  loaded: GuardedParser<Type>,
  text: GuardedText,
): SyntaxNode<Type> | null {
  try {
    return parse(loaded, text);
  } catch {
    // Any exception comes from WebAssembly: a trap, or the stack or the memory are used up.
    loaded.runtime.recover();
    return null;
  }
}

function parse<Type extends string>(
  { parser, reader, now }: GuardedParser<Type>,
  { before, text, behind }: GuardedText,
): SyntaxNode<Type> | null {
  const end = now && now() + LIMIT_IN_MS + text.length * LIMIT_IN_MS_PER_CHARACTER;
  const isLate = () => end !== undefined && now !== undefined && now() > end;
  const tree = parser.parse(before + text + behind, null, now && { progressCallback: isLate });
  if (tree === null) {
    parser.reset();
    return null;
  }
  const root = readTree(reader, tree, before.length, before.length + text.length);
  tree.delete();
  return root;
}
