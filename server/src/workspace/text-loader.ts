/*
 * Carries texts from disk into the analysis.
 * A file that cannot be read is told of and taken away, so that nobody asks for it again until it changes.
 */
import { statSync } from 'node:fs';
import type { Analysis } from './analysis.ts';
import { isInfrastructureFile, maySayInfrastructure } from './template-files.ts';
import { mentionsAny } from './wanted-callers.ts';
import type { Steps } from './slices.ts';
import { createReader, decodeSource } from './source-reader.ts';
import { canMatter } from './trigger.ts';

/** A file that should have been read, and what went wrong. */
export interface ReadError {
  readonly path: string;
  readonly message: string;
}

/** Reads files into one analysis. */
export class TextLoader {
  readonly #analysis: Analysis;
  readonly #read = createReader();
  readonly #errors = new Map<string, string>();
  /** Files that no facts can start in, with the limit they were read with. */
  readonly #skipped = new Map<string, number>();
  /** How many of the wanted callers the skipped files were searched for. */
  #searched = 0;
  #mentionsWanted: (text: string) => boolean = () => false;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  /** Gives the text of a file, whatever is in it. */
  load(path: string, maxFileSize: number): void {
    this.#give(path, maxFileSize, () => true);
  }

  /** Gives the text of a file that need not exist, and tells whether it does. */
  loadOptional(path: string, maxFileSize: number): boolean {
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) {
      this.load(path, maxFileSize);
      return true;
    }
    this.forget(path);
    this.#analysis.removePath(path);
    return false;
  }

  /** Gives the text of a file if facts can start in it or if the analysis has an older text of it. */
  loadIfNeeded(path: string, maxFileSize: number): void {
    this.#give(path, maxFileSize, (bytes) => {
      const text = bytes.toString('latin1');
      if (this.#analysis.has(path)) return true;
      if (isInfrastructureFile(path)) return maySayInfrastructure(path, text);
      return canMatter(text) || this.#mentionsWanted(text);
    });
  }

  /**
   * Gives the skipped files that mention callers wanted since the last search. Every step is one file.
   * A file that is open by now is the editor's.
   */
  *loadWanted(isOpen: (path: string) => boolean): Steps<void> {
    const wanted = this.#analysis.wanted();
    if (wanted.length === this.#searched) return;
    const isNew = mentionsAny(wanted.slice(this.#searched));
    this.#searched = wanted.length;
    this.#mentionsWanted = mentionsAny(wanted);
    for (const [path, maxFileSize] of [...this.#skipped]) {
      if (!isOpen(path)) this.#give(path, maxFileSize, (bytes) => isNew(bytes.toString('latin1')));
      yield;
    }
  }

  /** What went wrong, sorted by path. A file that was read since is not among it. */
  errors(): readonly ReadError[] {
    return [...this.#errors]
      .map(([path, message]) => ({ path, message }))
      .sort((left, right) => (left.path < right.path ? -1 : 1));
  }

  /** Notes that something else went wrong with a file. */
  fail(path: string, error: unknown): void {
    this.#errors.set(path, error instanceof Error ? error.message : String(error));
  }

  /** Forgets what went wrong with a file that does not exist any more. */
  forget(path: string): void {
    this.#errors.delete(path);
    this.#skipped.delete(path);
  }

  #give(path: string, maxFileSize: number, isNeeded: (bytes: Buffer) => boolean): void {
    const source = this.#read(path, maxFileSize);
    if (source.kind === 'error') {
      this.#errors.set(path, source.message);
      this.#skipped.delete(path);
      this.#analysis.removePath(path);
      return;
    }
    this.#errors.delete(path);
    this.#skipped.delete(path);
    try {
      if (isNeeded(source.bytes)) {
        this.#analysis.setText(path, decodeSource(source.bytes));
      } else {
        if (!isInfrastructureFile(path)) this.#skipped.set(path, maxFileSize);
        this.#analysis.addPath(path);
      }
    } catch (error) {
      this.fail(path, error);
      this.#analysis.removePath(path);
    }
  }
}
