/*
 * Texts that tell values apart. One is part of the key of a followed call: it sees what `sameValue` sees,
 * but for what an instance was made with, of which the content counts and not how it came about.
 */
import { hashText } from '../base/hash.ts';
import type { Place } from '../link/place.ts';
import { identityOf, type Trail, type Unknown, type Value, type ValueObject } from './value.ts';

function placeText(place: Place | null): string {
  return place ? `${place.file}::${place.unit}@${place.anchor}` : '-';
}

function trailText(trail: Trail | null): string {
  const steps: string[] = [];
  for (let step = trail; step; step = step.next) steps.push(`${placeText(step.at)} ${step.note}`);
  return steps.join('<');
}

function mapText(map: ReadonlyMap<string, Value>): string {
  return [...map]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${JSON.stringify(key)}:${write(value)}`)
    .join();
}

function objectText(object: ValueObject): string {
  const identity = identityOf(object);
  switch (object.kind) {
    case 'string':
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
    default:
      return identity;
  }
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
