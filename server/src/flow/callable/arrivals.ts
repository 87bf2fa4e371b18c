/*
 * Where a call ends that is handed a function, or calls something that holds one: whoever calls the function in the end,
 * and with what. Bodies are entered with the arguments of the call, so that callers are told apart.
 */
import { methodNamed } from '../../link/classes.ts';
import { scopeId, type ScopeReference } from '../../link/place.ts';
import { argumentsOf, bindParameters } from './arguments.ts';
import { lineage, NEW } from '../class/class.ts';
import { aroundOf, withClosure } from './closure.ts';
import { contentsOf } from '../value/contents.ts';
import { type Evaluator, frameOf, parametersOf, type Site, siteOf } from '../evaluator.ts';
import type { CallArguments } from '../library/library.ts';
import {
  type ClassObject,
  type FunctionObject,
  type MethodObject,
  type Value,
  type ValueObject,
  valueOf,
} from '../value/value.ts';
import { callbacksOf } from './callbacks.ts';
import { argumentsFrom, PARTIAL, withPartial } from './partial.ts';

/** A call of what is looked for, with its arguments. */
export interface Arrival {
  readonly object: FunctionObject | ClassObject | MethodObject;
  readonly given: CallArguments;
  /** Whether more arguments may come: a partial call is made, and whoever makes the call is not seen. */
  readonly isPartial?: true;
}

/** Whether an object is what is looked for. */
export type IsTarget = (object: ValueObject) => boolean;

/** A function that is handed on is followed through so many others. */
const MAX_STEPS = 3;

/** So deep inside of containers, closures and partial calls a function is looked for. */
const MAX_NESTING = 4;

/** Whether a value is what is looked for, or has it inside. */
function holds(value: Value, isTarget: IsTarget, nesting = MAX_NESTING): boolean {
  return value.objects.some((object) => isTarget(object) || holdsInside(object, isTarget, nesting));
}

function holdsInside(object: ValueObject, isTarget: IsTarget, nesting: number): boolean {
  if (nesting === 0) return false;
  if (contentsOf(object).some((content) => holds(content, isTarget, nesting - 1))) return true;
  if (object.kind === 'partial') return holds(valueOf(object.callee), isTarget, nesting - 1);
  const isBound = (object.kind === 'function' || object.kind === 'super') && object.self !== null;
  return isBound && holdsInside(object.self, isTarget, nesting - 1);
}

/** A call that is looked at. */
interface Step {
  readonly callee: Value;
  readonly given: CallArguments;
  /** Whether an argument holds what is looked for. */
  readonly hands: boolean;
}

/** The calls of what is looked for that a call leads to, itself included. `hands`: an argument of the call holds it. */
export function arrivalsOf(
  evaluator: Evaluator,
  step: Step,
  isTarget: IsTarget,
  steps = MAX_STEPS,
): readonly Arrival[] {
  return step.callee.objects.flatMap((object): readonly Arrival[] => {
    const { given } = step;
    switch (object.kind) {
      case 'function':
        if (isTarget(object)) return [{ object, given }];
        return step.hands || holdsInside(object, isTarget, MAX_NESTING)
          ? arrivalsIn(evaluator, object, given, isTarget, steps)
          : [];
      case 'class':
        return isTarget(object)
          ? [{ object, given }]
          : arrivalsInInit(evaluator, object, step, isTarget, steps);
      case 'method':
        return isTarget(object) ? [{ object, given }] : [];
      case 'partial': {
        const inner = {
          ...step,
          callee: valueOf(object.callee),
          given: withPartial(object, given),
        };
        const hands = step.hands || holdsInside(object, isTarget, MAX_NESTING);
        return arrivalsOf(evaluator, { ...inner, hands }, isTarget, steps);
      }
      case 'instance': {
        if (!step.hands && !holdsInside(object, isTarget, MAX_NESTING)) return [];
        const callee = evaluator.memberOf({ owner: object, name: '__call__' });
        return callee && steps > 0
          ? arrivalsOf(evaluator, { ...step, callee }, isTarget, steps - 1)
          : [];
      }
      case 'external':
        return step.hands ? arrivalsOutside(evaluator, object.name, given, isTarget, steps) : [];
      default:
        return [];
    }
  });
}

