/*
 * What Python makes of iterables and coroutines: an element of an iterable, pairs, chains, the results of awaitables.
 * A coroutine is the value that it gives in the end, so waiting for it changes nothing.
 * Sources: https://docs.python.org/3/library/functions.html, itertools.html, asyncio-task.html, asyncio-eventloop.html
 */
import { elementOf, itemsOf } from '../container/container.ts';
import { type CallArguments, type LibraryModel, NO_LIBRARY } from './library.ts';
import { join, joinAll, NOTHING, unknownValue, type Value, valueOf } from '../value/value.ts';

/** Functions that give back what the awaitable given first gives. */
const AWAITS: ReadonlySet<string> = new Set(
  [
    'run',
    'wait_for',
    'shield',
    'ensure_future',
    'create_task',
    'run_coroutine_threadsafe',
    'loop.run_until_complete',
    'loop.create_task',
  ].map((name) => `asyncio.${name}`),
);

const LOOPS: ReadonlySet<string> = new Set([
  'asyncio.get_event_loop',
  'asyncio.get_running_loop',
  'asyncio.new_event_loop',
]);

function elements(rest: Value): Value {
  return valueOf({ kind: 'sequence', items: [], rest });
}

/** A sequence of tuples. */
function tuples(items: readonly Value[]): Value {
  return elements(valueOf({ kind: 'sequence', items, rest: null }));
}

function tuple(items: readonly Value[]): Value {
  return valueOf({ kind: 'sequence', items, rest: null });
}

/** `zip(…)`: tuples of the items in step, as many as the shortest has. */
function zipped(values: readonly Value[]): Value {
  const lists = values.map(itemsOf);
  if (lists.some((items) => items === null)) return tuples(values.map(elementOf));
  const known = lists.filter((items) => items !== null);
  const length = known.length === 0 ? 0 : Math.min(...known.map((items) => items.length));
  return tuple(
    Array.from({ length }, (_, index) => tuple(known.map((items) => items[index] ?? NOTHING))),
  );
}

/** Items with their numbers, which are known while nothing says where to start. */
function enumerated(call: CallArguments): Value {
  const [first = NOTHING, start] = call.positional();
  const items = itemsOf(first);
  const counted = unknownValue('computed-at-run-time', 'enumerate()', call.at);
  if (!items || start || call.keywords().size > 0) return tuples([counted, elementOf(first)]);
  return tuple(
    items.map((item, index) => tuple([valueOf({ kind: 'constant', text: String(index) }), item])),
  );
}

/** The items of several in a row. */
function chained(values: readonly Value[]): Value {
  const lists = values.map(itemsOf);
  return lists.some((items) => items === null)
    ? elements(joinAll(values.map(elementOf)))
    : tuple(lists.flatMap((items) => items ?? []));
}

/** The results of several awaitables, in their order. */
function gathered(call: CallArguments): Value {
  const rest = call.spread();
  const items = call.positional();
  return rest
    ? elements(joinAll([...items, rest]))
    : valueOf({ kind: 'sequence', items, rest: null });
}

/** The functions that {@link callIterator} knows: arguments of others are not evaluated. */
const ITERATORS: ReadonlySet<string> = new Set(
  (
    'builtins.next builtins.anext builtins.enumerate builtins.zip builtins.filter ' +
    'itertools.chain itertools.chain.from_iterable itertools.cycle itertools.islice itertools.product'
  ).split(' '),
);

function callIterator(name: string, call: CallArguments): Value | null {
  if (!ITERATORS.has(name)) return null;
  const given = call.positional();
  const [first = NOTHING, second] = given;
  switch (name) {
    case 'builtins.next':
    case 'builtins.anext':
      return join(elementOf(first), second ?? NOTHING);
    case 'builtins.enumerate':
      return enumerated(call);
    case 'builtins.zip':
      return call.spread() ? null : zipped(given);
    case 'builtins.filter':
      return second ? elements(elementOf(second)) : null;
    case 'itertools.chain':
      return call.spread()
        ? elements(joinAll([...given, call.spread() ?? NOTHING].map(elementOf)))
        : chained(given);
    case 'itertools.chain.from_iterable':
      return elements(elementOf(elementOf(first)));
    case 'itertools.cycle':
    case 'itertools.islice':
      return elements(elementOf(first));
    case 'itertools.product':
      return call.spread() ? null : tuples(given.map(elementOf));
    default:
      return null;
  }
}

/** Iterators and coroutines of the standard library. */
export const iterationLibrary: LibraryModel = {
  ...NO_LIBRARY,
  callExternal: (name, call) => {
    if (AWAITS.has(name)) return call.positional()[0] ?? null;
    if (LOOPS.has(name)) return valueOf({ kind: 'external', name: 'asyncio.loop' });
    return name === 'asyncio.gather' ? gathered(call) : callIterator(name, call);
  },
};
