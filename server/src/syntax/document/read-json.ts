/*
 * JSON → document tree, with `jsonc-parser`: comments and trailing commas are allowed, and errors cost only what they hit.
 */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Span } from '../../base/span.ts';
import {
  childPath,
  type DocumentNode,
  type DocumentPath,
  type MapEntry,
  type NodeSpans,
  type ParsedDocument,
} from './document.ts';

/** Deeper nodes are not read. */
const MAX_DEPTH = 200;

type Spans = Map<DocumentPath, NodeSpans>;

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

function readNode(
  spans: Spans,
  node: Node,
  path: DocumentPath,
  key: Node | null,
  depth: number,
): DocumentNode {
  const own = spanOf(node);
  const name = key ? spanOf(key) : own;
  spans.set(path, { whole: { start: name.start, end: own.end }, name });
  const nothing: DocumentNode = { kind: 'scalar', path, tag: null, value: null };
  if (depth > MAX_DEPTH) return nothing;
  switch (node.type) {
    case 'object': {
      const entries = (node.children ?? []).flatMap((pair): MapEntry[] => {
        const [name, value] = pair.children ?? [];
        if (!name || !value) return [];
        const text = String(name.value);
        const child = readNode(spans, value, childPath(path, text), name, depth + 1);
        return [{ key: text, value: child }];
      });
      return { kind: 'map', path, tag: null, entries };
    }
    case 'array': {
      const items = (node.children ?? []).map((item, index) =>
        readNode(spans, item, childPath(path, index), null, depth + 1),
      );
      return { kind: 'list', path, tag: null, items };
    }
    case 'string':
    case 'number':
    case 'boolean':
      return {
        kind: 'scalar',
        path,
        tag: null,
        value: node.value as string | number | boolean,
      };
    default:
      return nothing;
  }
}

/** `CommaExpected` as people say it. */
function words(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase();
}

/** Reads a text as JSON. Errors of the text become problems; what can be read besides them is. */
export function readJson(text: string): ParsedDocument {
  const spans: Spans = new Map();
  const errors: ParseError[] = [];
  try {
    const tree = parseTree(text, errors, { allowTrailingComma: true });
    const problems = errors.map(({ error, offset, length }) => ({
      span: { start: offset, end: offset + length },
      message: words(printParseErrorCode(error)),
    }));
    return { root: tree ? readNode(spans, tree, '#', null, 0) : null, spans, problems };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { root: null, spans, problems: [{ span: { start: 0, end: 0 }, message }] };
  }
}
