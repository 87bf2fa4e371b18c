/*
 * Files of Terraform → document tree, laid out as Terraform's own JSON syntax does: a block with labels is a map in a map,
 * `resource "aws_dynamodb_table" "orders"` stands at `#/resource/aws_dynamodb_table/orders`. Blocks without labels are lists.
 * Source: https://developer.hashicorp.com/terraform/language/syntax/json
 */
import type { Span } from '../../base/span.ts';
import {
  childPath,
  type DocumentNode,
  type DocumentPath,
  type DocumentProblem,
  type MapEntry,
  type NodeSpans,
  type ParsedDocument,
} from '../document/document.ts';
import { childOfType, errorIn, type PlainNode } from '../plain-tree.ts';
import type { HclParser } from './hcl-parser.ts';
import { type HclReading, scalarAt } from './hcl-reading.ts';
import { readExpression } from './read-expression.ts';

/** A map that is still being filled. */
interface Draft {
  readonly path: DocumentPath;
  readonly entries: Map<string, DocumentNode | Draft | DraftList>;
}

interface DraftList {
  readonly items: Draft[];
}

/** Blocks whose entries belong together wherever they are written. */
const GATHERED: ReadonlySet<string> = new Set(['locals']);

function draftAt(path: DocumentPath): Draft {
  return { path, entries: new Map() };
}

function finish(draft: Draft): DocumentNode {
  const entries = [...draft.entries].map(([key, value]): MapEntry => {
    if ('items' in value && !('kind' in value)) {
      const path = childPath(draft.path, key);
      return { key, value: { kind: 'list', path, tag: null, items: value.items.map(finish) } };
    }
    return { key, value: 'kind' in value ? value : finish(value) };
  });
  return { kind: 'map', path: draft.path, tag: null, entries };
}

/** The map that a key stands for; a new one when there is none yet. */
function mapUnder(draft: Draft, key: string): Draft {
  const found = draft.entries.get(key);
  if (found && 'entries' in found && !('kind' in found)) return found;
  const made = draftAt(childPath(draft.path, key));
  draft.entries.set(key, made);
  return made;
}

function itemUnder(draft: Draft, key: string): Draft {
  const found = draft.entries.get(key);
  const list: DraftList = found && 'items' in found && !('kind' in found) ? found : { items: [] };
  draft.entries.set(key, list);
  const made = draftAt(childPath(childPath(draft.path, key), list.items.length));
  list.items.push(made);
  return made;
}

function labelOf({ text }: HclReading, node: PlainNode): string {
  const written = text.slice(node.start, node.end);
  return node.type === 'string_lit' ? written.slice(1, -1) : written;
}

function readBlock(reading: HclReading, node: PlainNode, parent: Draft): void {
  const names = node.children.filter(({ type }) => type === 'identifier' || type === 'string_lit');
  const [type, ...labels] = names.map((name) => labelOf(reading, name));
  if (type === undefined) return;
  const isList = labels.length === 0 && !GATHERED.has(type);
  const own = isList ? itemUnder(parent, type) : [type, ...labels].reduce(mapUnder, parent);
  const lastName = names.at(-1) ?? node;
  const name: Span = { start: node.start, end: lastName.end };
  if (!reading.spans.has(own.path)) reading.spans.set(own.path, { whole: node, name });
  const body = childOfType(node, 'body');
  if (body) readBody(reading, body, own);
}

function readAttribute(reading: HclReading, node: PlainNode, parent: Draft): void {
  const name = childOfType(node, 'identifier');
  const value = childOfType(node, 'expression');
  if (!name || !value) return;
  const key = reading.text.slice(name.start, name.end);
  const path = childPath(parent.path, key);
  reading.spans.set(path, { whole: node, name });
  parent.entries.set(key, readExpression(reading, value, path));
}

function readBody(reading: HclReading, body: PlainNode, parent: Draft): void {
  for (const child of body.children) {
    if (child.type === 'attribute') readAttribute(reading, child, parent);
    else if (child.type === 'block') readBlock(reading, child, parent);
  }
}

