/*
 * What an annotation promises: an object of a library's type, an instance of a class of the workspace, or containers of them.
 * Rules: https://docs.python.org/3/library/typing.html
 */
import type { Place } from '../../link/place.ts';
import type { Expression } from '../../summary/expression.ts';
import { aliasedType } from './aliased-type.ts';
import { calledValue } from '../container/container.ts';
import type { Evaluator, Site } from '../evaluator.ts';
import { injectedValue } from '../library/dependency.ts';
import type { Annotated } from '../library/library.ts';
import { outsideReason } from '../library/outside.ts';
import { quotedType } from './quoted-type.ts';
import {
  join,
  joinAll,
  NOTHING,
  unknownValue,
  type Value,
  type ValueObject,
  valueOf,
  withoutUnknowns,
} from '../value/value.ts';
import { type Unknown } from '../value/unknown.ts';

/** What the brackets of a type hold, by the last part of its name. */
type Brackets = 'same' | 'elements' | 'items' | 'values' | 'result' | 'class';

const BRACKETS: ReadonlyMap<string, Brackets> = new Map(
  (
    [
      ['same', 'Optional Union Annotated Final ClassVar Required NotRequired ReadOnly Awaitable'],
      ['same', 'Coroutine ContextManager AbstractContextManager AsyncContextManager'],
      ['same', 'AbstractAsyncContextManager'],
      ['elements', 'list List set Set frozenset FrozenSet Sequence MutableSequence Collection'],
      ['elements', 'Iterable Iterator Generator AsyncIterable AsyncIterator AsyncGenerator'],
      ['elements', 'deque Deque AbstractSet'],
      ['items', 'tuple Tuple'],
      ['values', 'dict Dict Mapping MutableMapping defaultdict DefaultDict OrderedDict'],
      ['result', 'Callable'],
      ['class', 'type Type'],
    ] as const
  ).flatMap(([brackets, names]) => names.split(' ').map((name) => [name, brackets] as const)),
);

/** Types inside types are read this deep, so that aliases of each other end. */
const MAX_DEPTH = 8;

/** The value that an annotation promises for what is annotated; null when it says nothing that matters. */
export function annotatedValue(
  evaluator: Evaluator,
  annotation: Expression,
  site: Site,
  annotated: Annotated,
): Value | null {
  return promisedBy({ evaluator, annotated, depth: 0 }, annotation, { ...site, call: null });
}

interface Reading {
  readonly evaluator: Evaluator;
  readonly annotated: Annotated;
  readonly depth: number;
}

function promisedBy(reading: Reading, annotation: Expression, site: Site): Value | null {
  if (reading.depth > MAX_DEPTH) return null;
  const deeper = { ...reading, depth: reading.depth + 1 };
  switch (annotation.kind) {
    case 'name':
    case 'attribute': {
      const type = reading.evaluator.evaluate(annotation, site);
      if (type.objects.length > 0) return instanceOf(reading, type);
      const alias = aliasedType(reading.evaluator, annotation, site);
      return alias && promisedBy(deeper, alias.type, alias.site);
    }
    case 'alternatives':
      return anyOf(deeper, annotation.options, site);
    case 'string':
      return promisedBy(deeper, quotedType(annotation.text, annotation.at), site);
    case 'subscript': {
      const head = annotation.object;
      const name = head.kind === 'name' || head.kind === 'attribute' ? head.name : '';
      const items =
        annotation.index.kind === 'sequence' ? annotation.index.items : [annotation.index];
      return name === 'Annotated'
        ? annotatedWith(deeper, items, site)
        : bracketed(deeper, BRACKETS.get(name) ?? null, items, site);
    }
    default:
      return null;
  }
}

function anyOf(reading: Reading, types: readonly Expression[], site: Site): Value | null {
  const values = types
    .map((type) => promisedBy(reading, type, site))
    .filter((value) => value !== null);
  return values.length > 0 ? joinAll(values) : null;
}

/** `Annotated[T, …]`: what a framework injects says more than the type. */
function annotatedWith(
  reading: Reading,
  [type, ...metadata]: readonly Expression[],
  site: Site,
): Value | null {
  const promised = type ? promisedBy(reading, type, site) : null;
  const injected = metadata
    .map((item) => injectedValue(reading.evaluator, item, site))
    .filter((value) => value !== null);
  if (injected.length === 0) return promised;
  return promised ? withPromise(joinAll(injected), promised) : joinAll(injected);
}

