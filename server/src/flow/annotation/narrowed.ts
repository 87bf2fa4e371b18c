/*
 * What is left of a value where a condition holds. A type that the value is tested for is evidence of its own:
 * where nothing is known about the value, it is an object of that type.
 */
import { scopeId } from '../../link/place.ts';
import type { Anchor, Expression, Narrowing, OpposedNarrowing } from '../../summary/expression.ts';
import { lineage } from '../class/class.ts';
import { type Evaluator, placeOf, type Site } from '../evaluator.ts';
import type { Annotated } from '../library/library.ts';
import {
  joinAll,
  joinOver,
  NOTHING,
  textValue,
  type Value,
  type ValueObject,
  valueOf,
} from '../value/value.ts';

/** The value where the narrowing holds. */
export function narrowedValue(
  evaluator: Evaluator,
  value: Value,
  narrowing: Narrowing,
  site: Site,
): Value {
  switch (narrowing.kind) {
    case 'true':
      return keep(value, (object) => !isFalse(object));
    case 'not-none':
      return keep(value, (object) => object.kind !== 'constant' || object.text !== 'None');
    case 'shape':
      return keep(value, ({ kind }) => kind === narrowing.shape);
    case 'equal':
      return equalValue(
        value,
        narrowing.options.map((option) => evaluator.evaluate(option, site)),
      );
    case 'entry':
      return entryValue(evaluator, value, narrowing, site);
    case 'instance':
      return instanceValue(evaluator, value, narrowing.type, site);
    case 'not':
      return opposedValue(evaluator, value, narrowing.of, site);
    case 'both': {
      const first = narrowedValue(evaluator, value, narrowing.first, site);
      return narrowedValue(evaluator, first, narrowing.second, site);
    }
  }
}

/** Objects of libraries of which one entry is known; nothing is learnt about others. */
function entryValue(
  evaluator: Evaluator,
  value: Value,
  { key, options }: Extract<Narrowing, { readonly kind: 'entry' }>,
  site: Site,
): Value {
  if (!value.objects.some(({ kind }) => kind === 'api')) return value;
  const equal = joinAll(options.map((option) => evaluator.evaluate(option, site)));
  return joinOver(value, (object) =>
    object.kind === 'api'
      ? (evaluator.library.having?.(object, key, equal) ?? valueOf(object))
      : valueOf(object),
  );
}

function keep(value: Value, holds: (object: ValueObject) => boolean): Value {
  const objects = value.objects.filter(holds);
  return objects.length === value.objects.length ? value : { ...value, objects };
}

/** Whether an object counts as false where that is certain. */
export function isFalse(object: ValueObject): boolean {
  switch (object.kind) {
    case 'constant':
      return ['None', 'False', '0'].includes(object.text);
    case 'string':
      return object.text === '';
    case 'sequence':
      return object.items.length === 0 && object.rest === null;
    default:
      return false;
  }
}

/** The value without the objects of which it is certain that they meet the condition. */
function opposedValue(
  evaluator: Evaluator,
  value: Value,
  condition: OpposedNarrowing,
  site: Site,
): Value {
  if (value.objects.length === 0) return value;
  if (condition.kind === 'equal') {
    const texts = textsOf(condition.options.map((option) => evaluator.evaluate(option, site)));
    return texts
      ? keep(value, (object) => object.kind !== 'string' || !texts.has(object.text))
      : value;
  }
  const tested = testedTypes(evaluator, value, condition.type, site);
  return tested ? keep(value, (object) => !isCertainly(evaluator, object, tested)) : value;
}

/** Whether an object is surely of one of the types: a sequence may be a list, a tuple or a set. */
function isCertainly(evaluator: Evaluator, object: ValueObject, tested: Tested): boolean {
  if (object.kind === 'sequence')
    return ['list', 'tuple', 'set'].every((name) => tested.plain.has(name));
  const isPlain = object.kind === 'string' || object.kind === 'dict' || object.kind === 'api';
  return (isPlain || object.kind === 'instance') && isOfType(evaluator, object, tested);
}

/** The texts that options are; null when one of them is not certain. */
function textsOf(options: readonly Value[]): ReadonlySet<string> | null {
  const texts = new Set<string>();
  for (const option of options) {
    const [only] = option.objects;
    if (option.objects.length !== 1 || option.unknowns.length > 0 || only?.kind !== 'string')
      return null;
    texts.add(only.text);
  }
  return texts;
}

/** The options that the value can be; all of them where it may be anything. */
function equalValue(value: Value, options: readonly Value[]): Value {
  const texts = textsOf(options);
  if (!texts) return value;
  if (value.objects.length === 0 && value.unknowns.length === 0) return NOTHING;
  const same = value.objects.filter((object) => object.kind === 'string' && texts.has(object.text));
  const isKnown = value.objects.every(({ kind }) => kind === 'string' || kind === 'constant');
  return isKnown && value.unknowns.length === 0 && same.length > 0
    ? { objects: same, unknowns: [] }
    : joinAll([...texts].map((text) => textValue(text)));
}

