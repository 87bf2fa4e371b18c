/*
 * Classes that derive from those of a library: an instance is what the base makes of the arguments that `super` gets.
 */
import type { ScopeReference } from '../../link/place.ts';
import { bodyOf } from '../../link/program.ts';
import type { CallExpression } from '../../summary/expression.ts';
import { argumentsOf } from '../callable/arguments.ts';
import { INIT, lineage } from './class.ts';
import { initFrame } from './construct.ts';
import { type Evaluator, frameOf, placeOf, type Site, siteOf } from '../evaluator.ts';
import type { CallArguments } from '../library/library.ts';
import { type InstanceObject, joinAll, NOTHING, type Value, valueOf } from '../value/value.ts';

/** The bases of a class that come from outside, by their dotted names. */
export function outsideBases(evaluator: Evaluator, scope: ScopeReference): readonly string[] {
  const site = siteOf(evaluator.program, scope);
  const definition = site?.body.scopes[scope.scope];
  if (!site || !definition) return [];
  const around = { ...site, scope: definition.parent };
  return definition.bases.flatMap((base) =>
    evaluator
      .evaluate(base, around)
      .objects.flatMap((object) => (object.kind === 'external' ? [object.name] : [])),
  );
}

/** Whether a call runs the constructor of the base: `super().__init__(…)`, or `super(…)` in TypeScript. */
export function runsBase({ callee }: CallExpression): boolean {
  if (callee.kind !== 'attribute' || callee.name !== INIT || callee.object.kind !== 'call')
    return false;
  const inner = callee.object.callee;
  return inner.kind === 'name' && inner.name === 'super';
}

/** The arguments of a constructor that hands none on. */
function noArguments(site: Site): CallArguments {
  return {
    at: placeOf(site, site.body.scopes[site.scope]?.at ?? 0),
    note: site.body.scopes[site.scope]?.name ?? '',
    depth: 0,
    get: () => null,
    keywords: () => new Map(),
    positional: () => [],
    spread: () => null,
  };
}

/** What the base's constructor gets for an instance. */
function handedOn(
  evaluator: Evaluator,
  instance: InstanceObject,
  scope: ScopeReference,
): CallArguments | null {
  const init = evaluator.classes.shapeOf(scope).methods.get(INIT)?.at(-1) ?? null;
  const site = siteOf(evaluator.program, init ?? scope);
  if (!site) return null;
  const call = init && bodyOf(evaluator.program, init)?.scopes[init.scope]?.calls.find(runsBase);
  if (!call) return noArguments(site);
  const frame = initFrame(evaluator, instance, scope);
  const [self] = site.body.scopes[site.scope]?.parameters ?? [];
  const parameters = new Map(frame?.parameters);
  if (self !== undefined) parameters.set(self, valueOf(instance));
  const followed = frameOf(parameters, { partial: frame?.partial ?? true });
  return argumentsOf(evaluator, call, { ...site, call: followed });
}

/** What an instance is to the library that its class derives from; bottom when no library knows. */
export function evaluateLibraryBase(evaluator: Evaluator, instance: InstanceObject): Value {
  for (const scope of lineage(evaluator, [instance.scope])) {
    const names = outsideBases(evaluator, scope);
    const given = names.length > 0 ? handedOn(evaluator, instance, scope) : null;
    if (!given) continue;
    return joinAll(names.map((name) => evaluator.library.baseNamed?.(name, given) ?? NOTHING));
  }
  return NOTHING;
}
