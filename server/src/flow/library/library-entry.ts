/*
 * Looking into what libraries give: an entry of one of their objects, and dicts that are filled from such objects,
 * where only the library knows which value belongs to which key.
 */
import { knownKeys } from '../container/container.ts';
import type { LibraryModel } from './library.ts';
import {
  joinAll,
  joinOver,
  type DictObject,
  textValue,
  type Value,
  type ValueObject,
  valueOf,
} from '../value/value.ts';
import type { Place } from '../../link/place.ts';

/** A dict with entries of their own for keys that only a library can tell apart. */
function filled(library: LibraryModel, dict: DictObject, index: Value, at: Place): DictObject {
  const { rest } = dict;
  const sources = dict.keys.objects.flatMap((key) => (key.kind === 'api' ? [key] : []));
  if (!rest || sources.length === 0) return dict;
  const entries = new Map(dict.entries);
  for (const text of knownKeys(index) ?? []) {
    if (entries.has(text)) continue;
    const found = rest.objects.flatMap((object) =>
      object.kind === 'api'
        ? sources.flatMap((key) => library.underKey?.(key, object, textValue(text), at) ?? [])
        : [],
    );
    const others = rest.objects.filter(({ kind }) => kind !== 'api');
    if (found.length > 0)
      entries.set(text, joinAll([...found, { objects: others, unknowns: rest.unknowns }]));
  }
  return { ...dict, entries };
}

/** Whether only a library can tell which value belongs to which key. */
function hasLibraryKeys(object: ValueObject): object is DictObject {
  return object.kind === 'dict' && object.keys.objects.some(({ kind }) => kind === 'api');
}

/** An object as it is for looking up the key that `index` gives. */
export function lookedInto<T extends ValueObject>(
  library: LibraryModel,
  object: T,
  index: () => Value,
  at: Place,
): T | DictObject {
  return hasLibraryKeys(object) ? filled(library, object, index(), at) : object;
}

/** What `object[index]` gives, for objects of libraries; null where no library knows. */
export function libraryEntry(
  library: LibraryModel,
  object: ValueObject,
  index: Value,
  at: Place,
  note: () => string,
): Value | null {
  if (object.kind === 'external') return library.itemOf(object.name, index, at);
  return object.kind === 'api' ? (library.entryOf?.(object, index, at, note()) ?? null) : null;
}

/** A value as it is for looking up a key. */
export function valueLookedInto(
  library: LibraryModel,
  value: Value,
  index: Value,
  at: Place,
): Value {
  return value.objects.some(hasLibraryKeys)
    ? joinOver(value, (object) => valueOf(lookedInto(library, object, () => index, at)))
    : value;
}
