/**
 * Reads a tree out of the WebAssembly runtime into plain data.
 * It visits each node once, by the number of its type, without recursion; punctuation is left out.
 */

import type { Tree } from 'web-tree-sitter';
import type { SyntaxNode } from './node.ts';
import type { TypeTable } from './type-table.ts';
import type { WasmCursor } from './wasm-cursor.ts';

/** Nodes with children below this depth become `TOO_DEEP`, so that whoever walks the result may use recursion. */
export const MAX_DEPTH = 200;

/** The number tree-sitter gives to nodes of type ERROR, in all grammars. */
const ERROR_ID = 65535;

/** A node while its children are being read. */
interface NodeDraft<Type extends string> extends SyntaxNode<Type> {
  type: Type;
  end: number;
  children: NodeDraft<Type>[];
}

interface Reading<Type extends string> {
  readonly cursor: WasmCursor;
  readonly tree: number;
  readonly table: TypeTable<Type>;
  /** Where the piece starts and ends in the parsed text. */
  readonly from: number;
  readonly to: number;
  /** Whether the tree holds any error, so that missing nodes have to be looked for. */
  readonly broken: boolean;
}

/** How to read trees of one grammar. */
export interface TreeReader<Type extends string> {
  readonly cursor: WasmCursor;
  readonly table: TypeTable<Type>;
}

const NO_CHILDREN: never[] = [];
Object.freeze(NO_CHILDREN);

/**
 * Reads the whole of `tree`, which still has to be deleted.
 * Offsets count from `from`; what lies behind `to` is left out.
 */
export function readTree<Type extends string>(
  reader: TreeReader<Type>,
  tree: Tree,
  from: number,
  to: number,
): SyntaxNode<Type> {
  const { cursor, table } = reader;
  const broken = tree.rootNode.hasError;
  const reading: Reading<Type> = { cursor, tree: cursor.open(tree), table, from, to, broken };
  const { words } = table;
  const type = cursor.typeId(reading.tree) === ERROR_ID ? words.error : words.root;
  const root = draftOf(reading, type, true);
  root.children = [];
  if (cursor.firstChild(reading.tree) !== 0) readBelow(reading, root);
  cursor.close(reading.tree);
  return root;
}

/** Reads the cursor's node, all its later siblings and everything below them into `root`. */
function readBelow<Type extends string>(reading: Reading<Type>, root: NodeDraft<Type>): void {
  const { cursor, tree } = reading;
  const path = [root];
  for (let parent: NodeDraft<Type> | undefined = root; parent !== undefined;) {
    const node: NodeDraft<Type> | null = readNode(reading, parent);
    if (node !== null && cursor.firstChild(tree) !== 0) {
      if (path.length < MAX_DEPTH) {
        node.children = [];
        path.push(node);
        parent = node;
        continue;
      }
      node.type = reading.table.words.tooDeep;
      cursor.parent(tree);
    }
    while (parent !== undefined && cursor.nextSibling(tree) === 0) {
      cursor.parent(tree);
      path.pop();
      parent = path.at(-1);
    }
  }
}

/** Adds the cursor's node to `parent` unless it says nothing. Returns it when its children are worth reading. */
function readNode<Type extends string>(
  reading: Reading<Type>,
  parent: NodeDraft<Type>,
): NodeDraft<Type> | null {
  const { cursor, tree, table } = reading;
  const id = cursor.typeId(tree);
  if (reading.broken && (id === ERROR_ID || cursor.isMissing(tree) !== 0)) {
    return add(parent, draftOf(reading, table.words.error, true), reading);
  }
  const type = table.types[id] ?? null;
  if (type === null) return null;
  const named = table.named[id] === true;
  if (!named && !table.isMeaningful(type, parent.type)) return null;
  const node = draftOf(reading, type, named);
  const last = parent.children.at(-1);
  if (table.isTwoWords(type) && last?.type === type) {
    last.end = node.end;
    return null;
  }
  add(parent, node, reading);
  return table.leaf[id] === true ? null : node;
}

function add<Type extends string>(
  parent: NodeDraft<Type>,
  node: NodeDraft<Type>,
  reading: Reading<Type>,
): NodeDraft<Type> | null {
  if (node.start > reading.to - reading.from) return null;
  parent.children.push(node);
  return node;
}

function draftOf<Type extends string>(
  reading: Reading<Type>,
  type: Type,
  named: boolean,
): NodeDraft<Type> {
  const { cursor, tree, table, from, to } = reading;
  return {
    type,
    field: table.fields[cursor.fieldId(tree)] ?? null,
    start: cursor.start(tree) - from,
    end: Math.min(cursor.end(tree), to) - from,
    children: NO_CHILDREN,
    named,
  };
}
