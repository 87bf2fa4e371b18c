/*
 * The folders that a scan is about, checked against the disk.
 */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { commonFolder } from '../report/paths.ts';
import { pathOfFile } from '../workspace/file-path.ts';

/** What to scan. Paths are absolute and `/`-separated. */
export interface Targets {
  readonly folders: readonly string[];
  /** The deepest folder that holds all of them; reports show paths relative to it. */
  readonly root: string;
}

/** The targets for the arguments of a user, or a message that says what is wrong with them. */
export async function findTargets(
  paths: readonly string[],
  currentFolder: string,
): Promise<Targets | { readonly wrong: string }> {
  const folders: string[] = [];
  for (const path of paths) {
    const full = resolve(currentFolder, path);
    const kind = await kindOf(full);
    if (kind !== 'folder') return { wrong: `${wrong[kind]}: ${path}` };
    folders.push(pathOfFile(full));
  }
  const distinct = [...new Set(folders)];
  return { folders: distinct, root: commonFolder(distinct) };
}

type Kind = 'folder' | 'file' | 'missing' | 'unreadable';

const wrong: Readonly<Record<Exclude<Kind, 'folder'>, string>> = {
  file: 'Not a folder',
  missing: 'No such folder',
  unreadable: 'Cannot read the folder',
};

async function kindOf(path: string): Promise<Kind> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
  }
}
