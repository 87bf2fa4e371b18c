/*
 * Which files a file imports, directly or through others: the code that runs when its handler is called.
 */
import { resolveModule, submoduleOf } from '../link/modules.ts';
import type { FilePath } from '../link/place.ts';
import { bodyOf, type Program, unitsOf } from '../link/program.ts';
import type { UnitBody } from '../summary/unit.ts';

/** Modules beyond this many are not followed from one entry file. */
const MAX_FILES = 500;

/** The questions about imports. */
export interface ImportReach {
  /** The files that run when `entry` is loaded, with itself. */
  readonly from: (entry: FilePath) => ReadonlySet<FilePath>;
}

function importsOfUnit(program: Program, from: FilePath, body: UnitBody): readonly FilePath[] {
  const stars = body.starImports.flatMap(({ module, level }) =>
    resolveModule(program, { from, module, level }),
  );
  const named = body.bindings.flatMap((binding) => {
    if (binding.kind !== 'import') return [];
    const targets = resolveModule(program, { from, module: binding.module, level: binding.level });
    const { member } = binding;
    if (member === null) return targets;
    return targets.flatMap((target) => [target, submoduleOf(program, target, member) ?? target]);
  });
  return [...stars, ...named].flatMap(({ kind, path }) => (kind === 'file' ? [path] : []));
}

function sameSet(left: ReadonlySet<FilePath>, right: ReadonlySet<FilePath>): boolean {
  return left.size === right.size && [...left].every((file) => right.has(file));
}

/** Creates the questions about imports of a program. */
export function createImportReach(program: Program): ImportReach {
  const importsOf = program.engine.query<FilePath, readonly FilePath[]>('imports', {
    key: (file) => file,
    compute: (file) => {
      const found = unitsOf(program, file).flatMap(({ key }) => {
        const body = bodyOf(program, { file, unit: key });
        return body ? importsOfUnit(program, file, body) : [];
      });
      return [...new Set(found)].sort();
    },
    equal: (left, right) => left.join('\n') === right.join('\n'),
  });
  const from = program.engine.query<FilePath, ReadonlySet<FilePath>>('reach', {
    key: (entry) => entry,
    compute: (entry) => {
      const reached = new Set([entry]);
      for (const file of reached) {
        if (reached.size > MAX_FILES) break;
        for (const imported of importsOf(file)) reached.add(imported);
      }
      return reached;
    },
    equal: sameSet,
  });
  return { from };
}
