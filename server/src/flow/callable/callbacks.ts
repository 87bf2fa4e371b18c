/*
 * Functions outside the workspace that call what they are given: `map`, threads, executors, event loops.
 * They are described once, for what such a call gives and for what the called functions get.
 * Sources: https://docs.python.org/3/library/functions.html, functools.html, itertools.html, asyncio-eventloop.html,
 * asyncio-task.html, threading.html, multiprocessing.html, concurrent.futures.html, atexit.html,
 * https://www.starlette.io/threadpool/ and https://anyio.readthedocs.io/en/stable/threads.html
 */
import { elementOf, itemsOf } from '../container/container.ts';
import type { CallArguments } from '../library/library.ts';
import { joinAll, NOTHING, unknownValue, type Value, valueOf } from '../value/value.ts';
import { argumentsFrom } from './partial.ts';

/** A call that a function outside makes. */
export interface Invocation {
  readonly callee: Value;
  readonly given: CallArguments;
}

/** What a function outside calls, and what it gives back, by what these calls give. */
export interface Callbacks {
  readonly invocations: readonly Invocation[];
  readonly result: (results: readonly Value[]) => Value;
}

/** The type of what stands for a result that comes later. */
const FUTURE = 'Future';

type Describe = (given: CallArguments) => Callbacks;

function unknownResult(given: CallArguments): Value {
  return unknownValue('computed-at-run-time', given.note, given.at);
}

function future(result: Value): Value {
  return valueOf({ kind: 'api', type: FUTURE, parts: new Map([['result', result]]) });
}

type Wrap = (result: Value, given: CallArguments) => Value;

const plain: Wrap = (result) => result;
const later: Wrap = future;
const nothing: Wrap = (_, given) => unknownResult(given);

/** `run(function, *arguments, **keywords)`, with so many other arguments before the function. */
function handsOn(before: number, wrap: Wrap): Describe {
  return (given) => {
    const positional = given.positional().slice(before);
    const [callee = NOTHING, ...rest] = positional;
    const inner = argumentsFrom(given, rest, given.keywords(), given.spread());
    return {
      invocations: [{ callee, given: inner }],
      result: ([result = NOTHING]) => wrap(result, given),
    };
  };
}

function listed(value: Value | undefined): readonly Value[] {
  return value ? (itemsOf(value) ?? [elementOf(value)]) : [];
}

function keywordsIn(value: Value | undefined): ReadonlyMap<string, Value> {
  const dicts = (value?.objects ?? []).flatMap((object) =>
    object.kind === 'dict' ? [object] : [],
  );
  return new Map(dicts.flatMap(({ entries }) => [...entries]));
}

/** `run(function=…, args=(…), kwargs={…})`, by the names and positions of these parameters. */
function takesLists(
  names: { readonly callee: readonly [string, number]; readonly list: readonly [string, number] },
  keywords: readonly [string, number],
  wrap: Wrap,
): Describe {
  return (given) => {
    const valueFor = (parameter: readonly [string, number]): Value | undefined =>
      given.get(...parameter)?.value;
    const inner = argumentsFrom(
      given,
      listed(valueFor(names.list)),
      keywordsIn(valueFor(keywords)),
    );
    return {
      invocations: [{ callee: valueFor(names.callee) ?? NOTHING, given: inner }],
      result: ([result = NOTHING]) => wrap(result, given),
    };
  };
}

/** More items than this are passed on as one. */
const MAX_ITEMS = 16;

/** The arguments of each call that goes through iterables in step. */
function inStep(iterables: readonly Value[]): readonly (readonly Value[])[] | null {
  const lists = iterables.map(itemsOf);
  const known = lists.filter((items) => items !== null);
  const length = Math.min(...known.map((items) => items.length));
  if (known.length < lists.length || known.length === 0 || length > MAX_ITEMS) return null;
  return Array.from({ length }, (_, index) => known.map((items) => items[index] ?? NOTHING));
}

