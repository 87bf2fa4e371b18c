/*
 * The ways in which a piece of code runs while an app is put together: once for each call that leads to it, with what
 * that call passes. A construct that is used twice makes two functions, each with the environment of its own call.
 */
import { argumentsOf, bindParameters } from '../../flow/callable/arguments.ts';
import { type PlacedCall, possibleCalls } from '../../flow/callable/callers.ts';
import { type Evaluator, frameOf, parametersOf, type Site } from '../../flow/evaluator.ts';
import { valueKey } from '../../flow/value/value-key.ts';
import {
  type Construction,
  type InstanceObject,
  type Value,
  type ValueObject,
  valueOf,
} from '../../flow/value/value.ts';
import { scopeId, type ScopeReference } from '../../link/place.ts';

/** Calls are followed back so many times. */
const MAX_STEPS = 5;

/** When code runs in more ways than this, it is read once, with everything that any of them passes. */
const MAX_WAYS = 64;

/** An instance as a constructor sees itself that runs with these arguments. */
function instanceMade(
  scope: ScopeReference,
  init: ScopeReference,
  parameters: ReadonlyMap<number, Value>,
): InstanceObject {
  const key = [...parameters].map(([binding, value]) => `${binding}=${valueKey(value)}`).join();
  const made: Construction = { init, parameters, fields: new Map(), partial: false, key };
  return { kind: 'instance', scope, made };
}

/** How a function runs when an object is called that may be it; null when it is something else. */
function entered(
  evaluator: Evaluator,
  site: Site,
  callee: ValueObject,
  { call, site: from }: PlacedCall,
): Site | null {
  const given = argumentsOf(evaluator, call, from);
  const parameters = parametersOf(site);
  if (callee.kind === 'function' && scopeId(callee.scope) === scopeId(site)) {
    const self = callee.self && valueOf(callee.self);
    return { ...site, call: frameOf(bindParameters(parameters, given, self)) };
  }
  if (callee.kind !== 'class') return null;
  const init = evaluator.constructorOf(callee.scope);
  if (!init || scopeId(init) !== scopeId(site)) return null;
  const any = valueOf({ kind: 'instance', scope: callee.scope, made: null });
  const bound = bindParameters(parameters, given, any);
  const [self] = parameters;
  const passed = new Map([...bound].filter(([binding]) => binding !== self?.[0]));
  const instance = instanceMade(callee.scope, init, passed);
  const frame = self ? new Map([...passed, [self[0], valueOf(instance)]]) : passed;
  return { ...site, call: frameOf(frame) };
}

/** How a function runs when a call at a site is what enters it: not at all, in one way, or in several. */
function enteredBy(
  evaluator: Evaluator,
  target: Site,
  { call, site }: PlacedCall,
): readonly Site[] {
  return evaluator
    .evaluate(call.callee, site)
    .objects.flatMap((object) => entered(evaluator, target, object, { call, site }) ?? []);
}

function isEntered(site: Site): boolean {
  return site.body.scopes[site.scope]?.kind === 'function' && parametersOf(site).length > 0;
}

/** The ways in which the code of a scope runs; the scope as such when no call of it is known, or too many are. */
export function waysInto(
  evaluator: Evaluator,
  site: Site,
  path: ReadonlySet<string> = new Set(),
): readonly Site[] {
  const id = scopeId(site);
  if (!isEntered(site) || path.size === MAX_STEPS || path.has(id)) return [site];
  const around = new Set(path).add(id);
  const ways: Site[] = [];
  for (const { call, site: from } of possibleCalls(evaluator, site) ?? []) {
    // Most calls of the name mean something else: each is proven before it is followed back.
    if (enteredBy(evaluator, site, { call, site: from }).length === 0) continue;
    for (const caller of waysInto(evaluator, from, around))
      ways.push(...enteredBy(evaluator, site, { call, site: caller }));
    if (ways.length > MAX_WAYS) return [site];
  }
  return ways.length > 0 ? ways : [site];
}
