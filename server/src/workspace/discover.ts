/*
 * Which files of some folders are Python sources of the project or may be its templates, and what was left out and why.
 * The answer depends only on the folders and their rules: reading one path anew (`only`) decides as reading all does.
 * A folder that cannot be read costs only itself.
 */
import type { Dirent } from 'node:fs';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path/posix';
import { isWithin } from './file-path.ts';
import type { PathTest } from './globs.ts';
import { globTest, includeTest } from './globs.ts';
import type { IgnoreRules, ReadIgnoreFile } from './ignore-files.ts';
import { createIgnoreReader, isIgnored, repositoryRules, rulesAbove } from './ignore-files.ts';
import { isSilentlySkipped, skippedByContent, skippedByName } from './skipped-folders.ts';
import type { Steps } from './slices.ts';
import { isInfrastructureFile, isVariablesFile } from './template-files.ts';

/** A folder to read, and what of it. Globs are relative to the folder. */
export interface FolderRules {
  /** Absolute and `/`-separated. */
  readonly folder: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Further patterns to leave out: those the editor hides. */
  readonly hidden: readonly string[];
  /** Largest file to read, in bytes. */
  readonly maxFileSize: number;
}

/** A file or folder that was not read, and the reason in a few words. */
export interface LeftOut {
  readonly path: string;
  readonly why: string;
}

