/**
 * Reads a tree out of the WebAssembly runtime into plain data.
 * It visits each node once, by the number of its type, without recursion; punctuation is left out.
 */

import type { Tree } from 'web-tree-sitter';
import type { SyntaxNode } from './node.ts';
import type { SyntaxType } from './syntax-type.ts';
import { isMeaningful, isTwoWords } from './type-table.ts';
import type { TypeTable } from './type-table.ts';
import type { WasmCursor } from './wasm-cursor.ts';

/** Nodes with children below this depth become `TOO_DEEP`, so that whoever walks the result may use recursion. */
export const MAX_DEPTH = 200;

/** The number tree-sitter gives to nodes of type ERROR, in all grammars. */
const ERROR_ID = 65535;

/** A node while its children are being read. */
interface NodeDraft extends SyntaxNode {
  type: SyntaxType;
  end: number;
  children: NodeDraft[];
}

interface Reading {
  readonly cursor: WasmCursor;
  readonly tree: number;
  readonly table: TypeTable;
  /** Where the piece starts and ends in the parsed text. */
  readonly from: number;
  readonly to: number;
  /** Whether the tree holds any error, so that missing nodes have to be looked for. */
  readonly broken: boolean;
}

/** How to read trees of one grammar. */
export interface TreeReader {
  readonly cursor: WasmCursor;
  readonly table: TypeTable;
}

const NO_CHILDREN: NodeDraft[] = [];
Object.freeze(NO_CHILDREN);

/**
 * Reads the whole of `tree`, which still has to be deleted.
 * Offsets count from `from`; what lies behind `to` is left out.
 */
export function readTree(reader: TreeReader, tree: Tree, from: number, to: number): SyntaxNode {
  const { cursor, table } = reader;
  const broken = tree.rootNode.hasError;
  const reading: Reading = { cursor, tree: cursor.open(tree), table, from, to, broken };
  const type = cursor.typeId(reading.tree) === ERROR_ID ? 'ERROR' : 'module';
  const root = draftOf(reading, type, true);
  root.children = [];
  if (cursor.firstChild(reading.tree) !== 0) readBelow(reading, root);
  cursor.close(reading.tree);
  return root;
}

/** Reads the cursor's node, all its later siblings and everything below them into `root`. */
function readBelow(reading: Reading, root: NodeDraft): void {
  const { cursor, tree } = reading;
  const path = [root];
  for (let parent: NodeDraft | undefined = root; parent !== undefined;) {
    const node = readNode(reading, parent);
    if (node !== null && cursor.firstChild(tree) !== 0) {
      if (path.length < MAX_DEPTH) {
        node.children = [];
        path.push(node);
        parent = node;
        continue;
      }
      node.type = 'TOO_DEEP';
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
function readNode(reading: Reading, parent: NodeDraft): NodeDraft | null {
  const { cursor, tree, table } = reading;
  const id = cursor.typeId(tree);
  if (reading.broken && (id === ERROR_ID || cursor.isMissing(tree) !== 0)) {
    return add(parent, draftOf(reading, 'ERROR', true), reading);
  }
  const type = table.types[id] ?? null;
  if (type === null) return null;
  const named = table.named[id] === true;
  if (!named && !isMeaningful(type, parent.type)) return null;
  const node = draftOf(reading, type, named);
  const last = parent.children.at(-1);
  if (isTwoWords(type) && last?.type === type) {
    last.end = node.end;
    return null;
  }
  add(parent, node, reading);
  return table.leaf[id] === true ? null : node;
}

function add(parent: NodeDraft, node: NodeDraft, reading: Reading): NodeDraft | null {
  if (node.start > reading.to - reading.from) return null;
  parent.children.push(node);
  return node;
}

function draftOf(reading: Reading, type: SyntaxType, named: boolean): NodeDraft {
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
