/*
 * Parameters: what a followed call passes, else what all callers pass, with what the default and the annotation say.
 */
import type { ScopeReference } from '../../link/place.ts';
import type { ParameterBinding } from '../../summary/unit.ts';
import { annotatedValue } from '../annotation/annotation.ts';
import { anyClass } from '../class/descendants.ts';
import { enclosingClass, INIT } from '../class/class.ts';
import { type Evaluator, parametersOf, placeOf, type Site, siteOf } from '../evaluator.ts';
import { clickValue } from '../library/command-line.ts';
import { injectedValue } from '../test-code/injected.ts';
import {
  isNothing,
  join,
  NOTHING,
  unknownValue,
  type Value,
  type ValueObject,
  valueOf,
  withoutUnknowns,
} from '../value/value.ts';

/** The value of a parameter; `index` is its binding. */
export function parameterValue(
  evaluator: Evaluator,
  binding: ParameterBinding,
  index: number,
  site: Site,
): Value {
  const passed = site.call?.parameters.get(index);
  if (passed) return passed;
  const self = selfValue(evaluator, binding, index, site);
  if (self) return self;
  const known = join(
    promisedValue(evaluator, binding, site),
    site.call && !site.call.partial
      ? defaultValue(evaluator, binding, site)
      : (injectedValue(evaluator, binding, site) ??
          clickValue(evaluator, binding, site) ??
          callersValue(evaluator, binding, index, site)),
  );
  // A library object that is known makes reasons for other objects uninteresting; the reasons about its parts stay.
  const certain = known.objects.some((object) => object.kind === 'api')
    ? withoutUnknowns(known)
    : known;
  return isNothing(certain)
    ? unknownValue('parameter-without-caller', binding.name, placeOf(site, binding.at))
    : certain;
}

function promisedValue(
  evaluator: Evaluator,
  { annotation, name, at }: ParameterBinding,
  site: Site,
): Value {
  if (!annotation) return NOTHING;
  const annotated = { name, at: placeOf(site, at), reason: 'parameter-without-caller' } as const;
  return annotatedValue(evaluator, annotation, site, annotated) ?? NOTHING;
}

/** A default of `None` says that callers decide. */
function defaultValue(evaluator: Evaluator, { initial }: ParameterBinding, site: Site): Value {
  if (!initial) return NOTHING;
  // Defaults are evaluated around the function, not in it.
  const around: Site = { ...site, scope: site.body.scopes[site.scope]?.parent ?? 0, call: null };
  const value = evaluator.evaluate(initial, around);
  const isNone = (object: ValueObject): boolean =>
    object.kind === 'constant' && object.text === 'None';
  return { objects: value.objects.filter((object) => !isNone(object)), unknowns: value.unknowns };
}

/** What callers pass, with the default where some caller passes nothing or none is known. */
function callersValue(
  evaluator: Evaluator,
  binding: ParameterBinding,
  index: number,
  site: Site,
): Value {
  const { values, omitted, called, cut } = evaluator.passedTo({
    file: site.file,
    unit: site.unit,
    scope: site.scope,
  });
  const initial = !called || omitted.has(index) ? defaultValue(evaluator, binding, site) : NOTHING;
  const known = join(values.get(index) ?? NOTHING, initial);
  return cut && isNothing(known)
    ? unknownValue('depth-limit', binding.name, placeOf(site, binding.at))
    : known;
}

/** The first parameter of a method: an instance of its class, or the class itself; null for any other parameter. */
function selfValue(
  evaluator: Evaluator,
  binding: ParameterBinding,
  index: number,
  site: Site,
): Value | null {
  const scope = site.body.scopes[site.scope];
  if (binding.index !== 0 || binding.form !== 'plain' || scope?.kind !== 'function') return null;
  const owner = enclosingClass(evaluator.program, site);
  if (!owner) return null;
  const decorators = scope.decorators.flatMap((decorator) =>
    decorator.kind === 'name' ? [decorator.name] : [],
  );
  if (decorators.includes('staticmethod')) return null;
  if (decorators.includes('classmethod') || scope.name === '__new__')
    return anyClass(evaluator, owner);
  const any = valueOf({ kind: 'instance', scope: owner, made: null });
  if (scope.name === INIT || !differsByInstance(evaluator, owner)) return any;
  const { values, called, uncertain } = evaluator.passedTo({
    file: site.file,
    unit: site.unit,
    scope: site.scope,
  });
  const receivers = values.get(index);
  if (!called || uncertain) return receivers ? join(receivers, any) : any;
  return receivers ?? NOTHING;
}

/** Whether it matters how an instance was made: its constructor takes arguments, and its methods call what only libraries have. */
function differsByInstance(evaluator: Evaluator, owner: ScopeReference): boolean {
  const init = evaluator.constructorOf(owner);
  const target = init && siteOf(evaluator.program, init);
  if (!target || parametersOf(target).length < 2) return false;
  const { calls } = evaluator.classes.shapeOf(owner);
  return [...evaluator.library.tellingMethods].some((name) => calls.has(name));
}
