/*
 * Memoised queries: pure functions that remember their answer and what they read.
 * A changed input marks what depends on it; the next question recomputes only marked queries whose reads really changed,
 * and stops where an answer stays equal. Questions that ask for themselves start from `bottom` and run to a fixpoint.
 * Answers depend on the inputs alone, never on the order of questions, provided that queries are monotone.
 */

/** A fixpoint that is not found in so many rounds is cut off; the lattice is finite, so this is a safety net. */
const MAX_ROUNDS = 64;

/** From this round of a fixpoint on, answers only grow: what is not quite monotone comes to an end, too. */
const WIDEN_FROM = 8;

type State = 'clean' | 'check' | 'dirty' | 'running';

interface Node {
  readonly label: string;
  state: State;
  /** Whether its reads are being looked at; meeting it again then means a cycle. */
  checking: boolean;
  value: unknown;
  /** The engine's clock when the value last changed, and when it was last computed. */
  changedAt: number;
  computedAt: number;
  reads: Set<Node>;
  readonly readers: Set<Node>;
  /** Unfinished queries whose provisional answer this answer was made of. */
  heads: Set<Node>;
  /** Whether the next computation goes on from the value of the round before. */
  resumes: boolean;
  /** How many rounds it went on from the value of the round before. */
  rounds: number;
  /** Of a cycle's head: whether an answer of this round was not what had been assumed for it. */
  unsettled: boolean;
  /** Of a cycle's head: the answers that were taken back after a round. */
  discarded: Set<Node>;
  /** Of a cycle's head: the answers of this round that must be recomputed when its own answer changes. */
  followers: Set<Node>;
  /** Null for an input. */
  readonly run: (() => unknown) | null;
  readonly equal: (left: unknown, right: unknown) => boolean;
  readonly widen: ((before: unknown, now: unknown) => unknown) | null;
  readonly bottom: unknown;
  readonly onMark: (() => void) | null;
  readonly drop: () => void;
}

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
   * Answers a question with at most `limit` queries run for it. When they do not suffice, answers null and forgets
   * what is half done; what is finished stays.
   */
  within<T>(limit: number, question: () => T): T | null;
  /** The queries that ran since this was last called, as `name key`, in order. */
  takeComputed(): readonly string[];
  /** Forgets every answer that no question from outside leads to; `keep` says which of those questions still count. */
  collect(keep: (label: string) => boolean): void;
  /** The number of remembered answers and inputs. */
  size(): number;
}

interface Engine {
  clock: number;
  readonly stack: Node[];
  readonly nodes: Set<Node>;
  readonly asked: Set<Node>;
  computed: string[];
  /** How many more queries may run for the question that is being answered. */
  budget: number;
}

/** Ends a question that costs too much. It never leaves the engine. */
class OutOfBudget extends Error {}

/** Creates an engine without any inputs or queries. */
export function createQueryEngine(): QueryEngine {
  const engine: Engine = {
    clock: 0,
    stack: [],
    nodes: new Set(),
    asked: new Set(),
    computed: [],
    budget: Infinity,
  };
  return {
    input: (name, equal) => createInput(engine, name, equal),
    query: (name, options) => createQuery(engine, name, options),
    within: (limit, question) => answerWithin(engine, limit, question),
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
    if (error instanceof OutOfBudget) return null;
    throw error;
  } finally {
    engine.budget = Infinity;
  }
}

function createNode(
  engine: Engine,
  node: Pick<Node, 'label' | 'run' | 'drop'> & Partial<Node>,
): Node {
  const created: Node = {
    state: 'dirty',
    checking: false,
    value: undefined,
    changedAt: 0,
    computedAt: -1,
    reads: new Set(),
    readers: new Set(),
    heads: new Set(),
    followers: new Set(),
    resumes: false,
    rounds: 0,
    unsettled: false,
    discarded: new Set(),
    equal: Object.is,
    widen: null,
    bottom: undefined,
    onMark: null,
    ...node,
  };
  engine.nodes.add(created);
  return created;
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
  refresh(engine, node);
  const reader = engine.stack.at(-1);
  if (reader) for (const head of node.heads) reader.heads.add(head);
  return node.value;
}

