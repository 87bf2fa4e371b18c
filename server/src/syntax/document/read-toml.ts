/*
 * TOML → document tree, with `toml-eslint-parser`, which keeps positions. A line that is wrong costs only itself, as far
 * as the rest can be read without it.
 */
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Span } from '../../base/span.ts';
import {
  childPath,
  type DocumentNode,
  type DocumentPath,
  type DocumentProblem,
  type NodeSpans,
  type ParsedDocument,
} from './document.ts';

/** So many lines may be wrong before a document is given up. */
const MAX_PROBLEMS = 20;

/** Longer documents are not read. */
const MAX_LENGTH = 5_000_000;

/** Deeper nodes are not read. */
const MAX_DEPTH = 100;

/** What stands under a key: a value, or a table or list of tables that several places of the text add to. */
type Draft =
  DraftTable | DraftList | { readonly kind: 'value'; readonly node: AST.TOMLContentNode };

interface DraftTable {
  readonly kind: 'table';
  readonly entries: Map<string, DraftEntry>;
}

interface DraftList {
  readonly kind: 'list';
  readonly items: { readonly table: DraftTable; readonly whole: Span }[];
}

interface DraftEntry {
  readonly draft: Draft;
  readonly name: Span;
  whole: Span;
}

function emptyTable(): DraftTable {
  return { kind: 'table', entries: new Map() };
}

function spanOf({ range: [start, end] }: { readonly range: readonly [number, number] }): Span {
  return { start, end };
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

/** The table under a key, which is made when there is none; for a list of tables its last one. */
function tableUnder(
  { entries }: DraftTable,
  key: AST.TOMLBare | AST.TOMLQuoted,
  whole: Span,
): DraftTable {
  const found = entries.get(nameOf(key));
  if (found?.draft.kind === 'table') return found.draft;
  const last = found?.draft.kind === 'list' ? found.draft.items.at(-1)?.table : undefined;
  if (last) return last;
  const draft = emptyTable();
  entries.set(nameOf(key), { draft, name: spanOf(key), whole });
  return draft;
}

function addValues(table: DraftTable, pairs: readonly AST.TOMLKeyValue[]): void {
  for (const pair of pairs) {
    const last = pair.key.keys.at(-1);
    if (!last) continue;
    const whole = spanOf(pair);
    const inner = pair.key.keys
      .slice(0, -1)
      .reduce((current, key) => tableUnder(current, key, whole), table);
    inner.entries.set(nameOf(last), {
      draft: { kind: 'value', node: pair.value },
      name: spanOf(last),
      whole,
    });
  }
}

function addTable(root: DraftTable, { kind, key, body, ...node }: AST.TOMLTable): void {
  const last = key.keys.at(-1);
  if (!last) return;
  const whole = spanOf(node);
  const outer = key.keys
    .slice(0, -1)
    .reduce((current, part) => tableUnder(current, part, whole), root);
  if (kind === 'standard') {
    addValues(tableUnder(outer, last, whole), body);
    return;
  }
  const found = outer.entries.get(nameOf(last));
  const item = { table: emptyTable(), whole };
  addValues(item.table, body);
  if (found?.draft.kind === 'list') {
    found.draft.items.push(item);
    found.whole = { start: found.whole.start, end: whole.end };
  } else {
    const draft: Draft = { kind: 'list', items: [item] };
    outer.entries.set(nameOf(last), { draft, name: spanOf(last), whole });
  }
}

type Spans = Map<DocumentPath, NodeSpans>;

function readTable(
  { entries }: DraftTable,
  path: DocumentPath,
  spans: Spans,
  depth: number,
): DocumentNode {
  return {
    kind: 'map',
    path,
    tag: null,
    entries: [...entries].map(([key, { draft, name, whole }]) => {
      const child = childPath(path, key);
      spans.set(child, { whole, name });
      return { key, value: readDraft(draft, child, spans, depth + 1) };
    }),
  };
}

function readDraft(draft: Draft, path: DocumentPath, spans: Spans, depth: number): DocumentNode {
  if (depth > MAX_DEPTH) return { kind: 'scalar', path, tag: null, value: null };
  if (draft.kind === 'table') return readTable(draft, path, spans, depth);
  if (draft.kind === 'value') return readValue(draft.node, path, spans, depth);
  const items = draft.items.map(({ table, whole }, index) => {
    const child = childPath(path, index);
    spans.set(child, { whole, name: whole });
    return readTable(table, child, spans, depth + 1);
  });
  return { kind: 'list', path, tag: null, items };
}

function readValue(
  node: AST.TOMLContentNode,
  path: DocumentPath,
  spans: Spans,
  depth: number,
): DocumentNode {
  if (node.type === 'TOMLInlineTable') {
    const table = emptyTable();
    addValues(table, node.body);
    return readTable(table, path, spans, depth);
  }
  if (node.type === 'TOMLArray') {
    const items = node.elements.map((element, index) => {
      const child = childPath(path, index);
      spans.set(child, { whole: spanOf(element), name: spanOf(element) });
      return readDraft({ kind: 'value', node: element }, child, spans, depth + 1);
    });
    return { kind: 'list', path, tag: null, items };
  }
  const value = node.value instanceof Date ? node.value.toISOString() : node.value;
  return { kind: 'scalar', path, tag: null, value };
}

/** The text with the line at an offset made blank; null when there is nothing on it. */
function withoutLine(text: string, offset: number): string | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', start);
  const end = next < 0 ? text.length : next;
  const line = text.slice(start, end);
  return line.trim() === ''
    ? null
    : text.slice(0, start) + ' '.repeat(line.length) + text.slice(end);
}

function problemOf(error: unknown): DocumentProblem {
  const at = error instanceof ParseError ? error.index : 0;
  const message = error instanceof Error ? error.message : String(error);
  return { span: { start: at, end: at }, message };
}

/** Reads a text as TOML. Errors of the text become problems; what can be read besides them is. */
export function readToml(text: string): ParsedDocument {
  const problems: DocumentProblem[] = [];
  let rest: string | null = text.length > MAX_LENGTH ? null : text;
  while (rest !== null && problems.length < MAX_PROBLEMS) {
    try {
      const spans: Spans = new Map();
      const root = emptyTable();
      for (const part of parseTOML(rest).body[0].body) {
        if (part.type === 'TOMLTable') addTable(root, part);
        else addValues(root, [part]);
      }
      spans.set('#', { whole: { start: 0, end: text.length }, name: { start: 0, end: 0 } });
      return { root: readTable(root, '#', spans, 0), spans, problems };
    } catch (error) {
      const problem = problemOf(error);
      problems.push(problem);
      rest = error instanceof ParseError ? withoutLine(rest, problem.span.start) : null;
    }
  }
  return { root: null, spans: new Map(), problems };
}
