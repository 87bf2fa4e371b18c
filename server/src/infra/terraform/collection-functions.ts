/*
 * Functions of Terraform over lists, sets and maps.
 * Source: https://developer.hashicorp.com/terraform/language/functions
 */
import {
  join,
  joinAll,
  NOTHING,
  textValue,
  unknownValue,
  type Value,
} from '../../flow/value/value.ts';
import {
  constantValue,
  dictIn,
  isNull,
  knownNumber,
  knownText,
  leftOpen,
  listValue,
  mapValue,
  MAX_ITEMS,
  sequenceIn,
} from './known.ts';

type CollectionFunction = (given: readonly Value[], source: string) => Value | null;

function itemsOf(value: Value | undefined): readonly Value[] | null {
  const list = value && sequenceIn(value);
  return list ? [...list.items, ...(list.rest ? [list.rest] : [])] : null;
}

function certainItems(value: Value | undefined): readonly Value[] | null {
  const list = value && sequenceIn(value);
  return list && !list.rest ? list.items : null;
}

/** All lists in a row; what is no list may be any further items. */
function concat(given: readonly Value[]): Value {
  const items: Value[] = [];
  let rest: Value | null = null;
  for (const value of given) {
    const list = sequenceIn(value);
    if (list && !list.rest && !rest) items.push(...list.items);
    else rest = joinAll([rest ?? NOTHING, ...(itemsOf(value) ?? [])]);
  }
  return listValue(items, rest);
}

/** One map after the other; of a key in several, the last counts. */
/** What a map that is not known adds to others: it may have any key. */
const ANY_KEYS = unknownValue('known-at-deployment', 'merge', null);

function merge(given: readonly Value[]): Value {
  const entries = new Map<string, Value>();
  let rest: Value | null = null;
  let more: Value = NOTHING;
  for (const value of given) {
    if (isNull(value)) continue;
    const dict = dictIn(value);
    more = join(more, dict ? { objects: [], unknowns: value.unknowns } : ANY_KEYS);
    for (const [key, entry] of dict?.entries ?? []) entries.set(key, entry);
    if (dict?.rest) rest = join(rest ?? NOTHING, dict.rest);
  }
  return join(mapValue(entries, rest), more);
}

function lookup([map, key, otherwise]: readonly Value[], source: string): Value {
  const dict = map && dictIn(map);
  const name = key && knownText(key);
  if (!dict) return join(leftOpen(source), otherwise ?? NOTHING);
  if (name === null || name === undefined)
    return joinAll([...dict.entries.values(), dict.rest ?? NOTHING, otherwise ?? NOTHING]);
  const found = dict.entries.get(name);
  if (found) return found;
  return dict.rest ? join(dict.rest, otherwise ?? NOTHING) : (otherwise ?? NOTHING);
}

function element([list, index]: readonly Value[], source: string): Value {
  const items = certainItems(list);
  const at = index && knownNumber(index);
  if (!items || items.length === 0) return joinAll(itemsOf(list) ?? [leftOpen(source)]);
  if (at === null || at === undefined) return joinAll(items);
  return items[((at % items.length) + items.length) % items.length] ?? NOTHING;
}