/** Brings a node up to date. Answers made of provisional ones stay valid only while their heads run the same round. */
function refresh(engine: Engine, node: Node): void {
  if (node.state === 'check') {
    if (node.checking) {
      compute(engine, node);
      return;
    }
    node.checking = true;
    try {
      settleCheck(node, anyReadChanged(engine, node));
    } finally {
      node.checking = false;
    }
  }
  if (node.state === 'dirty') compute(engine, node);
}

/** Ends a check. A cycle may have computed the node while its reads were looked at; then there is nothing left to say. */
function settleCheck(node: Node, changed: boolean): void {
  if (node.state === 'check') node.state = changed ? 'dirty' : 'clean';
}

function anyReadChanged(engine: Engine, node: Node): boolean {
  for (const read of [...node.reads]) {
    if (read.state === 'running' || read.checking) return true;
    if (read.run) refresh(engine, read);
    // A provisional answer may still change within this very question.
    if (read.heads.size > 0 || read.changedAt > node.computedAt) return true;
  }
  return false;
}

/**
 * Runs a query, again and again if it asks for itself. Of the queries that lie on common cycles, the outermost one
 * repeats the round for all of them: each goes on from its answer of the round before, until none changes.
 * (If every one repeated for itself, nested cycles would take rounds to the power of their depth.)
 */
function compute(engine: Engine, node: Node): void {
  const before = node.value;
  const wasComputed = node.computedAt >= 0;
  if (!node.resumes) {
    node.value = node.bottom;
    node.rounds = 0;
  }
  node.resumes = false;
  try {
    runToFixpoint(engine, node);
  } catch (error) {
    abandon(node);
    throw error;
  }
  if (node.unsettled) for (const head of node.heads) head.unsettled = true;
  const keep = wasComputed && node.equal(before, node.value);
  if (keep) node.value = before;
  node.computedAt = ++engine.clock;
  if (!keep) node.changedAt = engine.clock;
  node.state = 'clean';
  settleFollowers(node);
}

function runToFixpoint(engine: Engine, node: Node): void {
  for (let round = 1; ; round++) {
    node.unsettled = false;
    const computed = runOnce(engine, node);
    const isHead = node.heads.delete(node);
    const value = isHead ? widened(node, computed) : computed;
    if (isHead && !node.equal(value, node.value)) node.unsettled = true;
    node.value = value;
    if (node.heads.size > 0 || !node.unsettled || round === MAX_ROUNDS) return;
    discardFollowers(node);
  }
}

/** The answer to go on with. A cycle without end would be one that forgets in one round what it knew in another. */
function widened(node: Node, computed: unknown): unknown {
  node.rounds += 1;
  return node.widen && node.rounds >= WIDEN_FROM ? node.widen(node.value, computed) : computed;
}

/** Takes back what was made of the provisional answers of a query that will not be finished. */
function abandon(node: Node): void {
  for (const follower of [...node.followers, ...node.discarded]) {
    follower.state = 'dirty';
    follower.resumes = false;
    follower.heads.clear();
  }
  node.followers.clear();
  node.discarded.clear();
  node.heads.clear();
  node.state = 'dirty';
  node.checking = false;
}

function runOnce(engine: Engine, node: Node): unknown {
  for (const read of node.reads) read.readers.delete(node);
  node.reads = new Set();
  node.heads = new Set();
  node.state = 'running';
  engine.stack.push(node);
  engine.computed.push(node.label);
  engine.budget -= 1;
  try {
    if (engine.budget < 0) throw new OutOfBudget();
    return node.run?.();
  } finally {
    engine.stack.pop();
    node.state = 'dirty';
  }
}

/** Before the next round: what was made of provisional answers is computed anew, starting from where it is. */
function discardFollowers(head: Node): void {
  for (const follower of head.followers) {
    follower.state = 'dirty';
    follower.resumes = true;
    head.discarded.add(follower);
  }
  head.followers.clear();
}

/** A finished head frees its followers; what still waits for an outer head follows that one. */
function settleFollowers(node: Node): void {
  for (const follower of node.followers) {
    follower.heads.delete(node);
    for (const head of node.heads) follower.heads.add(head);
  }
  for (const head of node.heads) {
    head.followers.add(node);
    for (const follower of node.followers) head.followers.add(follower);
  }
  node.followers.clear();
  // A follower that the last round did not come to starts from the bottom when it is asked for again.
  for (const discarded of node.discarded)
    if (discarded.state === 'dirty') discarded.resumes = false;
  node.discarded.clear();
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
