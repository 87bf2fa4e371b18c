/*
 * The whole engine behind one object: texts go in, placed facts come out.
 * It holds state but does no IO and knows no clock: whoever owns it reads the files and decides when.
 * Facts depend only on the texts, the paths and the roots it was given, never on their order.
 */
import { createQueryEngine } from '../base/query.ts';
import type { Location } from '../base/location.ts';
import type { TextChange } from '../base/text-change.ts';
import type { UnitFacts } from '../dynamodb/extract-facts.ts';
import type { FileFacts } from '../dynamodb/facts.ts';
import type { FilePath } from '../link/place.ts';
import { createProgram, type Program, type WantedCallers } from '../link/program.ts';
import { isTypeScript, languageOf } from '../link/language.ts';
import { isTestFile } from '../link/test-code.ts';
import type { PythonParser } from '../syntax/parser.ts';
import type { TypeScriptParser } from '../syntax/typescript/parser.ts';
import { createFactQueries, FILE_FACTS, type FactQueries } from './fact-queries.ts';
import { createDocumentTable, type DocumentTable } from './document-table.ts';
import { createFileTable, type FileTable } from './file-table.ts';
import { createLazyParser, type LazyParser, loadedParser } from './lazy-parser.ts';
import { createPathIndex, type PathIndex } from './path-index.ts';
import { placeFacts } from './placed-facts.ts';
import { isProjectFile } from './project-file.ts';
import { createProjectFiles, type ProjectFiles } from './project-files.ts';
import type { HclSource } from './hcl-loader.ts';
import { pythonLanguage, typeScriptLanguage } from './source-language.ts';
import { createTemplateFiles, isDocumentFile, type TemplateFiles } from './template-files.ts';
import { createStatedTable, type NameSettings, type StatedTable } from './stated-table.ts';

/** What the engine needs from its owner. */
export interface AnalysisOptions {
  readonly parser: PythonParser;
  /** Whether the work is noted for `takeWorkLog`. Without somebody who takes it, it only costs space. */
  readonly keepsWorkLog?: boolean;
  readonly hcl: HclSource;
  /** Loads the parser of TypeScript when the first file needs it; without it, no such file is understood. */
  readonly loadTypeScript?: () => Promise<TypeScriptParser>;
  /** The same parser, where it is loaded already. */
  readonly typeScript?: TypeScriptParser;
}

/** How much work the engine did since it was last asked; tests of laziness read it. */
export interface WorkLog {
  /** Statements (or class members) that were parsed, as `file: first line of the statement`. */
  readonly parsed: readonly string[];
  /** Queries that ran, by name, such as `facts shop.py::save` or `value shop.py::TABLE`. */
  readonly computed: readonly string[];
}

/** The incremental analysis of one workspace. Paths are absolute and `/`-separated. */
export interface Analysis {
  /** The folders that imports are resolved in. One project (database, unknown table) spans all of them. */
  setRoots(roots: readonly string[]): void;
  /** All files of code that exist, read or not: imports are resolved against these. */
  setPaths(paths: Iterable<string>): void;
  addPath(path: string): void;
  /** Forgets a file: its text, its facts, and that it exists. */
  removePath(path: string): void;
  /** Gives the whole text of a file. A text equal to the known one changes nothing. The path counts as existing from now on. */
  setText(path: string, text: string): void;
  /**
   * Gets ready what reading a path takes, such as a grammar; null when it is ready. A text that was given before then
   * is read late, and its file then is among the changed ones.
   */
  prepare(path: string): Promise<void> | null;
  /** Applies edits in order; each is in offsets of the text before it. Unknown paths are ignored. */
  changeText(path: string, changes: readonly TextChange[]): void;
  /** What the settings of a folder state for names; a change counts at once. Project files are given as texts. */
  setNames(folder: string, names: NameSettings): void;
  /** Whether the engine holds this file's statements. */
  has(path: string): boolean;
  /** Python files whose text was given, sorted. */
  files(): readonly string[];
  /** The facts of a file; null when its text was never given. Equal facts are the identical object. */
  factsOf(path: string): FileFacts<Location> | null;
  /** Resolves when files that were given can be understood, which changes facts; null when all can be. */
  preparing(): Promise<void> | null;
  /** Modules that evaluation asked for and that exist but were never given. Give them and ask for the facts again. */
  /** Modules and documents that evaluation asked for and that exist but were never given. Give them and ask for the facts again. */
  missing(): readonly string[];
  /** Functions whose callers evaluation asked for so far; the list only grows. Give the files that mention them. */
  wanted(): readonly WantedCallers[];
  /** The files whose facts may have changed since this was last called: recompute what you show for them. */
  takeChanged(): readonly string[];
  /** The work done since this was last called, for an analysis that keeps a log. */
  takeWorkLog(): WorkLog;
}

