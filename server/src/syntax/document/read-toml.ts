/*
 * TOML → document tree, with `toml-eslint-parser`. A text with an error in it says nothing: the problem tells where.
 * Source: https://toml.io/en/v1.0.0
 */
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Span } from '../../base/span.ts';
import {
  childPath,
  type DocumentNode,
  type DocumentPath,
  type NodeSpans,
  type ParsedDocument,
} from './document.ts';

/** Longer texts are not read: they are no configuration that people write. */
const MAX_LENGTH = 200_000;

/** Deeper nodes are not read. */
const MAX_DEPTH = 100;

type Key = string | number;

/** A map or list that still grows: tables may be written in several places. */
interface Container {
  readonly kind: 'container';
  readonly isList: boolean;
  readonly children: Map<Key, Container | DocumentNode>;
}

type Spans = Map<DocumentPath, NodeSpans>;

function spanOf({ range: [start, end] }: AST.TOMLNode): Span {
  return { start, end };
}

function container(isList: boolean): Container {
  return { kind: 'container', isList, children: new Map() };
}

/** The container at some keys, made on the way; null where a value stands in the way. */
function containerAt(root: Container, keys: readonly Key[], isList: boolean): Container | null {
  let at = root;
  for (const [index, key] of keys.entries()) {
    const next = index + 1 < keys.length ? typeof keys[index + 1] === 'number' : isList;
    const found = at.children.get(key) ?? container(next);
    if (found.kind !== 'container') return null;
    at.children.set(key, found);
    at = found;
  }
  return at;
}

function pathOf(keys: readonly Key[]): DocumentPath {
  return keys.reduce<DocumentPath>(childPath, '#');
}

function namesIn({ keys }: AST.TOMLKey): readonly string[] {
  return keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
}

function scalar(node: AST.TOMLValue, path: DocumentPath): DocumentNode {
  const { value } = node;
  if (value instanceof Date) return { kind: 'scalar', path, tag: null, value: value.toISOString() };
  const plain = typeof value === 'bigint' ? String(value) : value;
  return { kind: 'scalar', path, tag: null, value: plain };
}

function place(root: Container, spans: Spans, pair: AST.TOMLKeyValue, base: readonly Key[]): void {
  const keys = [...base, ...namesIn(pair.key)];
  spans.set(pathOf(keys), { whole: spanOf(pair), name: spanOf(pair.key) });
  put(root, spans, pair.value, keys);
}

function put(root: Container, spans: Spans, node: AST.TOMLContentNode, keys: readonly Key[]): void {
  if (keys.length > MAX_DEPTH) return;
  const path = pathOf(keys);
  if (!spans.has(path)) spans.set(path, { whole: spanOf(node), name: spanOf(node) });
  switch (node.type) {
    case 'TOMLValue':
      containerAt(root, keys.slice(0, -1), typeof keys.at(-1) === 'number')?.children.set(
        keys.at(-1) ?? '',
        scalar(node, path),
      );
      return;
    case 'TOMLArray':
      containerAt(root, keys, true);
      for (const [index, item] of node.elements.entries()) put(root, spans, item, [...keys, index]);
      return;
    case 'TOMLInlineTable':
      containerAt(root, keys, false);
      for (const pair of node.body) place(root, spans, pair, keys);
  }
}

function finished({ isList, children }: Container, path: DocumentPath): DocumentNode {
  const entries = [...children].map(([key, child]) => ({
    key: String(key),
    value: child.kind === 'container' ? finished(child, childPath(path, key)) : child,
  }));
  return isList
    ? { kind: 'list', path, tag: null, items: entries.map(({ value }) => value) }
    : { kind: 'map', path, tag: null, entries };
}

function readTree(text: string, spans: Spans): DocumentNode {
  const [top] = parseTOML(text).body;
  const root = container(false);
  for (const node of top.body) {
    if (node.type === 'TOMLKeyValue') {
      place(root, spans, node, []);
      continue;
    }
    if (node.resolvedKey.length > MAX_DEPTH) continue;
    spans.set(pathOf(node.resolvedKey), { whole: spanOf(node), name: spanOf(node.key) });
    containerAt(root, node.resolvedKey, false);
    for (const pair of node.body) place(root, spans, pair, node.resolvedKey);
  }
  return finished(root, '#');
}

/** Reads a text as TOML. An error of the text becomes the problem. */
export function readToml(text: string): ParsedDocument {
  const spans: Spans = new Map([
    ['#', { whole: { start: 0, end: text.length }, name: { start: 0, end: 0 } }],
  ]);
  if (text.length > MAX_LENGTH) {
    const problem = { span: { start: 0, end: 0 }, message: 'too large to be read' };
    return { root: null, spans: new Map(), problems: [problem] };
  }
  try {
    return { root: readTree(text, spans), spans, problems: [] };
  } catch (error) {
    const start = error instanceof ParseError ? Math.min(error.index, text.length) : 0;
    const message = error instanceof Error ? error.message : String(error);
    return { root: null, spans: new Map(), problems: [{ span: { start, end: start }, message }] };
  }
}