/** A type with others in its brackets. */
function bracketed(
  reading: Reading,
  brackets: Brackets | null,
  items: readonly Expression[],
  site: Site,
): Value | null {
  const last = items.slice(-1);
  switch (brackets) {
    case null:
      return null;
    case 'same':
      return anyOf(reading, items, site);
    default:
  }
  // Containers of anything but library objects say too little for what they cost: most of annotated code is full of them.
  if (brackets !== 'class' && !anyOf(reading, items, site)?.objects.some(holdsLibraryObject))
    return null;
  switch (brackets) {
    case 'class': {
      const classes = items.flatMap((item) => reading.evaluator.evaluate(item, site).objects);
      const known = classes.filter((object) => object.kind === 'class');
      return known.length > 0 ? joinAll(known.map(valueOf)) : null;
    }
    case 'items':
      return promisedTuple(reading, items, site);
    case 'elements': {
      const rest = anyOf(reading, items.slice(0, 1), site);
      return rest && valueOf({ kind: 'sequence', items: [], rest });
    }
    case 'values': {
      const rest = anyOf(reading, last, site);
      return rest && valueOf({ kind: 'dict', entries: new Map(), keys: NOTHING, rest });
    }
    case 'result': {
      const result = anyOf(reading, last, site);
      return result && calledValue(result);
    }
  }
}

function promisedTuple(reading: Reading, items: readonly Expression[], site: Site): Value | null {
  const promised = items.map((item) => promisedBy(reading, item, site));
  if (promised.every((item) => item === null)) return null;
  // `tuple[T, ...]` has any number of items.
  const isOpen = items.at(-1)?.kind === 'opaque' && items.length === 2;
  return isOpen
    ? valueOf({ kind: 'sequence', items: [], rest: promised[0] ?? NOTHING })
    : valueOf({ kind: 'sequence', items: promised.map((item) => item ?? NOTHING), rest: null });
}

/** What is assigned says more than its annotation, unless it is no library object: then both count. */
export function withPromise(value: Value, promised: Value): Value {
  return value.objects.some(holdsLibraryObject) ? value : join(promised, withoutUnknowns(value));
}

function holdsLibraryObject(object: ValueObject): boolean {
  switch (object.kind) {
    case 'api':
      return true;
    case 'sequence':
      return [...object.items, object.rest ?? NOTHING].some((item) =>
        item.objects.some(holdsLibraryObject),
      );
    case 'dict':
      return [...object.entries.values(), object.rest ?? NOTHING].some((item) =>
        item.objects.some(holdsLibraryObject),
      );
    default:
      return false;
  }
}

/**
 * What a function returns, with what its annotation promises: that counts where the body says nothing,
 * and the body's reasons then say why no more is known. An instance of a class counts only where the body leads outside.
 */
export function withReturnPromise(
  evaluator: Evaluator,
  returned: Value,
  annotation: Expression,
  site: Site,
  annotated: Annotated,
): Value {
  const says = returned.objects.some(
    (object) =>
      object.kind !== 'constant' && object.kind !== 'external' && !isOpenContainer(object),
  );
  if (says || returned.objects.some(holdsLibraryObject) || isPlainType(annotation)) return returned;
  const because = reasonsIn(returned, annotated.at);
  const promised = annotatedValue(evaluator, annotation, site, {
    ...annotated,
    ...(because.length > 0 ? { because } : {}),
  });
  const isSilent = because.every(({ reason }) => reason === 'external-module');
  if (!promised || !(isSilent || promised.objects.some(holdsLibraryObject))) return returned;
  const constants = returned.objects.filter((object) => object.kind === 'constant');
  return join(promised, { objects: constants, unknowns: [] });
}

const PLAIN_TYPES: ReadonlySet<string> = new Set(
  'None Any bool bytes dict float int list object set str tuple'.split(' '),
);

/** Whether a type is one of those that are most common and say nothing. */
function isPlainType(annotation: Expression): boolean {
  return (
    (annotation.kind === 'name' && PLAIN_TYPES.has(annotation.name)) ||
    annotation.kind === 'constant'
  );
}

/** Why a value that says nothing says nothing. */
function reasonsIn(value: Value, at: Place): readonly Unknown[] {
  const inside = value.objects.map((object): Value => {
    if (object.kind === 'external') return unknownValue(...outsideReason(object.name), at);
    return object.kind === 'sequence' || object.kind === 'dict'
      ? (object.rest ?? NOTHING)
      : NOTHING;
  });
  return joinAll([{ objects: [], unknowns: value.unknowns }, ...inside]).unknowns;
}

/** A container in which nothing is known: what a generator yields, a dict from a file. */
function isOpenContainer(object: ValueObject): boolean {
  if (object.kind !== 'sequence' && object.kind !== 'dict') return false;
  const rest = object.rest ?? NOTHING;
  return rest.objects.length === 0 && rest.unknowns.length > 0;
}

function instanceOf({ evaluator, annotated }: Reading, type: Value): Value | null {
  const values = type.objects.flatMap((object): Value[] => {
    if (object.kind === 'class')
      return [valueOf({ kind: 'instance', scope: object.scope, made: null })];
    const value =
      object.kind === 'external' ? evaluator.library.instanceOf(object.name, annotated) : null;
    return value ? [value] : [];
  });
  return values.length > 0 ? joinAll(values) : null;
}
