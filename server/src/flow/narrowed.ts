/*
 * What is left of a value where a condition holds. A type that the value is tested for is evidence of its own:
 * where nothing is known about the value, it is an object of that type.
 */
import { scopeId } from '../link/place.ts';
import type { Anchor, Expression, Narrowing } from '../summary/expression.ts';
import { lineage } from './class.ts';
import { type Evaluator, placeOf, type Site } from './evaluator.ts';
import type { Annotated } from './library.ts';
import { joinAll, NOTHING, textValue, type Value, type ValueObject, valueOf } from './value.ts';

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
    case 'instance':
      return instanceValue(evaluator, value, narrowing.type, site);
  }
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

/** The options that the value can be; all of them where it may be anything. */
function equalValue(value: Value, options: readonly Value[]): Value {
  const texts = new Set<string>();
  for (const option of options) {
    const [only] = option.objects;
    if (option.objects.length !== 1 || option.unknowns.length > 0 || only?.kind !== 'string')
      return value;
    texts.add(only.text);
  }
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
  const kinds = PLAIN_TYPES.get(PLAIN_NAME.exec(object.name)?.[1] ?? '');
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

function instanceValue(evaluator: Evaluator, value: Value, type: Expression, site: Site): Value {
  const tested: Tested = { kinds: new Set(), classes: new Set(), apis: new Set(), promised: [] };
  const annotated = annotatedAs(value, site, type.at);
  for (const expression of typesIn(type)) {
    const { objects, unknowns } = evaluator.evaluate(expression, site);
    if (objects.length === 0 || unknowns.length > 0) return value;
    for (const object of objects) if (!addType(evaluator, object, annotated, tested)) return value;
  }
  const fits = (object: ValueObject): boolean => {
    if (object.kind === 'api') return tested.apis.has(object.type);
    if (object.kind !== 'instance') return tested.kinds.has(object.kind) && !isNone(object);
    return [...lineage(evaluator, [object.scope])].some((scope) =>
      tested.classes.has(scopeId(scope)),
    );
  };
  const isOpen = value.unknowns.length > 0 || value.objects.some(({ kind }) => kind === 'external');
  const unknowns = tested.promised.length === 0 ? value.unknowns : [];
  return joinAll([
    { objects: value.objects.filter(fits), unknowns },
    ...(isOpen ? tested.promised : []),
  ]);
}

function isNone(object: ValueObject): boolean {
  return object.kind === 'constant' && object.text === 'None';
}
