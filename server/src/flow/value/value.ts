/*
 * Values: what an expression can be, as a finite join semilattice.
 * A value is a set of objects and a set of reasons why it may be something else. No objects and no reasons is bottom: nothing reached yet.
 * Objects with the same identity merge part by part, so the two tables that one variable may hold are one table object with two names.
 */
import { type Place, type ScopeReference, comparePlaces, scopeId } from '../../link/place.ts';
import type { UnknownReason } from './reason.ts';
import { compareTrails, joinUnknowns, type Trail, type Unknown } from './unknown.ts';
import { type Confined, eitherWithin } from './within.ts';

export interface StringObject extends Confined {
  readonly kind: 'string';
  readonly text: string;
  readonly trail: Trail | null;
  /** Whether it is only what the code falls back on, so that whoever runs the program may give another. */
  readonly fallback?: true;
}

/** The value of an environment variable that nothing in the workspace defines. */
export interface EnvironmentObject {
  readonly kind: 'environment';
  readonly variable: string;
  readonly at: Place;
  /** The expression that should have given a name, once it is known which one that is. */
  readonly source: Place | null;
  readonly trail: Trail | null;
}

/**
 * A name that infrastructure gives to something, as far as it is known before it is deployed: with parts left as the
 * template writes them (`pattern`), or only by what the template calls it (`logical`).
 */
export interface ResourceNameObject extends Confined {
  readonly kind: 'resource-name';
  readonly form: 'pattern' | 'logical';
  readonly text: string;
  readonly trail: Trail | null;
}

/** `None`, `True`, a number. */
export interface ConstantObject {
  readonly kind: 'constant';
  readonly text: string;
}

/** A module or package of the workspace. */
export interface ModuleObject {
  readonly kind: 'module';
  readonly form: 'file' | 'folder';
  readonly path: string;
}

/** Something outside the workspace, by its dotted name: `boto3.client`, `os.environ`. */
export interface ExternalObject {
  readonly kind: 'external';
  readonly name: string;
}

/** What the functions around a function were called with, where these calls are followed. */
export interface Closure {
  /** The values of their parameters, by binding. */
  readonly parameters: ReadonlyMap<number, Value>;
  /** The scopes of these functions, nearest first. */
  readonly around: readonly number[];
  /** Tells closures apart. */
  readonly key: string;
}

/** A function, method or lambda of the workspace. `self` is what a bound method is bound to. */
export interface FunctionObject {
  readonly kind: 'function';
  readonly scope: ScopeReference;
  readonly self: InstanceObject | ClassObject | null;
  /** Null when the functions around it, if any, may have been called with anything. */
  readonly closure: Closure | null;
  /** The function whose name a wrapper has, made by a decorator that calls it with more than the wrapper gets. */
  readonly standsFor?: ScopeReference;
}

/** `functools.partial(callee, …)`: something to call, with some of its arguments. */
export interface PartialObject {
  readonly kind: 'partial';
  readonly callee: ValueObject;
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** The call that makes it. */
  readonly at: Place;
  /** Tells the arguments apart. */
  readonly key: string;
}

export interface ClassObject {
  readonly kind: 'class';
  readonly scope: ScopeReference;
}

/** The arguments that an instance was made with, by the parameters of the `__init__` they went to. */
export interface Construction {
  readonly init: ScopeReference;
  readonly parameters: ReadonlyMap<number, Value>;
  /** For a class without `__init__`, such as a dataclass: the arguments by the fields they go to. */
  readonly fields: ReadonlyMap<string, Value>;
  /** Whether some arguments are left out because they say nothing finite. */
  readonly partial: boolean;
  /** Tells constructions apart. */
  readonly key: string;
}

/** An instance of a class of the workspace; `made` is null for any instance of it. */
export interface InstanceObject {
  readonly kind: 'instance';
  readonly scope: ScopeReference;
  readonly made: Construction | null;
}

/** `super()` in a method of the class `above`: the attributes of `self` from the bases of that class on. */
export interface SuperObject {
  readonly kind: 'super';
  readonly self: InstanceObject | ClassObject;
  readonly above: ScopeReference;
}

/** A dict, its entries in their order. `rest` is what any other key may give; null when the entries are all. */
export interface DictObject {
  readonly kind: 'dict';
  readonly entries: ReadonlyMap<string, Value>;
  /** The keys as values, so that a name used as a key keeps its trail. */
  readonly keys: Value;
  readonly rest: Value | null;
}

