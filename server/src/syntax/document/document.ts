/*
 * Documents that are no programs (YAML, JSON, TOML, variables files) as one kind of tree.
 * A node is known by the keys that lead to it, so an edit elsewhere changes nothing that refers to it. Trees hold no positions.
 */
import type { Span } from '../../base/span.ts';

/**
 * The keys and indexes that lead to a node: `#/Resources/Orders/Properties`. The root is `#`.
 * A `/` inside a key is written `~1` and a `~` is written `~0`, as in JSON pointers (RFC 6901).
 */
export type DocumentPath = string;

interface NodeParts {
  readonly path: DocumentPath;
  /** A tag of YAML such as `!Ref`; null when there is none. */
  readonly tag: string | null;
}

export interface ScalarNode extends NodeParts {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}

export interface MapNode extends NodeParts {
  readonly kind: 'map';
  /** In source order. A key that is written twice stands for its last value. */
  readonly entries: readonly MapEntry[];
}

export interface MapEntry {
  readonly key: string;
  readonly value: DocumentNode;
}

export interface ListNode extends NodeParts {
  readonly kind: 'list';
  readonly items: readonly DocumentNode[];
}

/** A value that has to be worked out, in languages that have expressions. */
export interface ExpressionNode extends NodeParts {
  readonly kind: 'expression';
  /** The expression as it is written, on one line. */
  readonly source: string;
  readonly form: ExpressionForm;
}

/** What an expression does. What it is made of are nodes again: maps and lists stand for themselves. */
export type ExpressionForm =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: DocumentNode; readonly name: string }
  | { readonly kind: 'index'; readonly of: DocumentNode; readonly key: DocumentNode }
  /** `of[*]`: what is asked of it is asked of each of its items. */
  | { readonly kind: 'splat'; readonly of: DocumentNode }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly given: readonly DocumentNode[];
      /** Whether the last argument is a list of arguments: `f(a, b...)`. */
      readonly spread: boolean;
    }
  /** A text with holes; a text part is a scalar node. */
  | { readonly kind: 'template'; readonly parts: readonly DocumentNode[] }
  | {
      readonly kind: 'conditional';
      readonly condition: DocumentNode;
      readonly yes: DocumentNode;
      readonly no: DocumentNode;
    }
  | {
      readonly kind: 'operation';
      readonly operator: string;
      readonly operands: readonly DocumentNode[];
    }
  /** A map with keys that have to be worked out. */
  | { readonly kind: 'map'; readonly pairs: readonly ExpressionPair[] }
  | {
      readonly kind: 'for';
      /** The names of the key and of the value; of the value alone. */
      readonly names: readonly string[];
      readonly source: DocumentNode;
      /** Null when the result is a list. */
      readonly key: DocumentNode | null;
      readonly value: DocumentNode;
      readonly condition: DocumentNode | null;
      /** Whether values of one key are gathered in a list. */
      readonly grouped: boolean;
    }
  /** Something that is not read any further. */
  | { readonly kind: 'opaque' };

export interface ExpressionPair {
  readonly key: DocumentNode;
  readonly value: DocumentNode;
}

export type DocumentNode = ScalarNode | MapNode | ListNode | ExpressionNode;

/** Where a node stands. Both in UTF-16 offsets of the text. */
export interface NodeSpans {
  /** The node with its key. */
  readonly whole: Span;
  /** The key; the node itself where it has none. */
  readonly name: Span;
}

/** Something that keeps a document, or a part of it, from being read. */
export interface DocumentProblem {
  readonly span: Span;
  readonly message: string;
}

/** A document as it was read. */
export interface ParsedDocument {
  /** Null when nothing could be read. */
  readonly root: DocumentNode | null;
  readonly spans: ReadonlyMap<DocumentPath, NodeSpans>;
  readonly problems: readonly DocumentProblem[];
}

/** Whether two documents say the same. */
export function sameDocument(left: DocumentNode, right: DocumentNode): boolean {
  if (left === right) return true;
  if (left.path !== right.path || left.tag !== right.tag) return false;
  if (left.kind === 'scalar') return right.kind === 'scalar' && left.value === right.value;
  if (left.kind === 'expression') {
    return right.kind === 'expression' && JSON.stringify(left) === JSON.stringify(right);
  }
  if (left.kind === 'list') {
    return (
      right.kind === 'list' &&
      left.items.length === right.items.length &&
      left.items.every((item, index) => sameAt(item, right.items[index]))
    );
  }
  return right.kind === 'map' && sameEntries(left.entries, right.entries);
}

function sameAt(left: DocumentNode, right: DocumentNode | undefined): boolean {
  return right !== undefined && sameDocument(left, right);
}

function sameEntries(left: readonly MapEntry[], right: readonly MapEntry[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ key, value }, index) => {
      const other = right[index];
      return other?.key === key && sameDocument(value, other.value);
    })
  );
}

/** The path of what stands under a key or index of a node. */
export function childPath(path: DocumentPath, key: string | number): DocumentPath {
  return `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The key or index that a path ends with; nothing for a root. */
export function keyOf(path: DocumentPath): string {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return last.endsWith('#') ? '' : last.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** What stands under a key; null for anything but a map with that key. */
export function entryOf(node: DocumentNode | null, key: string): DocumentNode | null {
  if (node?.kind !== 'map') return null;
  return node.entries.findLast((entry) => entry.key === key)?.value ?? null;
}

/** What several keys, one after the other, lead to; null when they lead nowhere. */
export function nodeAt(node: DocumentNode | null, ...keys: readonly string[]): DocumentNode | null {
  return keys.reduce(entryOf, node);
}

/** The entries of a map; none for anything else. */
export function entriesOf(node: DocumentNode | null): readonly MapEntry[] {
  return node?.kind === 'map' ? node.entries : [];
}

/** The items of a list; none for anything else. */
export function itemsOf(node: DocumentNode | null): readonly DocumentNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The text of a scalar as it is written; null for anything else and for nothing. */
export function textOf(node: DocumentNode | null): string | null {
  return node?.kind === 'scalar' && node.value !== null ? String(node.value) : null;
}
