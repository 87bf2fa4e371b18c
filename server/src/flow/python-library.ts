/*
 * What the standard library means for values: the environment, and functions that give back what they are given.
 * Sources: https://docs.python.org/3/library/os.html, functions.html, typing.html, copy.html
 */
import { EMPTY_DICT, elementOf, withEntry, withSpread } from './container.ts';
import { type Environment, environmentValue } from './environment.ts';
import type { CallArguments, LibraryModel } from './library.ts';
import { NOTHING, textValue, type Value, valueOf } from './value.ts';

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

/** The type of `types.SimpleNamespace(…)`: its parts are its attributes. */
const NAMESPACE = 'SimpleNamespace';

/** Calls that make a dict of their keyword arguments. */
const MAKES_DICT: ReadonlySet<string> = new Set([
  'builtins.dict',
  'pydantic.ConfigDict',
  'pydantic_settings.SettingsConfigDict',
]);

const READS_ENVIRONMENT: ReadonlySet<string> = new Set([
  'os.getenv',
  'os.environ.get',
  'os.environ.pop',
  'os.environ.setdefault',
]);

function makeDict(call: CallArguments): Value {
  const [first] = call.positional();
  let dict = first ? withSpread(EMPTY_DICT, first) : EMPTY_DICT;
  for (const [name, value] of call.keywords()) dict = withEntry(dict, textValue(name), value);
  return valueOf(dict);
}

function callExternal(environment: Environment, name: string, call: CallArguments): Value | null {
  if (READS_ENVIRONMENT.has(name)) {
    const variable = call.get('key', 0);
    return (
      variable &&
      environmentValue(
        environment,
        variable.value,
        call.get('default', 1)?.value ?? NOTHING,
        call.at,
      )
    );
  }
  const returned = RETURNS_ARGUMENT.get(name);
  if (returned) return call.get(...returned)?.value ?? null;
  if (KEEPS_ELEMENTS.has(name)) {
    const [first] = call.positional();
    return valueOf({ kind: 'sequence', items: [], rest: first ? elementOf(first) : null });
  }
  if (name === 'types.SimpleNamespace')
    return valueOf({ kind: 'api', type: NAMESPACE, parts: call.keywords() });
  return MAKES_DICT.has(name) ? makeDict(call) : null;
}

/** The standard library. */
export function createPythonLibrary(environment: Environment): LibraryModel {
  return {
    tellingMethods: new Set(),
    callExternal: (name, call) => callExternal(environment, name, call),
    attributeOf: ({ type, parts }, name) => (type === NAMESPACE ? (parts.get(name) ?? null) : null),
    callMethod: () => null,
    itemOf: (name, index, at) =>
      name === 'os.environ' ? environmentValue(environment, index, NOTHING, at) : null,
    renamed: () => null,
    objectNamed: () => null,
    isAboutNames: () => false,
    instanceOf: () => null,
  };
}
