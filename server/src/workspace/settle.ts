/*
 * Brings the facts up to date with the texts: asks again for what may have changed, and reads the modules that
 * evaluation turns out to need, until nothing is open.
 * It may be left at any step and begun anew: all it knows is in the analysis and in the facts seen so far.
 */
import type { Location } from '../base/location.ts';
import type { FileFacts } from '../dynamodb/facts.ts';
import type { Analysis } from './analysis.ts';
import type { Steps } from './slices.ts';

/** The facts as they were when last asked for. */
export class SeenFacts {
  readonly #analysis: Analysis;
  readonly #facts = new Map<string, FileFacts<Location>>();
  readonly #onError: (path: string, error: unknown) => void;

  /** A file whose facts cannot be had has none, and `onError` is told why. */
  constructor(analysis: Analysis, onError: (path: string, error: unknown) => void) {
    this.#analysis = analysis;
    this.#onError = onError;
  }

  /** Asks for the facts of a file and returns whether they are others than last time. */
  refresh(path: string): boolean {
    const now = this.#ask(path);
    const before = this.#facts.get(path) ?? null;
    if (now === null) this.#facts.delete(path);
    else this.#facts.set(path, now);
    return now !== before;
  }

  /** The facts of a file as last seen; null when it had none. */
  of(path: string): FileFacts<Location> | null {
    return this.#facts.get(path) ?? null;
  }

  /** The facts of all files that have any text, in no particular order. */
  all(): FileFacts<Location>[] {
    return [...this.#facts.values()];
  }

  #ask(path: string): FileFacts<Location> | null {
    try {
      return this.#analysis.factsOf(path);
    } catch (error) {
      this.#onError(path, error);
      return null;
    }
  }
}

/** What settling needs from its owner. */
export interface SettleOptions {
  readonly analysis: Analysis;
  readonly seen: SeenFacts;
  /** Gives the analysis the text of a file that it asked for, or takes the path away. */
  readonly load: (path: string) => void;
  /** Gives the analysis the files that mention callers it wants since the last time. */
  readonly loadWanted: () => Steps<void>;
  /** Whether this file comes before others. */
  readonly isUrgent: (path: string) => boolean;
  /** Told of every file whose facts are others than before. */
  readonly onChanged: (path: string) => void;
  /** Told how many files of how many in this round are done; new rounds follow when modules were missing. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Every step is the facts of one file, or the text of one. */
export function* settle(options: SettleOptions): Steps<void> {
  const { analysis, seen, load } = options;
  for (;;) {
    const preparing = analysis.preparing();
    if (preparing) yield preparing;
    const changed = urgentFirst(analysis.takeChanged(), options.isUrgent);
    for (const [index, path] of changed.entries()) {
      if (seen.refresh(path)) options.onChanged(path);
      options.onProgress?.(index + 1, changed.length);
      yield;
    }
    const missing = analysis.missing();
    const given = analysis.files().length;
    if (missing.length === 0) yield* options.loadWanted();
    if (changed.length === 0 && missing.length === 0 && analysis.files().length === given) return;
    for (const path of missing) {
      load(path);
      yield;
    }
  }
}

function urgentFirst(paths: readonly string[], isUrgent: (path: string) => boolean): string[] {
  return [...paths.filter(isUrgent), ...paths.filter((path) => !isUrgent(path))];
}
