/*
 * Making instances: which `__init__` a class runs, with which arguments, and what `super().__init__(…)` hands on.
 */
import { methodNamed } from '../../link/classes.ts';
import { scopeId, type ScopeReference } from '../../link/place.ts';
import { bodyOf } from '../../link/program.ts';
import { argumentsOf, bindParameters } from '../callable/arguments.ts';
import { INIT, lineage, NEW } from './class.ts';
import { contentsOf } from '../value/contents.ts';
import { EMPTY_DICT, withEntry } from '../container/container.ts';
import { memberOfValue } from './enumeration.ts';
import { handedOn as handedOnFields } from './class-field.ts';
import { argumentFor } from './field-callers.ts';
import {
  type CallFrame,
  type Evaluator,
  frameOf,
  parametersOf,
  type Site,
  siteOf,
} from '../evaluator.ts';
import type { CallArguments } from '../library/library.ts';
import { withStep } from '../value/trail.ts';
import { contentKey } from '../value/value-key.ts';
import type { Construction, InstanceObject, Value, ValueObject } from '../value/value.ts';
import { isNothing, joinAll, NOTHING, textValue, unknownValue, valueOf } from '../value/value.ts';

/** The `__init__` that a class runs, or else the `__new__`: its own, or that of the first base that has one; null when none has. */
export function findConstructor(
  evaluator: Evaluator,
  scope: ScopeReference,
): ScopeReference | null {
  let makes: ScopeReference | null = null;
  for (const candidate of lineage(evaluator, [scope])) {
    const shape = evaluator.classes.shapeOf(candidate);
    const own = methodNamed(shape, INIT);
    if (own) return own;
    makes ??= methodNamed(shape, NEW);
  }
  return makes;
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
  return value.objects.every(
    (object) =>
      TELLING.has(object.kind) ||
      (object.kind === 'instance' && isPlain(object)) ||
      (object.kind === 'sequence' && contentsOf(object).every(isTextual)),
  );
}

/** Whether a value holds nothing but what tells instances apart by itself. */
function isTextual({ objects }: Value): boolean {
  return objects.every(({ kind }) => TELLING.has(kind));
}

/** Whether an instance was made with texts and the like alone: a member of an enumeration, a small configuration. */
function isPlain({ made }: InstanceObject): boolean {
  if (!made) return false;
  const contents = [...made.fields.values(), ...made.parameters.values()];
  const isSelf = (object: ValueObject): boolean => object.kind === 'instance' && !object.made;
  return contents.every((value) =>
    value.objects.every((object) => TELLING.has(object.kind) || isSelf(object)),
  );
}

const NO_PARAMETERS: ReadonlyMap<number, Value> = new Map();
const NO_FIELDS: ReadonlyMap<string, Value> = new Map();

/** What the call of a class gives: an instance, or for some classes from the standard library something else. */
export function constructValue(
  evaluator: Evaluator,
  scope: ScopeReference,
  given: CallArguments,
): Value {
  switch (evaluator.natureOf(scope)) {
    case 'typed-dict': {
      const entries = [...given.keywords()];
      return valueOf(
        entries.reduce(
          (dict, [name, value]) => withEntry(dict, textValue(name), value),
          EMPTY_DICT,
        ),
      );
    }
    case 'enum':
    case 'text-enum':
      return memberOfValue(evaluator, scope, given.positional()[0]);
    default:
      return valueOf(constructInstance(evaluator, scope, given));
  }
}

/** An instance of a class as a call makes it. */
function constructInstance(
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

/** An instance of which only its class is known. It is told apart where others derive from the class or pass fields. */
function justThis(evaluator: Evaluator, any: InstanceObject, init: ScopeReference): InstanceObject {
  const isFields = evaluator.natureOf(any.scope) !== 'plain';
  if (!isFields && evaluator.subclassesOf(any.scope).length === 0) return any;
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
  for (const field of evaluator.fieldsOf(any.scope)) {
    const argument = field.given ? argumentFor(given, field) : null;
    if (!argument) continue;
    fields.set(field.name, withStep(argument.value, argument.at, given.note));
  }
  return fields.size === 0
    ? justThis(evaluator, any, any.scope)
    : instanceOfFields(any.scope, fields);
}

/** An instance with what its fields are given. */
export function instanceOfFields(
  scope: ScopeReference,
  given: ReadonlyMap<string, Value>,
): InstanceObject {
  // A field of which nothing finite is known is marked as given: the default is not the value.
  const fields = new Map(
    [...given].map(([name, value]) => [name, isTelling(value) ? value : NOTHING]),
  );
  const key = [...fields].map(([name, value]) => `${name}=${contentKey(value)}`).join();
  return {
    kind: 'instance',
    scope,
    made: { init: scope, parameters: NO_PARAMETERS, fields, partial: true, key },
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
  const init = methodNamed(evaluator.classes.shapeOf(owner), INIT);
  if (!init) return null;
  const { made } = instance;
  if (made && scopeId(made.init) === scopeId(init))
    return frameOf(made.parameters, { partial: made.partial });
  const derived = evaluator.constructorOf(instance.scope);
  if (!derived || scopeId(derived) === scopeId(init)) return null;
  const inherited = handedOn(evaluator, derived, init, made, instance);
  return inherited && frameOf(inherited);
}

/** The frame in which `__post_init__` runs: it gets the fields that are not kept, in their order. */
export function postInitFrame(
  evaluator: Evaluator,
  { scope, made }: InstanceObject,
  parameters: readonly number[],
): CallFrame {
  const passed = made ? null : evaluator.passedFields(scope);
  const bound = new Map<number, Value>();
  handedOnFields(evaluator.fieldsOf(scope)).forEach((field, index) => {
    const parameter = parameters[index + 1];
    const value = made?.fields.get(field.name) ?? passed?.values.get(field.name);
    const initial = field.value && (!value || passed?.omitted.has(field.name));
    const known = joinAll([
      value ?? NOTHING,
      initial ? evaluator.bindingValue(field.binding) : NOTHING,
    ]);
    if (parameter !== undefined && !isNothing(known)) bound.set(parameter, known);
  });
  return frameOf(bound, { partial: true });
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
      ? { ...unit, call: frameOf(made.parameters, { partial: made.partial }) }
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
