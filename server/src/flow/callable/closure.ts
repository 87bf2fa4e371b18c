/*
 * Functions inside functions: what they see of the calls around them.
 * A function that a followed call makes keeps the arguments of that call; any other sees whatever callers pass.
 */
import type { CallFrame, Site } from '../evaluator.ts';
import { type Closure, type FunctionObject, type Value, valueOf } from '../value/value.ts';
import { parametersKey } from '../value/value-key.ts';

/** The arguments of the calls around a function that is made at a site; null when they are not (all) known. */
function closureAt({ scope, call }: Site): Closure | null {
  // Arguments that are left out would look like defaults from inside.
  if (!call || call.partial || call.parameters.size === 0) return null;
  const around = [scope, ...call.around];
  return { parameters: call.parameters, around, key: parametersKey(call.parameters) };
}

/** The function of a scope of the site's unit, as it is made there. */
export function functionAt(site: Site, scope: number): Value {
  const reference = { file: site.file, unit: site.unit, scope };
  return valueOf({ kind: 'function', scope: reference, self: null, closure: closureAt(site) });
}

/** The parameters that a call of a function sees: those of the functions around it, and its own. */
export function withClosure(
  { closure }: FunctionObject,
  own: ReadonlyMap<number, Value>,
): ReadonlyMap<number, Value> {
  return closure ? new Map([...closure.parameters, ...own]) : own;
}

/** The scopes around a function in which a call of it finds the arguments of calls. */
export function aroundOf({ closure }: FunctionObject): CallFrame['around'] {
  return closure?.around ?? [];
}
