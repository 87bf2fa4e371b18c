/*
 * The live state of a workspace: its files on disk, the open documents, and their facts.
 * Open documents win over the disk. Long work runs in slices, and what arrives in between is seen at once.
 * Everybody who shows facts is told which files to look at again.
 */
import type { Location } from '../base/location.ts';
import type { TextChange } from '../base/text-change.ts';
import type { FileFacts } from '../dynamodb/facts.ts';
import type { Analysis } from './analysis.ts';
import type { FolderRules, LeftOut } from './discover.ts';
import type { OnProgress } from './disk-files.ts';
import { DiskFiles } from './disk-files.ts';
import { isOnDisk } from './file-path.ts';
import { OpenTemplates } from './open-templates.ts';
import { SeenFacts, settle } from './settle.ts';
import type { Steps } from './slices.ts';
import { runInSlices } from './slices.ts';
import type { NameSettings } from './stated-table.ts';
import { isInfrastructureFile } from './template-files.ts';
import type { ReadError } from './text-loader.ts';

/**
 * Told of the files whose facts are others than before; a file that is gone is among them once.
 * `edited` are the documents that were opened, edited or closed since the time before.
 */
export type ChangeListener = (paths: readonly string[], edited: ReadonlySet<string>) => void;

/** How an indexing run is followed and stopped. */
export interface IndexOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** What the session knows about itself. */
export interface SessionReport {
  /** Whether the workspace is being read. */
  readonly indexing: boolean;
  /** Whether the last reading was stopped before its end. */
  readonly incomplete: boolean;
  /** Number of files found on disk. */
  readonly indexed: number;
  /** Number of files that were parsed. */
  readonly parsed: number;
  readonly leftOut: readonly LeftOut[];
  readonly errors: readonly ReadError[];
}

/** How long a request waits for modules that it needs and that were not read yet, in milliseconds. */
const patience = 50;

/** How long changes on disk are collected, in milliseconds: a branch switch brings many at once. */
const burst = 50;

/** How far the reading of the workspace is; `incomplete` when it was stopped. */
type State = 'new' | 'finding' | 'reading' | 'complete' | 'incomplete';

/** A workspace and its facts. Errors that no caller can be told of go to `onError`. */
export class Session {
  readonly #analysis: Analysis;
  readonly #onError: (error: unknown) => void;
  readonly #seen: SeenFacts;
  readonly #disk: DiskFiles;
  readonly #open = new Set<string>();
  readonly #templates = new OpenTemplates();
  readonly #listeners = new Set<ChangeListener>();
  readonly #indexListeners = new Set<() => void>();
  readonly #changed = new Set<string>();
  #edited = new Set<string>();
  readonly #dirty = new Set<string>();
  #dirtyTimer: NodeJS.Timeout | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #indexAbort = new AbortController();
  #state: State = 'new';
  /** Pieces of background work that have not ended. */
  #running = 0;
  #settling = false;
  #waiting: { readonly isDone: () => boolean; readonly resolve: () => void }[] = [];

