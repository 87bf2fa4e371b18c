/*
 * Whether code and a template belong to one project, where nothing but a general name, such as the key of an output, leads
 * from one to the other: a workspace may hold projects that have nothing to do with each other. A folder around both is one project when a template or the setup of a package stands directly in
 * it, or when all its templates lie below one of its folders. Otherwise it is a collection of projects.
 */
import { folderOf } from '../link/modules.ts';
import type { FilePath } from '../link/place.ts';
import type { Program } from '../link/program.ts';
import type { InfraModel } from './model.ts';

/** Answers for code in the first file and a template in the second. */
export interface Projects {
  /** Whether both belong to one project as far as the folders show. */
  readonly isOneProject: (code: FilePath, template: FilePath) => boolean;
  /** Whether the code has templates of its own: one stands directly in a folder around it that is not around the other. */
  readonly hasOwnTemplates: (code: FilePath, template: FilePath) => boolean;
}

/** For each folder with templates at or below it: the folders directly in it that hold them, `.` for itself. */
type Holders = ReadonlyMap<FilePath, ReadonlySet<string>>;

function templatesIn(models: readonly InfraModel[]): ReadonlySet<FilePath> {
  return new Set(
    models.flatMap(({ tables, functions, outputs, parameters }) =>
      [...tables, ...functions, ...outputs, ...parameters].map(({ at }) => at.file),
    ),
  );
}

function holdersOf(templates: Iterable<FilePath>): Holders {
  const holders = new Map<FilePath, Set<string>>();
  for (const template of templates) {
    let inner = '.';
    for (let folder = folderOf(template); folder !== ''; folder = folderOf(folder)) {
      const known = holders.get(folder);
      if (known) known.add(inner);
      else holders.set(folder, new Set([inner]));
      inner = folder.slice(folder.lastIndexOf('/') + 1);
    }
  }
  return holders;
}

function sameHolders(left: Holders, right: Holders): boolean {
  return (
    left.size === right.size &&
    [...left].every(([folder, inner]) => {
      const other = right.get(folder);
      return other?.size === inner.size && [...inner].every((name) => other.has(name));
    })
  );
}

/** The innermost folder around both files. */
function commonFolder(left: FilePath, right: FilePath): FilePath {
  let folder = folderOf(left);
  while (folder !== '' && !right.startsWith(`${folder}/`)) folder = folderOf(folder);
  return folder;
}

/** Creates the questions. */
export function createProjects(program: Program, models: () => readonly InfraModel[]): Projects {
  const query = program.engine.query<null, Holders>('projects', {
    key: () => '',
    compute: () => holdersOf(templatesIn(models())),
    bottom: new Map(),
    equal: sameHolders,
  });
  const holdersIn = (folder: FilePath): ReadonlySet<string> => query(null).get(folder) ?? NONE;
  return {
    isOneProject: (code, template) => {
      const common = commonFolder(code, template);
      const inner = holdersIn(common);
      if (common === '') return false;
      if (inner.has('.') || inner.size === 1) return true;
      return program.files.get(`${common}/setup.py`) === true;
    },
    hasOwnTemplates: (code, template) => {
      const common = commonFolder(code, template);
      for (let folder = folderOf(code); folder !== common; folder = folderOf(folder))
        if (holdersIn(folder).has('.')) return true;
      return false;
    },
  };
}

const NONE: ReadonlySet<string> = new Set();
