/*
 * The fields of an instance as a dict, and copies of an instance with other fields: `asdict`, `replace`, `model_dump`.
 * Sources: https://docs.python.org/3/library/dataclasses.html, https://docs.pydantic.dev/latest/concepts/serialization/
 */
import { EMPTY_DICT, withEntry } from '../container/container.ts';
import { lineage } from './class.ts';
import { instanceOfFields } from './construct.ts';
import type { Evaluator } from '../evaluator.ts';
import type { CallArguments } from '../library/library.ts';
import { RECORD, recordAsDict } from './record.ts';
import {
  type InstanceObject,
  joinOver,
  NOTHING,
  textValue,
  unknownValue,
  type Value,
  type ValueObject,
  valueOf,
} from '../value/value.ts';

/** Functions whose result is their first argument with the fields that are given by name. */
const REPLACES: ReadonlySet<string> = new Set([
  'dataclasses.replace',
  'copy.replace',
  'attr.evolve',
  'attrs.evolve',
  'attr.assoc',
]);

/** Functions that give the fields of their first argument as a dict. */
const AS_DICT: ReadonlySet<string> = new Set([
  'dataclasses.asdict',
  'attr.asdict',
  'attrs.asdict',
  'builtins.vars',
]);

/** Methods of instances of classes with fields that give the fields as a dict. */
const DICT_METHODS: ReadonlySet<string> = new Set(['_asdict', 'dict', 'model_dump']);

/** Methods that give a copy with other fields, and the argument that holds these; null when they are the arguments by name. */
const COPY_METHODS: ReadonlyMap<string, string | null> = new Map([
  ['_replace', null],
  ['copy', 'update'],
  ['model_copy', 'update'],
]);

/** Whether an instance of a class with fields has a method of that name from the library that makes the class. */
export function isFieldMethod(evaluator: Evaluator, object: InstanceObject, name: string): boolean {
  if (!DICT_METHODS.has(name) && !COPY_METHODS.has(name)) return false;
  return ['fields', 'model', 'settings'].includes(evaluator.natureOf(object.scope));
}

/** Calls such a method. */
export function callFieldMethod(
  evaluator: Evaluator,
  object: InstanceObject,
  name: string,
  given: CallArguments,
): Value {
  if (DICT_METHODS.has(name)) return fieldsAsDict(evaluator, object);
  const holder = COPY_METHODS.get(name) ?? null;
  if (holder === null) return replaced(evaluator, object, given.keywords());
  const update = given.get(holder, null)?.value.objects ?? [];
  const entries = update.flatMap((item) => (item.kind === 'dict' ? [...item.entries] : []));
  return replaced(evaluator, object, new Map(entries));
}

/** The value of calling a function that copies an instance or makes a dict of it; null for any other function. */
export function fieldCall(evaluator: Evaluator, name: string, given: CallArguments): Value | null {
  const copies = REPLACES.has(name);
  if (!copies && !AS_DICT.has(name)) return null;
  const [object] = given.positional();
  if (!object?.objects.some(hasFields)) return null;
  return joinOver(object, (item) => {
    if (item.kind === 'instance')
      return copies
        ? replaced(evaluator, item, given.keywords())
        : fieldsAsDict(evaluator, item, name === 'builtins.vars');
    if (item.kind !== 'api' || !hasFields(item))
      return unknownValue('computed-at-run-time', `${name}()`, given.at);
    if (!copies) return recordAsDict(item);
    return valueOf({ ...item, parts: new Map([...item.parts, ...given.keywords()]) });
  });
}

/** Whether an object is one of fields: an instance of a class of the workspace, or a record. */
function hasFields(object: ValueObject): boolean {
  return object.kind === 'instance' || (object.kind === 'api' && object.type.startsWith(RECORD));
}

/** The names of everything that an instance holds, as its classes say it. */
function attributeNames(evaluator: Evaluator, { scope }: InstanceObject): readonly string[] {
  const names = [...lineage(evaluator, [scope])].flatMap((candidate) => [
    ...evaluator.classes.shapeOf(candidate).writers.keys(),
  ]);
  return [...new Set(names)];
}

/** `asdict(object)`, and `vars(object)`, which any object has. */
export function fieldsAsDict(evaluator: Evaluator, object: InstanceObject, all = false): Value {
  const fields = evaluator.fieldsOf(object.scope).filter(({ handedOn }) => !handedOn);
  const hasFields = evaluator.natureOf(object.scope) !== 'plain';
  const named = hasFields ? fields.map(({ name }) => name) : [];
  const names = all ? [...named, ...attributeNames(evaluator, object)] : named;
  const dict = names.reduce(
    (known, name) =>
      withEntry(known, textValue(name), evaluator.memberOf({ owner: object, name }) ?? NOTHING),
    EMPTY_DICT,
  );
  const isOpen = all || !hasFields;
  const rest = isOpen ? unknownValue('dynamic-attribute', '__dict__', null) : null;
  return valueOf({ ...dict, rest });
}

/** A copy of an instance in which some fields are others. */
function replaced(
  evaluator: Evaluator,
  object: InstanceObject,
  changes: ReadonlyMap<string, Value>,
): Value {
  const fields = new Map<string, Value>();
  for (const { name, given } of evaluator.fieldsOf(object.scope)) {
    const value = changes.get(name) ?? evaluator.memberOf({ owner: object, name });
    if (given && value) fields.set(name, value);
  }
  return valueOf(instanceOfFields(object.scope, fields));
}