/** A list, tuple or set. `rest` is what any further item may be; null when the items are all. */
export interface SequenceObject {
  readonly kind: 'sequence';
  readonly items: readonly Value[];
  readonly rest: Value | null;
}

/** An object of a library that a model knows, such as a client or a table; `parts` are what matters about it. */
export interface ApiObject {
  readonly kind: 'api';
  readonly type: string;
  readonly parts: ReadonlyMap<string, Value>;
}

/** A method of a library object or of a plain value, not called yet. */
export interface MethodObject {
  readonly kind: 'method';
  readonly self:
    | ApiObject
    | StringObject
    | EnvironmentObject
    | ResourceNameObject
    | DictObject
    | SequenceObject
    | InstanceObject;
  readonly name: string;
}

export type ValueObject =
  | StringObject
  | EnvironmentObject
  | ResourceNameObject
  | ConstantObject
  | ModuleObject
  | ExternalObject
  | FunctionObject
  | PartialObject
  | ClassObject
  | InstanceObject
  | SuperObject
  | DictObject
  | SequenceObject
  | ApiObject
  | MethodObject;

export interface Value {
  /** Sorted by identity; no two have the same. */
  readonly objects: readonly ValueObject[];
  /** Sorted; no two are equal. */
  readonly unknowns: readonly Unknown[];
}

/** Nothing reached yet: the bottom of the lattice. */
export const NOTHING: Value = { objects: [], unknowns: [] };

/** More objects than this in one value are given up together, as `too-many-values`. */
export const MAX_OBJECTS = 16;

const TOO_MANY: Unknown = {
  reason: 'too-many-values',
  detail: `more than ${MAX_OBJECTS} values`,
  at: null,
  pattern: null,
  source: null,
  trail: null,
};

/** What makes two objects the same one in a value. */
export function identityOf(object: ValueObject): string {
  switch (object.kind) {
    case 'string':
      return object.fallback ? `"${object.text}"?` : `"${object.text}`;
    case 'environment':
      return `$${object.variable}`;
    case 'resource-name':
      return `${object.form} ${object.text}`;
    case 'constant':
      return `=${object.text}`;
    case 'module':
      return `module ${object.path}`;
    case 'external':
      return `external ${object.name}`;
    case 'function':
      return `${withoutClosure(object)} ${object.closure?.key ?? ''}`;
    case 'partial':
      return `partial ${object.key} ${identityOf(object.callee)}`;
    case 'class':
      return `class ${scopeId(object.scope)}`;
    case 'instance':
      return `instance ${scopeId(object.scope)} ${object.made?.key ?? ''}`;
    case 'super':
      return `super ${scopeId(object.above)} ${identityOf(object.self)}`;
    case 'dict':
      return 'dict';
    case 'sequence':
      return 'sequence';
    case 'api':
      return `api ${object.type}`;
    case 'method':
      return `method ${object.name} ${identityOf(object.self)}`;
  }
}

/** What makes two functions the same one, whatever the functions around them were called with. */
function withoutClosure({ scope, self }: FunctionObject): string {
  return `function ${scopeId(scope)} ${self ? identityOf(self) : ''}`;
}

export function valueOf(object: ValueObject): Value {
  return { objects: [object], unknowns: [] };
}

export function textValue(text: string, trail: Trail | null = null): Value {
  return valueOf({ kind: 'string', text, trail });
}

/** A value of which only the reason is known why it is not known. */
export function unknownValue(
  reason: UnknownReason,
  detail: string,
  at: Place | null,
  more: Partial<Unknown> = {},
): Value {
  return {
    objects: [],
    unknowns: [{ reason, detail, at, pattern: null, source: null, trail: null, ...more }],
  };
}

export function isNothing(value: Value): boolean {
  return value.objects.length === 0 && value.unknowns.length === 0;
}

/** Whether a value was given up because there were too many. */
function isOverfull(value: Value): boolean {
  return value.unknowns.some((unknown) => unknown.reason === 'too-many-values');
}

