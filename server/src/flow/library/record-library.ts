/*
 * Types that a call makes: `namedtuple("Config", "table region")`, `Enum("Tables", {…})`, `TypedDict("Options", {…})`.
 * Sources: https://docs.python.org/3/library/collections.html#collections.namedtuple, enum.html#functional-api,
 * typing.html#typing.NamedTuple, dataclasses.html#dataclasses.make_dataclass, https://docs.pydantic.dev/latest/concepts/models/
 */
import { CALLED, itemAt, itemsOf } from '../container/container.ts';
import { type CallArguments, type LibraryModel, NO_LIBRARY } from './library.ts';
import {
  ENUM_TYPE,
  fieldsOfRecord,
  itemsOfRecord,
  RECORD,
  RECORD_TYPE,
  recordAsDict,
  recordParts,
} from '../class/record.ts';
import {
  type ApiObject,
  isNothing,
  joinAll,
  NOTHING,
  textValue,
  type Value,
  valueOf,
} from '../value/value.ts';

/** A text that a value certainly is. */
function textOf({ objects: [only, ...more], unknowns }: Value): string | null {
  return only?.kind === 'string' && more.length + unknowns.length === 0 ? only.text : null;
}

function api(type: string, parts: ReadonlyMap<string, Value>): Value {
  return valueOf({ kind: 'api', type, parts });
}

/** Names in one text, between commas or white space, or in a list; null when one of them is not known. */
function namesIn(value: Value): readonly string[] | null {
  const text = textOf(value);
  if (text !== null) return text.split(/[\s,]+/).filter((name) => name !== '');
  const names = itemsOf(value)?.map(textOf);
  return names?.every((name) => name !== null) ? names : null;
}

/** Names with what belongs to them: pairs in a list, the entries of a dict, or names alone. */
function pairsIn(value: Value): readonly (readonly [string, Value])[] | null {
  const [only] = value.objects;
  if (value.objects.length === 1 && only?.kind === 'dict')
    return only.rest || value.unknowns.length > 0 ? null : [...only.entries];
  const names = namesIn(value);
  if (names) return names.map((name) => [name, NOTHING] as const);
  const pairs = itemsOf(value)?.map((item) => {
    const name = textOf(item) ?? textOf(itemAt(item, 0));
    return name === null ? null : ([name, item] as const);
  });
  return pairs?.every((pair) => pair !== null) ? pairs : null;
}

function recordType(
  call: CallArguments,
  fields: readonly string[] | null | undefined,
  defaults: ReadonlyMap<string, Value>,
): Value | null {
  const name = textOf(call.positional()[0] ?? NOTHING);
  return name === null || !fields ? null : api(RECORD_TYPE + name, recordParts(fields, defaults));
}

/** `namedtuple(name, fields, defaults=…)`: the defaults belong to the last fields. */
function makeNamedTuple(call: CallArguments): Value | null {
  const fields = namesIn(call.get('field_names', 1)?.value ?? NOTHING);
  const given = call.get('defaults', null)?.value;
  const defaults = given && itemsOf(given);
  if (!fields || (given && !defaults)) return null;
  const first = fields.length - (defaults?.length ?? 0);
  const values = (defaults ?? []).map(
    (value, index) => [fields[first + index] ?? '', value] as const,
  );
  return recordType(call, fields, new Map(values));
}

/** `make_dataclass(name, fields)`: names, or tuples of name, type and default. */
function makeDataclass(call: CallArguments): Value | null {
  const pairs = pairsIn(call.get('fields', 1)?.value ?? NOTHING);
  const defaults = (pairs ?? []).flatMap(([name, tuple]) => {
    const initial = itemsOf(tuple)?.[2];
    return initial ? [[name, initial] as const] : [];
  });
  return recordType(
    call,
    pairs?.map(([name]) => name),
    new Map(defaults),
  );
}

/** `create_model(name, table=(str, "Movies"), region="eu")` */
function makeModel(call: CallArguments): Value | null {
  const fields = [...call.keywords()].filter(([name]) => !name.startsWith('__'));
  const defaults = fields.flatMap(([name, value]) => {
    const items = itemsOf(value);
    const initial = items ? items[1] : value;
    return initial ? [[name, initial] as const] : [];
  });
  return recordType(
    call,
    fields.map(([name]) => name),
    new Map(defaults),
  );
}