/** `map(function, *iterables)`: a call for each element. */
const overElements: Describe = (given) => {
  const [callee = NOTHING, ...iterables] = given.positional();
  const steps = given.spread() ? null : inStep(iterables);
  const calls = steps ?? [iterables.map(elementOf)];
  return {
    invocations: calls.map((items) => ({ callee, given: argumentsFrom(given, items) })),
    result: (results) =>
      valueOf(
        steps
          ? { kind: 'sequence', items: results, rest: null }
          : { kind: 'sequence', items: [], rest: joinAll(results) },
      ),
  };
};

/** `starmap(function, tuples)`: a call for each tuple, with its items. */
const overTuples: Describe = (given) => {
  const [callee = NOTHING, tuples = NOTHING] = given.positional();
  const known = itemsOf(tuples);
  const steps = known && known.length <= MAX_ITEMS ? known : [elementOf(tuples)];
  return {
    invocations: steps.map((tuple) => {
      const items = itemsOf(tuple);
      const inner = items
        ? argumentsFrom(given, items)
        : argumentsFrom(given, [], new Map(), elementOf(tuple));
      return { callee, given: inner };
    }),
    result: (results) => valueOf({ kind: 'sequence', items: [], rest: joinAll(results) }),
  };
};

/** `reduce(function, iterable)`: each call gets an element as its second argument. */
const reducing: Describe = (given) => {
  const [callee = NOTHING, iterable = NOTHING] = given.positional();
  const inner = argumentsFrom(given, [unknownResult(given), elementOf(iterable)]);
  return { invocations: [{ callee, given: inner }], result: () => unknownResult(given) };
};

const THREAD = takesLists({ callee: ['target', 1], list: ['args', 3] }, ['kwargs', 4], nothing);
const TIMER = takesLists({ callee: ['function', 1], list: ['args', 2] }, ['kwargs', 3], nothing);

function applies(wrap: Wrap): Describe {
  return takesLists({ callee: ['func', 0], list: ['args', 1] }, ['kwds', 2], wrap);
}

/** An executor, a pool of processes: what these are known by. */
export const EXECUTOR = 'concurrent.futures.Executor';
export const POOL = 'multiprocessing.pool.Pool';

const DESCRIPTIONS: ReadonlyMap<string, Describe> = new Map<string, Describe>([
  ['builtins.map', overElements],
  ['itertools.starmap', overTuples],
  ['functools.reduce', reducing],
  ['asyncio.to_thread', handsOn(0, plain)],
  ['asyncio.loop.run_in_executor', handsOn(1, plain)],
  ['asyncio.loop.call_soon', handsOn(0, nothing)],
  ['asyncio.loop.call_soon_threadsafe', handsOn(0, nothing)],
  ['asyncio.loop.call_later', handsOn(1, nothing)],
  ['anyio.to_thread.run_sync', handsOn(0, plain)],
  ['starlette.concurrency.run_in_threadpool', handsOn(0, plain)],
  ['fastapi.concurrency.run_in_threadpool', handsOn(0, plain)],
  ['atexit.register', handsOn(0, nothing)],
  ['threading.Thread', THREAD],
  ['threading.Timer', TIMER],
  ['multiprocessing.Process', THREAD],
  [`${EXECUTOR}.submit`, handsOn(0, later)],
  [`${EXECUTOR}.map`, overElements],
  [`${POOL}.apply`, applies(plain)],
  [`${POOL}.apply_async`, applies(later)],
  [`${POOL}.map`, overElements],
  [`${POOL}.imap`, overElements],
  [`${POOL}.imap_unordered`, overElements],
  [`${POOL}.map_async`, overElements],
  [`${POOL}.starmap`, overTuples],
]);

/** What a function outside calls; null for one that is not known to call what it is given. */
export function callbacksOf(name: string, given: CallArguments): Callbacks | null {
  return DESCRIPTIONS.get(name)?.(given) ?? null;
}
