/*
 * The arguments of a construct, whichever language makes it: the scope, the id, and properties by their names in TypeScript.
 */
import type { CallArguments } from '../../flow/library/library.ts';
import { concatenateValues } from '../../flow/container/text.ts';
import {
  joinAll,
  NOTHING,
  unknownValue,
  type Value,
  type ValueObject,
  valueOf,
} from '../../flow/value/value.ts';
import type { Place } from '../../link/place.ts';

/** How a language hands over properties. */
export type CallStyle = 'properties' | 'keywords';

/** A call that makes a construct, or a method that takes properties. */
export interface ConstructCall {
  readonly at: Place;
  readonly id: Value;
  /** A property; null when it is not given. */
  readonly property: (name: string) => Value | null;
}

/** `tableName` → `table_name`. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}

/** The value without `undefined`; null when nothing is left. */
function given(value: Value | null | undefined): Value | null {
  if (!value) return null;
  const objects = value.objects.filter(
    (object) => object.kind !== 'constant' || object.text !== 'None',
  );
  return objects.length + value.unknowns.length > 0 ? { ...value, objects } : null;
}

/** An entry of an object of properties; null when there is none. */
export function propertyIn(value: Value | null, name: string): Value | null {
  const found = (value?.objects ?? []).flatMap((object) => {
    if (object.kind !== 'dict') return [];
    return object.entries.get(name) ?? object.entries.get(snakeCase(name)) ?? object.rest ?? [];
  });
  return given(joinAll(found));
}

/** The arguments of `new Construct(scope, id, properties)` or `Construct(scope, id, property=…)`. */
export function constructCall(call: CallArguments, style: CallStyle): ConstructCall {
  const properties = style === 'properties' ? (call.positional()[2] ?? null) : null;
  return {
    at: call.at,
    id: (style === 'properties' ? call.positional()[1] : call.get('id', 1)?.value) ?? NOTHING,
    property: (name) =>
      style === 'properties'
        ? propertyIn(properties, name)
        : given(call.get(snakeCase(name), null)?.value),
  };
}

/** The texts that a value may be. */
export function textsOf(value: Value | null): readonly string[] {
  return (value?.objects ?? []).flatMap((object) =>
    object.kind === 'string' ? [object.text] : [],
  );
}

function isName(object: ValueObject): boolean {
  return object.kind === 'string' || object.kind === 'resource-name';
}

/** The name of something that is known by its construct's id where it is not given a name. */
export function nameOrId(name: Value | null, id: Value, at: Place): Value {
  const named = (name?.objects ?? []).filter(isName);
  if (named.length > 0) return { objects: named, unknowns: [] };
  const logical = id.objects.flatMap((object): Value[] => {
    if (object.kind !== 'string' && object.kind !== 'resource-name') return [];
    return [valueOf({ kind: 'resource-name', form: 'logical', text: object.text, trail: null })];
  });
  return logical.length > 0
    ? joinAll(logical)
    : unknownValue('known-at-deployment', 'a construct without a known id', at);
}

/** A part of a name that is known when it is deployed, as CloudFormation writes it: `${AWS::StackName}`. */
export function token(name: string): Value {
  return valueOf({ kind: 'resource-name', form: 'pattern', text: `\${${name}}`, trail: null });
}

/** Texts in a row. */
export function joined(parts: readonly Value[]): Value {
  return parts.length === 0 ? NOTHING : concatenateValues(parts);
}