function unique(items: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = knownText(item);
    if (text === null) return true;
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

function withItems(
  value: Value | undefined,
  change: (items: readonly Value[]) => readonly Value[],
): Value | null {
  const list = value && sequenceIn(value);
  return list ? listValue(change(list.items), list.rest) : null;
}

/** The items of lists in lists, in their order. One more than fit shows that there are too many. */
function flatten(items: readonly Value[]): readonly Value[] {
  const waiting = items.toReversed();
  const found: Value[] = [];
  for (let left = MAX_ITEMS * 10; left > 0 && found.length <= MAX_ITEMS; left -= 1) {
    const item = waiting.pop();
    if (!item) break;
    const inner = itemsOf(item);
    if (inner) waiting.push(...inner.toReversed());
    else found.push(item);
  }
  return found;
}

/** The keys of a map in the order of the alphabet. */
function sortedKeys(value: Value | undefined): readonly string[] | null {
  const dict = value && dictIn(value);
  return dict ? [...dict.entries.keys()].sort() : null;
}

function lengthOf(value: Value | undefined): number | null {
  if (!value) return null;
  const [list, dict] = [sequenceIn(value), dictIn(value)];
  if (list) return list.rest ? null : list.items.length;
  if (dict) return dict.rest ? null : dict.entries.size;
  const text = knownText(value);
  return text === null ? null : Array.from(text).length;
}

function contains([list, sought]: readonly Value[]): Value | null {
  const items = certainItems(list)?.map(knownText);
  const text = sought && knownText(sought);
  if (!items || text === null || text === undefined) return null;
  if (items.includes(text)) return constantValue(true);
  return items.includes(null) ? null : constantValue(false);
}

function zipmap([keys, values]: readonly Value[]): Value | null {
  const names = certainItems(keys)?.map(knownText);
  const items = certainItems(values);
  if (!names || !items || names.includes(null)) return null;
  return mapValue(new Map(names.map((name, index) => [name ?? '', items[index] ?? NOTHING])));
}

function split([separator, text]: readonly Value[]): Value | null {
  const [by, whole] = [separator && knownText(separator), text && knownText(text)];
  if (typeof by !== 'string' || typeof whole !== 'string') return null;
  return listValue(whole.split(by).map((part) => textValue(part)));
}

function slice([list, from, to]: readonly Value[]): Value | null {
  const items = certainItems(list);
  const [start, end] = [from && knownNumber(from), to && knownNumber(to)];
  return items && typeof start === 'number' && typeof end === 'number'
    ? listValue(items.slice(start, end))
    : null;
}

/** The only item of a list, or null of an empty one. */
function one([list]: readonly Value[]): Value | null {
  const items = itemsOf(list);
  if (!items) return list ?? null;
  return items.length === 0 ? constantValue(null) : joinAll(items);
}

function sorted(items: readonly Value[]): readonly Value[] {
  const texts = items.map(knownText);
  if (texts.includes(null)) return items;
  return texts
    .map((text) => text ?? '')
    .sort()
    .map((text) => textValue(text));
}

/** The first list that has items. */
function coalesceList(given: readonly Value[]): Value {
  return given.find((value) => (itemsOf(value) ?? []).length > 0) ?? listValue([]);
}

const FUNCTIONS: ReadonlyMap<string, CollectionFunction> = new Map<string, CollectionFunction>([
  ['concat', concat],
  ['merge', merge],
  ['lookup', lookup],
  ['element', element],
  ['coalescelist', coalesceList],
  ['distinct', ([list]) => withItems(list, unique)],
  ['toset', ([list]) => withItems(list, unique)],
  ['reverse', ([list]) => withItems(list, (items) => items.toReversed())],
  ['sort', ([list]) => withItems(list, sorted)],
  ['setunion', (given) => withItems(concat(given), unique)],
  ['flatten', ([list]) => withItems(list, flatten)],
  [
    'compact',
    ([list]) =>
      withItems(list, (items) => items.filter((item) => !isNull(item) && knownText(item) !== '')),
  ],
  [
    'keys',
    ([map]) => {
      const keys = sortedKeys(map);
      return keys && listValue(keys.map((key) => textValue(key)));
    },
  ],
  [
    'values',
    ([map]) => {
      const dict = map && dictIn(map);
      const keys = sortedKeys(map);
      return dict && keys
        ? listValue(
            keys.map((key) => dict.entries.get(key) ?? NOTHING),
            dict.rest,
          )
        : null;
    },
  ],
  [
    'length',
    ([value]) => {
      const length = lengthOf(value);
      return length === null ? null : constantValue(length);
    },
  ],
  ['contains', contains],
  ['zipmap', zipmap],
  ['split', split],
  ['slice', slice],
  ['one', one],
]);

/** The value of a call of one of these functions; null for others, and where nothing is known. */
export function collectionFunction(
  name: string,
  given: readonly Value[],
  source: string,
): Value | null {
  return FUNCTIONS.get(name)?.(given, source) ?? null;
}
