/*
 * Which files of code exist, in the forms that imports ask for. Rebuilt as a whole when paths came or went.
 */
import { languageOf } from '../link/language.ts';
import { folderOf } from '../link/modules.ts';
import type { FilePath } from '../link/place.ts';
import type { Program } from '../link/program.ts';

const INIT = '__init__.py';

export interface PathIndex {
  readonly add: (path: FilePath) => void;
  readonly remove: (path: FilePath) => void;
  readonly replace: (paths: Iterable<FilePath>) => void;
  /** Tells the program about what changed since the last call. */
  readonly publish: () => void;
}

interface Published {
  readonly files: ReadonlySet<FilePath>;
  readonly folders: ReadonlySet<FilePath>;
  readonly importFolders: ReadonlyMap<string, readonly FilePath[]>;
}

function foldersAround(paths: ReadonlySet<FilePath>): ReadonlySet<FilePath> {
  const folders = new Set<FilePath>();
  for (const path of paths) {
    for (
      let folder = folderOf(path);
      folder !== '' && !folders.has(folder);
      folder = folderOf(folder)
    ) {
      folders.add(folder);
    }
  }
  return folders;
}

/** Folders of these names are put on the path, although many have an `__init__.py`: sources, and the layers of functions. */
const SOURCE_FOLDER = /\/(?:src|python)$/;

/** For each name, the folders that it can be imported from as a top-level module. The inside of other packages is no such folder. */
function importFoldersOf(paths: ReadonlySet<FilePath>): ReadonlyMap<string, readonly FilePath[]> {
  const found = new Map<string, Set<FilePath>>();
  for (const path of paths) {
    const isPackage = path.endsWith(`/${INIT}`);
    const module = isPackage ? folderOf(path) : path.slice(0, -'.py'.length);
    const folder = folderOf(module);
    if (paths.has(`${folder}/${INIT}`) && !SOURCE_FOLDER.test(`/${folder}`)) continue;
    const name = module.slice(folder.length + 1);
    const folders = found.get(name);
    if (folders) folders.add(folder);
    else found.set(name, new Set([folder]));
  }
  return new Map([...found].map(([name, folders]) => [name, [...folders].sort()]));
}

/** An index that tells `program` about its paths. */
export function createPathIndex(program: Program): PathIndex {
  const paths = new Set<FilePath>();
  let stale = false;
  let published: Published = { files: new Set(), folders: new Set(), importFolders: new Map() };
  const change = (apply: () => unknown): void => {
    apply();
    stale = true;
  };
  return {
    add: (path) => {
      if (!paths.has(path)) change(() => paths.add(path));
    },
    remove: (path) => {
      if (paths.has(path)) change(() => paths.delete(path));
    },
    replace: (replacement) => {
      change(() => {
        paths.clear();
        for (const path of replacement) paths.add(path);
      });
    },
    publish: () => {
      if (!stale) return;
      stale = false;
      const python = new Set([...paths].filter((path) => languageOf(path) === 'python'));
      const next = {
        files: new Set(paths),
        folders: foldersAround(python),
        importFolders: importFoldersOf(python),
      };
      publishChanges(program, published, next);
      published = next;
    },
  };
}

function publishChanges(program: Program, before: Published, after: Published): void {
  for (const path of before.files) if (!after.files.has(path)) program.files.set(path, undefined);
  for (const path of after.files) program.files.set(path, true);
  for (const path of before.folders)
    if (!after.folders.has(path)) program.folders.set(path, undefined);
  for (const path of after.folders) program.folders.set(path, true);
  for (const name of before.importFolders.keys()) {
    if (!after.importFolders.has(name)) program.importFolders.set(name, undefined);
  }
  for (const [name, folders] of after.importFolders) program.importFolders.set(name, folders);
}
