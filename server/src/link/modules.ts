/*
 * Which file an import means. Relative imports follow packages; absolute ones try the folder of the importing file first,
 * then the folders around it up to the root, each with its `src`; then any other import root of the workspace, nearest first.
 */
import { isTypeScript } from './language.ts';
import type { FilePath } from './place.ts';
import type { Program } from './program.ts';
import { isTestFile } from './test-code.ts';
import { resolveSpecifier } from './typescript-modules.ts';

/** A module of the workspace: a file, or a folder without `__init__.py` (a namespace package). */
export interface ModuleTarget {
  readonly kind: 'file' | 'folder';
  readonly path: FilePath;
}

export interface ModuleRequest {
  readonly from: FilePath;
  readonly module: string;
  readonly level: number;
}

export function folderOf(path: FilePath): FilePath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** What `folder/name` is as a module; null when it is none. */
function moduleAt(program: Program, path: FilePath): ModuleTarget | null {
  if (program.files.get(`${path}/__init__.py`))
    return { kind: 'file', path: `${path}/__init__.py` };
  if (program.files.get(`${path}.py`)) return { kind: 'file', path: `${path}.py` };
  if (program.folders.get(path)) return { kind: 'folder', path };
  return null;
}

/** The module `name` inside a package or namespace folder. */
export function submoduleOf(
  program: Program,
  parent: ModuleTarget,
  name: string,
): ModuleTarget | null {
  if (parent.kind === 'folder') return moduleAt(program, `${parent.path}/${name}`);
  return parent.path.endsWith('/__init__.py')
    ? moduleAt(program, `${folderOf(parent.path)}/${name}`)
    : null;
}

/** The folders that imports of a file are tried in, nearest first, up to the root that holds the file. */
function searchPath(program: Program, from: FilePath): readonly FilePath[] {
  const roots = program.roots.get('') ?? [];
  const root = roots
    .filter((path) => from.startsWith(`${path}/`))
    .sort((a, b) => b.length - a.length)[0];
  const folders: FilePath[] = [];
  let folder = folderOf(from);
  for (;;) {
    folders.push(folder, `${folder}/src`);
    if (root === undefined || folder === root || folder === '') return folders;
    folder = folderOf(folder);
  }
}

/** Of what lies in several places, what lies nearest to a file: in the folder that has most of its path in common. */
export function nearestOf<T extends { readonly path: FilePath }>(
  from: FilePath,
  found: readonly T[],
): readonly T[] {
  const lengths = found.map(({ path }) => commonLength(from, path));
  const nearest = Math.max(...lengths);
  return found.filter((_, index) => lengths[index] === nearest);
}

/** How many folders two paths share from the start. */
export function commonLength(left: FilePath, right: FilePath): number {
  const a = left.split('/');
  const b = right.split('/');
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

/**
 * Of the import roots elsewhere in the workspace that hold the module: the nearest, all of them when several are as near.
 * Production code finds no test module there: a folder of tests is no place that it is run from.
 */
function elsewhere(
  program: Program,
  from: FilePath,
  path: string,
  first: string,
): readonly ModuleTarget[] {
  const inTest = isTestFile(program, from);
  const found = (program.importFolders.get(first) ?? []).flatMap((folder) => {
    const target = moduleAt(program, `${folder}/${path}`);
    return target?.kind === 'file' && (inTest || !isTestFile(program, target.path))
      ? [{ target, near: commonLength(from, folder) }]
      : [];
  });
  const nearest = Math.max(...found.map(({ near }) => near));
  return found.filter(({ near }) => near === nearest).map(({ target }) => target);
}

function resolveRelative(
  program: Program,
  { from, module, level }: ModuleRequest,
): readonly ModuleTarget[] {
  let folder = folderOf(from);
  for (let up = 1; up < level; up++) folder = folderOf(folder);
  const target = moduleAt(program, module ? `${folder}/${module.replaceAll('.', '/')}` : folder);
  return target ? [target] : [];
}

/** The modules of the workspace that an import may mean; empty when it is not from the workspace. */
export function resolveModule(program: Program, request: ModuleRequest): readonly ModuleTarget[] {
  if (isTypeScript(request.from)) {
    const file = resolveSpecifier(program, request.from, request.module);
    return file === null ? [] : [{ kind: 'file', path: file }];
  }
  if (request.level > 0) return resolveRelative(program, request);
  const path = request.module.replaceAll('.', '/');
  const [first = path] = request.module.split('.');
  let namespace: ModuleTarget | null = null;
  for (const folder of searchPath(program, request.from)) {
    const target = moduleAt(program, `${folder}/${path}`);
    if (target?.kind === 'file' && target.path !== request.from) return [target];
    namespace ??= target?.kind === 'folder' ? target : null;
  }
  const others = elsewhere(program, request.from, path, first);
  if (others.length > 0) return others;
  return namespace ? [namespace] : [];
}
