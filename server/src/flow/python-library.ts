/*
 * What the standard library means for values: the environment, and functions that give back what they are given.
 * Sources: https://docs.python.org/3/library/os.html, functions.html, typing.html, copy.html
 */
import type { Place } from '../link/place.ts';
import { EMPTY_DICT, elementOf, withEntry, withSpread } from './container.ts';
import type { CallArguments, LibraryModel } from './library.ts';
import {
  joinOver,
  NOTHING,
  textValue,
  unknownValue,
  type Value,
  type ValueObject,
  valueOf,
} from './value.ts';

/** Functions that return one of their arguments, by its name and position. */
const RETURNS_ARGUMENT: ReadonlyMap<string, readonly [string, number]> = new Map([
  ['builtins.str', ['object', 0]],
  ['typing.cast', ['val', 1]],
  ['typing_extensions.cast', ['val', 1]],
  ['copy.copy', ['x', 0]],
  ['copy.deepcopy', ['x', 0]],
]);

/** Functions that turn an iterable into a sequence of the same elements. */
const KEEPS_ELEMENTS: ReadonlySet<string> = new Set(
  ['list', 'tuple', 'set', 'frozenset', 'sorted', 'reversed', 'iter'].map(
    (name) => `builtins.${name}`,
  ),
);

const READS_ENVIRONMENT: ReadonlySet<string> = new Set([
  'os.getenv',
  'os.environ.get',
  'os.environ.pop',
  'os.environ.setdefault',
]);

function asFallback(object: ValueObject): ValueObject {
  return object.kind === 'string' ? { ...object, fallback: true } : object;
}

/** The value of an environment variable. A default in the code is its value where nothing sets the variable. */
function environmentValue(variable: Value, initial: Value, at: Place): Value {
  const known = initial.objects.filter(
    (object) => object.kind !== 'constant' && !(object.kind === 'string' && object.text === ''),
  );
  if (known.length > 0 || initial.unknowns.length > 0)
    return { objects: known.map(asFallback), unknowns: initial.unknowns };
  return joinOver(variable, (object) =>
    object.kind === 'string'
      ? valueOf({ kind: 'environment', variable: object.text, at, source: null, trail: null })
      : unknownValue('environment-variable', '?', at),
  );
}

function makeDict(call: CallArguments): Value {
  const [first] = call.positional();
  let dict = first ? withSpread(EMPTY_DICT, first) : EMPTY_DICT;
  for (const [name, value] of call.keywords()) dict = withEntry(dict, textValue(name), value);
  return valueOf(dict);
}

function callExternal(name: string, call: CallArguments): Value | null {
  if (READS_ENVIRONMENT.has(name)) {
    const variable = call.get('key', 0);
    return (
      variable &&
      environmentValue(variable.value, call.get('default', 1)?.value ?? NOTHING, call.at)
    );
  }
  const returned = RETURNS_ARGUMENT.get(name);
  if (returned) return call.get(...returned)?.value ?? null;
  if (KEEPS_ELEMENTS.has(name)) {
    const [first] = call.positional();
    return valueOf({ kind: 'sequence', items: [], rest: first ? elementOf(first) : null });
  }
  return name === 'builtins.dict' ? makeDict(call) : null;
}

/** The standard library. */
export const pythonLibrary: LibraryModel = {
  tellingMethods: new Set(),
  callExternal,
  attributeOf: () => null,
  callMethod: () => null,
  itemOf: (name, index, at) =>
    name === 'os.environ' ? environmentValue(index, NOTHING, at) : null,
  renamed: () => null,
  objectNamed: () => null,
  isAboutNames: () => false,
  instanceOf: () => null,
};
