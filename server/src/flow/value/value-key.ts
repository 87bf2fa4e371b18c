/*
 * Texts that tell values apart. One is part of the key of a query: it sees what `sameValue` sees, so that equal keys
 * mean equal arguments. The other sees contents alone: it tells instances apart.
 */
import { hashText } from '../../base/hash.ts';
import { type Place, scopeId } from '../../link/place.ts';
import {
  type ClassObject,
  identityOf,
  type InstanceObject,
  type SuperObject,
  type Value,
  type ValueObject,
} from './value.ts';
import { type Trail, type Unknown } from './unknown.ts';
import { withinText } from './within.ts';

function placeText(place: Place | null): string {
  return place ? `${place.file}::${place.unit}@${place.anchor}` : '-';
}

/** Digests of what never changes, so that shared parts are looked at once. */
function remembered<K extends object>(digest: (item: K) => string): (item: K) => string {
  const known = new WeakMap<K, string>();
  return (item) => {
    const before = known.get(item);
    if (before !== undefined) return before;
    const now = digest(item);
    known.set(item, now);
    return now;
  };
}

const trailDigest = remembered(({ at, note, next }: Trail): string =>
  hashText(`${placeText(at)} ${note}<${next ? trailDigest(next) : ''}`),
);

function trailText(trail: Trail | null): string {
  return trail ? trailDigest(trail) : '';
}

function mapText(map: ReadonlyMap<string | number, Value>): string {
  return entriesText([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function entriesText(entries: Iterable<readonly [string | number, Value]>): string {
  return [...entries].map(([key, value]) => `${JSON.stringify(key)}:${valueKey(value)}`).join();
}

/** What an instance was made with; empty for any other object. */
function madeText(object: ValueObject | null): string {
  if (object?.kind === 'super' || object?.kind === 'function') return madeText(object.self);
  if (object?.kind !== 'instance' || !object.made) return '';
  return `{${mapText(object.made.parameters)}|${mapText(object.made.fields)}}`;
}

function objectText(object: ValueObject): string {
  const identity = identityOf(object);
  switch (object.kind) {
    case 'string':
    case 'resource-name':
      return `${identity}"${trailText(object.trail)}${withinText(object.within)}`;
    case 'environment':
      return `${identity}@${placeText(object.at)}@${placeText(object.source)}${trailText(object.trail)}`;
    case 'api':
      return `${identity}{${mapText(object.parts)}}`;
    case 'method':
      return `${identity}.${objectText(object.self)}`;
    case 'dict':
      return `{${entriesText(object.entries)}|${valueKey(object.keys)}|${object.rest ? valueKey(object.rest) : '-'}}`;
    case 'sequence':
      return `[${object.items.map(valueKey).join()}|${object.rest ? valueKey(object.rest) : '-'}]`;
    case 'function':
      return `${identity}${madeText(object)}${object.standsFor ? `=${scopeId(object.standsFor)}` : ''}{${mapText(object.closure?.parameters ?? new Map<number, Value>())}}`;
    case 'partial':
      return `${identity}@${placeText(object.at)}${objectText(object.callee)}(${object.positional.map(valueKey).join()}|${mapText(object.keywords)})`;
    case 'instance':
    case 'super':
      return identity + madeText(object);
    default:
      return identity;
  }
}

/** The owner of an attribute as a text: with what it was made with, and how that came about. */
export function ownerKey(owner: ClassObject | InstanceObject | SuperObject): string {
  const made = madeText(owner);
  return made === '' ? identityOf(owner) : `${identityOf(owner)} ${hashText(made)}`;
}

function unknownText({ reason, detail, at, pattern, source, trail, endless }: Unknown): string {
  const places = [placeText(at), pattern ?? '-', placeText(source), trailText(trail)];
  return [endless ? `${reason}!` : reason, detail, ...places].join('~');
}

/** The value as a short text. */
export const valueKey: (value: Value) => string = remembered(({ objects, unknowns }: Value) =>
  hashText(`(${objects.map(objectText).join(';')}?${unknowns.map(unknownText).join(';')})`),
);

/** What functions around a function were called with, as a short text that tells them apart. */
export function parametersKey(parameters: ReadonlyMap<string | number, Value>): string {
  return hashText([...parameters].map(([key, value]) => `${key}=${contentKey(value)}`).join());
}

/** The texts, variables and kinds of object in a value, without how they came about: what tells instances apart. */
export function contentKey(value: Value): string {
  const contents = value.objects.map((object): string => {
    if (object.kind === 'sequence') {
      const items = object.items.map(contentKey).join();
      return `[${items}|${object.rest ? contentKey(object.rest) : ''}]`;
    }
    if (object.kind !== 'api') return identityOf(object);
    return `${identityOf(object)}{${[...object.parts].map(([name, part]) => `${name}:${contentKey(part)}`).join()}}`;
  });
  return `${contents.join(';')}?${value.unknowns.map(({ reason, detail }) => `${reason} ${detail}`).join(';')}`;
}
