/*
 * YAML → document tree, with the `yaml` package. Aliases are followed up to a number of nodes, so that a document of
 * nested aliases cannot grow without end. Of several documents in one file, the first counts.
 */
import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseAllDocuments,
  type Document,
} from 'yaml';
import type { Span } from '../../base/span.ts';
import {
  childPath,
  type DocumentNode,
  type DocumentPath,
  type DocumentProblem,
  type MapEntry,
  type NodeSpans,
  type ParsedDocument,
} from './document.ts';

/** Larger documents are cut off: what stands behind so many nodes is not read. */
const MAX_NODES = 200_000;

/** What is wrong behind so many problems is most likely wrong because of them. */
const MAX_PROBLEMS = 20;

/** Deeper nodes are not read. */
const MAX_DEPTH = 100;

interface Reading {
  readonly document: Document.Parsed;
  readonly spans: Map<DocumentPath, NodeSpans>;
  /** What aliases stand for. Finding it takes a walk through the document. */
  readonly targets: Map<Alias, unknown>;
  nodes: number;
}

function spanOf(node: unknown): Span | null {
  const range = (node as Node | null)?.range;
  return range ? { start: range[0], end: range[1] } : null;
}

function noteSpans(reading: Reading, path: DocumentPath, value: unknown, key: unknown): void {
  const own = spanOf(value);
  const name = spanOf(key) ?? own;
  if (!name) return;
  reading.spans.set(path, { whole: { start: name.start, end: own?.end ?? name.end }, name });
}

function tagOf(node: Node): string | null {
  const tag = 'tag' in node ? node.tag : undefined;
  return typeof tag === 'string' && tag.startsWith('!') ? tag : null;
}

function scalarValue(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (typeof value === 'bigint') return value.toString();
  return null;
}

function readNode(
  reading: Reading,
  node: unknown,
  path: DocumentPath,
  key: unknown,
  depth: number,
): DocumentNode {
  noteSpans(reading, path, node, key);
  reading.nodes += 1;
  const nothing: DocumentNode = { kind: 'scalar', path, tag: null, value: null };
  if (reading.nodes > MAX_NODES || depth > MAX_DEPTH) return nothing;
  if (isAlias(node)) return readAlias(reading, node, path, key, depth);
  if (isScalar(node))
    return { kind: 'scalar', path, tag: tagOf(node), value: scalarValue(node.value) };
  if (isSeq(node)) {
    const items = node.items.map((item, index) =>
      readNode(reading, item, childPath(path, index), null, depth + 1),
    );
    return { kind: 'list', path, tag: tagOf(node), items };
  }
  if (!isMap(node)) return nothing;
  // What is merged in gives way to what is written.
  const pairs = [...node.items].sort(
    (left, right) => Number(isMerge(right)) - Number(isMerge(left)),
  );
  const entries = pairs.flatMap((pair) => readPair(reading, pair, path, depth));
  return { kind: 'map', path, tag: tagOf(node), entries };
}

function isMerge(pair: unknown): boolean {
  return isPair(pair) && isScalar(pair.key) && pair.key.value === '<<';
}

/** What an alias stands for, as if it were written there. */
function readAlias(
  reading: Reading,
  alias: Alias,
  path: DocumentPath,
  key: unknown,
  depth: number,
): DocumentNode {
  const { targets, document } = reading;
  if (!targets.has(alias)) targets.set(alias, alias.resolve(document) ?? null);
  const read = readNode(reading, targets.get(alias), path, key, depth + 1);
  noteSpans(reading, path, alias, key);
  return read;
}

function readPair(
  reading: Reading,
  pair: unknown,
  path: DocumentPath,
  depth: number,
): readonly MapEntry[] {
  if (!isPair(pair)) return [];
  const key = isScalar(pair.key) ? String(pair.key.value) : null;
  if (key === null) return [];
  if (key === '<<') {
    const merged = readNode(reading, pair.value, path, pair.key, depth + 1);
    const maps = merged.kind === 'list' ? merged.items : [merged];
    return maps.flatMap((map) => (map.kind === 'map' ? map.entries : []));
  }
  return [{ key, value: readNode(reading, pair.value, childPath(path, key), pair.key, depth + 1) }];
}

/** Errors about how far lines are indented inside of quotes, braces and brackets, which other readers of YAML accept. */
const INDENTATION =
  /^(?:Missing closing .quote|Flow (?:map|sequence) in block collection must be)/u;

/**
 * What is wrong with a text. What is only not indented as YAML wants it is no problem, unless it never ends; what seems
 * wrong behind it only follows from it.
 */
function problemsOf(text: string, { errors }: Document.Parsed): readonly DocumentProblem[] {
  const end = text.trimEnd().length;
  const accepted = errors.findIndex(
    ({ message, pos }) => INDENTATION.test(message) && pos[0] < end,
  );
  return errors.slice(0, accepted < 0 ? undefined : accepted).map(({ message, pos }) => ({
    span: { start: pos[0], end: Math.max(pos[1], pos[0]) },
    message: message.split('\n', 1)[0] ?? message,
  }));
}

/** Reads a text as YAML. Errors of the text become problems; what can be read besides them is. */
export function readYaml(text: string): ParsedDocument {
  const spans = new Map<DocumentPath, NodeSpans>();
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false });
    const document = Array.isArray(documents) ? documents[0] : undefined;
    if (!document) return { root: null, spans, problems: [] };
    const problems = problemsOf(text, document).slice(0, MAX_PROBLEMS);
    const reading: Reading = { document, spans, targets: new Map(), nodes: 0 };
    return { root: readNode(reading, document.contents, '#', null, 0), spans, problems };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { root: null, spans, problems: [{ span: { start: 0, end: 0 }, message }] };
  }
}