/** What a function outside calls that it is given. */
function arrivalsOutside(
  evaluator: Evaluator,
  name: string,
  given: CallArguments,
  isTarget: IsTarget,
  steps: number,
): readonly Arrival[] {
  if (name === PARTIAL) return partialArrivals(evaluator, given, isTarget, steps);
  const invocations = callbacksOf(name, given)?.invocations ?? [];
  return invocations.flatMap((one) =>
    holds(one.callee, isTarget) && steps > 0
      ? arrivalsOf(evaluator, { ...one, hands: false }, isTarget, steps - 1)
      : [],
  );
}

/** A partial call is handed to somebody who calls it, with at least the arguments that it has. */
function partialArrivals(
  evaluator: Evaluator,
  given: CallArguments,
  isTarget: IsTarget,
  steps: number,
): readonly Arrival[] {
  const [callee, ...rest] = given.positional();
  if (!callee || given.spread() || steps === 0) return [];
  const inner = argumentsFrom(given, rest, given.keywords());
  const step = { callee, given: inner, hands: false };
  return arrivalsOf(evaluator, step, isTarget, steps - 1).map((arrival) => ({
    ...arrival,
    isPartial: true,
  }));
}

/** A constructor that is handed what is looked for. */
function arrivalsInInit(
  evaluator: Evaluator,
  { scope }: ClassObject,
  { given, hands }: Step,
  isTarget: IsTarget,
  steps: number,
): readonly Arrival[] {
  const init = hands ? evaluator.constructorOf(scope) : null;
  if (!init) return [];
  const self = { kind: 'instance', scope, made: null } as const;
  const callee = { kind: 'function', scope: init, self, closure: null } as const;
  return arrivalsIn(evaluator, callee, given, isTarget, steps);
}

/** The calls in the body of a function, as it runs with these arguments, that lead on. */
function arrivalsIn(
  evaluator: Evaluator,
  callee: FunctionObject,
  given: CallArguments,
  isTarget: IsTarget,
  steps: number,
): readonly Arrival[] {
  const site = steps > 0 ? calledSite(evaluator, callee, given) : null;
  const calls = site?.body.scopes[site.scope]?.calls ?? [];
  if (!site) return [];
  return calls.flatMap((call) => {
    const inner = evaluator.evaluate(call.callee, site);
    const hands = call.arguments.some(({ value }) =>
      holds(evaluator.evaluate(value, site), isTarget),
    );
    const step = { callee: inner, given: argumentsOf(evaluator, call, site), hands };
    return arrivalsOf(evaluator, step, isTarget, steps - 1);
  });
}

/** A function's body as it runs when it is called with these arguments. */
function calledSite(
  evaluator: Evaluator,
  callee: FunctionObject,
  given: CallArguments,
): Site | null {
  const unit = siteOf(evaluator.program, callee.scope);
  if (!unit) return null;
  const self = callee.self && valueOf(callee.self);
  const own = bindParameters(parametersOf(unit), given, self);
  const call = frameOf(withClosure(callee, own), {
    depth: given.depth + 1,
    around: aroundOf(callee),
  });
  return { ...unit, call };
}

/** What a call of a class runs: its constructor, or where that is asked about, the `__new__` before it. */
function ranFor(evaluator: Evaluator, scope: ScopeReference, target: Site): ScopeReference | null {
  if (target.body.scopes[target.scope]?.name !== NEW) return evaluator.constructorOf(scope);
  for (const candidate of lineage(evaluator, [scope])) {
    const own = methodNamed(evaluator.classes.shapeOf(candidate), NEW);
    if (own) return own;
  }
  return null;
}

/** Looks for a function by its scope, or for a class by what a call of it runs. */
export function isFunctionOf(evaluator: Evaluator, target: Site): IsTarget {
  const id = scopeId(target);
  return (object) => {
    if (object.kind === 'function') return scopeId(object.scope) === id;
    if (object.kind !== 'class') return false;
    const run = ranFor(evaluator, object.scope, target);
    return run !== null && scopeId(run) === id;
  };
}
