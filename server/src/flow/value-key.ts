/*
 * Texts that tell values apart. One is part of the key of a query: it sees what `sameValue` sees, so that equal keys
 * mean equal arguments. The other sees contents alone: it tells instances apart.
 */
import { hashText } from '../base/hash.ts';
import type { Place } from '../link/place.ts';
import {
  type ClassObject,
  identityOf,
  type InstanceObject,
  type SuperObject,
  type Trail,
  type Unknown,
  type Value,
  type ValueObject,
} from './value.ts';

function placeText(place: Place | null): string {
  return place ? `${place.file}::${place.unit}@${place.anchor}` : '-';
}

function trailText(trail: Trail | null): string {
  const steps: string[] = [];
  for (let step = trail; step; step = step.next) steps.push(`${placeText(step.at)} ${step.note}`);
  return steps.join('<');
}

function mapText(map: ReadonlyMap<string | number, Value>): string {
  return [...map]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${JSON.stringify(key)}:${write(value)}`)
    .join();
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
      return `${identity}"${trailText(object.trail)}`;
    case 'environment':
      return `${identity}@${placeText(object.at)}@${placeText(object.source)}${trailText(object.trail)}`;
    case 'api':
      return `${identity}{${mapText(object.parts)}}`;
    case 'method':
      return `${identity}.${objectText(object.self)}`;
    case 'dict':
      return `{${mapText(object.entries)}|${write(object.keys)}|${object.rest ? write(object.rest) : '-'}}`;
    case 'sequence':
      return `[${object.items.map(write).join()}|${object.rest ? write(object.rest) : '-'}]`;
    case 'instance':
    case 'super':
    case 'function':
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

function unknownText({ reason, detail, at, pattern, source, trail }: Unknown): string {
  return [reason, detail, placeText(at), pattern ?? '-', placeText(source), trailText(trail)].join(
    '~',
  );
}

function write(value: Value): string {
  return `(${value.objects.map(objectText).join(';')}?${value.unknowns.map(unknownText).join(';')})`;
}

/** The value as a short text. */
export function valueKey(value: Value): string {
  return hashText(write(value));
}

/** The texts, variables and kinds of object in a value, without how they came about: what tells instances apart. */
export function contentKey(value: Value): string {
  const contents = value.objects.map((object): string => {
    if (object.kind !== 'api') return identityOf(object);
    return `${identityOf(object)}{${[...object.parts].map(([name, part]) => `${name}:${contentKey(part)}`).join()}}`;
  });
  return `${contents.join(';')}?${value.unknowns.map(({ reason, detail }) => `${reason} ${detail}`).join(';')}`;
}
