/*
 * Compound statements: which bindings reach which place when the control flow splits and meets.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, namedChildren } from '../syntax/node.ts';
import {
  type Flow,
  type UnitDraft,
  type Way,
  anchorOf,
  branchOff,
  iterationOf,
  joinWays,
  mergeReaching,
  rehearse,
} from './draft.ts';
import type { Expression } from './expression.ts';
import { assume, factsOf, keepNarrowed } from './extract-narrowing.ts';
import type { Facts } from './narrowing-fact.ts';
import { bindTarget, bindUnknown } from './extract-target.ts';
import { visitBlock, visitExpression, visitStatement } from './visit.ts';

/** Deeper nested loops are walked once only: their bodies do not see the bindings of their own last round. */
const MAX_LOOP_DEPTH = 4;

function here(flow: Flow): Way {
  return { reaching: flow.reaching, narrowed: flow.narrowed, dead: flow.dead };
}

function extractField(
  draft: UnitDraft,
  flow: Flow,
  node: SyntaxNode,
  field: string,
): Expression | null {
  const child = childOf(node, field);
  return child && visitExpression(draft, flow, child);
}

function extractBodyOf(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  for (const block of namedChildren(node).filter((child) => child.type === 'block'))
    visitBlock(draft, flow, block);
}

/** `if`, `elif`, `else`. What a condition says holds in its branch, and the opposite behind it. */
export function extractIf(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  const { narrowed } = flow;
  const ways: Way[] = [];
  const branch = (clause: SyntaxNode): Facts => {
    const condition = childOf(clause, 'condition');
    const block = childOf(clause, 'consequence');
    if (condition) visitExpression(draft, flow, condition);
    const facts = condition ? factsOf(draft, flow, condition, true) : [];
    const way = branchOff(flow, () => {
      assume(draft, flow, facts);
      if (block) visitBlock(draft, flow, block);
    });
    ways.push(way);
    const opposite = condition ? factsOf(draft, flow, condition, false) : [];
    assume(draft, flow, opposite);
    return opposite;
  };
  const opposite = [...branch(node)];
  let hasElse = false;
  for (const clause of namedChildren(node)) {
    if (clause.type === 'elif_clause') {
      opposite.push(...branch(clause));
    } else if (clause.type === 'else_clause') {
      hasElse = true;
      ways.push(branchOff(flow, () => extractBodyOf(draft, flow, clause)));
    }
  }
  if (!hasElse) {
    keepNarrowed(draft, flow, opposite, ways);
    ways.push(here(flow));
  }
  flow.narrowed = narrowed;
  joinWays(flow, ways);
}

/** Runs a loop's body with the bindings of the rounds before, and continues where the loop is left. */
function extractLoop(draft: UnitDraft, flow: Flow, node: SyntaxNode, round: () => void): void {
  const entry: Way = { ...here(flow), reaching: new Map(flow.reaching) };
  if (flow.loops.length < MAX_LOOP_DEPTH) {
    const rehearsal = { breaks: [], continues: [] };
    flow.loops.push(rehearsal);
    const end = rehearse(draft, flow, round);
    flow.loops.pop();
    const again = [...rehearsal.continues, ...(end.dead ? [] : [end.reaching])];
    flow.reaching = again.reduce(mergeReaching, entry.reaching);
  }
  const loop = { breaks: [], continues: [] };
  flow.loops.push(loop);
  const end = branchOff(flow, round);
  flow.loops.pop();
  const alive = (reaching: Way['reaching']): Way => ({
    reaching,
    narrowed: entry.narrowed,
    dead: false,
  });
  joinWays(flow, [entry, end, ...loop.continues.map(alive)]);
  const otherwise = childOf(node, 'alternative');
  if (otherwise) extractBodyOf(draft, flow, otherwise);
  joinWays(flow, [here(flow), ...loop.breaks.map(alive)]);
}

/** `for target in iterable`. */
export function extractFor(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  const right = childOf(node, 'right');
  const left = childOf(node, 'left');
  const body = childOf(node, 'body');
  const iterable = right && visitExpression(draft, flow, right);
  extractLoop(draft, flow, node, () => {
    const first = draft.bindings.length;
    if (left && iterable) {
      bindTarget(draft, flow, left, { kind: 'element', at: anchorOf(draft, left), iterable });
      const loop = flow.loops.at(-1);
      if (loop) loop.over = iterationOf(draft, iterable, first);
    }
    if (body) visitBlock(draft, flow, body);
  });
}

/** `while condition`. */
export function extractWhile(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  const body = childOf(node, 'body');
  extractLoop(draft, flow, node, () => {
    extractField(draft, flow, node, 'condition');
    if (body) visitBlock(draft, flow, body);
  });
}

/** `try`, `except`, `else`, `finally`. A handler may start after any statement of the body. */
export function extractTry(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  const children = namedChildren(node);
  const body = childOf(node, 'body');
  let raised: Way['reaching'] = new Map(flow.reaching);
  let tried = branchOff(flow, () => {
    for (const statement of body ? namedChildren(body) : []) {
      visitStatement(draft, flow, statement);
      raised = mergeReaching(raised, flow.reaching);
    }
    const otherwise = children.find((child) => child.type === 'else_clause');
    if (otherwise) extractBodyOf(draft, flow, otherwise);
  });
  const handlers = children.filter((child) => child.type.startsWith('except'));
  const entry = flow.reaching;
  const handled = handlers.map((handler) => {
    flow.reaching = raised;
    const way = branchOff(flow, () => {
      extractHandler(draft, flow, handler);
    });
    flow.reaching = entry;
    return way;
  });
  if (!tried.dead && flow.dead) tried = { ...tried, dead: true };
  joinWays(flow, [tried, ...handled]);
  const final = children.find((child) => child.type === 'finally_clause');
  if (final) extractBodyOf(draft, flow, final);
}

function extractHandler(draft: UnitDraft, flow: Flow, handler: SyntaxNode): void {
  for (const child of namedChildren(handler)) {
    if (child.type === 'block') {
      visitBlock(draft, flow, child);
    } else if (child.type === 'as_pattern') {
      const alias = childOf(child, 'alias');
      const [name] = alias ? namedChildren(alias) : [];
      if (name) bindUnknown(draft, flow, name, 'except_clause');
    } else {
      visitExpression(draft, flow, child);
    }
  }
}

/** `with context as target`. */
export function extractWith(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  for (const clause of namedChildren(node)) {
    if (clause.type === 'with_clause')
      for (const item of withItems(clause)) extractWithItem(draft, flow, item);
  }
  const body = childOf(node, 'body');
  if (body) visitBlock(draft, flow, body);
}

/** The items of a `with`, also when they stand in parentheses, which the grammar may read as a tuple. */
function withItems(clause: SyntaxNode): readonly SyntaxNode[] {
  return namedChildren(clause).flatMap((item) => {
    const value = childOf(item, 'value') ?? item;
    return value.type === 'tuple' ? namedChildren(value) : [value];
  });
}

function extractWithItem(draft: UnitDraft, flow: Flow, item: SyntaxNode): void {
  if (item.type !== 'as_pattern') {
    visitExpression(draft, flow, item);
    return;
  }
  const [source] = namedChildren(item);
  const alias = childOf(item, 'alias');
  if (!source || !alias) return;
  const context = visitExpression(draft, flow, source);
  bindTarget(draft, flow, alias, { kind: 'entered', at: anchorOf(draft, item), context });
}
