/*
 * Names: the bindings of the same scope that reach the place, then the scopes around, then the module, then builtins.
 * Names inside functions see the module's final bindings; at module level, the bindings before.
 */
import { type BindingReference, type FilePath, unitId } from '../link/place.ts';
import { enclosingScopes } from '../link/names.ts';
import type { NameExpression } from '../summary/expression.ts';
import { attemptedName } from './attempted.ts';
import { boundValue } from './bound-name.ts';
import { evaluateBinding } from './evaluate-binding.ts';
import { starImportedValue } from './evaluate-import.ts';
import type { Evaluator, Site } from './evaluator.ts';
import { narrowedValue } from './annotation/narrowed.ts';
import { isWrittenOutside } from './class/outside-write.ts';
import { join, joinAll, NOTHING, type Value, valueOf } from './value/value.ts';

/** The value of a name at a site. */
export function evaluateName(
  evaluator: Evaluator,
  { name, bindings, open, narrowing }: NameExpression,
  site: Site,
): Value {
  const inside = joinAll(bindings.map((binding) => localValue(evaluator, site, name, binding)));
  const value = open ? join(inside, outsideValue(evaluator, name, site)) : inside;
  return narrowing ? narrowedValue(evaluator, value, narrowing, site) : value;
}

/** A binding of the site's own scope; inside a followed call it has a value of its own. */
function localValue(evaluator: Evaluator, site: Site, name: string, binding: number): Value {
  const reference: BindingReference = { file: site.file, unit: site.unit, name, binding };
  const inRound = site.round?.get(binding);
  if (inRound) return inRound;
  const frame = site.call;
  if (!frame || site.body.bindings[binding]?.scope !== site.scope)
    return evaluator.bindingValue(reference);
  const known = frame.locals.get(binding);
  if (known) return known;
  // A loop may lead back here: the first round then sees nothing, which is what its first pass does see.
  frame.locals.set(binding, NOTHING);
  const value = evaluateBinding(evaluator, reference, frame);
  frame.locals.set(binding, value);
  return value;
}

/** What a name means that the scope itself does not bind. */
function outsideValue(evaluator: Evaluator, name: string, site: Site): Value {
  for (const scope of enclosingScopes(site.body, site.scope)) {
    const kind = site.body.scopes[scope]?.kind;
    // A class body is no scope for the functions inside it (the language reference, section 4.2.2).
    // The unit's own level (scope 0) belongs to the module or class, which comes last.
    if (kind === 'class' || scope === 0) continue;
    const found = boundIn(evaluator, name, site, scope);
    if (found.length > 0) return joinAll(found);
  }
  return levelValue(evaluator, name, site);
}

/** What a function around binds to a name; it is as it was called, where its call is followed. */
function boundIn(evaluator: Evaluator, name: string, site: Site, scope: number): readonly Value[] {
  const call = site.call?.around.includes(scope) ? site.call : null;
  return site.body.bindings.flatMap((binding, index) =>
    binding.scope === scope && binding.name === name
      ? [localValue(evaluator, { ...site, scope, call }, name, index)]
      : [],
  );
}

/** Whether code of this scope runs while the module is loaded, so that it sees only what stands before it. */
function runsAtLoad(site: Site): boolean {
  return [site.scope, ...enclosingScopes(site.body, site.scope)].every((scope) => {
    const kind = site.body.scopes[scope]?.kind;
    return kind === 'unit' || kind === 'class';
  });
}

/** A class-level name (for code directly in a class body), then a module-level name, then what `import *` brings, then a builtin. */
function levelValue(evaluator: Evaluator, name: string, site: Site): Value {
  const { file, unit } = site;
  const owner = evaluator.program.owners.get(unitId(site)) ?? null;
  const inClass =
    owner !== null && site.scope === 0
      ? boundValue(evaluator, { file, owner, name, before: unit })
      : null;
  if (inClass) return inClass;
  const before = runsAtLoad(site) ? (owner ?? unit) : null;
  const bound = boundValue(evaluator, { file, owner: null, name, before });
  if (bound) return before === null ? join(bound, setFromOutside(evaluator, file, name)) : bound;
  return (
    starImportedValue(evaluator, file, name) ??
    attemptedName(evaluator, site, name) ??
    valueOf({ kind: 'external', name: `builtins.${name}` })
  );
}

/** What others set a name of a module to: `module.name = …`. */
function setFromOutside(evaluator: Evaluator, path: FilePath, name: string): Value {
  const request = { owner: { kind: 'module', form: 'file', path }, name } as const;
  return isWrittenOutside(evaluator, request) ? evaluator.outsideWrites(request) : NOTHING;
}
