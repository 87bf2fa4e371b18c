/*
 * Files of variables (`.env`) → document tree: one map from name to text. The values are those of the `dotenv` package.
 */
import { parse } from 'dotenv';
import { childPath, type NodeSpans, type ParsedDocument } from './document.ts';

/** A line that sets a variable, up to its value. */
const LINE = /^[ \t]*(?:export[ \t]+)?([\w.-]+)(?:[ \t]*=|:[ \t])[^\r\n]*/gmu;

/** Reads a text as a file of variables. Lines that set nothing are left out. */
export function readDotenv(text: string): ParsedDocument {
  const values = parse(text);
  const spans = new Map<string, NodeSpans>();
  for (const match of text.matchAll(LINE)) {
    const [line, key = ''] = match;
    const start = match.index + line.indexOf(key);
    const whole = { start, end: match.index + line.length };
    spans.set(childPath('#', key), { whole, name: { start, end: start + key.length } });
  }
  spans.set('#', { whole: { start: 0, end: text.length }, name: { start: 0, end: 0 } });
  const entries = Object.entries(values).map(([key, value]) => {
    const path = childPath('#', key);
    return { key, value: { kind: 'scalar', path, tag: null, value } as const };
  });
  return { root: { kind: 'map', path: '#', tag: null, entries }, spans, problems: [] };
}