/** What was found. All lists are sorted by path. */
export interface Discovery {
  readonly files: readonly string[];
  /** Files that are no sources, but may say something about the infrastructure. */
  readonly documents: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** A folder on the way of the walk. */
interface Visit {
  readonly path: string;
  /** Where it really is, with all symbolic links followed. */
  readonly real: string;
  readonly ignored: IgnoreRules | null;
  /** Whether everything below is wanted; otherwise only what leads to one of the wanted paths. */
  readonly whole: boolean;
}

/** What one folder's walk knows. */
interface Walk {
  readonly rules: FolderRules;
  readonly isIncluded: PathTest;
  readonly isExcluded: PathTest;
  readonly isHidden: PathTest;
  readonly readIgnoreFile: ReadIgnoreFile;
  /** The wanted paths and the folders that lead to them; null when everything is wanted. */
  readonly towards: ReadonlySet<string> | null;
  readonly only: ReadonlySet<string>;
  readonly realRoots: readonly string[];
  /** The real folders that were read, over all walks: none is read twice. */
  readonly visited: Set<string>;
  readonly stack: Visit[];
  /** Links to folders, followed after everything else, so that the order on disk does not matter. */
  readonly links: Visit[];
  readonly files: Set<string>;
  readonly documents: Set<string>;
  readonly leftOut: Map<string, string>;
}

/**
 * Finds the files of all folders. With `only`, of those nothing but what is at or below one of these paths.
 * Every step is one folder.
 */
export function* discover(
  folders: readonly FolderRules[],
  only?: readonly string[],
): Steps<Discovery> {
  const readIgnoreFile = createIgnoreReader();
  const visited = new Set<string>();
  const files = new Set<string>();
  const documents = new Set<string>();
  const leftOut = new Map<string, string>();
  const realRoots = folders.map(({ folder }) => realPathOf(folder) ?? folder);
  for (const [index, rules] of folders.entries()) {
    const walk: Walk = {
      rules,
      isIncluded: includeTest(rules.include),
      isExcluded: globTest(rules.exclude),
      isHidden: globTest(rules.hidden),
      readIgnoreFile,
      towards: only ? pathsTowards(only) : null,
      only: new Set(only),
      realRoots,
      visited,
      stack: [],
      links: [],
      files,
      documents,
      leftOut,
    };
    const { folder } = rules;
    const real = realRoots[index] ?? folder;
    const whole = only?.some((path) => isWithin(folder, path)) ?? true;
    if (!whole && walk.towards?.has(folder) !== true) continue;
    walk.stack.push({ path: folder, real, ignored: rulesAbove(folder, readIgnoreFile), whole });
    yield* walkAll(walk);
  }
  return {
    files: [...files].sort(),
    documents: [...documents].sort(),
    leftOut: [...leftOut]
      .map(([path, why]) => ({ path, why }))
      .sort((left, right) => (left.path < right.path ? -1 : 1)),
  };
}

function* walkAll(walk: Walk): Steps<void> {
  for (;;) {
    const visit = walk.stack.pop() ?? nextLink(walk);
    if (!visit) return;
    visitFolder(walk, visit);
    yield;
  }
}

/** The link that comes first by name among those not followed yet. */
function nextLink(walk: Walk): Visit | undefined {
  walk.links.sort((left, right) => (left.path < right.path ? 1 : -1));
  return walk.links.pop();
}

function visitFolder(walk: Walk, visit: Visit): void {
  if (walk.visited.has(visit.real)) return;
  walk.visited.add(visit.real);
  let entries: Dirent[];
  try {
    entries = readdirSync(visit.path, { withFileTypes: true });
  } catch (error) {
    walk.leftOut.set(visit.path, `cannot be read (${codeOf(error)})`);
    return;
  }
  const names = new Set(entries.map((entry) => entry.name));
  const isRoot = visit.path === walk.rules.folder;
  const why = isRoot ? null : skippedByContent(basename(visit.path), names);
  if (why !== null) {
    walk.leftOut.set(visit.path, why);
    return;
  }
  const inside = { ...visit, ignored: ignoredInside(walk, visit, names) };
  for (const entry of entries) visitEntry(walk, inside, entry);
}

/** A repository inside of another one is on its own: the outer one's rules end at its door. */
function ignoredInside(walk: Walk, visit: Visit, names: ReadonlySet<string>): IgnoreRules | null {
  const outer = names.has('.git')
    ? repositoryRules(visit.path, walk.readIgnoreFile)
    : visit.ignored;
  return names.has('.gitignore') ? walk.readIgnoreFile(outer, visit.path, '.gitignore') : outer;
}

function visitEntry(walk: Walk, parent: Visit, entry: Dirent): void {
  const path = parent.path.endsWith('/')
    ? parent.path + entry.name
    : `${parent.path}/${entry.name}`;
  if (!parent.whole && walk.towards?.has(path) !== true) return;
  const whole = parent.whole || walk.only.has(path);
  if (entry.isDirectory()) {
    const real = `${parent.real}/${entry.name}`;
    if (isWantedFolder(walk, parent, path)) {
      walk.stack.push({ path, real, ignored: parent.ignored, whole });
    }
  } else if (entry.isFile()) {
    visitFile(walk, parent, path);
  } else if (entry.isSymbolicLink()) {
    visitLink(walk, { ...parent, path, whole }, parent);
  }
}

function isWantedFolder(walk: Walk, parent: Visit, path: string): boolean {
  const name = basename(path);
  if (isSilentlySkipped(name)) return false;
  const why = skippedByName(name) ?? skippedByRules(walk, parent, path, true);
  if (why !== null) walk.leftOut.set(path, why);
  return why === null;
}

function visitFile(walk: Walk, parent: Visit, path: string): void {
  const isSource = walk.isIncluded(relativeTo(walk, path));
  if (!isSource) {
    if (isInfrastructureFile(path)) visitDocument(walk, parent, path);
    return;
  }
  if (walk.files.has(path)) return;
  const why = skippedByRules(walk, parent, path, false) ?? skippedBySize(walk, path);
  if (why === null) walk.files.add(path);
  else walk.leftOut.set(path, why);
}

/** Most documents are no templates, so leaving one out is not worth a word. */
function visitDocument(walk: Walk, parent: Visit, path: string): void {
  // Files of variables hold what counts on this machine, so most of them are kept out of git.
  const within = isVariablesFile(path) ? { ...parent, ignored: null } : parent;
  const why = skippedByRules(walk, within, path, false) ?? skippedBySize(walk, path);
  if (why === null) walk.documents.add(path);
}

/** A link to a place inside of the workspace is not followed: that place is read where it is. */
function visitLink(walk: Walk, link: Visit, parent: Visit): void {
  const real = realPathOf(link.path);
  const stats = real === null ? undefined : statSync(real, { throwIfNoEntry: false });
  if (real === null || !stats) return;
  const isFolder = stats.isDirectory();
  if (!isFolder && !(stats.isFile() && walk.isIncluded(relativeTo(walk, link.path)))) return;
  if (walk.realRoots.some((root) => isWithin(real, root) || (isFolder && isWithin(root, real)))) {
    walk.leftOut.set(link.path, 'symbolic link into the workspace');
  } else if (!isFolder) {
    visitFile(walk, parent, link.path);
  } else if (isWantedFolder(walk, parent, link.path)) {
    walk.links.push({ ...link, real });
  }
}

function skippedByRules(walk: Walk, parent: Visit, path: string, isFolder: boolean): string | null {
  const relative = relativeTo(walk, path);
  if (walk.isExcluded(relative)) return 'excluded by dynamolens.exclude';
  if (walk.isHidden(relative)) return 'excluded by files.exclude';
  return isIgnored(parent.ignored, path, isFolder) ? 'excluded by .gitignore' : null;
}

function skippedBySize(walk: Walk, path: string): string | null {
  const { maxFileSize } = walk.rules;
  try {
    return statSync(path).size > maxFileSize ? `larger than ${maxFileSize} bytes` : null;
  } catch (error) {
    return `cannot be read (${codeOf(error)})`;
  }
}

function relativeTo(walk: Walk, path: string): string {
  const { folder } = walk.rules;
  return path.slice(folder.endsWith('/') ? folder.length : folder.length + 1);
}

/** The paths themselves and all folders above them. */
function pathsTowards(paths: readonly string[]): ReadonlySet<string> {
  const towards = new Set<string>();
  for (const path of paths) {
    for (let at = path; !towards.has(at); at = dirname(at)) towards.add(at);
  }
  return towards;
}

function realPathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
