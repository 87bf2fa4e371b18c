/*
 * Questions from outside. A question that leads too deep is put off: what it came to is asked first, by itself, and then
 * the question again. So the call stack stays small however long a chain of queries is, and every answer is what it
 * would be anyway.
 */
import { DeepCycle, type Engine, type Node, OutOfBudget, TooDeep } from './query-node.ts';
import { abandon, refresh } from './query-run.ts';

/** How deep a question may lead before it is put off; the call stack holds several times as much. */
export const MAX_DEPTH = 800;

/** A question and what was put off when it led too deep. */
interface Pending {
  readonly node: Node;
  putOff: readonly Node[];
}

/** Brings a node up to date that is asked for from outside. */
export function answer(engine: Engine, asked: Node): void {
  if (asked.state === 'clean') return;
  const pending: Pending[] = [{ node: asked, putOff: [] }];
  engine.deepest = engine.maxDepth;
  for (let next = pending.at(-1); next; next = pending.at(-1)) {
    engine.depth = 0;
    try {
      refresh(engine, next.node);
      pending.pop();
      resume(pending.at(-1));
    } catch (error) {
      next.putOff = engine.putOff;
      engine.putOff = [];
      if (error instanceof TooDeep) {
        pending.push({ node: error.node, putOff: [] });
        continue;
      }
      pending.forEach(resume);
      if (!(error instanceof OutOfBudget)) mend(engine);
      if (!(error instanceof DeepCycle)) throw error;
      // A cycle is one computation. It has to do with the call stack there is.
      pending.splice(1);
      engine.deepest = Infinity;
    }
  }
}

/** What was put off may be computed again. */
function resume(pending: Pending | undefined): void {
  for (const node of pending?.putOff ?? []) node.waiting = false;
}

/** After a failure anywhere: nothing is running, and nothing provisional stays. */
function mend(engine: Engine): void {
  engine.stack.length = 0;
  for (const node of engine.nodes) {
    if (node.state === 'running' || node.heads.size > 0) abandon(node);
    node.checking = false;
  }
}
