/*
 * The files of the workspace as they are on disk, and their texts in the analysis.
 * What is open in an editor is left alone: its text comes from there.
 */
import { basename, dirname } from 'node:path/posix';
import type { Analysis } from './analysis.ts';
import type { FolderRules, LeftOut } from './discover.ts';
import { discover } from './discover.ts';
import { isWithin } from './file-path.ts';
import { PROJECT_FILE } from './project-file.ts';
import type { Steps } from './slices.ts';
import { TextLoader } from './text-loader.ts';
import type { ReadError } from './text-loader.ts';

/** Told how many files of how many are done. */
export type OnProgress = (done: number, total: number) => void;

/** Files that decide about everything else in their folder. */
const decisive = new Set(['.gitignore', 'pyvenv.cfg']);

/** The most that is read of a file outside of the workspace, in bytes. */
const defaultMaxFileSize = 1_000_000;

/** The documents that are open in an editor. */
export interface OpenDocuments {
  readonly has: (path: string) => boolean;
  /** Gives the analysis the text of an open document that it did not get yet. It is asked for by name, or may matter. */
  readonly give: (path: string, why: 'asked' | 'found') => void;
}

/** The known files on disk. Nothing is known before the first {@link DiskFiles.find}. */
export class DiskFiles {
  readonly #analysis: Analysis;
  readonly #open: OpenDocuments;
  readonly #loader: TextLoader;
  readonly #files = new Set<string>();
  readonly #documents = new Set<string>();
  readonly #projectFiles = new Set<string>();
  readonly #leftOut = new Map<string, string>();
  #folders: readonly FolderRules[] = [];

  constructor(analysis: Analysis, open: OpenDocuments) {
    this.#analysis = analysis;
    this.#open = open;
    this.#loader = new TextLoader(analysis);
  }

  get count(): number {
    return this.#files.size;
  }

  has(path: string): boolean {
    return this.#isFound(path) || this.#projectFiles.has(path);
  }

