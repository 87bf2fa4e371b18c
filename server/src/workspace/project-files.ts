/*
 * The project files whose text is known: what they state as inputs of the program, and what is wrong with them.
 */
import type { Location } from '../base/location.ts';
import { applyChange, type TextChange } from '../base/text-change.ts';
import type { Span } from '../base/span.ts';
import type { StatementProblem } from '../dynamodb/facts.ts';
import { folderOf } from '../link/modules.ts';
import type { FilePath } from '../link/place.ts';
import { normalSubject, type StatedName } from '../link/stated-names.ts';
import type { DocumentTable } from './document-table.ts';
import { type NameEntry, parseProjectFile, type ProjectFileProblem } from './project-file.ts';
import type { StatedTable } from './stated-table.ts';

export interface ProjectFiles {
  readonly has: (file: FilePath) => boolean;
  /** Returns whether the text is new. */
  readonly setText: (file: FilePath, text: string) => boolean;
  readonly changeText: (file: FilePath, changes: readonly TextChange[]) => boolean;
  readonly remove: (file: FilePath) => void;
  /** What the file states, in its order. */
  readonly statedIn: (file: FilePath) => readonly StatedName[];
  /** What is not understood in the file. */
  readonly problemsOf: (file: FilePath) => readonly StatementProblem<Location>[];
}

interface Entry {
  readonly stated: readonly StatedName[];
  readonly problems: readonly ProjectFileProblem[];
}

/** An empty table that puts texts into `documents` and statements into `stated`. */
export function createProjectFiles(documents: DocumentTable, stated: StatedTable): ProjectFiles {
  const entries = new Map<FilePath, Entry>();
  const setText = (file: FilePath, text: string): boolean => {
    if (documents.textOf(file) === text && entries.has(file)) return false;
    const { names, problems } = parseProjectFile(text);
    const parts = new Map(names.map((entry): [string, Span[]] => [partOf(entry), [entry]]));
    const found = names.map((entry) => statedName(file, entry));
    documents.set(file, text, parts);
    entries.set(file, { stated: found, problems });
    stated.setFile(folderOf(file), found);
    return true;
  };
  return {
    has: (file) => entries.has(file),
    setText,
    changeText: (file, changes) =>
      entries.has(file) && setText(file, changes.reduce(applyChange, documents.textOf(file) ?? '')),
    remove: (file) => {
      if (!entries.delete(file)) return;
      documents.remove(file);
      stated.setFile(folderOf(file), []);
    },
    statedIn: (file) => entries.get(file)?.stated ?? [],
    problemsOf: (file) =>
      (entries.get(file)?.problems ?? []).map(({ message, ...span }) => ({
        kind: 'malformed',
        at: documents.locateSpan(file, span),
        text: message,
        known: [],
      })),
  };
}

function partOf({ subject }: NameEntry): string {
  return `names/${subject}`;
}

function statedName(file: FilePath, entry: NameEntry): StatedName {
  const { subject, tables } = entry;
  const [only] = tables;
  const value = tables.length === 1 ? only : tables;
  return {
    subject: normalSubject(subject),
    tables,
    at: { file, unit: partOf(entry), anchor: 0 },
    note: `${JSON.stringify(subject)}: ${JSON.stringify(value)}`,
  };
}
