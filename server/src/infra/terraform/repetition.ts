/*
 * `for_each` and `count`: how often a block stands for something, and what `each` and `count` mean each time.
 * Sources: https://developer.hashicorp.com/terraform/language/meta-arguments/for_each and …/count
 */
import { textValue, type Value } from '../../flow/value/value.ts';
import { type DocumentNode, entryOf } from '../../syntax/document/document.ts';
import {
  constantValue,
  dictIn,
  knownNumber,
  knownText,
  leftOpen,
  listValue,
  mapValue,
  sequenceIn,
} from './known.ts';
import { evaluateIn, type Scope, withBound } from './scope.ts';

/** Further repetitions are left out. */
const MAX_REPETITIONS = 100;

/** One of the things that a block stands for. */
export interface Repetition {
  /** Its key or index; null when there is one only, or when it is not known. */
  readonly key: string | number | null;
  readonly scope: Scope;
}

/** All things that a block stands for. */
export interface Repetitions {
  /** Whether they are told apart by keys, by indexes, or not at all. */
  readonly by: 'key' | 'index' | null;
  readonly all: readonly Repetition[];
}

function eachValue(key: Value, value: Value): readonly [string, Value] {
  return [
    'each',
    mapValue(
      new Map([
        ['key', key],
        ['value', value],
      ]),
    ),
  ];
}

/** The keys that are known, and what the other things are made with; null when there are no others. */
function keysOf(collection: Value): {
  readonly known: readonly { readonly key: string; readonly value: Value }[];
  readonly open: { readonly key: Value; readonly value: Value } | null;
} {
  const openKey = leftOpen('each.key');
  const dict = dictIn(collection);
  if (dict) {
    const known = [...dict.entries].map(([key, value]) => ({ key, value }));
    return { known, open: dict.rest && { key: openKey, value: dict.rest } };
  }
  const list = sequenceIn(collection);
  if (!list) return { known: [], open: { key: openKey, value: leftOpen('each.value') } };
  const known = list.items.flatMap((value) => {
    const key = knownText(value);
    return key === null ? [] : [{ key, value }];
  });
  const rest = list.rest ?? list.items.find((item) => knownText(item) === null);
  return { known, open: rest ? { key: rest, value: rest } : null };
}

function overKeys(scope: Scope, collection: Value): readonly Repetition[] {
  const { known, open } = keysOf(collection);
  const all = known.slice(0, MAX_REPETITIONS).map(({ key, value }) => ({
    key,
    scope: withBound(scope, eachValue(textValue(key), value)),
  }));
  if (!open) return all;
  return [...all, { key: null, scope: withBound(scope, eachValue(open.key, open.value)) }];
}

function counted(scope: Scope, index: Value, key: number | null): Repetition {
  return { key, scope: withBound(scope, ['count', mapValue(new Map([['index', index]]))]) };
}

function overIndexes(scope: Scope, count: Value): readonly Repetition[] {
  const known = knownNumber(count);
  if (known !== null) {
    const length = Math.max(0, Math.min(known, MAX_REPETITIONS));
    return Array.from({ length }, (_, index) => counted(scope, constantValue(index), index));
  }
  // Most counts that are not known ask whether something is wanted at all.
  const isChoice = count.objects.every(
    (object) => object.kind === 'constant' && (object.text === '0' || object.text === '1'),
  );
  return [
    isChoice && count.objects.length > 0
      ? counted(scope, constantValue(0), 0)
      : counted(scope, leftOpen('count.index'), null),
  ];
}

/** What a `resource`, `data` or `module` block stands for. */
export function repetitionsOf(scope: Scope, block: DocumentNode): Repetitions {
  const forEach = entryOf(block, 'for_each');
  if (forEach) return { by: 'key', all: overKeys(scope, evaluateIn(scope, forEach)) };
  const count = entryOf(block, 'count');
  if (count) return { by: 'index', all: overIndexes(scope, evaluateIn(scope, count)) };
  return { by: null, all: [{ key: null, scope }] };
}

/** The things of a block as one value: a map or list of what `valueOf` gives for each, or that itself. */
export function gathered(
  {
    by,
    all,
  }: { readonly by: Repetitions['by']; readonly all: readonly { key: string | number | null }[] },
  values: readonly Value[],
): Value | null {
  const open = all.findIndex(({ key }) => key === null);
  const rest = open < 0 ? null : (values[open] ?? null);
  if (by === null) return values[0] ?? null;
  const known = all.flatMap(({ key }, index) => {
    const value = values[index];
    return key === null || !value ? [] : [[String(key), value] as const];
  });
  if (by === 'key') return mapValue(new Map(known), rest);
  return listValue(
    known.map(([, value]) => value),
    rest,
  );
}
