/*
 * One look at some folders: the facts of everything in them, once.
 * The result depends on the files only, not on the order they are found in; one bad file costs only itself.
 */
import type { Location } from '../base/location.ts';
import type { FileFacts } from '../dynamodb/facts.ts';
import type { Analysis } from './analysis.ts';
import type { Discovery, FolderRules, LeftOut } from './discover.ts';
import { discover } from './discover.ts';
import { pathOfFile } from './file-path.ts';
import { PROJECT_FILE } from './project-file.ts';
import { loadAnalysis } from './load-analysis.ts';
import { SeenFacts, settle } from './settle.ts';
import type { Steps } from './slices.ts';
import { runInSlices } from './slices.ts';
import { TextLoader } from './text-loader.ts';
import type { ReadError } from './text-loader.ts';

/** What to scan. Globs are relative to each folder. */
export interface ScanOptions {
  /** Absolute paths as the operating system writes them. */
  readonly folders: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Largest file to read, in bytes. */
  readonly maxFileSize: number;
  /** Told now and then how many steps of how many are done; the total can grow. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** An empty analysis to use; by default one with the Python grammar of this installation. */
  readonly analysis?: Analysis;
}

/** What a scan found. Lists are sorted by path. */
export interface ScanResult {
  /** The facts of every file that was parsed; many have none. */
  readonly files: readonly FileFacts<Location>[];
  /** Number of files that were read. */
  readonly indexed: number;
  /** Number of files that were parsed. */
  readonly parsed: number;
  readonly leftOut: readonly LeftOut[];
  readonly milliseconds: number;
  readonly errors: readonly ReadError[];
}

/** Scans folders. Rejects when `signal` is aborted before the end, and when the grammar cannot be loaded. */
export async function scanFolders(options: ScanOptions): Promise<ScanResult> {
  const start = performance.now();
  const analysis = options.analysis ?? (await loadAnalysis());
  const folders = options.folders.map((folder): FolderRules => {
    const { include, exclude, maxFileSize } = options;
    return { folder: pathOfFile(folder), include, exclude, hidden: [], maxFileSize };
  });
  const loader = new TextLoader(analysis);
  const seen = new SeenFacts(analysis, (path, error) => loader.fail(path, error));
  const steps = scanSteps({ analysis, loader, seen, folders, options });
  const discovery = await runInSlices(steps, options.signal);
  if (!discovery) throw new Error('The scan was cancelled.');
  return {
    files: seen.all().sort((left, right) => (left.file < right.file ? -1 : 1)),
    indexed: discovery.files.length,
    parsed: analysis.files().length,
    leftOut: discovery.leftOut,
    milliseconds: performance.now() - start,
    errors: loader.errors(),
  };
}

interface Scan {
  readonly analysis: Analysis;
  readonly loader: TextLoader;
  readonly seen: SeenFacts;
  readonly folders: readonly FolderRules[];
  readonly options: ScanOptions;
}

function* scanSteps({ analysis, loader, seen, folders, options }: Scan): Steps<Discovery> {
  const discovery = yield* discover(folders);
  const { files: sources, documents } = discovery;
  // Templates first: the code that reads their variables is then looked at once.
  const files = [...documents, ...sources];
  analysis.setRoots(folders.map(({ folder }) => folder));
  analysis.setPaths(sources);
  for (const { folder, maxFileSize } of folders)
    loader.loadOptional(`${folder}/${PROJECT_FILE}`, maxFileSize);
  for (const [index, path] of files.entries()) {
    const ready = analysis.prepare(path);
    if (ready) yield ready;
    loader.loadIfNeeded(path, options.maxFileSize);
    options.onProgress?.(index + 1, files.length);
    yield;
  }
  yield* settle({
    analysis,
    seen,
    load: (path) => loader.load(path, options.maxFileSize),
    loadWanted: () => loader.loadWanted(() => false),
    isUrgent: () => false,
    onChanged: () => undefined,
    onProgress: (done, total) => options.onProgress?.(files.length + done, files.length + total),
  });
  return discovery;
}
