/*
 * The documents whose text is known and that may be templates: as inputs of the program, with the places of their parts.
 */
import { applyChange, type TextChange } from '../base/text-change.ts';
import type { Span } from '../base/span.ts';
import { mayBeTemplate } from '../infra/trigger.ts';
import type { FilePath } from '../link/place.ts';
import type { Program } from '../link/program.ts';
import type { DocumentProblem } from '../syntax/document/document.ts';
import { documentLanguageOf, readDocument } from '../syntax/document/read-document.ts';
import type { DocumentTable } from './document-table.ts';

export interface TemplateFiles {
  readonly has: (file: FilePath) => boolean;
  /** Returns whether the text is new. */
  readonly setText: (file: FilePath, text: string) => boolean;
  readonly changeText: (file: FilePath, changes: readonly TextChange[]) => boolean;
  readonly remove: (file: FilePath) => void;
  /** What keeps a document from being read in full. */
  readonly problemsOf: (file: FilePath) => readonly DocumentProblem[];
  /** Tells the program which documents there are, after some came or went. */
  readonly publish: () => void;
}

/** Whether a file is read as a document and not as code. */
export function isDocumentFile(file: FilePath): boolean {
  return documentLanguageOf(file) !== null;
}

/** An empty table that publishes to `program` and puts texts into `documents`. */
export function createTemplateFiles(program: Program, documents: DocumentTable): TemplateFiles {
  const problems = new Map<FilePath, readonly DocumentProblem[]>();
  let stale = false;
  const setText = (file: FilePath, text: string): boolean => {
    if (documents.textOf(file) === text && problems.has(file)) return false;
    const language = documentLanguageOf(file);
    if (language === null) return false;
    // A text that is no template stays known, so that edits can make it one.
    const read = mayBeTemplate(file, text) ? readDocument(language, text) : null;
    const parts = new Map<string, readonly Span[]>(
      [...(read?.spans ?? [])].map(([path, { whole, name }]) => [path, [whole, name]]),
    );
    documents.set(file, text, parts);
    stale ||= !problems.has(file);
    problems.set(file, read?.problems ?? []);
    program.documents.set(file, read?.root ?? undefined);
    return true;
  };
  return {
    has: (file) => problems.has(file),
    setText,
    changeText: (file, changes) =>
      problems.has(file) &&
      setText(file, changes.reduce(applyChange, documents.textOf(file) ?? '')),
    remove: (file) => {
      if (!problems.delete(file)) return;
      stale = true;
      documents.remove(file);
      program.documents.set(file, undefined);
    },
    problemsOf: (file) => problems.get(file) ?? [],
    publish: () => {
      if (!stale) return;
      stale = false;
      program.documentPaths.set('', [...problems.keys()].sort());
    },
  };
}
