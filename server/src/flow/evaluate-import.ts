/*
 * Imports: a module of the workspace, a name of one, or something outside the workspace.
 */
import { type ModuleTarget, resolveModule, submoduleOf } from '../link/modules.ts';
import type { FilePath } from '../link/place.ts';
import type { ImportBinding } from '../summary/unit.ts';
import { attemptedAt } from './attempted.ts';
import { boundValue } from './bound-name.ts';
import type { Evaluator, Site } from './evaluator.ts';
import { joinAll, type ModuleObject, type Value, valueOf } from './value/value.ts';

function moduleObject({ kind, path }: ModuleTarget): ModuleObject {
  return { kind: 'module', form: kind, path };
}

/** What an import statement binds its name to. */
export function importedValue(evaluator: Evaluator, binding: ImportBinding, site: Site): Value {
  const request = { from: site.file, module: binding.module, level: binding.level };
  const modules = resolveModule(evaluator.program, request);
  const dotted = `${'.'.repeat(binding.level)}${binding.module}`;
  const { member } = binding;
  if (modules.length === 0) {
    const name = member === null ? dotted : `${dotted}.${member}`;
    return evaluator.library.valueNamed?.(name) ?? valueOf({ kind: 'external', name });
  }
  return joinAll(
    modules.map((target) => {
      const module = moduleObject(target);
      if (member === null) return valueOf(module);
      return (
        memberOf(evaluator, module, member) ??
        attemptedAt(evaluator, module.path, null, member) ??
        valueOf({ kind: 'external', name: `${dotted}.${member}` })
      );
    }),
  );
}

/** What a module itself binds under a name; null when it binds nothing. */
function ownName(evaluator: Evaluator, { form, path }: ModuleObject, name: string): Value | null {
  return form === 'file'
    ? boundValue(evaluator, { file: path, owner: null, name, before: null })
    : null;
}

/** A name of a module: what it binds, else a module inside it, else what it imports with `*`; null when there is no such name. */
export function memberOf(evaluator: Evaluator, module: ModuleObject, name: string): Value | null {
  const own = ownName(evaluator, module, name);
  if (own) return own;
  const inside = submoduleOf(evaluator.program, { kind: module.form, path: module.path }, name);
  if (inside) return valueOf(moduleObject(inside));
  return module.form === 'file' ? starImportedValue(evaluator, module.path, name) : null;
}

/** The module of a dotted name as a file sees it; something outside when the workspace has none. */
export function moduleValue(
  evaluator: Evaluator,
  from: FilePath,
  module: string,
  level: number,
): Value {
  const modules = resolveModule(evaluator.program, { from, module, level });
  return modules.length > 0
    ? joinAll(modules.map((target) => valueOf(moduleObject(target))))
    : valueOf({ kind: 'external', name: `${'.'.repeat(level)}${module}` });
}

/** More modules than this are not looked through for one name. */
const MAX_STARS = 64;

/** What `from module import *` in a file brings under a name; null when none does. Such imports are followed from module to module. */
export function starImportedValue(
  evaluator: Evaluator,
  file: FilePath,
  name: string,
): Value | null {
  return starred(evaluator, file, name, new Set([file]));
}

function starred(
  evaluator: Evaluator,
  file: FilePath,
  name: string,
  seen: Set<FilePath>,
): Value | null {
  const found: Value[] = [];
  for (const { module, level } of evaluator.names.starImportsOf(file)) {
    for (const target of resolveModule(evaluator.program, { from: file, module, level })) {
      if (seen.has(target.path) || seen.size > MAX_STARS) continue;
      seen.add(target.path);
      const value =
        ownName(evaluator, moduleObject(target), name) ??
        (target.kind === 'file' ? starred(evaluator, target.path, name, seen) : null);
      if (value && isPublic(evaluator, target, name)) found.push(value);
    }
  }
  return found.length > 0 ? joinAll(found) : null;
}

/**
 * Whether `*` brings a name: one that `__all__` lists, or without `__all__` one that starts with no underscore.
 * Rules: https://docs.python.org/3/reference/simple_stmts.html#the-import-statement
 */
function isPublic(evaluator: Evaluator, target: ModuleTarget, name: string): boolean {
  const listed = ownName(evaluator, moduleObject(target), '__all__');
  const [only] = listed?.objects ?? [];
  const isKnown = listed?.objects.length === 1 && listed.unknowns.length === 0;
  if (!isKnown || only?.kind !== 'sequence' || (only.rest && only.rest.unknowns.length > 0))
    return !name.startsWith('_');
  return [...only.items, ...(only.rest ? [only.rest] : [])].some((item) =>
    item.objects.some((object) => object.kind === 'string' && object.text === name),
  );
}
