/*
 * Making instances: which `__init__` a class runs, with which arguments, and what `super().__init__(…)` hands on.
 */
import { scopeId, type ScopeReference } from '../link/place.ts';
import { bodyOf } from '../link/program.ts';
import type { CallExpression } from '../summary/expression.ts';
import { bindParameters } from './arguments.ts';
import { basesOf, methodOf } from './class.ts';
import { type CallFrame, type Evaluator, parametersOf, type Site, siteOf } from './evaluator.ts';
import { valueKey } from './value-key.ts';
import type { Construction, InstanceObject, Value, ValueObject } from './value.ts';
import { valueOf } from './value.ts';

const INIT = '__init__';
/** A class's constructor is looked for in at most this many bases. */
const MAX_BASES = 32;

/** The `__init__` that a class runs: its own, or that of the first base that has one; null when none has. */
export function constructorOf(evaluator: Evaluator, scope: ScopeReference): ScopeReference | null {
  const seen = new Set<string>();
  const queue = [scope];
  for (let next = queue.shift(); next && seen.size < MAX_BASES; next = queue.shift()) {
    if (seen.has(scopeId(next))) continue;
    seen.add(scopeId(next));
    const own = methodOf(evaluator.program, next, INIT);
    if (own) return own;
    queue.push(...basesOf(evaluator, next));
  }
  return null;
}

/** Instances among constructor arguments lose what they were made with, so that values stay finite. */
function flattened(value: Value): Value {
  const flatten = (object: ValueObject): ValueObject =>
    object.kind === 'instance' && object.made ? { ...object, made: null } : object;
  return value.objects.some((object) => object.kind === 'instance' && object.made)
    ? value.objects
        .map(flatten)
        .map(valueOf)
        .reduce(joinTwo, { objects: [], unknowns: value.unknowns })
    : value;
}

function joinTwo(left: Value, right: Value): Value {
  return { objects: [...left.objects, ...right.objects], unknowns: left.unknowns };
}

/** An instance of a class as a call makes it. */
export function constructInstance(
  evaluator: Evaluator,
  scope: ScopeReference,
  call: CallExpression,
  site: Site,
): InstanceObject {
  const init = constructorOf(evaluator, scope);
  const target = init && siteOf(evaluator.program, init);
  if (!init || !target) return { kind: 'instance', scope, made: null };
  const any: InstanceObject = { kind: 'instance', scope, made: null };
  const bound = bindParameters(evaluator, parametersOf(target), call, site, valueOf(any));
  const parameters = new Map([...bound].map(([binding, value]) => [binding, flattened(value)]));
  return { ...any, made: construction(init, parameters) };
}

function construction(init: ScopeReference, parameters: ReadonlyMap<number, Value>): Construction {
  const key = [...parameters].map(([binding, value]) => `${binding}=${valueKey(value)}`).join();
  return { init, parameters, key };
}

/**
 * The frame in which the `__init__` of `owner` runs for an instance: the arguments it was made with,
 * or what the `__init__` of a derived class hands on. Null when nothing is known about that.
 */
export function initFrame(
  evaluator: Evaluator,
  instance: InstanceObject,
  owner: ScopeReference,
): CallFrame | null {
  const init = methodOf(evaluator.program, owner, INIT);
  if (!init) return null;
  const { made } = instance;
  if (made && scopeId(made.init) === scopeId(init)) return frameOf(made.parameters);
  const derived = constructorOf(evaluator, instance.scope);
  if (!derived || scopeId(derived) === scopeId(init)) return null;
  const inherited = handedOn(evaluator, derived, init, made, instance);
  return inherited && frameOf(inherited);
}

function frameOf(parameters: ReadonlyMap<number, Value>): CallFrame {
  return { parameters, depth: 1, locals: new Map(), partial: false };
}

/** The arguments of the call in `from` that runs the constructor `init`. */
function handedOn(
  evaluator: Evaluator,
  from: ScopeReference,
  init: ScopeReference,
  made: Construction | null,
  instance: InstanceObject,
): ReadonlyMap<number, Value> | null {
  const unit = siteOf(evaluator.program, from);
  const target = siteOf(evaluator.program, init);
  if (!unit || !target) return null;
  const site: Site =
    made && scopeId(made.init) === scopeId(from)
      ? { ...unit, call: frameOf(made.parameters) }
      : unit;
  for (const call of bodyOf(evaluator.program, from)?.scopes[from.scope]?.calls ?? []) {
    if (call.callee.kind !== 'attribute' || call.callee.name !== INIT) continue;
    const reached = evaluator
      .evaluate(call.callee, site)
      .objects.some(
        (object) => object.kind === 'function' && scopeId(object.scope) === scopeId(init),
      );
    if (!reached) continue;
    const isSuper = call.callee.object.kind === 'call';
    return bindParameters(
      evaluator,
      parametersOf(target),
      call,
      site,
      isSuper ? valueOf(instance) : null,
    );
  }
  return null;
}