/** Answers that nothing leads to any more are thrown away when so many have been added. */
const COLLECT_EVERY = 20_000;

/** So many queries may run to find out the facts of one file. Ordinary files take some hundreds. */
const MAX_QUERIES = 50_000;

/** Facts with locations, and the versions of the files whose positions they show. */
interface Placed {
  readonly units: readonly UnitFacts[];
  readonly versions: ReadonlyMap<FilePath, number>;
  readonly facts: FileFacts<Location>;
}

/** A number that changes with the text of a file or document. */
function versionOf({ files, documents }: AnalysisState, file: FilePath): number {
  return documents.versionOf(file) + files.versionOf(file);
}

function isCurrent(state: AnalysisState, placed: Placed, units: readonly UnitFacts[]): boolean {
  if (placed.units !== units) return false;
  if (placed.facts.isTest !== isTestFile(state.program, placed.facts.file)) return false;
  for (const [file, version] of placed.versions)
    if (versionOf(state, file) !== version) return false;
  return true;
}

function place(state: AnalysisState, file: FilePath, units: readonly UnitFacts[]): Placed {
  const { files, documents, program, templates } = state;
  const versions = new Map([[file, files.versionOf(file)]]);
  const given = {
    isTest: isTestFile(program, file),
    errors: templates.errorsOf(file),
    directives: files.directivesOf(file),
    statements: files.lostCommentsOf(file),
  };
  const facts = placeFacts(file, units, given, (at) => {
    versions.set(at.file, versionOf(state, at.file));
    return documents.has(at.file) ? documents.locate(at) : files.locate(at);
  });
  return { units, versions, facts };
}

interface AnalysisState {
  readonly program: Program;
  readonly files: FileTable;
  readonly typeScript: LazyParser<TypeScriptParser>;
  readonly paths: PathIndex;
  readonly documents: DocumentTable;
  readonly stated: StatedTable;
  readonly projectFiles: ProjectFiles;
  readonly templates: TemplateFiles;
  readonly facts: FactQueries;
  readonly changed: Set<FilePath>;
  /** Files whose facts cost too much to follow callers for. */
  readonly heavy: Set<FilePath>;
  readonly placed: Map<FilePath, Placed>;
  collectAt: number;
}

/** The parser of TypeScript; `onLoaded` is told when it comes later. */
function typeScriptOf(
  { typeScript, loadTypeScript }: AnalysisOptions,
  onLoaded: () => void,
): LazyParser<TypeScriptParser> {
  if (typeScript || !loadTypeScript) return loadedParser(typeScript ?? NO_TYPESCRIPT);
  return createLazyParser(loadTypeScript, onLoaded);
}

const NO_TYPESCRIPT: TypeScriptParser = { parse: () => [] };

function createState(options: AnalysisOptions): AnalysisState {
  const { hcl, keepsWorkLog = false } = options;
  const program = createProgram(createQueryEngine({ keepsLog: keepsWorkLog }));
  const changed = new Set<FilePath>();
  const typeScript = typeScriptOf(options, () => {
    for (const file of files.reread(isTypeScript)) changed.add(file);
  });
  const python = pythonLanguage(options.parser);
  const other = typeScriptLanguage(() => typeScript.get());
  const files = createFileTable(
    program,
    (file) => (isTypeScript(file) ? other : python),
    keepsWorkLog,
  );
  const documents = createDocumentTable();
  const stated = createStatedTable(program);
  return {
    documents,
    stated,
    projectFiles: createProjectFiles(documents, stated),
    templates: createTemplateFiles({
      program,
      documents,
      hcl,
      onLate: (file) => changed.add(file),
    }),
    program,
    changed,
    heavy: new Set(),
    files,
    typeScript,
    paths: createPathIndex(program),
    facts: createFactQueries(program, (file) => changed.add(file)),
    placed: new Map(),
    collectAt: COLLECT_EVERY,
  };
}

function isKnown({ files, templates }: AnalysisState, file: FilePath): boolean {
  return files.has(file) || templates.has(file);
}

function collectAnswers(state: AnalysisState): void {
  const { engine } = state.program;
  if (engine.size() < state.collectAt) return;
  engine.collect(
    (label) =>
      !label.startsWith(`${FILE_FACTS} `) || isKnown(state, label.slice(FILE_FACTS.length + 1)),
  );
  state.collectAt = engine.size() + COLLECT_EVERY;
}

/**
 * The facts of a file's units. A file whose callers lead through too much code gets what it says by itself:
 * less is known then, and nothing else waits for it.
 */
