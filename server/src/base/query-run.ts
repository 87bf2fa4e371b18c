/*
 * Computing queries: bringing an answer up to date, and repeating the queries of a cycle until none changes.
 */
import { DeepCycle, type Engine, type Node, OutOfBudget, TooDeep } from './query-node.ts';

/** A fixpoint that is not found in so many rounds is cut off; the lattice is finite, so this is a safety net. */
const MAX_ROUNDS = 64;

/** From this round of a fixpoint on, answers only grow: what is not quite monotone comes to an end, too. */
const WIDEN_FROM = 8;

/** How deep a query counts; a part of a query that `deeper` runs counts as one. */
const QUERY_DEPTH = 6;

/** Brings a node up to date. Answers made of provisional ones stay valid only while their heads run the same round. */
export function refresh(engine: Engine, node: Node): void {
  if (node.state === 'clean') return;
  if (node.waiting) throw new DeepCycle();
  const { depth } = engine;
  if (depth > engine.deepest) throw new TooDeep(node);
  engine.depth = depth + QUERY_DEPTH;
  try {
    bringUpToDate(engine, node);
  } catch (error) {
    if (error instanceof TooDeep) {
      node.waiting = true;
      engine.putOff.push(node);
    }
    throw error;
  } finally {
    engine.depth = depth;
  }
}

function bringUpToDate(engine: Engine, node: Node): void {
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
    // Whoever read the old answer must see whether the next one is another.
    node.value = before;
    abandon(node);
    if (error instanceof TooDeep) engine.budget += 1;
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
export function abandon(node: Node): void {
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
  if (engine.keepsLog) engine.computed.push(node.label);
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
