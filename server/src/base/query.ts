/*
 * Memoised queries: pure functions that remember their answer and what they read.
 * A changed input marks what depends on it; the next question recomputes only marked queries whose reads really changed,
 * and stops where an answer stays equal. Questions that ask for themselves start from `bottom` and run to a fixpoint.
 * Answers depend on the inputs alone, never on the order of questions, provided that queries are monotone.
 */
import { answer, MAX_DEPTH } from './query-answer.ts';
import { createNode, type Engine, type Node, OutOfBudget } from './query-node.ts';
import { refresh } from './query-run.ts';

/** A table of values that are given from outside, by key. A key that was never set reads as undefined. */
export interface Input<V> {
  get(key: string): V | undefined;
  /** Returns whether the value is new. */
  set(key: string, value: V | undefined): boolean;
}

export interface QueryOptions<A, V> {
  /** Tells apart the arguments; equal keys mean equal arguments. */
  readonly key: (argument: A) => string;
  readonly compute: (argument: A) => V;
  /** What a query answers to itself before it knows better. Without it, a cycle is a defect of the program. */
  readonly bottom?: V;
  /** When equal, readers are not recomputed. `Object.is` when absent. */
  readonly equal?: (left: V, right: V) => boolean;
  /** What holds both answers. A cycle that takes many rounds goes on from it instead of the newer answer. */
  readonly widen?: (before: V, now: V) => V;
  /** Called when the answer may have changed and was up to date before. */
  readonly onMark?: (argument: A) => void;
}

export interface QueryEngine {
  input<V>(name: string, equal?: (left: V, right: V) => boolean): Input<V>;
  query<A, V>(name: string, options: QueryOptions<A, V>): (argument: A) => V;
  /**
   * Answers a question with at most `limit` queries run for it. When they or the call stack do not suffice, answers
   * null and forgets what is half done; what is finished stays.
   */
  within<T>(limit: number, question: () => T): T | null;
  /** Runs a part of a query that may have such parts itself: they count towards the depth of a question. */
  deeper<T>(part: () => T): T;
  /** The queries that ran since this was last called, as `name key`, in order; for an engine that keeps a log. */
  takeComputed(): readonly string[];
  /** Forgets every answer that no question from outside leads to; `keep` says which of those questions still count. */
  collect(keep: (label: string) => boolean): void;
  /** The number of remembered answers and inputs. */
  size(): number;
}

export interface QueryEngineOptions {
  /** Whether the queries that run are noted for `takeComputed`. Without somebody who takes them they only cost space. */
  readonly keepsLog?: boolean;
  /** How deep a question may lead before it is put off; tests give less than need be. */
  readonly maxDepth?: number;
}

/** Creates an engine without any inputs or queries. */
export function createQueryEngine(options: QueryEngineOptions = {}): QueryEngine {
  const { keepsLog = false, maxDepth = MAX_DEPTH } = options;
  const engine: Engine = {
    clock: 0,
    stack: [],
    nodes: new Set(),
    asked: new Set(),
    keepsLog,
    computed: [],
    budget: Infinity,
    depth: 0,
    maxDepth,
    deepest: maxDepth,
    putOff: [],
  };
  return {
    input: (name, equal) => createInput(engine, name, equal),
    query: (name, options) => createQuery(engine, name, options),
    within: (limit, question) => answerWithin(engine, limit, question),
    deeper: (part) => {
      engine.depth += 1;
      const answered = part();
      engine.depth -= 1;
      return answered;
    },
    takeComputed: () => {
      const { computed } = engine;
      engine.computed = [];
      return computed;
    },
    collect: (keep) => {
      for (const node of engine.asked) if (!keep(node.label)) engine.asked.delete(node);
      collect(engine);
    },
    size: () => engine.nodes.size,
  };
}

function answerWithin<T>(engine: Engine, limit: number, question: () => T): T | null {
  engine.budget = limit;
  try {
    return question();
  } catch (error) {
    if (error instanceof OutOfBudget || error instanceof RangeError) return null;
    throw error;
  } finally {
    engine.budget = Infinity;
  }
}

function createInput<V>(
  engine: Engine,
  name: string,
  equal?: (left: V, right: V) => boolean,
): Input<V> {
  const cells = new Map<string, Node>();
  const same = equal ?? Object.is;
  const cellOf = (key: string): Node => {
    let cell = cells.get(key);
    if (!cell) {
      cell = createNode(engine, {
        label: `${name} ${key}`,
        run: null,
        state: 'clean',
        drop: () => cells.delete(key),
      });
      cells.set(key, cell);
    }
    return cell;
  };
  return {
    get: (key) => {
      const cell = cellOf(key);
      noteRead(engine, cell);
      return cell.value as V | undefined;
    },
    set: (key, value) => {
      const cell = cellOf(key);
      const old = cell.value as V | undefined;
      if (old === value || (old !== undefined && value !== undefined && same(old, value)))
        return false;
      cell.value = value;
      cell.changedAt = ++engine.clock;
      markReaders(cell, 'dirty');
      return true;
    },
  };
}

function createQuery<A, V>(
  engine: Engine,
  name: string,
  options: QueryOptions<A, V>,
): (argument: A) => V {
  const memo = new Map<string, Node>();
  return (argument) => {
    const key = options.key(argument);
    let node = memo.get(key);
    if (!node) {
      const { onMark } = options;
      node = createNode(engine, {
        label: `${name} ${key}`,
        run: () => options.compute(argument),
        bottom: options.bottom,
        equal: (options.equal ?? Object.is) as Node['equal'],
        widen: (options.widen ?? null) as Node['widen'],
        onMark: onMark
          ? () => {
              onMark(argument);
            }
          : null,
        drop: () => memo.delete(key),
      });
      memo.set(key, node);
    }
    return ask(engine, node) as V;
  };
}

/** Marks everything that (indirectly) read a node: its direct readers are `dirty`, the others must `check` their reads. */
function markReaders(changed: Node, state: 'check' | 'dirty'): void {
  const work: [Node, 'check' | 'dirty'][] = [...changed.readers].map((reader) => [reader, state]);
  for (let next = work.pop(); next; next = work.pop()) {
    const [node, mark] = next;
    const before = node.state;
    if (before === 'running' || before === 'dirty' || before === mark) continue;
    node.state = mark;
    if (before !== 'clean') continue;
    node.onMark?.();
    for (const reader of node.readers) work.push([reader, 'check']);
  }
}

function noteRead(engine: Engine, node: Node): void {
  const reader = engine.stack.at(-1);
  if (!reader) return;
  reader.reads.add(node);
  node.readers.add(reader);
}

function ask(engine: Engine, node: Node): unknown {
  noteRead(engine, node);
  if (engine.stack.length === 0) engine.asked.add(node);
  if (node.state === 'running') {
    engine.stack.at(-1)?.heads.add(node);
    return node.value;
  }
  if (engine.stack.length === 0) answer(engine, node);
  else refresh(engine, node);
  const reader = engine.stack.at(-1);
  if (reader) for (const head of node.heads) reader.heads.add(head);
  return node.value;
}

function collect(engine: Engine): void {
  const live = new Set<Node>();
  const work = [...engine.asked];
  for (let node = work.pop(); node; node = work.pop()) {
    if (live.has(node)) continue;
    live.add(node);
    work.push(...node.reads);
  }
  for (const node of engine.nodes) {
    if (live.has(node) || (!node.run && node.value !== undefined)) continue;
    for (const read of node.reads) read.readers.delete(node);
    engine.nodes.delete(node);
    node.drop();
  }
}