/** Where blocks at the outermost level seem to start: names at the very start of a line, up to a brace. */
const BLOCK_START = /^[A-Za-z_][\w-]*(?:[ \t]+(?:"[^"\n]*"|[\w-]+))*[ \t]*\{/gmu;

function shifted(node: PlainNode, by: number): PlainNode {
  const children = node.children.map((child) => shifted(child, by));
  return { type: node.type, start: node.start + by, end: node.end + by, children };
}

/** The trees of a broken text, block by block, so that what is wrong with one block costs only that block. */
function treesOfBlocks(parser: HclParser, text: string): readonly PlainNode[] {
  const starts = [0, ...[...text.matchAll(BLOCK_START)].map(({ index }) => index)];
  return starts.flatMap((start, index) => {
    const tree = parser.parse(text.slice(start, starts[index + 1]));
    return tree ? [shifted(tree, start)] : [];
  });
}

function problemAt(text: string, span: Span): DocumentProblem {
  const start = Math.min(span.start, text.length);
  return {
    span: { start, end: Math.max(start, span.end) },
    message: 'it is not understood as Terraform',
  };
}

/** Reads a text of Terraform. Errors of the text become problems; what can be read besides them is. */
export function readHcl(parser: HclParser, text: string): ParsedDocument {
  const spans = new Map<DocumentPath, NodeSpans>();
  const reading: HclReading = { text, spans };
  const whole = parser.parse(text);
  if (!whole) return { root: null, spans, problems: [] };
  const root = draftAt('#');
  const error = errorIn(whole);
  const trees = error ? treesOfBlocks(parser, text) : [whole];
  for (const tree of trees) {
    const body = childOfType(tree, 'body');
    if (body) readBody(reading, body, root);
  }
  spans.set('#', { whole, name: whole });
  return { root: finish(root), spans, problems: error ? [problemAt(text, error)] : [] };
}

/** The document of a text that is JSON, with the texts that hold expressions as Terraform reads them. */
export function withExpressions(parser: HclParser, node: DocumentNode): DocumentNode {
  switch (node.kind) {
    case 'map': {
      const entries = node.entries.map(({ key, value }) => ({
        key,
        value: withExpressions(parser, value),
      }));
      return { ...node, entries };
    }
    case 'list':
      return { ...node, items: node.items.map((item) => withExpressions(parser, item)) };
    case 'scalar':
      return typeof node.value === 'string' && /[$%]\{/u.test(node.value)
        ? templateIn(parser, node.value, node.path)
        : node;
    case 'expression':
      return node;
  }
}

/** A text with holes, read as a heredoc: nothing in it has to be escaped there. */
function templateIn(parser: HclParser, value: string, path: DocumentPath): DocumentNode {
  const text = `_ = <<END_OF_TEXT\n${value}\nEND_OF_TEXT\n`;
  const tree = value.includes('END_OF_TEXT') ? null : parser.parse(text);
  const body = tree && childOfType(tree, 'body');
  const attribute = body && childOfType(body, 'attribute');
  const expression = attribute && childOfType(attribute, 'expression');
  const reading: HclReading = { text, spans: new Map() };
  if (!expression) return scalarAt(path, value);
  return withoutLastLineEnd(readExpression(reading, expression, path));
}

/** A heredoc ends with a line end that the text does not have. */
function withoutLastLineEnd(node: DocumentNode): DocumentNode {
  if (node.kind === 'scalar') return { ...node, value: String(node.value).replace(/\n$/u, '') };
  if (node.kind !== 'expression' || node.form.kind !== 'template') return node;
  const last = node.form.parts.at(-1);
  if (last?.kind !== 'scalar') return node;
  const rest = withoutLastLineEnd(last);
  const isEmpty = rest.kind === 'scalar' && rest.value === '';
  const parts = [...node.form.parts.slice(0, -1), ...(isEmpty ? [] : [rest])];
  const source = node.source.replace(/^<<END_OF_TEXT (.*) END_OF_TEXT$/u, '$1');
  return { ...node, source, form: { kind: 'template', parts } };
}
