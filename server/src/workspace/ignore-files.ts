/*
 * `.gitignore` files: each counts for its folder and below, and the innermost with an answer decides. What git tracks
 * all the same is not ignored.
 * Whether a folder above is ignored is not asked again: whoever walks does not enter ignored folders.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path/posix';
import ignore from 'ignore';
import type { Ignore } from 'ignore';
import { trackedPaths } from './git-index.ts';

/** The rules of one folder, and of the folders above it. */
export interface IgnoreRules {
  /** The folder the rules belong to, with a `/` at the end. */
  readonly base: string;
  readonly rules: Ignore;
  readonly outer: IgnoreRules | null;
  /** What git tracks in the repository around, and the folders that lead there; null outside of a repository. */
  readonly tracked: (() => ReadonlySet<string>) | null;
}

/** Where git looks for rules, relative to a folder. */
export type IgnoreFile = '.gitignore' | '.git/info/exclude';

/** Gives the rules of `folder` in front of `outer`; `outer` itself when the file cannot be read. */
export type ReadIgnoreFile = (
  outer: IgnoreRules | null,
  folder: string,
  name: IgnoreFile,
) => IgnoreRules | null;

/** Makes a reader that understands equal files once: many projects of one workspace start from the same template. */
export function createIgnoreReader(): ReadIgnoreFile {
  const known = new Map<string, Ignore>();
  return (outer, folder, name) => {
    const base = folder.endsWith('/') ? folder : `${folder}/`;
    let text: string;
    try {
      text = readFileSync(base + name, 'utf8');
    } catch {
      return outer;
    }
    const rules = known.get(text) ?? ignore({ ignorecase: process.platform !== 'linux' }).add(text);
    known.set(text, rules);
    return { base, rules, outer, tracked: outer?.tracked ?? null };
  };
}

/** The rules that a repository starts with at its top. */
export function repositoryRules(top: string, read: ReadIgnoreFile): IgnoreRules {
  let tracked: ReadonlySet<string> | null = null;
  const rules: IgnoreRules = {
    base: top.endsWith('/') ? top : `${top}/`,
    rules: ignore(),
    outer: null,
    tracked: () => (tracked ??= trackedIn(top)),
  };
  return read(rules, top, '.git/info/exclude') ?? rules;
}

/** Where the data of a repository is; a work tree and a submodule say it in a file. */
function gitFolderOf(top: string): string {
  const path = `${top}/.git`;
  if (!statSync(path).isFile()) return path;
  const [, written = ''] = /^gitdir:\s*(.*?)\s*$/mu.exec(readFileSync(path, 'utf8')) ?? [];
  return resolve(top, written);
}

function pathsTracked(top: string): readonly string[] {
  try {
    return trackedPaths(readFileSync(`${gitFolderOf(top)}/index`));
  } catch {
    return [];
  }
}

function trackedIn(top: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of pathsTracked(top)) {
    for (let at = `${top}/${path}`; at.length > top.length && !found.has(at); at = dirname(at))
      found.add(at);
  }
  return found;
}

/**
 * The rules that count in `folder` because of folders above it, up to the top of its repository; null when there is
 * none. A folder that is itself ignored was opened on purpose, so then the rules above do not count.
 */
export function rulesAbove(folder: string, read: ReadIgnoreFile): IgnoreRules | null {
  const above: string[] = [];
  let top = folder;
  while (!existsSync(`${top}/.git`)) {
    const parent = dirname(top);
    if (parent === top) return null;
    above.unshift(parent);
    top = parent;
  }
  if (top === folder) return null;
  let rules: IgnoreRules | null = repositoryRules(top, read);
  for (const [index, outer] of above.entries()) {
    rules = read(rules, outer, '.gitignore');
    if (isIgnored(rules, above[index + 1] ?? folder, true)) return null;
  }
  return rules;
}

/** Whether a path, whose folder is not ignored, is. */
export function isIgnored(rules: IgnoreRules | null, path: string, isFolder: boolean): boolean {
  for (let level = rules; level !== null; level = level.outer) {
    const relative = path.slice(level.base.length);
    const answer = level.rules.test(isFolder ? `${relative}/` : relative);
    if (answer.ignored) return !level.tracked?.().has(path);
    if (answer.unignored) return false;
  }
  return false;
}