  constructor(analysis: Analysis, onError: (error: unknown) => void) {
    this.#analysis = analysis;
    this.#onError = onError;
    this.#seen = new SeenFacts(analysis, (_path, error) => onError(error));
    this.#disk = new DiskFiles(analysis, {
      has: (path) => this.#open.has(path),
      give: (path, why) => this.#templates.give(path, why, analysis),
    });
  }

  /** Adds someone to tell of changed facts, until the result is disposed of. */
  onChange(listener: ChangeListener): { dispose: () => void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  /** Adds someone to tell when indexing begins and when it ends. */
  onIndexing(listener: () => void): void {
    this.#indexListeners.add(listener);
  }

  /**
   * Reads the folders, in place of all folders before. Gives false when it was stopped, by the signal or by a newer
   * call; what was read until then stays.
   */
  async index(folders: readonly FolderRules[], options: IndexOptions = {}): Promise<boolean> {
    this.#indexAbort.abort();
    const abort = new AbortController();
    this.#indexAbort = abort;
    this.#setState('finding');
    options.signal?.addEventListener('abort', () => abort.abort());
    const steps = (): Steps<true> => this.#indexSteps(folders, options.onProgress);
    const result = await this.#enqueue(steps, abort.signal);
    // Whoever counts when the reading ends has to know by then what changed.
    this.#tell();
    if (this.#indexAbort === abort) this.#setState(result === true ? 'complete' : 'incomplete');
    this.#tell();
    return result === true;
  }

  /** What the settings of a folder state for names. It counts at once. */
  setNames(folder: string, names: NameSettings): void {
    this.#analysis.setNames(folder, names);
    this.#settleSoon();
  }

  /**
   * A document was opened: from now on its text comes from the editor. One that may be a template counts as soon as it
   * is known to be a file of the workspace.
   */
  openDocument(path: string, text: string): void {
    this.#open.add(path);
    if (isInfrastructureFile(path)) this.#openTemplate(path, text);
    else this.#analysis.setText(path, text);
    this.#touched(path);
    const ready = this.#analysis.prepare(path);
    if (!ready) return;
    this.#running++;
    void ready.then(() => {
      this.#touched(path);
      this.#ended();
    });
  }

  /** An open document was edited; each change is in offsets of the text before it. */
  changeDocument(path: string, changes: readonly TextChange[]): void {
    if (!this.#templates.change(path, changes, this.#analysis))
      this.#analysis.changeText(path, changes);
    this.#touched(path);
  }

  #openTemplate(path: string, text: string): void {
    this.#templates.open(path, text);
    if (this.#disk.has(path)) this.#templates.give(path, 'found', this.#analysis);
    // It may be a new file that nobody told of. What is being read is seen anyway.
    else if (this.#isIndexed() && isOnDisk(path)) this.changeOnDisk([path]);
  }

  /** A document was closed: what counts is on disk again. */
  closeDocument(path: string): void {
    if (!this.#open.delete(path)) return;
    this.#templates.close(path);
    this.#disk.close(path);
    this.#touched(path);
  }

  /** Something at or below these paths came, went or changed on disk. */
  changeOnDisk(paths: readonly string[]): void {
    for (const path of paths) this.#dirty.add(path);
    if (this.#dirty.size === 0) return;
    clearTimeout(this.#dirtyTimer);
    this.#dirtyTimer = setTimeout(() => {
      this.#dirtyTimer = undefined;
      void this.#enqueue(() => this.#updateSteps());
    }, burst);
  }

  /**
   * The facts of a file at this moment; null for a file that is not known or not parsed. Modules it turns out to need
   * are read at once, for a moment; what takes longer comes with a later change.
   */
  factsOf(path: string): FileFacts<Location> | null {
    const end = performance.now() + patience;
    for (;;) {
      if (this.#seen.refresh(path)) this.#changed.add(path);
      const missing = this.#analysis.missing();
      if (missing.length === 0) return this.#seen.of(path);
      for (const needed of missing) {
        if (performance.now() > end) return this.#seen.of(path);
        this.#disk.load(needed);
      }
      this.#settleSoon();
    }
  }

  /** The facts of a file as last seen: up to date when the session is settled. */
  seenFactsOf(path: string): FileFacts<Location> | null {
    return this.#seen.of(path);
  }

  /** The facts of all parsed files as last seen. */
  allFacts(): FileFacts<Location>[] {
    return this.#seen.all();
  }

  isOpen(path: string): boolean {
    return this.#open.has(path);
  }

  /** Whether a path is a file on disk that belongs to the workspace. */
  isInWorkspace(path: string): boolean {
    return this.#disk.has(path);
  }

  report(): SessionReport {
    return {
      indexing: !this.#isIndexed(),
      incomplete: this.#state === 'incomplete',
      indexed: this.#disk.count,
      parsed: this.#analysis.files().length,
      leftOut: this.#disk.leftOut(),
      errors: this.#disk.errors(),
    };
  }

  /** Whether there is nothing left to find out: facts are final until something changes. */
  isSettled(): boolean {
    return this.#isIndexed() && this.#running === 0 && this.#dirtyTimer === undefined;
  }

  /** Resolves as soon as {@link Session.isSettled}. */
  async whenSettled(): Promise<void> {
    return this.#when(() => this.isSettled());
  }

  /** Resolves as soon as imports can be followed: when it is known which files exist. */
  async whenFound(): Promise<void> {
    return this.#when(() => this.#state !== 'new' && this.#state !== 'finding');
  }

  #setState(state: State): void {
    const before = this.#isIndexed();
    this.#state = state;
    if (this.#isIndexed() !== before || state === 'finding') {
      for (const listener of this.#indexListeners) this.#safely(listener);
    }
  }

  #isIndexed(): boolean {
    return this.#state === 'complete' || this.#state === 'incomplete';
  }

  *#indexSteps(folders: readonly FolderRules[], onProgress?: OnProgress): Steps<true> {
    const modules = [...this.#open].filter((path) => !isInfrastructureFile(path));
    yield* this.#disk.find(folders, modules);
    this.#state = 'reading';
    yield* this.#settleSteps();
    this.#tell();
    yield* this.#disk.read(onProgress);
    const { count } = this.#disk;
    yield* this.#settleSteps((done, total) => onProgress?.(count + done, count + total));
    return true;
  }

  *#updateSteps(): Steps<void> {
    const paths = [...this.#dirty];
    this.#dirty.clear();
    yield* this.#disk.update(paths);
    yield* this.#settleSteps();
  }

  #settleSteps(onProgress?: OnProgress): Steps<void> {
    return settle({
      analysis: this.#analysis,
      seen: this.#seen,
      load: (path) => this.#disk.load(path),
      loadWanted: () => this.#disk.loadWanted(),
      isUrgent: (path) => this.#open.has(path),
      onChanged: (path) => this.#changed.add(path),
      ...(onProgress ? { onProgress } : {}),
    });
  }

  /** A document got another text. Edits that arrive together are settled together. */
  #touched(path: string): void {
    this.#edited.add(path);
    this.#settleSoon();
  }

  #settleSoon(): void {
    if (this.#settling) return;
    this.#settling = true;
    this.#running++;
    setImmediate(() => {
      // Whatever changes from here on is seen by the steps, or starts new ones.
      void this.#run(this.#settleSteps()).finally(() => {
        this.#settling = false;
        this.#ended();
      });
    });
  }

  /** One after the other: work on the disk sees the result of the work before. */
  async #enqueue<Result>(steps: () => Steps<Result>, signal?: AbortSignal): Promise<Result | null> {
    this.#running++;
    const result = this.#queue.then(() => this.#run(steps(), signal));
    this.#queue = result;
    return result.finally(() => this.#ended());
  }

  async #run<Result>(steps: Steps<Result>, signal?: AbortSignal): Promise<Result | null> {
    try {
      return await runInSlices(steps, signal);
    } catch (error) {
      this.#onError(error);
      return null;
    }
  }

  #ended(): void {
    this.#running--;
    this.#tell();
  }

  /** Tells the listeners what is new, and those who wait for a state that it is reached. */
  #tell(): void {
    const paths = [...this.#changed];
    const edited = this.#edited;
    this.#changed.clear();
    this.#edited = new Set();
    if (paths.length > 0) {
      for (const listener of this.#listeners) this.#safely(() => listener(paths, edited));
    }
    const waiting = this.#waiting;
    this.#waiting = waiting.filter(({ isDone }) => !isDone());
    for (const { isDone, resolve } of waiting) if (isDone()) resolve();
  }

  #safely(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#onError(error);
    }
  }

  async #when(isDone: () => boolean): Promise<void> {
    if (isDone()) return;
    return new Promise((resolve) => this.#waiting.push({ isDone, resolve }));
  }
}
