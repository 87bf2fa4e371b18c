/*
 * Parses the language of Terraform and OpenTofu. A tree lives only while it is read; what leaves is plain data.
 * No text makes parsing fail: at worst the answer is null.
 */
import { type PlainNode, readPlainTree, typeNamesOf } from '../plain-tree.ts';
import { startRuntime } from '../wasm-runtime.ts';

/** Longer texts (in UTF-16 code units) are not parsed. */
const MAX_LENGTH = 2_000_000;

/** Time limit for one text: many times what a text needs that is merely broken. */
const LIMIT_IN_MS = 250;
const LIMIT_IN_MS_PER_CHARACTER = 0.02;

export interface HclParser {
  /** The syntax of a text; null when it is too long or takes too much time. */
  readonly parse: (text: string) => PlainNode | null;
}

/** What {@link loadHclParser} needs from the outside. */
export interface HclSources {
  /** The bytes of `tree-sitter.wasm` of web-tree-sitter. */
  readonly runtime: Uint8Array;
  /** The bytes of `tree-sitter-terraform.wasm`. */
  readonly terraform: Uint8Array;
  /** The time in milliseconds. With it, text on which the parser's error recovery loses itself is given up. */
  readonly now?: (() => number) | undefined;
}

/**
 * Loads the parser. It shares the runtime of all parsers of the process.
 * @throws when the bytes are not those of the two files.
 */
export async function loadHclParser({ runtime, terraform, now }: HclSources): Promise<HclParser> {
  const shared = await startRuntime(runtime);
  const parser = await shared.createParser(terraform);
  if (parser.language === null) throw new Error('The grammar of Terraform could not be loaded');
  const typeNames = typeNamesOf(parser.language);
  const parse = (text: string): PlainNode | null => {
    const end = now && now() + LIMIT_IN_MS + text.length * LIMIT_IN_MS_PER_CHARACTER;
    const isLate = (): boolean => end !== undefined && now !== undefined && now() > end;
    const tree = parser.parse(text, null, now && { progressCallback: isLate });
    if (tree === null) {
      parser.reset();
      return null;
    }
    const root = readPlainTree(shared.cursor, typeNames, tree);
    tree.delete();
    return root;
  };
  return {
    parse: (text) => {
      if (text.length > MAX_LENGTH) return null;
      try {
        return parse(text);
      } catch {
        // Any exception comes from WebAssembly: a trap, or the stack or the memory are used up.
        shared.recover();
        return null;
      }
    },
  };
}
