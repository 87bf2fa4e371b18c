/*
 * Files that are no Python and that places lie in: each is known by parts with stable names, such as the path of an entry.
 * A place in a document is a part of it (`unit`) and one of the part's spans (`anchor`), so that moving the part changes no value.
 */
import type { Location } from '../base/location.ts';
import { createLineIndex, type LineIndex, positionAt } from '../base/line-index.ts';
import type { Span } from '../base/span.ts';
import type { FilePath, Place } from '../link/place.ts';

/** The spans of the parts of a document, by the name of the part. */
export type DocumentParts = ReadonlyMap<string, readonly Span[]>;

interface DocumentEntry {
  readonly text: string;
  readonly lines: LineIndex;
  readonly parts: DocumentParts;
  readonly version: number;
}

export interface DocumentTable {
  readonly has: (file: FilePath) => boolean;
  /** The text of a document; null when it is not known. */
  readonly textOf: (file: FilePath) => string | null;
  readonly set: (file: FilePath, text: string, parts: DocumentParts) => void;
  readonly remove: (file: FilePath) => void;
  /** A number that changes with the text; 0 when the document is not known. */
  readonly versionOf: (file: FilePath) => number;
  readonly locate: (place: Place) => Location;
  /** Where a span of a document stands. */
  readonly locateSpan: (file: FilePath, span: Span) => Location;
}

const NO_LINES = createLineIndex('');
const START: Span = { start: 0, end: 0 };

/** An empty table. */
export function createDocumentTable(): DocumentTable {
  const entries = new Map<FilePath, DocumentEntry>();
  let version = 0;
  const locateSpan = (file: FilePath, { start, end }: Span): Location => {
    const lines = entries.get(file)?.lines ?? NO_LINES;
    return { file, range: { start: positionAt(lines, start), end: positionAt(lines, end) } };
  };
  return {
    has: (file) => entries.has(file),
    textOf: (file) => entries.get(file)?.text ?? null,
    set: (file, text, parts) => {
      version += 1;
      entries.set(file, { text, lines: createLineIndex(text), parts, version });
    },
    remove: (file) => {
      entries.delete(file);
    },
    versionOf: (file) => entries.get(file)?.version ?? 0,
    locate: ({ file, unit, anchor }) =>
      locateSpan(file, entries.get(file)?.parts.get(unit)?.[anchor] ?? START),
    locateSpan,
  };
}
