/*
 * The words that tables and links are shown with, the same in lenses, hovers and reports.
 * A label is one line without control characters, whatever the user's code says.
 */
import { assertNever } from '../base/assert-never.ts';
import type { LinkType, NameKind } from './facts.ts';
import type { Touched } from './touched.ts';
import { orderedLinks } from './touched.ts';

const wordOf: Readonly<Record<LinkType, string>> = {
  useSelectLink: 'select',
  useInsertLink: 'insert',
  useUpdateLink: 'update',
  useDeleteLink: 'delete',
};

/** Longest name that is shown whole, in code points. Names of real tables have at most 255. */
const longestName = 255;

/** The links in words, such as `select, insert`; empty when there is no link. */
export function linkWords(links: Iterable<LinkType>): string {
  return orderedLinks(links)
    .map((link) => wordOf[link])
    .join(', ');
}

/** Whether the links read, write, or both; null when there is no link. */
export function accessWords(links: readonly LinkType[]): string | null {
  const reads = links.includes('useSelectLink');
  const writes = links.some((link) => link !== 'useSelectLink');
  if (reads && writes) return 'reads and writes';
  if (reads) return 'reads';
  return writes ? 'writes' : null;
}

/** A table's name as it is shown: `Movies`, or `$ORDERS_TABLE` for a variable that nothing defines. */
export function nameLabel(name: string, nameKind: NameKind): string {
  const shown = oneLine(name, longestName);
  return nameKind === 'env' ? `$${shown}` : shown;
}

/** What a call touches in a word or two: `Movies`, `$ORDERS_TABLE`, `unknown table (*-orders)`, `unknown table`. */
export function touchedLabel(touched: Touched<unknown>): string {
  switch (touched.kind) {
    case 'known':
    case 'env':
      return nameLabel(touched.table.name, touched.table.nameKind);
    case 'unknown':
      return unknownLabel(touched.unknown?.pattern);
    default:
      return assertNever(touched);
  }
}

/** The unknown table, with what is known of the name. */
function unknownLabel(pattern: string | undefined): string {
  return pattern === undefined
    ? 'unknown table'
    : `unknown table (${oneLine(pattern, longestName)})`;
}

/**
 * The text as one line of at most `longest` code points that a terminal or an editor shows as it stands:
 * runs of white space become one space, other control characters become escapes such as `\x1b`.
 * An empty text becomes `''`.
 */
export function oneLine(text: string, longest: number): string {
  const line = text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, escapeOf);
  if (line.length === 0) return "''";
  const points = Array.from(line);
  return points.length <= longest ? line : `${points.slice(0, longest - 1).join('')}…`;
}

function escapeOf(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`;
}
