/*
 * Paths as a report shows them: relative to the folder that was scanned, with `/`.
 */

/** The deepest folder that holds all of these absolute, `/`-separated folders; `/` when they share none. */
export function commonFolder(folders: readonly string[]): string {
  const [first, ...others] = folders.map((folder) => folder.split('/'));
  if (!first) return '/';
  let common = first;
  for (const parts of others) {
    const firstOther = common.findIndex((part, index) => part !== parts[index]);
    if (firstOther >= 0) common = common.slice(0, firstOther);
  }
  return common.join('/') || '/';
}

/** The path relative to a folder; the path itself when it is not below the folder. */
export function relativePath(path: string, folder: string): string {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}
