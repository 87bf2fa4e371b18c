/*
 * Making instances: which `__init__` a class runs, with which arguments, and what `super().__init__(…)` hands on.
 */
import { scopeId, type ScopeReference } from '../link/place.ts';
import { bodyOf } from '../link/program.ts';
import { argumentsOf, bindParameters } from './arguments.ts';
import { fieldsOf, INIT, lineage, methodOf } from './class.ts';
import { type CallFrame, type Evaluator, parametersOf, type Site, siteOf } from './evaluator.ts';
import type { CallArguments } from './library.ts';
import { withStep } from './trail.ts';
import { contentKey } from './value-key.ts';
import type { Construction, InstanceObject, Value, ValueObject } from './value.ts';
import { joinAll, unknownValue, valueOf } from './value.ts';

/** The `__init__` that a class runs: its own, or that of the first base that has one; null when none has. */
export function findConstructor(
  evaluator: Evaluator,
  scope: ScopeReference,
): ScopeReference | null {
  for (const candidate of lineage(evaluator, [scope])) {
    const own = methodOf(evaluator.program, candidate, INIT);
    if (own) return own;
  }
  return null;
}

/** Kinds of object that are worth telling instances apart by. They hold no instances, so values stay finite. */
const TELLING: ReadonlySet<ValueObject['kind']> = new Set([
  'string',
  'environment',
  'resource-name',
  'api',
  'constant',
]);

/** Whether an argument says something about the instance that is finite: texts, variables, library objects, reasons. */
function isTelling(value: Value): boolean {
  return value.objects.every((object) => TELLING.has(object.kind));
}

const NO_PARAMETERS: ReadonlyMap<number, Value> = new Map();
const NO_FIELDS: ReadonlyMap<string, Value> = new Map();

/** An instance of a class as a call makes it. */
export function constructInstance(
  evaluator: Evaluator,
  scope: ScopeReference,
  given: CallArguments,
): InstanceObject {
  const any: InstanceObject = { kind: 'instance', scope, made: null };
  const init = evaluator.constructorOf(scope);
  const target = init && siteOf(evaluator.program, init);
  if (!init || !target) return withFields(evaluator, any, given);
  const bound = bindParameters(parametersOf(target), given, valueOf(any));
  const parameters = new Map([...bound].filter(([, value]) => isTelling(value)));
  if (parameters.size === 0) return justThis(evaluator, any, init);
  const key = [...parameters].map(([binding, value]) => `${binding}=${contentKey(value)}`).join();
  const partial = parameters.size < bound.size - 1;
  return { ...any, made: { init, parameters, fields: new Map(), partial, key } };
}

/** An instance of which only its class is known. Where others derive from the class, it is told apart from their instances. */
function justThis(evaluator: Evaluator, any: InstanceObject, init: ScopeReference): InstanceObject {
  if (evaluator.subclassesOf(any.scope).length === 0) return any;
  const made = { init, parameters: NO_PARAMETERS, fields: NO_FIELDS, partial: true, key: '=' };
  return { ...any, made };
}

/** An instance of a class that gets its constructor from its fields: dataclasses, named tuples, models. */
function withFields(
  evaluator: Evaluator,
  any: InstanceObject,
  given: CallArguments,
): InstanceObject {
  const fields = new Map<string, Value>();
  fieldsOf(evaluator.program, any.scope).forEach((name, position) => {
    const argument = given.get(name, position);
    if (argument && isTelling(argument.value)) {
      fields.set(name, withStep(argument.value, argument.at, given.note));
    }
  });
  if (fields.size === 0) return justThis(evaluator, any, any.scope);
  const key = [...fields].map(([name, value]) => `${name}=${contentKey(value)}`).join();
  return {
    ...any,
    made: { init: any.scope, parameters: NO_PARAMETERS, fields, partial: true, key },
  };
}

/** `object.__new__(cls)`: an instance that no constructor has seen yet. */
export function newInstance(given: CallArguments): Value {
  const [type] = given.positional();
  return joinAll(
    (type?.objects ?? []).map((object) =>
      object.kind === 'class'
        ? valueOf({ kind: 'instance', scope: object.scope, made: null })
        : unknownValue('computed-at-run-time', given.note, given.at),
    ),
  );
}

/** The value of calling an instance: what its `__call__` returns. */
export function callInstance(
  evaluator: Evaluator,
  instance: InstanceObject,
  given: CallArguments,
): Value {
  const method = evaluator.memberOf({ owner: instance, name: '__call__' });
  return method
    ? evaluator.call(method, given)
    : unknownValue('computed-at-run-time', 'a call of instance', given.at);
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
  if (made && scopeId(made.init) === scopeId(init)) return frameOf(made.parameters, made.partial);
  const derived = evaluator.constructorOf(instance.scope);
  if (!derived || scopeId(derived) === scopeId(init)) return null;
  const inherited = handedOn(evaluator, derived, init, made, instance);
  return inherited && frameOf(inherited);
}

function frameOf(parameters: ReadonlyMap<number, Value>, partial = false): CallFrame {
  return { parameters, depth: 1, locals: new Map(), partial };
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
      ? { ...unit, call: frameOf(made.parameters, made.partial) }
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
      parametersOf(target),
      argumentsOf(evaluator, call, site),
      isSuper ? valueOf(instance) : null,
    );
  }
  return null;
}