/** `Enum(name, members)`: members without values are numbered, in an enumeration of texts they are their names. */
function makeEnum(type: string, call: CallArguments): Value | null {
  const name = textOf(call.positional()[0] ?? NOTHING);
  const pairs = pairsIn(call.get('names', 1)?.value ?? NOTHING);
  if (name === null || !pairs) return null;
  const mixin = call.get('type', null)?.value.objects ?? [];
  const isText =
    type === 'enum.StrEnum' ||
    mixin.some((object) => object.kind === 'external' && object.name === 'builtins.str');
  const members = pairs.map(([member, item], index): readonly [string, Value] => {
    const paired = itemsOf(item)?.[1] ?? item;
    const numbered = isText
      ? textValue(member.toLowerCase())
      : valueOf({ kind: 'constant', text: `${index + 1}` });
    const value = isNothing(paired) ? numbered : paired;
    const parts = new Map([
      ['name', textValue(member)],
      ['value', value],
    ]);
    return [member, isText ? value : api(`${RECORD}${name}.${member}`, parts)];
  });
  return api(
    ENUM_TYPE + name,
    recordParts(
      members.map(([member]) => member),
      new Map(members),
    ),
  );
}

function callExternal(name: string, call: CallArguments): Value | null {
  switch (name) {
    case 'collections.namedtuple':
      return makeNamedTuple(call);
    case 'typing.NamedTuple':
    case 'typing_extensions.NamedTuple':
      return recordType(
        call,
        pairsIn(call.get('fields', 1)?.value ?? NOTHING)?.map(([field]) => field),
        new Map(),
      );
    case 'dataclasses.make_dataclass':
      return makeDataclass(call);
    case 'pydantic.create_model':
    case 'pydantic.main.create_model':
      return makeModel(call);
    case 'enum.Enum':
    case 'enum.IntEnum':
    case 'enum.StrEnum':
      return makeEnum(name, call);
    case 'typing.TypedDict':
    case 'typing_extensions.TypedDict':
      return valueOf({ kind: 'external', name: 'builtins.dict' });
    default:
      return null;
  }
}

/** An object of a type of records. */
function makeRecord(type: ApiObject, call: CallArguments): Value {
  const fields = fieldsOfRecord(type);
  const values = fields.map((field, position): readonly [string, Value] => [
    field,
    call.get(field, position)?.value ?? call.spread() ?? type.parts.get(field) ?? NOTHING,
  ]);
  return api(RECORD + type.type.slice(RECORD_TYPE.length), recordParts(fields, new Map(values)));
}

/** `Tables("Movies")`: the members that may have the value; all of them where it is not known. */
function memberOf(type: ApiObject, call: CallArguments): Value {
  const wanted = textOf(call.positional()[0] ?? NOTHING);
  const members = itemsOfRecord(type) ?? [];
  const hasValue = (member: Value): boolean =>
    member.objects.some((object) => {
      const value =
        object.kind === 'api' ? (object.parts.get('value') ?? NOTHING) : valueOf(object);
      return (
        value.unknowns.length > 0 ||
        value.objects.some((item) => item.kind === 'string' && item.text === wanted)
      );
    });
  return joinAll(wanted === null ? members : members.filter(hasValue));
}

function callMethod(object: ApiObject, method: string, call: CallArguments): Value | null {
  if (method === CALLED && object.type.startsWith(RECORD_TYPE)) return makeRecord(object, call);
  if (method === CALLED && object.type.startsWith(ENUM_TYPE)) return memberOf(object, call);
  if (!object.type.startsWith(RECORD)) return null;
  if (method === '_replace')
    return valueOf({ ...object, parts: new Map([...object.parts, ...call.keywords()]) });
  return ['_asdict', 'dict', 'model_dump'].includes(method) ? recordAsDict(object) : null;
}

/** Types that a call makes, and their objects. */
export const recordLibrary: LibraryModel = {
  ...NO_LIBRARY,
  callExternal,
  attributeOf: ({ type, parts }, name) =>
    type.startsWith(RECORD) || type.startsWith(ENUM_TYPE) ? (parts.get(name) ?? null) : null,
  callMethod,
};
