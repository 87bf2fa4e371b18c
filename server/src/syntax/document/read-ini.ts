/*
 * INI, as Python's `configparser` reads it → document tree: sections of keys, each with the list of its lines. Lines that
 * are indented deeper than their key belong to it. Source: https://docs.python.org/3/library/configparser.html
 */
import {
  childPath,
  type DocumentNode,
  type ListNode,
  type MapEntry,
  type NodeSpans,
  type ParsedDocument,
} from './document.ts';

interface Line {
  readonly text: string;
  readonly start: number;
  readonly indent: number;
}

interface Key {
  readonly path: string;
  readonly indent: number;
  readonly start: number;
  readonly lines: DocumentNode[];
}

const SECTION = /^\[([^\]]+)\]/u;
const KEY = /^([^=:#;\s][^=:]*?)\s*[=:]\s*/u;
const COMMENT = /^[#;]/u;

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (const match of text.matchAll(/[^\r\n]+/gu)) {
    const trimmed = match[0].trimStart();
    const indent = match[0].length - trimmed.length;
    lines.push({ text: trimmed.trimEnd(), start: match.index + indent, indent });
  }
  return lines.filter((line) => line.text !== '' && !COMMENT.test(line.text));
}

function listAt(path: string, items: readonly DocumentNode[]): ListNode {
  return { kind: 'list', path, tag: null, items };
}

/** Reads a text as INI. Lines that belong to no key are left out. */
export function readIni(text: string): ParsedDocument {
  const spans = new Map<string, NodeSpans>();
  const sections = new Map<string, MapEntry[]>();
  let section: string | null = null;
  let key: Key | null = null;
  const addLine = ({ path, start, lines }: Key, value: string, from: number): void => {
    const span = { start: from, end: from + value.length };
    const line = childPath(path, lines.length);
    spans.set(line, { whole: span, name: span });
    spans.set(path, { ...(spans.get(path) ?? { name: span }), whole: { start, end: span.end } });
    lines.push({ kind: 'scalar', path: line, tag: null, value });
  };
  for (const { text: line, start, indent } of linesOf(text)) {
    const name = SECTION.exec(line)?.[1];
    const pair = KEY.exec(line);
    if (key && indent > key.indent) {
      addLine(key, line, start);
    } else if (name !== undefined) {
      section = name;
      key = null;
      const path = childPath('#', name);
      const span = { start, end: start + line.length };
      if (!sections.has(name)) sections.set(name, []);
      spans.set(path, { whole: span, name: span });
    } else if (section !== null && pair) {
      const [written, called = ''] = pair;
      const path = childPath(childPath('#', section), called);
      key = { path, indent, start, lines: [] };
      const span = { start, end: start + called.length };
      spans.set(path, { whole: span, name: span });
      sections.get(section)?.push({ key: called, value: listAt(path, key.lines) });
      const value = line.slice(written.length);
      if (value !== '') addLine(key, value, start + written.length);
    }
  }
  spans.set('#', { whole: { start: 0, end: text.length }, name: { start: 0, end: 0 } });
  const entries = [...sections].map(([name, inside]): MapEntry => ({
    key: name,
    value: { kind: 'map', path: childPath('#', name), tag: null, entries: inside },
  }));
  return { root: { kind: 'map', path: '#', tag: null, entries }, spans, problems: [] };
}
