/*
 * What a condition says about names: `isinstance(x, T)`, `x is None`, `x == "a"`, `if x`.
 * Names are looked at only; a narrowing ends with the next binding of its name.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, namedChildren } from '../syntax/node.ts';
import { type Flow, OUTSIDE, type UnitDraft, anchorOf, bind, type Way } from './draft.ts';
import type { BindingIndex, Expression, Narrowing } from './expression.ts';
import { extractName } from './extract-name.ts';
import { textOf, visitExpression } from './visit.ts';

/** A name, as it stands in a condition, and what holds about it. */
interface Fact {
  readonly node: SyntaxNode;
  readonly narrowing: Narrowing;
}

export type Facts = readonly Fact[];

const NONE: Facts = [];

const SET: Narrowing = { kind: 'true' };

function fact(node: SyntaxNode, narrowing: Narrowing): Facts {
  return [{ node, narrowing }];
}

/** What is known when a condition holds, or (`holds` false) when it does not. */
export function factsOf(draft: UnitDraft, flow: Flow, node: SyntaxNode, holds: boolean): Facts {
  const [first, second] = namedChildren(node);
  switch (node.type) {
    case 'identifier':
      return holds ? fact(node, SET) : NONE;
    case 'named_expression':
      return holds && first ? fact(first, SET) : NONE;
    case 'parenthesized_expression':
      return first ? factsOf(draft, flow, first, holds) : NONE;
    case 'not_operator':
      return first ? factsOf(draft, flow, first, !holds) : NONE;
    case 'boolean_operator': {
      const operator = childOf(node, 'operator');
      const joins = operator && textOf(draft, operator) === (holds ? 'and' : 'or');
      if (!joins || !first || !second) return NONE;
      return [...factsOf(draft, flow, first, holds), ...factsOf(draft, flow, second, holds)];
    }
    case 'call':
      return holds ? instanceFacts(draft, flow, node) : NONE;
    case 'comparison_operator':
      return comparisonFacts(draft, flow, node, holds);
    default:
      return NONE;
  }
}

function instanceFacts(draft: UnitDraft, flow: Flow, node: SyntaxNode): Facts {
  const callee = childOf(node, 'function');
  const list = childOf(node, 'arguments');
  const [subject, type] = list ? namedChildren(list) : [];
  if (!callee || textOf(draft, callee) !== 'isinstance') return NONE;
  if (subject?.type !== 'identifier' || !type || !isPlain(type)) return NONE;
  const expression = visitExpression(draft, flow, type);
  return fact(subject, { kind: 'instance', type: expression });
}

/** Whether an expression holds no calls, so that it can be read twice. */
function isPlain(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'identifier':
    case 'string':
      return true;
    case 'attribute':
      return namedChildren(node).every(isPlain);
    case 'tuple':
    case 'list':
    case 'set':
    case 'binary_operator':
      return namedChildren(node).every(isPlain);
    default:
      return node.type === 'none';
  }
}

/** The operators that say something, and whether they say it when they hold. */
const OPERATORS: ReadonlyMap<string, readonly ['same' | 'in', boolean]> = new Map([
  ['==', ['same', true]],
  ['is', ['same', true]],
  ['!=', ['same', false]],
  ['is not', ['same', false]],
  ['in', ['in', true]],
  ['not in', ['in', false]],
]);

function comparisonFacts(draft: UnitDraft, flow: Flow, node: SyntaxNode, holds: boolean): Facts {
  const [left, right, third] = namedChildren(node);
  const token = childOf(node, 'operators');
  const operator = token && OPERATORS.get(textOf(draft, token).replace(/\s+/g, ' '));
  if (!left || !right || third || !operator) return NONE;
  const [form, sense] = operator;
  if (form === 'in')
    return sense === holds && left.type === 'identifier'
      ? memberFacts(draft, flow, left, right)
      : NONE;
  const [subject, other] = left.type === 'identifier' ? [left, right] : [right, left];
  if (subject.type !== 'identifier') return NONE;
  if (other.type === 'none') return sense === holds ? NONE : fact(subject, { kind: 'not-none' });
  return sense === holds && isConstant(draft, other)
    ? fact(subject, equalTo(draft, flow, [other]))
    : NONE;
}

function memberFacts(
  draft: UnitDraft,
  flow: Flow,
  subject: SyntaxNode,
  display: SyntaxNode,
): Facts {
  const items = namedChildren(display);
  const isDisplay = ['tuple', 'list', 'set'].includes(display.type);
  return isDisplay && items.length > 0 && items.every((item) => isConstant(draft, item))
    ? fact(subject, equalTo(draft, flow, items))
    : NONE;
}

/** A text, or a name that is written like a constant: others are compared too often to be worth it. */
function isConstant(draft: UnitDraft, node: SyntaxNode): boolean {
  if (node.type === 'string')
    return namedChildren(node).every(({ type }) => type !== 'interpolation');
  if (node.type !== 'identifier' && node.type !== 'attribute') return false;
  return isPlain(node) && /(?:^|\.)[A-Z][A-Z0-9_]*$/.test(textOf(draft, node));
}

/** The narrowing to one of several constants. */
export function equalTo(draft: UnitDraft, flow: Flow, options: readonly SyntaxNode[]): Narrowing {
  return {
    kind: 'equal',
    options: options.map((option) => visitExpression(draft, flow, option)),
  };
}

/** Lets facts hold from here on. */
export function assume(draft: UnitDraft, flow: Flow, facts: Facts): void {
  if (facts.length === 0) return;
  const narrowed = new Map(flow.narrowed);
  for (const { node, narrowing } of facts) {
    const name = textOf(draft, node);
    narrowed.set(name, { narrowing, reaching: flow.reaching.get(name) ?? [OUTSIDE] });
  }
  flow.narrowed = narrowed;
}

/** Runs `inside` where facts hold. */
export function assuming<T>(draft: UnitDraft, flow: Flow, facts: Facts, inside: () => T): T {
  const { narrowed } = flow;
  assume(draft, flow, facts);
  const result = inside();
  flow.narrowed = narrowed;
  return result;
}

function sameBindings(left: readonly BindingIndex[], right: readonly BindingIndex[]): boolean {
  return left.length === right.length && left.every((binding, index) => binding === right[index]);
}

/** A name with what is known about it at this place. */
export function extractNarrowedName(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const expression = extractName(draft, flow, node);
  if (flow.narrowed.size === 0) return expression;
  const name = textOf(draft, node);
  const known = flow.narrowed.get(name);
  const holds = known && sameBindings(known.reaching, flow.reaching.get(name) ?? [OUTSIDE]);
  return holds ? { ...expression, narrowing: known.narrowing } : expression;
}

/**
 * `if x is None: x = …` leaves `x` set on either way. Where the other way goes on with what `x` was before,
 * that gets a binding of its own, which is what the condition leaves of it.
 */
export function keepNarrowed(
  draft: UnitDraft,
  flow: Flow,
  facts: Facts,
  others: readonly Way[],
): void {
  for (const { node, narrowing } of facts) {
    const name = textOf(draft, node);
    if (flow.outer.has(name)) continue;
    const before = flow.reaching.get(name) ?? [OUTSIDE];
    const changed = others.some(
      (way) => !way.dead && !sameBindings(way.reaching.get(name) ?? [OUTSIDE], before),
    );
    if (!changed) continue;
    const value: Expression = { ...extractName(draft, flow, node), narrowing };
    const at = anchorOf(draft, node);
    bind(draft, flow, {
      kind: 'assignment',
      name,
      at,
      scope: flow.scope,
      value,
      annotation: null,
    });
  }
}