/** What either value can be. Associative, commutative and idempotent. */
export function join(left: Value, right: Value): Value {
  if (left === right || isNothing(right)) return left;
  if (isNothing(left)) return right;
  const unknowns = joinUnknowns(left.unknowns, right.unknowns);
  const objects = withoutSpecial(joinObjects(left.objects, right.objects));
  if (countPlain(objects) <= MAX_OBJECTS && !isOverfull(left) && !isOverfull(right)) {
    return { objects, unknowns };
  }
  const general = withoutSpecial(joinObjects(objects.map(generalized), []));
  if (countPlain(general) <= MAX_OBJECTS && !isOverfull(left) && !isOverfull(right)) {
    return { objects: general, unknowns };
  }
  return {
    objects: general.filter((object) => object.kind === 'api'),
    unknowns: joinUnknowns(unknowns, [TOO_MANY]),
  };
}

function countPlain(objects: readonly ValueObject[]): number {
  return objects.filter((object) => object.kind !== 'api').length;
}

/** What an object is in general, when it is told apart from others by what it was made with; null for any other. */
function generalOf(object: ValueObject): string | null {
  if (object.kind === 'instance' && object.made) return `instance ${scopeId(object.scope)}`;
  return object.kind === 'function' && object.closure ? withoutClosure(object) : null;
}

/** Any instance of a class stands for each of its instances, however it was made, and so for functions. */
function withoutSpecial(objects: readonly ValueObject[]): readonly ValueObject[] {
  const general = new Set(
    objects.flatMap((object) => {
      if (object.kind === 'instance' && !object.made) return [`instance ${scopeId(object.scope)}`];
      return object.kind === 'function' && !object.closure ? [withoutClosure(object)] : [];
    }),
  );
  if (general.size === 0) return objects;
  return objects.filter((object) => {
    const inGeneral = generalOf(object);
    return inGeneral === null || !general.has(inGeneral);
  });
}

/** An instance without what it was made with, a function without what those around it were called with. */
function generalized(object: ValueObject): ValueObject {
  if (object.kind === 'instance' && object.made) return { ...object, made: null };
  return object.kind === 'function' ? withoutCalls(object) : object;
}

/** A function whatever those around it were called with; a wrapper is then no more than what it stands for. */
export function withoutCalls({ standsFor, ...object }: FunctionObject): FunctionObject {
  return { ...object, scope: standsFor ?? object.scope, closure: null };
}

export function joinAll(values: Iterable<Value>): Value {
  let joined = NOTHING;
  for (const value of values) joined = join(joined, value);
  return joined;
}

/** What a question about each possible object gives altogether; what is not known about the value stays not known. */
export function joinOver(value: Value, ask: (object: ValueObject) => Value): Value {
  return joinAll([...value.objects.map(ask), { objects: [], unknowns: value.unknowns }]);
}

/** The value as it is set for one of the functions that infrastructure deploys. */
export function valueWithin(value: Value, key: string): Value {
  const within = new Set([key]);
  return joinOver(value, (object) =>
    valueOf(
      object.kind === 'string' || object.kind === 'resource-name' ? { ...object, within } : object,
    ),
  );
}

/** The value, as if nothing but its objects were possible. */
export function withoutUnknowns(value: Value): Value {
  return { objects: value.objects, unknowns: [] };
}

function joinObjects(
  left: readonly ValueObject[],
  right: readonly ValueObject[],
): readonly ValueObject[] {
  const merged = new Map<string, ValueObject>();
  for (const object of [...left, ...right]) {
    const identity = identityOf(object);
    const other = merged.get(identity);
    merged.set(identity, other ? mergeObjects(other, object) : object);
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, object]) => object);
}

/** Merges two objects of the same identity. */
function mergeObjects(left: ValueObject, right: ValueObject): ValueObject {
  if (left === right) return left;
  if (left.kind === 'string' && right.kind === 'string') return mergeTexts(left, right);
  if (left.kind === 'resource-name' && right.kind === 'resource-name')
    return mergeTexts(left, right);
  if (left.kind === 'environment' && right.kind === 'environment') {
    return compareEnvironment(left, right) <= 0 ? left : right;
  }
  return mergeParts(left, right);
}

/** Merges two texts that are the same: the first way to it counts, and it holds wherever one of them does. */
function mergeTexts<T extends StringObject | ResourceNameObject>(left: T, right: T): T {
  const first = compareTrails(left.trail, right.trail) <= 0 ? left : right;
  const within = eitherWithin(left.within, right.within);
  if (within) return { ...first, within };
  return first.within ? { ...(left.within ? right : left), trail: first.trail } : first;
}

function compareEnvironment(left: EnvironmentObject, right: EnvironmentObject): number {
  return (
    compareTrails(left.trail, right.trail) ||
    comparePlaces(left.at, right.at) ||
    compareSources(left.source, right.source)
  );
}