function unitFactsOf(
  { program, facts, heavy }: AnalysisState,
  file: FilePath,
): readonly UnitFacts[] {
  const found = heavy.has(file)
    ? null
    : program.engine.within(MAX_QUERIES, () => facts.ofFile(file));
  if (found) return found;
  heavy.add(file);
  return program.engine.within(Infinity, () => facts.nearOfFile(file)) ?? [];
}

/** A project file has no facts but what is wrong with it. */
function projectFactsOf(state: AnalysisState, file: FilePath): FileFacts<Location> {
  state.paths.publish();
  state.files.publish();
  const checks = state.projectFiles.statedIn(file).map((name) => {
    const check = (): ReturnType<FactQueries['ofStatedName']> =>
      state.facts.ofStatedName({ file, name });
    return state.program.engine.within(MAX_QUERIES, check);
  });
  const contradicted = checks
    .filter((problem) => problem !== null)
    .map((problem) => ({ ...problem, at: state.documents.locate(problem.at) }));
  const statements = [...state.projectFiles.problemsOf(file), ...contradicted];
  const old = state.placed.get(file)?.facts;
  if (old && JSON.stringify(old.statements) === JSON.stringify(statements)) return old;
  const none = { calls: [], declarations: [], references: [], directives: [], errors: [] };
  const facts: FileFacts<Location> = { file, isTest: false, ...none, statements };
  state.placed.set(file, { units: [], versions: new Map(), facts });
  return facts;
}

function factsOf(state: AnalysisState, file: FilePath): FileFacts<Location> | null {
  if (state.projectFiles.has(file)) return projectFactsOf(state, file);
  if (!isKnown(state, file)) return null;
  publish(state);
  collectAnswers(state);
  let units = unitFactsOf(state, file);
  while (state.templates.readAsked()) units = unitFactsOf(state, file);
  const old = state.placed.get(file);
  if (old && isCurrent(state, old, units)) return old.facts;
  const next = place(state, file, units);
  state.placed.set(file, next);
  return next.facts;
}

/** Tells the program what came and went since the last time. */
function publish({ paths, files, templates }: AnalysisState): void {
  paths.publish();
  files.publish();
  templates.publish();
}

function takeChanged(state: AnalysisState): readonly FilePath[] {
  publish(state);
  const taken = [...state.changed].sort();
  state.changed.clear();
  return taken;
}

/** Whether a path counts as a module that can be imported. */
function isModule(path: FilePath): boolean {
  return !isProjectFile(path) && !isDocumentFile(path);
}

/** Modules and documents that were asked for, exist, and were not given. */
function missingIn({ program, files, templates }: AnalysisState): readonly FilePath[] {
  const modules = [...program.missing].filter((path) => !files.has(path));
  return [...modules, ...templates.missing()].sort();
}

/** Gives a text to whoever reads files of its kind. Returns whether it is new. */
function setText(state: AnalysisState, path: FilePath, text: string): boolean {
  if (isProjectFile(path)) return state.projectFiles.setText(path, text);
  if (isDocumentFile(path)) return state.templates.setText(path, text);
  state.paths.add(path);
  return state.files.setText(path, text);
}

/** An analysis of an empty workspace. */
export function createAnalysis(options: AnalysisOptions): Analysis {
  const state = createState(options);
  const { program, files, paths, changed, projectFiles, templates } = state;
  return {
    setRoots: (roots) => program.roots.set('', roots),
    setPaths: (known) => {
      paths.replace([...known].filter(isModule));
    },
    addPath: (path) => {
      if (isModule(path)) paths.add(path);
      if (isDocumentFile(path)) templates.addPath(path);
    },
    setNames: (folder, names) => {
      state.stated.setSettings(folder, names);
    },
    removePath: (path) => {
      for (const holder of [projectFiles, templates, paths, files]) holder.remove(path);
      state.placed.delete(path);
      state.heavy.delete(path);
      changed.add(path);
    },
    setText: (path, text) => {
      if (setText(state, path, text)) changed.add(path);
    },
    prepare: (path) => templates.prepare(path),
    changeText: (path, changes) => {
      if (changes.length === 0) return;
      const holders = [files, projectFiles, templates];
      if (holders.some((holder) => holder.changeText(path, changes))) changed.add(path);
    },
    has: (path) => isKnown(state, path) || projectFiles.has(path),
    files: () => files.paths().filter((path) => languageOf(path) === 'python'),
    factsOf: (path) => factsOf(state, path),
    preparing: () => state.typeScript.loading(),
    missing: () => missingIn(state),
    wanted: () => [...program.wanted.values()],
    takeChanged: () => takeChanged(state),
    takeWorkLog: () => ({ parsed: files.takeParsed(), computed: program.engine.takeComputed() }),
  };
}
