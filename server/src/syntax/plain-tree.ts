/*
 * Trees of any grammar as plain data, with all tokens. For grammars of which only a small part is read.
 */
import type { Language, Tree } from 'web-tree-sitter';
import type { WasmCursor } from './wasm-cursor.ts';

/** Nodes below this depth are left out, so that whoever walks the result may use recursion. */
const MAX_DEPTH = 300;

/** The number tree-sitter gives to nodes of type ERROR, in all grammars. */
const ERROR_ID = 65535;

/** A node. Offsets are UTF-16 offsets of the text. */
export interface PlainNode {
  /** The type of the node, or the text of the token. */
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly children: readonly PlainNode[];
}

interface Draft extends PlainNode {
  readonly children: Draft[];
}

/** The names of a grammar's types, by their numbers. */
export function typeNamesOf(language: Language): readonly string[] {
  return Array.from(
    { length: language.nodeTypeCount },
    (_, id) => language.nodeTypeForId(id) ?? '',
  );
}

/** Reads the whole of `tree`, which still has to be deleted. */
export function readPlainTree(
  cursor: WasmCursor,
  typeNames: readonly string[],
  tree: Tree,
): PlainNode {
  const at = cursor.open(tree);
  const draft = (): Draft => {
    const id = cursor.typeId(at);
    const isError = id === ERROR_ID || cursor.isMissing(at) !== 0;
    const type = isError ? 'ERROR' : (typeNames[id] ?? '');
    return { type, start: cursor.start(at), end: cursor.end(at), children: [] };
  };
  const root = draft();
  const path = [root];
  let isGoingDown = true;
  for (let parent: Draft | undefined = root; parent !== undefined; parent = path.at(-1)) {
    if (isGoingDown && path.length < MAX_DEPTH && cursor.firstChild(at) !== 0) {
      const child = draft();
      parent.children.push(child);
      path.push(child);
      continue;
    }
    path.pop();
    const above = path.at(-1);
    if (!above) break;
    isGoingDown = cursor.nextSibling(at) !== 0;
    if (isGoingDown) {
      const sibling = draft();
      above.children.push(sibling);
      path.push(sibling);
    } else {
      cursor.parent(at);
    }
  }
  cursor.close(at);
  return root;
}

/** The first child of a type, or null. */
export function childOfType(node: PlainNode, type: string): PlainNode | null {
  return node.children.find((child) => child.type === type) ?? null;
}

/** The first syntax error of a tree; null when there is none. */
export function errorIn(root: PlainNode): PlainNode | null {
  const waiting: PlainNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'ERROR') return node;
    waiting.push(...node.children.toReversed());
  }
  return null;
}
