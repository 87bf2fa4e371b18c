/*
 * Imports: a module of the workspace, a name of one, or something outside the workspace.
 */
import { type ModuleTarget, resolveModule, submoduleOf } from '../link/modules.ts';
import type { FilePath } from '../link/place.ts';
import type { ImportBinding } from '../summary/unit.ts';
import { boundValue } from './bound-name.ts';
import type { Evaluator, Site } from './evaluator.ts';
import { joinAll, type ModuleObject, type Value, valueOf } from './value.ts';

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
    return valueOf({ kind: 'external', name: member === null ? dotted : `${dotted}.${member}` });
  }
  return joinAll(
    modules.map((target) => {
      const module = moduleObject(target);
      if (member === null) return valueOf(module);
      return (
        memberOf(evaluator, module, member) ??
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

/** What `from module import *` in a file brings under a name; null when none does. */
export function starImportedValue(
  evaluator: Evaluator,
  file: FilePath,
  name: string,
): Value | null {
  // Names with a leading underscore are not brought by `*`.
  if (name.startsWith('_')) return null;
  const found: Value[] = [];
  for (const { module, level } of evaluator.names.starImportsOf(file)) {
    for (const target of resolveModule(evaluator.program, { from: file, module, level })) {
      // Only direct names count, so that star cycles end.
      const value = ownName(evaluator, moduleObject(target), name);
      if (value) found.push(value);
    }
  }
  return found.length > 0 ? joinAll(found) : null;
}
