/*
 * The documents whose text is known and that may be templates: as inputs of the program, with the places of their parts.
 */
import { applyChange, type TextChange } from '../base/text-change.ts';
import type { Location } from '../base/location.ts';
import type { Span } from '../base/span.ts';
import { isSurelyTemplate, mayBeTemplate, mayDeclareResources } from '../infra/trigger.ts';
import type { TemplateError } from '../dynamodb/facts.ts';
import { isTypeScript } from '../link/language.ts';
import type { FilePath } from '../link/place.ts';
import type { Program } from '../link/program.ts';
import type { DocumentProblem } from '../syntax/document/document.ts';
import { documentLanguageOf, needsHcl, readDocument } from '../syntax/document/read-document.ts';
import type { DocumentTable } from './document-table.ts';
import { createHclLoader, type HclLoader, type HclSource } from './hcl-loader.ts';

export interface TemplateFiles {
  readonly has: (file: FilePath) => boolean;
  /** Makes it known that a document exists whose text was not given. */
  readonly addPath: (file: FilePath) => void;
  /** Reads the documents that were asked for by name and that did not seem to be templates. Returns whether there were any. */
  readonly readAsked: () => boolean;
  /** Documents that were asked for by name, exist, and were not given. */
  readonly missing: () => readonly FilePath[];
  /** Returns whether the text is new. */
  readonly setText: (file: FilePath, text: string) => boolean;
  readonly changeText: (file: FilePath, changes: readonly TextChange[]) => boolean;
  readonly remove: (file: FilePath) => void;
  /** What keeps a template from being read in full; nothing for a document that may be something else. */
  readonly errorsOf: (file: FilePath) => readonly TemplateError<Location>[];
  /**
   * Gets ready what reading a file takes; null when it is ready, or takes nothing. What was given before then is read
   * as soon as that is there.
   */
  readonly prepare: (file: FilePath) => Promise<void> | null;
  /** Tells the program which documents there are, after some came or went. */
  readonly publish: () => void;
}

/** Whether a file is read as a document and not as code. */
export function isDocumentFile(file: FilePath): boolean {
  return documentLanguageOf(file) !== null;
}

/** Whether a file is one of variables, such as `.env`. */
export function isVariablesFile(file: FilePath): boolean {
  return documentLanguageOf(file) === 'dotenv';
}

/** Whether a file may say something about the infrastructure, as a document or as code in another language. */
export function isInfrastructureFile(file: FilePath): boolean {
  return isDocumentFile(file) || isTypeScript(file);
}

/** Whether such a file is worth reading before anyone asks for it. */
export function maySayInfrastructure(file: FilePath, text: string): boolean {
  return isTypeScript(file) ? mayDeclareResources(text) : mayBeTemplate(file, text);
}

/** What a table of templates works with. */
export interface TemplateSources {
  readonly program: Program;
  readonly documents: DocumentTable;
  readonly hcl: HclSource;
  /** Told of files that were read later than they were given. */
  readonly onLate: (file: FilePath) => void;
}

const NO_GRAMMAR = 'the grammar of Terraform cannot be loaded';

interface State {
  readonly program: Program;
  readonly documents: DocumentTable;
  readonly problems: Map<FilePath, readonly DocumentProblem[]>;
  /** Documents that exist and were not given. */
  readonly ungiven: Set<FilePath>;
  /** Documents whose text is known and was not read as a template. */
  readonly unread: Set<FilePath>;
  /** Documents that wait for the parser of Terraform. */
  readonly waiting: Set<FilePath>;
  readonly loader: HclLoader;
  stale: boolean;
}

