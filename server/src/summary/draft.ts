/*
 * The unit being built: growing tables of anchors, scopes and bindings, and which bindings reach "here".
 * Only the extract-* files write to a draft; what leaves the folder is the finished, readonly unit.
 */
import type { Span } from '../base/span.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import {
  type Anchor,
  type AttributeExpression,
  type BindingIndex,
  type CallExpression,
  type Expression,
  type Iteration,
  MORE_BINDINGS,
  type Narrowing,
  type ScopeIndex,
  type StatedCall,
  type TableCommentIndex,
} from './expression.ts';
import type { UnitComments } from './table-comment.ts';
import type { AttributeWrite, Binding, GlobalWrite, Scope, StarImport } from './unit.ts';

/** Stands for "whatever the name meant outside" among the bindings that reach a place. */
export const OUTSIDE: BindingIndex = -1;

/** More bindings of one name than this are not told apart where ways meet; the first ones stay. */
const MAX_REACHING = 64;

/** Stands among the writes of an attribute for what other code may have made of it. */
export const CHANGED = -3;

/** For each name, the bindings that may reach a place. A name that is missing is `OUTSIDE` only. */
export type Reaching = Map<string, readonly BindingIndex[]>;

/** What conditions say about names; it counts while the same bindings reach the place. */
export type Narrowed = ReadonlyMap<
  string,
  { readonly narrowing: Narrowing; readonly reaching: readonly BindingIndex[] }
>;

const NOT_NARROWED: Narrowed = new Map();

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A scope whose lists still grow. */
export interface ScopeDraft extends Mutable<
  Omit<Scope, 'calls' | 'returns' | 'yields' | 'writes' | 'parameters'>
> {
  parameters: BindingIndex[];
  calls: CallExpression[];
  returns: Expression[];
  yields: Expression[];
  writes: AttributeWrite[];
}

/** The extraction of what can nest in anything. */
interface Visitors {
  readonly expression: (draft: UnitDraft, flow: Flow, node: SyntaxNode) => Expression;
  readonly statement: (draft: UnitDraft, flow: Flow, node: SyntaxNode) => void;
}

/** What the unit of any language is built of. */
export interface Draft {
  readonly text: string;
  /** Start and end by turns. */
  readonly anchors: number[];
  readonly scopes: ScopeDraft[];
  readonly bindings: Binding[];
  readonly globalWrites: GlobalWrite[];
  readonly starImports: StarImport[];
}

/** A unit of Python. */
export interface UnitDraft extends Draft {
  readonly visitors: Visitors;
  readonly comments: UnitComments;
  /** The table comments that something takes, by their index. */
  readonly taken: Set<TableCommentIndex>;
}

/** The bindings at the places that leave a loop early. */
interface LoopFlow {
  readonly breaks: Reaching[];
  readonly continues: Reaching[];
  /** What a `for` goes through, from the start of its body on. */
  over?: Iteration;
}

/** What is noted about the attributes of the object that a constructor makes. */
export interface AttributeFlow {
  /** The name of the first parameter. */
  readonly self: string;
  /** The writes that other code may see. */
  readonly seen: Set<number>;
  readonly reads: { readonly read: AttributeExpression; readonly reaching: readonly number[] }[];
  /** What reaches the places that leave the constructor. */
  readonly returned: Reaching[];
  /** How many scopes the unit has where the constructor starts. */
  readonly scopes: number;
}

/** Where the extraction stands: in which scope, and what reaches this place. */
export interface Flow {
  readonly scope: ScopeIndex;
  reaching: Reaching;
  narrowed: Narrowed;
  /** Whether this place cannot be reached, as behind a `return`. */
  dead: boolean;
  /** In how many branches this place lies. */
  branches: number;
  /** Whether an earlier branch may have returned already. */
  mayHaveReturned: boolean;
  /** Names declared `global` (to `null`) or `nonlocal` (to the scope that owns them) in this scope. */
  readonly outer: Map<string, ScopeIndex | null>;
  readonly loops: LoopFlow[];
  /** Inside a constructor. */
  attributes?: AttributeFlow;
}

export function anchorOf(draft: Draft, span: Span): Anchor {
  draft.anchors.push(span.start, span.end);
  return draft.anchors.length / 2 - 1;
}

/** The table comment of an assignment, a target, a parameter or a function, as a field of what it becomes. */
export function statedFor(
  { comments, taken }: UnitDraft,
  node: SyntaxNode,
): { readonly stated?: TableCommentIndex } {
  const stated = comments.others.get(node);
  if (stated === undefined) return {};
  taken.add(stated);
  return { stated };
}

