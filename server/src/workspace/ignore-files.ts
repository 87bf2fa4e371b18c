/*
 * `.gitignore` files: each counts for its folder and below, and the innermost with an answer decides.
 * Whether a folder above is ignored is not asked again: whoever walks does not enter ignored folders.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path/posix';
import ignore from 'ignore';
import type { Ignore } from 'ignore';

/** The rules of one folder, and of the folders above it. */
export interface IgnoreRules {
  /** The folder the rules belong to, with a `/` at the end. */
  readonly base: string;
  readonly rules: Ignore;
  readonly outer: IgnoreRules | null;
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
    return { base, rules, outer };
  };
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
  let rules = read(null, top, '.git/info/exclude');
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
    if (answer.ignored) return true;
    if (answer.unignored) return false;
  }
  return false;
}
