/*
 * The values inside an object, to look through them or to replace them.
 */
import type { MethodObject, Value, ValueObject } from './value.ts';

/** The values that an object holds. */
export function contentsOf(object: ValueObject): readonly Value[] {
  switch (object.kind) {
    case 'dict':
      return [object.keys, ...object.entries.values(), ...(object.rest ? [object.rest] : [])];
    case 'sequence':
      return [...object.items, ...(object.rest ? [object.rest] : [])];
    case 'api':
      return [...object.parts.values()];
    case 'instance':
      return [...(object.made?.parameters.values() ?? []), ...(object.made?.fields.values() ?? [])];
    case 'method':
      return contentsOf(object.self);
    case 'function':
      return [...(object.closure?.parameters.values() ?? [])];
    case 'partial':
      return [...contentsOf(object.callee), ...object.positional, ...object.keywords.values()];
    default:
      return [];
  }
}

function mapValues<K>(
  map: ReadonlyMap<K, Value>,
  change: (value: Value) => Value,
): ReadonlyMap<K, Value> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}

/** The object with every value that it holds replaced. */
export function mapContents(object: ValueObject, change: (value: Value) => Value): ValueObject {
  switch (object.kind) {
    case 'dict':
      return {
        kind: 'dict',
        entries: mapValues(object.entries, change),
        keys: change(object.keys),
        rest: object.rest && change(object.rest),
      };
    case 'sequence':
      return {
        kind: 'sequence',
        items: object.items.map(change),
        rest: object.rest && change(object.rest),
      };
    case 'api':
      return { ...object, parts: mapValues(object.parts, change) };
    case 'instance': {
      const { made } = object;
      if (!made) return object;
      const parameters = mapValues(made.parameters, change);
      return { ...object, made: { ...made, parameters, fields: mapValues(made.fields, change) } };
    }
    case 'method':
      return { ...object, self: mapContents(object.self, change) as MethodObject['self'] };
    case 'function': {
      const { closure } = object;
      if (!closure) return object;
      return {
        ...object,
        closure: { ...closure, parameters: mapValues(closure.parameters, change) },
      };
    }
    case 'partial':
      return {
        ...object,
        callee: mapContents(object.callee, change),
        positional: object.positional.map(change),
        keywords: mapValues(object.keywords, change),
      };
    default:
      return object;
  }
}
