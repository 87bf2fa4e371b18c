/*
 * Executors and pools, results that come later, and functions that give back the function they are given.
 * What executors call is told by `callbacks.ts`.
 */
import { type CallArguments, type LibraryModel, NO_LIBRARY } from '../library/library.ts';
import { type Value, valueOf } from '../value/value.ts';
import { EXECUTOR, POOL } from './callbacks.ts';

/** What makes an executor or a pool. */
const MAKERS: ReadonlyMap<string, string> = new Map([
  ['concurrent.futures.ThreadPoolExecutor', EXECUTOR],
  ['concurrent.futures.ProcessPoolExecutor', EXECUTOR],
  ['concurrent.futures.thread.ThreadPoolExecutor', EXECUTOR],
  ['concurrent.futures.process.ProcessPoolExecutor', EXECUTOR],
  ['multiprocessing.Pool', POOL],
  ['multiprocessing.pool.Pool', POOL],
  ['multiprocessing.pool.ThreadPool', POOL],
  ['multiprocessing.dummy.Pool', POOL],
]);

/** Functions that give back the function they are given first, or one that does the same. */
const KEEPS_FUNCTION: ReadonlySet<string> = new Set([
  'functools.cache',
  'functools.lru_cache',
  'functools.update_wrapper',
  'builtins.staticmethod',
  'asgiref.sync.sync_to_async',
  'asgiref.sync.async_to_sync',
  'asyncer.asyncify',
  'asyncer.syncify',
  'channels.db.database_sync_to_async',
]);

/** What an annotation may promise that is an executor or a pool. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ...MAKERS,
  ['concurrent.futures.Executor', EXECUTOR],
  ['concurrent.futures._base.Executor', EXECUTOR],
]);

function instanceOf(name: string): Value | null {
  const type = TYPES.get(name);
  return type === undefined ? null : valueOf({ kind: 'external', name: type });
}

function callExternal(name: string, call: CallArguments): Value | null {
  const made = MAKERS.get(name);
  if (made !== undefined) return valueOf({ kind: 'external', name: made });
  if (!KEEPS_FUNCTION.has(name)) return null;
  const [first] = call.positional();
  return first?.objects.some(({ kind }) => kind !== 'constant') ? first : null;
}

/** Functions as values: `functools`, executors and pools of the standard library, and `asgiref`. */
export const callableLibrary: LibraryModel = {
  ...NO_LIBRARY,
  callExternal,
  callMethod: ({ type, parts }, method) =>
    type === 'Future' && (method === 'result' || method === 'get')
      ? (parts.get('result') ?? null)
      : null,
  instanceOf,
};
