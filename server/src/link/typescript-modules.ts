/*
 * Which file an import of TypeScript means. Only imports by path lead to files of the workspace; all others are packages.
 * Rules: https://nodejs.org/api/modules.html#all-together, with the endings that the compiler tries.
 */
import type { FilePath } from './place.ts';
import type { Program } from './program.ts';

/** The endings of a module's file, in the order in which they are tried. */
const ENDINGS = ['.ts', '/index.ts', '.mts', '.cts'];

function folderOf(path: FilePath): FilePath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The path that a relative specifier means from a folder; null when it leads too far up. */
function joined(folder: FilePath, specifier: string): FilePath | null {
  const parts = folder.split('/');
  for (const part of specifier.split('/')) {
    if (part === '..' && parts.length < 2) return null;
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** The file that `import … from specifier` means in a file; null when it is none of the workspace. */
export function resolveSpecifier(
  program: Program,
  from: FilePath,
  specifier: string,
): FilePath | null {
  if (!/^\.{1,2}(?:\/|$)/u.test(specifier)) return null;
  const path = joined(folderOf(from), specifier);
  if (path === null) return null;
  // The compiler takes the name of the file that it will write for the one that it reads.
  const stem = path.replace(/\.[cm]?[jt]s$/u, '');
  const found = ENDINGS.map((ending) => `${stem === path ? path : stem}${ending}`).find(
    (candidate) => program.files.get(candidate) === true,
  );
  return found ?? null;
}
