/*
 * What a condition says about names: `isinstance(x, T)`, `x is None`, `x == "a"`, `if x`.
 * Names are looked at only; a narrowing ends with the next binding of its name.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, namedChildren } from '../syntax/node.ts';
import { type Flow, OUTSIDE, type UnitDraft, anchorOf, bind, type Way } from './draft.ts';
import type { Expression, Narrowing, OpposedNarrowing } from './expression.ts';
import { entryFacts, readFrom } from './compared-entry.ts';
import { extractName } from './extract-name.ts';
import { type Facts, fact, isPlain, sameBindings } from './narrowing-fact.ts';
import { textOf, visitExpression } from './visit.ts';

const NONE: Facts = [];

const SET: Narrowing = { kind: 'true' };

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
      return instanceFacts(draft, flow, node, holds);
    case 'comparison_operator':
      return comparisonFacts(draft, flow, node, holds);
    default:
      return NONE;
  }
}

function instanceFacts(draft: UnitDraft, flow: Flow, node: SyntaxNode, holds: boolean): Facts {
  const callee = childOf(node, 'function');
  const list = childOf(node, 'arguments');
  const [subject, type] = list ? namedChildren(list) : [];
  if (!callee || textOf(draft, callee) !== 'isinstance') return NONE;
  if (subject?.type !== 'identifier' || !type || !isPlain(type)) return NONE;
  return fact(
    subject,
    sensed({ kind: 'instance', type: visitExpression(draft, flow, type) }, holds),
  );
}

/** A narrowing, or its opposite. */
function sensed(narrowing: OpposedNarrowing, holds: boolean): Narrowing {
  return holds ? narrowing : { kind: 'not', of: narrowing };
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
  if (form === 'in') return memberFacts(draft, flow, left, right, sense === holds);
  const about = entryFacts(draft, flow, left, [right]) ?? entryFacts(draft, flow, right, [left]);
  if (about) return sense === holds ? about : NONE;
  return sameFacts(draft, flow, [left, right], sense === holds);
}

/** What `name == other` says, or (`holds` false) what it says that they differ. */
function sameFacts(
  draft: UnitDraft,
  flow: Flow,
  [left, right]: readonly [SyntaxNode, SyntaxNode],
  holds: boolean,
): Facts {
  const [subject, other] = left.type === 'identifier' ? [left, right] : [right, left];
  if (subject.type !== 'identifier') return NONE;
  if (other.type === 'none') return holds ? NONE : fact(subject, { kind: 'not-none' });
  const read = holds ? readFrom(draft, flow, subject, other) : NONE;
  return isConstant(draft, other)
    ? [...fact(subject, sensed(equalTo(draft, flow, [other]), holds)), ...read]
    : read;
}

function memberFacts(
  draft: UnitDraft,
  flow: Flow,
  subject: SyntaxNode,
  display: SyntaxNode,
  holds: boolean,
): Facts {
  const items = namedChildren(display);
  const isDisplay = ['tuple', 'list', 'set'].includes(display.type);
  if (!isDisplay || items.length === 0) return NONE;
  if (subject.type !== 'identifier')
    return holds ? (entryFacts(draft, flow, subject, items) ?? NONE) : NONE;
  return items.every((item) => isConstant(draft, item))
    ? fact(subject, sensed(equalTo(draft, flow, items), holds))
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
export function equalTo(
  draft: UnitDraft,
  flow: Flow,
  options: readonly SyntaxNode[],
): OpposedNarrowing {
  return {
    kind: 'equal',
    options: options.map((option) => visitExpression(draft, flow, option)),
  };
}

/** Whether something says what a name is, rather than what stands under one of its keys. */
function saysMore(narrowing: Narrowing): boolean {
  if (narrowing.kind === 'both') return saysMore(narrowing.first) || saysMore(narrowing.second);
  return ['instance', 'equal', 'shape'].includes(narrowing.kind);
}

/** Lets facts hold from here on. */
export function assume(draft: UnitDraft, flow: Flow, facts: Facts): void {
  if (facts.length === 0) return;
  const narrowed = new Map(flow.narrowed);
  for (const { node, name = textOf(draft, node), narrowing } of facts) {
    const reaching = flow.reaching.get(name) ?? [OUTSIDE];
    const known = narrowed.get(name);
    const before = known && sameBindings(known.reaching, reaching) ? known.narrowing : null;
    if (narrowing.kind !== 'entry') {
      narrowed.set(name, { narrowing: withBefore(before, narrowing), reaching });
    } else if (!before || !saysMore(before)) narrowed.set(name, { narrowing, reaching });
  }
  flow.narrowed = narrowed;
}

/** More conditions than this about one name are not kept together; the last one stays. */
const MAX_CONDITIONS = 12;

/** A narrowing behind another one. What a value is equal to says everything. */
function withBefore(before: Narrowing | null, narrowing: Narrowing): Narrowing {
  if (!before || narrowing.kind === 'equal' || conditionsIn(before) >= MAX_CONDITIONS)
    return narrowing;
  return { kind: 'both', first: before, second: narrowing };
}

function conditionsIn(narrowing: Narrowing): number {
  return narrowing.kind === 'both'
    ? conditionsIn(narrowing.first) + conditionsIn(narrowing.second)
    : 1;
}

/** Runs `inside` where facts hold. */
export function assuming<T>(draft: UnitDraft, flow: Flow, facts: Facts, inside: () => T): T {
  const { narrowed } = flow;
  assume(draft, flow, facts);
  const result = inside();
  flow.narrowed = narrowed;
  return result;
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
    if (narrowing.kind === 'entry' || flow.outer.has(name)) continue;
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