function compareSources(left: Place | null, right: Place | null): number {
  if (left && right) return comparePlaces(left, right);
  return left ? 1 : right ? -1 : 0;
}

/** Merges two objects of the same identity that have parts; others are the same already. */
function mergeParts(left: ValueObject, right: ValueObject): ValueObject {
  if (left.kind === 'api' && right.kind === 'api')
    return { ...left, parts: mergeMaps(left.parts, right.parts) };
  if (left.kind === 'instance' && right.kind === 'instance') return mergeInstances(left, right);
  if (left.kind === 'dict' && right.kind === 'dict') return mergeDicts(left, right);
  if (left.kind === 'sequence' && right.kind === 'sequence') return mergeSequences(left, right);
  if (left.kind === 'method' && right.kind === 'method') {
    return { ...left, self: mergeObjects(left.self, right.self) as MethodObject['self'] };
  }
  if (left.kind === 'function' && right.kind === 'function') return mergeFunctions(left, right);
  return left.kind === 'partial' && right.kind === 'partial' ? mergePartials(left, right) : left;
}

function mergeFunctions(left: FunctionObject, right: FunctionObject): FunctionObject {
  if (!left.closure || !right.closure) return left;
  const parameters = mergeByBinding(left.closure.parameters, right.closure.parameters);
  const merged = { ...left, closure: { ...left.closure, parameters } };
  const [standsFor] = [left.standsFor, right.standsFor]
    .filter((scope) => scope !== undefined)
    .sort((a, b) => (scopeId(a) < scopeId(b) ? -1 : 1));
  return standsFor ? { ...merged, standsFor } : merged;
}

function mergePartials(left: PartialObject, right: PartialObject): PartialObject {
  return {
    ...(comparePlaces(left.at, right.at) <= 0 ? left : right),
    callee: mergeObjects(left.callee, right.callee),
    positional: left.positional.map((value, index) =>
      join(value, right.positional[index] ?? NOTHING),
    ),
    keywords: mergeMaps(left.keywords, right.keywords),
  };
}

function mergeMaps(
  left: ReadonlyMap<string, Value>,
  right: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  const merged = new Map<string, Value>();
  for (const key of [...new Set([...left.keys(), ...right.keys()])].sort()) {
    merged.set(key, join(left.get(key) ?? NOTHING, right.get(key) ?? NOTHING));
  }
  return merged;
}

function mergeByBinding(
  left: ReadonlyMap<number, Value>,
  right: ReadonlyMap<number, Value>,
): ReadonlyMap<number, Value> {
  const merged = new Map(left);
  for (const [binding, value] of right)
    merged.set(binding, join(merged.get(binding) ?? NOTHING, value));
  return merged;
}

/** Keys stay in their order where both have the same; two orders become one that depends on neither. */
function mergeEntries(
  left: ReadonlyMap<string, Value>,
  right: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  const keys = [...right.keys()];
  const inOrder = left.size === right.size && [...left.keys()].every((key, i) => key === keys[i]);
  if (!inOrder) return mergeMaps(left, right);
  return new Map([...left].map(([key, value]) => [key, join(value, right.get(key) ?? NOTHING)]));
}

function mergeInstances(left: InstanceObject, right: InstanceObject): InstanceObject {
  if (!left.made || !right.made) return left;
  const parameters = mergeByBinding(left.made.parameters, right.made.parameters);
  const fields = mergeMaps(left.made.fields, right.made.fields);
  return { ...left, made: { ...left.made, parameters, fields } };
}

function joinRest(left: Value | null, right: Value | null): Value | null {
  return left && right ? join(left, right) : (left ?? right);
}

function mergeDicts(left: DictObject, right: DictObject): DictObject {
  return {
    kind: 'dict',
    entries: mergeEntries(left.entries, right.entries),
    keys: join(left.keys, right.keys),
    rest: joinRest(left.rest, right.rest),
  };
}

/** Sequences of one length merge item by item; of different lengths, all items become one. */
function mergeSequences(left: SequenceObject, right: SequenceObject): SequenceObject {
  const rest = joinRest(left.rest, right.rest);
  if (left.items.length === right.items.length) {
    const items = left.items.map((item, index) => join(item, right.items[index] ?? NOTHING));
    return { kind: 'sequence', items, rest };
  }
  const all = joinAll([...left.items, ...right.items, rest ?? NOTHING]);
  return { kind: 'sequence', items: [], rest: all };
}