  leftOut(): readonly LeftOut[] {
    return [...this.#leftOut]
      .map(([path, why]) => ({ path, why }))
      .sort((left, right) => (left.path < right.path ? -1 : 1));
  }

  errors(): readonly ReadError[] {
    return this.#loader.errors();
  }

  /** Finds all files anew and makes them known. Texts are read by {@link DiskFiles.read}. */
  *find(folders: readonly FolderRules[], open: Iterable<string>): Steps<void> {
    const { files, documents, leftOut } = yield* discover(folders);
    const before = [...this.#files, ...this.#documents];
    this.#folders = folders;
    this.#files.clear();
    for (const path of files) this.#files.add(path);
    this.#documents.clear();
    for (const path of documents) this.#documents.add(path);
    this.#leftOut.clear();
    for (const { path, why } of leftOut) this.#leftOut.set(path, why);
    this.#analysis.setRoots(folders.map(({ folder }) => folder));
    this.#analysis.setPaths([...files, ...open]);
    for (const path of [...this.#projectFiles])
      if (!this.#isWanted(path)) this.#forgetProject(path);
    for (const { folder } of folders) this.#loadProject(`${folder}/${PROJECT_FILE}`);
    for (const path of before) if (!this.#isFound(path)) this.#forget(path);
  }

  /** Reads the files that can matter, each in one step. */
  *read(onProgress: OnProgress | undefined): Steps<void> {
    // Templates first: the code that reads their variables is then looked at once.
    const files = [...this.#documents, ...this.#files];
    for (const [index, path] of files.entries()) {
      const ready = this.#analysis.prepare(path);
      if (ready) yield ready;
      // A file can go, or be opened, while others are read.
      if (this.#isFound(path)) this.#readIfNeeded(path);
      onProgress?.(index + 1, files.length);
      yield;
    }
  }

  /** Looks anew at what is at or below these paths. Whether they came, changed or went is seen from the disk. */
  *update(paths: readonly string[]): Steps<void> {
    const only = paths.map((path) => (decisive.has(basename(path)) ? dirname(path) : path));
    const { files, documents, leftOut } = yield* discover(this.#folders, only);
    const found = new Set([...files, ...documents]);
    for (const { folder } of this.#folders) {
      const path = `${folder}/${PROJECT_FILE}`;
      if (only.some((one) => isWithin(path, one))) this.#loadProject(path);
    }
    for (const path of this.#knownWithin(only)) if (!found.has(path)) this.#forget(path);
    for (const { path, why } of leftOut) this.#leftOut.set(path, why);
    for (const path of files) this.#files.add(path);
    for (const path of documents) this.#documents.add(path);
    for (const path of found) {
      const ready = this.#analysis.prepare(path);
      if (ready) yield ready;
      this.#readIfNeeded(path);
      yield;
    }
  }

  /** Gives the analysis a text that it asked for. */
  load(path: string): void {
    if (this.#open.has(path)) this.#open.give(path, 'asked');
    else if (this.#isFound(path)) this.#loader.load(path, this.#maxFileSize(path));
    else this.#analysis.removePath(path);
  }

  /** Gives the text on disk again to a file that was open until now; one that is not part of the workspace goes. */
  close(path: string): void {
    if (this.#documents.has(path)) this.#loader.loadIfNeeded(path, this.#maxFileSize(path));
    else if (this.#isFound(path)) this.#loader.load(path, this.#maxFileSize(path));
    else if (this.#isWanted(path)) this.#loadProject(path);
    else this.#analysis.removePath(path);
  }

  /** Whether a path was found on disk, as a source or as a document. */
  #isFound(path: string): boolean {
    return this.#files.has(path) || this.#documents.has(path);
  }

  /** Whether a path is the project file of a folder. */
  #isWanted(path: string): boolean {
    return this.#folders.some(({ folder }) => path === `${folder}/${PROJECT_FILE}`);
  }

  /** Reads a project file anew; what is open in an editor comes from there. */
  #loadProject(path: string): void {
    this.#projectFiles.add(path);
    if (this.#open.has(path)) return;
    const exists = this.#loader.loadOptional(path, this.#maxFileSize(path));
    if (!exists) this.#projectFiles.delete(path);
  }

  #forgetProject(path: string): void {
    this.#projectFiles.delete(path);
    if (!this.#open.has(path)) this.#analysis.removePath(path);
  }

  #readIfNeeded(path: string): void {
    if (this.#open.has(path)) this.#open.give(path, 'found');
    else this.#loader.loadIfNeeded(path, this.#maxFileSize(path));
  }

  /** Gives the analysis files that were left unread and that mention callers it wants by now. */
  loadWanted(): Steps<void> {
    return this.#loader.loadWanted(this.#open.has);
  }

  #forget(path: string): void {
    this.#files.delete(path);
    this.#documents.delete(path);
    this.#loader.forget(path);
    if (!this.#open.has(path)) this.#analysis.removePath(path);
  }

  /** The known files at or below the paths. What was said about left-out places there no longer counts. */
  #knownWithin(paths: readonly string[]): readonly string[] {
    const places = new Set(paths);
    for (const path of this.#leftOut.keys())
      if (isAtOrBelow(path, places)) this.#leftOut.delete(path);
    if (paths.every((path) => this.#isFound(path))) return paths;
    return [...this.#files, ...this.#documents].filter((path) => isAtOrBelow(path, places));
  }

  #maxFileSize(path: string): number {
    const rules = this.#folders.find(({ folder }) => isWithin(path, folder));
    return rules?.maxFileSize ?? defaultMaxFileSize;
  }
}

/** Whether a path or a folder above it is one of `places`. */
function isAtOrBelow(path: string, places: ReadonlySet<string>): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (places.has(path.slice(0, end))) return true;
  }
  return false;
}