/** Notes a text. One that is no template stays known, so that edits can make it one. */
function store(state: State, file: FilePath, text: string): boolean {
  const { program, documents, problems, ungiven, unread, loader } = state;
  const language = documentLanguageOf(file);
  if (language === null) return false;
  const isRead = program.askedDocuments.has(file) || mayBeTemplate(file, text);
  const read = isRead ? readDocument(language, text, loader.parser()) : null;
  if (isRead && needsHcl(language) && !loader.parser()) state.waiting.add(file);
  const parts = new Map<string, readonly Span[]>(
    [...(read?.spans ?? [])].map(([path, { whole, name }]) => [path, [whole, name]]),
  );
  documents.set(file, text, parts);
  ungiven.delete(file);
  if (isRead) unread.delete(file);
  else unread.add(file);
  state.stale ||= !problems.has(file);
  problems.set(file, read?.problems ?? []);
  program.documents.set(file, read?.root ?? undefined);
  return true;
}

function setText(state: State, file: FilePath, text: string): boolean {
  const isKnown = state.documents.textOf(file) === text && state.problems.has(file);
  return !isKnown && store(state, file, text);
}

function remove(state: State, file: FilePath): void {
  state.ungiven.delete(file);
  state.unread.delete(file);
  state.waiting.delete(file);
  if (!state.problems.delete(file)) return;
  state.stale = true;
  state.documents.remove(file);
  state.program.documents.set(file, undefined);
}

function readAsked(state: State): boolean {
  const { program, documents, unread } = state;
  const asked = [...program.askedDocuments].filter((file) => unread.has(file));
  for (const file of asked) store(state, file, documents.textOf(file) ?? '');
  return asked.length > 0;
}

/** At most so many errors of a template are told of: later ones often come from the first. */
const MAX_ERRORS = 3;

function errorsOf(
  { problems, documents }: State,
  file: FilePath,
): readonly TemplateError<Location>[] {
  const found = problems.get(file) ?? [];
  const text = documents.textOf(file) ?? '';
  if (found.length === 0 || !isSurelyTemplate(file, text)) return [];
  // What is missing at the end is missing behind the last thing that is there.
  const last = text.trimEnd().length;
  return found.slice(0, MAX_ERRORS).map(({ span, message }) => ({
    at: documents.locateSpan(file, span.start < last ? span : { start: last - 1, end: last }),
    message: message.replace(/ at line \d+, column \d+:?$/u, ''),
  }));
}

/** Reads what waited for the parser of Terraform, and returns which files these are. */
function readWaiting(state: State): readonly FilePath[] {
  const files = [...state.waiting];
  state.waiting.clear();
  for (const file of files) {
    if (state.loader.parser()) store(state, file, state.documents.textOf(file) ?? '');
    else state.problems.set(file, [{ span: { start: 0, end: 0 }, message: NO_GRAMMAR }]);
  }
  return files;
}

/** An empty table that publishes to `program` and puts texts into `documents`. */
export function createTemplateFiles({
  program,
  documents,
  hcl,
  onLate,
}: TemplateSources): TemplateFiles {
  const problems = new Map<FilePath, readonly DocumentProblem[]>();
  const ungiven = new Set<FilePath>();
  const state: State = {
    program,
    documents,
    problems,
    ungiven,
    unread: new Set(),
    waiting: new Set(),
    loader: createHclLoader(hcl, () => {
      for (const file of readWaiting(state)) onLate(file);
    }),
    stale: false,
  };
  return {
    has: (file) => problems.has(file),
    addPath: (file) => {
      if (!problems.has(file)) ungiven.add(file);
    },
    readAsked: () => readAsked(state),
    missing: () => [...program.askedDocuments].filter((file) => ungiven.has(file)),
    setText: (file, text) => setText(state, file, text),
    prepare: (file) => (needsHcl(documentLanguageOf(file)) ? state.loader.load() : null),
    changeText: (file, changes) =>
      problems.has(file) &&
      setText(state, file, changes.reduce(applyChange, documents.textOf(file) ?? '')),
    remove: (file) => {
      remove(state, file);
    },
    errorsOf: (file) => errorsOf(state, file),
    publish: () => {
      if (!state.stale) return;
      state.stale = false;
      program.documentPaths.set('', [...problems.keys()].sort());
    },
  };
}