/** The types of values that are no library's and no class's. */
const PLAIN_TYPES: ReadonlyMap<string, readonly ValueObject['kind'][]> = new Map([
  ['str', ['string', 'environment']],
  ['dict', ['dict']],
  ['Mapping', ['dict']],
  ['MutableMapping', ['dict']],
  ['list', ['sequence']],
  ['tuple', ['sequence']],
  ['set', ['sequence']],
  ['frozenset', ['sequence']],
  ['Sequence', ['sequence', 'string', 'environment']],
  ['Iterable', ['sequence', 'dict', 'string', 'environment']],
  ['int', ['constant']],
  ['float', ['constant']],
  ['bool', ['constant']],
]);

const PLAIN_NAME = /^(?:builtins|typing|collections(?:\.abc)?)\.(\w+)$/;

interface Tested {
  readonly kinds: Set<ValueObject['kind']>;
  readonly classes: Set<string>;
  readonly apis: Set<string>;
  readonly promised: Value[];
  /** The names of plain types. */
  readonly plain: Set<string>;
}

/** The types of an `isinstance`, which may stand in a tuple. */
function typesIn(expression: Expression): readonly Expression[] {
  if (expression.kind === 'sequence') return expression.items.flatMap(typesIn);
  return expression.kind === 'alternatives' ? expression.options.flatMap(typesIn) : [expression];
}

/** Adds one type; false when nothing is known about it. */
function addType(
  evaluator: Evaluator,
  object: ValueObject,
  annotated: Annotated,
  tested: Tested,
): boolean {
  if (object.kind === 'class') {
    tested.classes.add(scopeId(object.scope));
    tested.promised.push(valueOf({ kind: 'instance', scope: object.scope, made: null }));
    return true;
  }
  if (object.kind !== 'external') return false;
  const name = PLAIN_NAME.exec(object.name)?.[1] ?? '';
  const kinds = PLAIN_TYPES.get(name);
  tested.plain.add(name);
  for (const kind of kinds ?? []) tested.kinds.add(kind);
  return kinds !== undefined || addLibraryType(evaluator, object.name, annotated, tested);
}

function addLibraryType(
  evaluator: Evaluator,
  name: string,
  annotated: Annotated,
  tested: Tested,
): boolean {
  const promised = evaluator.library.instanceOf(name, annotated);
  if (!promised) return false;
  for (const item of promised.objects) if (item.kind === 'api') tested.apis.add(item.type);
  tested.promised.push(promised);
  return true;
}

/** What is tested, with the reasons that its value gives. */
function annotatedAs({ unknowns }: Value, site: Site, at: Anchor): Annotated {
  const [first] = unknowns;
  return {
    name: first?.detail ?? '',
    at: first?.at ?? placeOf(site, at),
    reason: first?.reason ?? 'computed-at-run-time',
    because: unknowns,
  };
}

/** The types that an `isinstance` asks for; null when one of them is not known. */
function testedTypes(
  evaluator: Evaluator,
  value: Value,
  type: Expression,
  site: Site,
): Tested | null {
  const tested: Tested = {
    kinds: new Set(),
    classes: new Set(),
    apis: new Set(),
    promised: [],
    plain: new Set(),
  };
  const annotated = annotatedAs(value, site, type.at);
  for (const expression of typesIn(type)) {
    const { objects, unknowns } = evaluator.evaluate(expression, site);
    if (objects.length === 0 || unknowns.length > 0) return null;
    for (const object of objects) if (!addType(evaluator, object, annotated, tested)) return null;
  }
  return tested;
}

/** Whether an object may be of one of the types. */
function isOfType(evaluator: Evaluator, object: ValueObject, tested: Tested): boolean {
  if (object.kind === 'api') return tested.apis.has(object.type);
  if (object.kind !== 'instance') return tested.kinds.has(object.kind) && !isNone(object);
  return [...lineage(evaluator, [object.scope])].some((scope) =>
    tested.classes.has(scopeId(scope)),
  );
}

function instanceValue(evaluator: Evaluator, value: Value, type: Expression, site: Site): Value {
  const tested = testedTypes(evaluator, value, type, site);
  if (!tested) return value;
  const isOpen = value.unknowns.length > 0 || value.objects.some(({ kind }) => kind === 'external');
  const unknowns = tested.promised.length === 0 ? value.unknowns : [];
  return joinAll([
    { objects: value.objects.filter((object) => isOfType(evaluator, object, tested)), unknowns },
    ...(isOpen ? tested.promised : []),
  ]);
}

function isNone(object: ValueObject): boolean {
  return object.kind === 'constant' && object.text === 'None';
}
