/*
 * Records: objects of types that a call makes, such as `namedtuple("Config", "table region")`, and the members of such an
 * enumeration. Their parts are their fields by name; the order of the fields is a part of its own.
 */
import {
  type ApiObject,
  joinAll,
  NOTHING,
  textValue,
  type Value,
  valueOf,
} from '../value/value.ts';

/** How the types of records, their objects, and enumerations are marked, in front of their names. */
export const RECORD_TYPE = 'record-type ';
export const RECORD = 'record ';
export const ENUM_TYPE = 'enum ';

/** The part that lists the names of the fields in their order. No field has such a name. */
const FIELDS = '.fields';

/** Parts of a record or of its type: what is known by field. */
export function recordParts(
  fields: readonly string[],
  values: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  const items = fields.map((field) => textValue(field));
  return new Map([...values, [FIELDS, valueOf({ kind: 'sequence', items, rest: null })]]);
}

/** The names of the fields in their order, where there is only one. */
export function fieldsOfRecord({ parts }: ApiObject): readonly string[] {
  const [order] = parts.get(FIELDS)?.objects ?? [];
  const items = order?.kind === 'sequence' ? order.items : [];
  return items.flatMap(({ objects: [only, ...more] }) =>
    only?.kind === 'string' && more.length === 0 ? [only.text] : [],
  );
}

/** The values of a record or the members of an enumeration in their order; null for any other object. */
export function itemsOfRecord(object: ApiObject): readonly Value[] | null {
  const { type, parts } = object;
  if (!type.startsWith(RECORD) && !type.startsWith(ENUM_TYPE)) return null;
  return fieldsOfRecord(object).map((field) => parts.get(field) ?? NOTHING);
}

/** The fields of a record as a dict. */
export function recordAsDict(object: ApiObject): Value {
  const fields = fieldsOfRecord(object);
  const entries = new Map(fields.map((field) => [field, object.parts.get(field) ?? NOTHING]));
  const keys = joinAll(fields.map((field) => textValue(field)));
  return valueOf({ kind: 'dict', entries, keys, rest: null });
}
