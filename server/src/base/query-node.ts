/*
 * What the engine of queries consists of: nodes that remember answers, and the state of the question being answered.
 */

type State = 'clean' | 'check' | 'dirty' | 'running';

export interface Node {
  readonly label: string;
  state: State;
  /** Whether its reads are being looked at; meeting it again then means a cycle. */
  checking: boolean;
  /** Whether it was put off until something deeper is known. */
  waiting: boolean;
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

export interface Engine {
  clock: number;
  readonly stack: Node[];
  readonly nodes: Set<Node>;
  readonly asked: Set<Node>;
  readonly keepsLog: boolean;
  computed: string[];
  /** How many more queries may run for the question that is being answered. */
  budget: number;
  /** How deep the question has led, how deep it may lead, and how deep questions may lead before they are put off. */
  readonly maxDepth: number;
  depth: number;
  deepest: number;
  /** What was put off since this was last looked at. */
  putOff: Node[];
}

/** Ends a question that costs too much. It never leaves the engine. */
export class OutOfBudget extends Error {}

/** Ends a question that leads too deep before `node` is known. It never leaves the engine. */
export class TooDeep extends Error {
  readonly node: Node;

  constructor(node: Node) {
    super();
    this.node = node;
  }
}

/** Ends a question that leads back to what was put off for it: putting off does not help. It never leaves the engine. */
export class DeepCycle extends Error {}

/** A node that was never asked for. */
export function createNode(
  engine: Engine,
  node: Pick<Node, 'label' | 'run' | 'drop'> & Partial<Node>,
): Node {
  const created: Node = {
    state: 'dirty',
    checking: false,
    waiting: false,
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
