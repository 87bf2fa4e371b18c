/*
 * What the standard library means for values: functions that give back what they are given, and those that put it together.
 * Sources: https://docs.python.org/3/library/functions.html, collections.html, typing.html, copy.html, string.html
 */
import {
  EMPTY_DICT,
  elementOf,
  itemAt,
  itemsOf,
  withEntry,
  withSpread,
} from '../container/container.ts';
import { type CallArguments, type LibraryModel, NO_LIBRARY } from './library.ts';
import { fillTemplate, type TemplatePart } from '../container/text.ts';
import {
  type ApiObject,
  type DictObject,
  joinAll,
  NOTHING,
  type SequenceObject,
  textValue,
  type Value,
  valueOf,
} from '../value/value.ts';

/** Functions that return one of their arguments, by its name and position. */
const RETURNS_ARGUMENT: ReadonlyMap<string, readonly [string, number]> = new Map([
  ['builtins.str', ['object', 0]],
  ['typing.cast', ['val', 1]],
  ['typing_extensions.cast', ['val', 1]],
  ['copy.copy', ['x', 0]],
  ['copy.deepcopy', ['x', 0]],
  ['types.MappingProxyType', ['mapping', 0]],
]);

/** Functions that turn an iterable into a sequence of the same elements, in the same order or in another. */
const KEEPS_ORDER: ReadonlySet<string> = new Set([
  'builtins.list',
  'builtins.tuple',
  'builtins.iter',
]);
const KEEPS_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'builtins.set builtins.frozenset builtins.sorted builtins.reversed ' +
    'collections.deque random.sample random.choices'
  ).split(' '),
);

/** The type of `types.SimpleNamespace(…)`: its parts are its attributes. */
const NAMESPACE = 'SimpleNamespace';

/** Calls that make a dict of their keyword arguments. */
const MAKES_DICT: ReadonlySet<string> = new Set([
  'builtins.dict',
  'collections.OrderedDict',
  'pydantic.ConfigDict',
  'pydantic_settings.SettingsConfigDict',
]);

/** Functions that give one element. */
const GIVES_ELEMENT: ReadonlySet<string> = new Set(
  'builtins.min builtins.max random.choice secrets.choice'.split(' '),
);

const TEMPLATE = 'string.Template';

function sequence(items: readonly Value[], rest: Value | null = null): Value {
  return valueOf({ kind: 'sequence', items, rest });
}

/** The dict with the pairs of a sequence as entries. */
function withPairs(dict: DictObject, { items, rest }: SequenceObject): DictObject {
  const pairs = rest ? [...items, rest] : items;
  return pairs.reduce<DictObject>(
    (result, pair) => withEntry(result, itemAt(pair, 0), itemAt(pair, 1)),
    dict,
  );
}

function makeDict(call: CallArguments): Value {
  const [first = NOTHING] = call.positional();
  const [only] = first.objects;
  let dict =
    first.objects.length === 1 && only?.kind === 'sequence'
      ? withPairs(EMPTY_DICT, only)
      : withSpread(EMPTY_DICT, first);
  for (const [name, value] of call.keywords()) dict = withEntry(dict, textValue(name), value);
  return valueOf(dict);
}

/** `dict.fromkeys(keys, value)` */
function makeFromKeys([keys = NOTHING, value]: readonly Value[]): Value {
  const entry = value ?? valueOf({ kind: 'constant', text: 'None' });
  const known = itemsOf(keys) ?? [elementOf(keys)];
  return valueOf(known.reduce<DictObject>((dict, key) => withEntry(dict, key, entry), EMPTY_DICT));
}

function callCollection(name: string, call: CallArguments): Value | null {
  switch (name) {
    case 'builtins.dict.fromkeys':
      return makeFromKeys(call.positional());
    case 'collections.ChainMap':
      return valueOf([...call.positional()].reverse().reduce<DictObject>(withSpread, EMPTY_DICT));
    case TEMPLATE: {
      const template = call.get('template', 0)?.value ?? NOTHING;
      return valueOf({ kind: 'api', type: TEMPLATE, parts: new Map([['template', template]]) });
    }
    default:
      return null;
  }
}

/** Arguments are evaluated only for functions that are known. */
function callExternal(name: string, call: CallArguments): Value | null {
  const returned = RETURNS_ARGUMENT.get(name);
  if (returned) return call.get(...returned)?.value ?? null;
  if (KEEPS_ORDER.has(name) || KEEPS_ELEMENTS.has(name)) {
    const [first] = call.positional();
    if (KEEPS_ORDER.has(name) && first && itemsOf(first)) return first;
    return sequence([], first ? elementOf(first) : null);
  }
  if (GIVES_ELEMENT.has(name)) {
    const [first = NOTHING, ...rest] = call.positional();
    return rest.length > 0 ? joinAll([first, ...rest]) : elementOf(first);
  }
  if (name === 'types.SimpleNamespace')
    return valueOf({ kind: 'api', type: NAMESPACE, parts: call.keywords() });
  return MAKES_DICT.has(name) ? makeDict(call) : callCollection(name, call);
}

/** The parts of a `string.Template`: `$name`, `${name}`, and `$$` for the sign itself. */
function templateParts(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of template.matchAll(/\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g)) {
    const [whole, sign, name, braced] = match;
    parts.push({ kind: 'text', text: template.slice(from, match.index) });
    from = match.index + whole.length;
    if (sign) parts.push({ kind: 'text', text: sign });
    else parts.push({ kind: 'slot', key: name ?? braced ?? '', exact: true });
  }
  parts.push({ kind: 'text', text: template.slice(from) });
  return parts;
}

function callMethod({ type, parts }: ApiObject, method: string, call: CallArguments): Value | null {
  if (type !== TEMPLATE || !/^(?:safe_)?substitute$/.test(method)) return null;
  const [mapping] = call.positional();
  const entries = mapping?.objects.flatMap((object) => (object.kind === 'dict' ? [object] : []));
  return fillTemplate(parts.get('template') ?? NOTHING, templateParts, (key) => {
    const named = call.keywords().get(String(key));
    if (named) return named;
    const found = (entries ?? []).flatMap((dict) => dict.entries.get(String(key)) ?? []);
    return found.length > 0 ? joinAll(found) : null;
  });
}

/** The standard library. */
export const pythonLibrary: LibraryModel = {
  ...NO_LIBRARY,
  callExternal,
  attributeOf: ({ type, parts }, name) => (type === NAMESPACE ? (parts.get(name) ?? null) : null),
  callMethod,
};