/** The table comment of a call, as a field of the call. */
export function statedForCall(
  { comments, taken }: UnitDraft,
  node: SyntaxNode,
): { readonly stated?: StatedCall } {
  const stated = comments.calls.get(node);
  if (stated === undefined) return {};
  taken.add(stated.comment);
  return { stated };
}

/** What a loop goes through, once its targets are bound: they are the bindings from number `first` on. */
export function iterationOf(draft: Draft, iterable: Expression, first: number): Iteration {
  const targets = draft.bindings.slice(first).map((_, index) => first + index);
  return { iterable, targets };
}

export function scopeOf(draft: Draft, index: ScopeIndex): ScopeDraft {
  const scope = draft.scopes[index];
  if (!scope) throw new RangeError(`no scope ${index} in this unit`);
  return scope;
}

export function createFlow(scope: ScopeIndex): Flow {
  return {
    scope,
    reaching: new Map(),
    narrowed: NOT_NARROWED,
    dead: false,
    branches: 0,
    mayHaveReturned: false,
    outer: new Map(),
    loops: [],
  };
}

/** Adds a binding and lets it be the only one of its name that reaches the places behind. */
export function bind(draft: Draft, flow: Flow, binding: Binding): void {
  const index = draft.bindings.length;
  const owner = flow.outer.get(binding.name);
  draft.bindings.push(typeof owner === 'number' ? { ...binding, scope: owner } : binding);
  if (owner === null) draft.globalWrites.push({ name: binding.name, binding: index });
  flow.reaching.set(binding.name, owner === undefined ? [index] : [index, OUTSIDE]);
}

/** The bindings that reach a place on either way. */
export function mergeReaching(left: Reaching, right: Reaching): Reaching {
  const merged: Reaching = new Map();
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const here = left.get(name) ?? [OUTSIDE];
    const there = right.get(name) ?? [OUTSIDE];
    merged.set(name, here === there ? here : mergeBindings(here, there));
  }
  return merged;
}

function mergeBindings(
  left: readonly BindingIndex[],
  right: readonly BindingIndex[],
): readonly BindingIndex[] {
  const merged = [...new Set([...left, ...right])].sort((a, b) => a - b);
  if (merged.length <= MAX_REACHING) return merged;
  // The marks sort first, so they are never among those that are left out.
  return [...new Set([MORE_BINDINGS, ...merged])].slice(0, MAX_REACHING);
}

/** A way that the control flow can take from here. */
export interface Way {
  readonly reaching: Reaching;
  readonly narrowed: Narrowed;
  readonly dead: boolean;
}

/** Continues behind a place where several ways meet. Dead ways bring nothing, unless all are dead. */
export function joinWays(flow: Flow, ways: readonly Way[]): void {
  const alive = ways.filter((way) => !way.dead);
  const used = alive.length > 0 ? alive : ways;
  const [first, ...rest] = used.map((way) => way.reaching);
  if (!first) return;
  flow.reaching = rest.reduce(mergeReaching, new Map(first));
  flow.narrowed = used.map((way) => way.narrowed).reduce(commonNarrowed);
  flow.dead = alive.length === 0;
}

function commonNarrowed(left: Narrowed, right: Narrowed): Narrowed {
  if (left === right) return left;
  return new Map([...left].filter(([name, item]) => right.get(name) === item));
}

/** Runs `branch` from the state of now and returns where it ends; the flow itself stays where it was. */
export function branchOff(flow: Flow, branch: () => void): Way {
  const { reaching, narrowed, dead } = flow;
  flow.reaching = new Map(reaching);
  flow.branches += 1;
  branch();
  flow.branches -= 1;
  const end = { reaching: flow.reaching, narrowed: flow.narrowed, dead: flow.dead };
  flow.reaching = reaching;
  flow.narrowed = narrowed;
  flow.dead = dead;
  return end;
}

/** Runs `attempt` and takes back everything it added to the draft; returns where its flow ended. */
export function rehearse(draft: UnitDraft, flow: Flow, attempt: () => void): Way {
  const scope = scopeOf(draft, flow.scope);
  const lists = [
    draft.anchors,
    draft.scopes,
    draft.bindings,
    draft.globalWrites,
    draft.starImports,
    scope.calls,
    scope.returns,
    scope.yields,
    scope.writes,
  ];
  const lengths = lists.map((list) => list.length);
  const end = branchOff(flow, attempt);
  lists.forEach((list, index) => {
    list.length = lengths[index] ?? list.length;
  });
  return end;
}
