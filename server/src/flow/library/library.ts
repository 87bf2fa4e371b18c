/*
 * What the evaluation knows about code outside the workspace. A library is described by a model;
 * the evaluation asks the models in turn and never names a library itself.
 */
import type { Place } from '../../link/place.ts';
import type { UnknownReason } from '../value/reason.ts';
import type { ApiObject, Value } from '../value/value.ts';
import type { Unknown } from '../value/unknown.ts';

/** An argument of a call: its value, and the expression that gives it. */
export interface ArgumentValue {
  readonly value: Value;
  readonly at: Place;
}

/** The arguments of one call, looked up by name or position. */
export interface CallArguments {
  /** The call expression. */
  readonly at: Place;
  /** The call as short source. */
  readonly note: string;
  /** How many calls are followed to where the call stands. */
  readonly depth: number;
  /** The argument that a parameter of that name at that 0-based position gets; null when it gets none. */
  readonly get: (name: string, position: number | null) => ArgumentValue | null;
  /** The keyword arguments that are known by name, spread dicts included. */
  readonly keywords: () => ReadonlyMap<string, Value>;
  readonly positional: () => readonly Value[];
  /** What `*values` may add to the positional arguments; null when there is none. */
  readonly spread: () => Value | null;
}

/** What is annotated, and why nothing but its type is known. */
export interface Annotated {
  readonly name: string;
  readonly at: Place;
  readonly reason: UnknownReason;
  /** The reasons that the value itself gives, when it gives some; they then count instead. */
  readonly because?: readonly Unknown[];
}

/** A call of what a method is given: with which values, and what the method makes of what it returns. */
export interface Callback {
  readonly callee: Value;
  readonly passed: readonly Value[];
  readonly resultOf: (returned: Value) => Value;
}

/** What one library means. Every answer is null for what the model does not know. */
export interface LibraryModel {
  /** Names of methods that only matter on the library's objects: a class that calls one is worth a closer look. */
  readonly tellingMethods: ReadonlySet<string>;
  /** What stands for a plain value outside, by its dotted name, such as a constant of a package. */
  readonly valueNamed?: (name: string) => Value | null;
  /** The value of calling `boto3.client(…)` and the like. */
  readonly callExternal: (name: string, call: CallArguments) => Value | null;
  /** What an instance of a derived class is, where a class of that dotted name may be derived from. */
  readonly baseNamed?: (name: string, call: CallArguments) => Value | null;
  /** The value of an attribute of one of the library's objects. */
  readonly attributeOf: (object: ApiObject, name: string) => Value | null;
  /** The value of calling a method of one of the library's objects. */
  readonly callMethod: (object: ApiObject, method: string, call: CallArguments) => Value | null;
  /** What a method of one of the library's objects calls that it is given; such a method is not asked for its value. */
  readonly callback?: (object: ApiObject, method: string, call: CallArguments) => Callback | null;
  /** What `object[index]` gives. `at` is the whole expression. */
  readonly itemOf: (name: string, index: Value, at: Place) => Value | null;
  /** What `object[key]` gives for one of the library's objects. `at` is the whole expression, `note` its source. */
  readonly entryOf?: (object: ApiObject, key: Value, at: Place, note: string) => Value | null;
  /** The object, if what stands under a key of it equals a value. */
  readonly having?: (object: ApiObject, key: string, value: Value) => Value | null;
  /** What stands under a text in a dict whose keys and values are these: a key and its value of the same library. */
  readonly underKey?: (key: ApiObject, value: ApiObject, text: Value, at: Place) => Value | null;
  /** The object with another name, if it is one of those that have a name; `nameFor` gets the name it has. */
  readonly renamed: (object: ApiObject, nameFor: (name: Value) => Value) => ApiObject | null;
  /** Something of which nothing but its name is known. */
  readonly objectNamed: (name: Value) => Value | null;
  /** Whether a call of the method says by its receiver or its arguments what it is done to, by name. */
  readonly isAboutNames: (object: ApiObject, method: string) => boolean;
  /** An object of the type of that dotted name, as an annotation promises it. */
  readonly instanceOf: (name: string, annotated: Annotated) => Value | null;
}

/** The model that knows nothing: what a model does not speak of. */
export const NO_LIBRARY: LibraryModel = {
  tellingMethods: new Set(),
  callExternal: () => null,
  attributeOf: () => null,
  callMethod: () => null,
  itemOf: () => null,
  renamed: () => null,
  objectNamed: () => null,
  isAboutNames: () => false,
  instanceOf: () => null,
};

/** Asks several models in turn. */
export function combineLibraries(models: readonly LibraryModel[]): LibraryModel {
  const first = <T>(ask: (model: LibraryModel) => T | null): T | null => {
    for (const model of models) {
      const answer = ask(model);
      if (answer !== null) return answer;
    }
    return null;
  };
  return {
    tellingMethods: new Set(models.flatMap((model) => [...model.tellingMethods])),
    valueNamed: (name) => first((model) => model.valueNamed?.(name) ?? null),
    callExternal: (name, call) => first((model) => model.callExternal(name, call)),
    baseNamed: (name, call) => first((model) => model.baseNamed?.(name, call) ?? null),
    attributeOf: (object, name) => first((model) => model.attributeOf(object, name)),
    callMethod: (object, method, call) => first((model) => model.callMethod(object, method, call)),
    callback: (object, method, call) =>
      first((model) => model.callback?.(object, method, call) ?? null),
    itemOf: (name, index, at) => first((model) => model.itemOf(name, index, at)),
    entryOf: (object, key, at, note) =>
      first((model) => model.entryOf?.(object, key, at, note) ?? null),
    having: (object, key, value) => first((model) => model.having?.(object, key, value) ?? null),
    underKey: (key, value, text, at) =>
      first((model) => model.underKey?.(key, value, text, at) ?? null),
    renamed: (object, nameFor) => first((model) => model.renamed(object, nameFor)),
    objectNamed: (name) => first((model) => model.objectNamed(name)),
    isAboutNames: (object, method) => models.some((model) => model.isAboutNames(object, method)),
    instanceOf: (name, annotated) => first((model) => model.instanceOf(name, annotated)),
  };
}
