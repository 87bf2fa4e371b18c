/*
 * Comprehensions and generator expressions. Their variables are visible inside only,
 * but they open no scope of their own here: a call inside belongs to the callable around it.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, namedChildren } from '../syntax/node.ts';
import { type Flow, type UnitDraft, anchorOf, branchOff, iterationOf } from './draft.ts';
import type { Expression, Iteration } from './expression.ts';
import { assume, factsOf } from './extract-narrowing.ts';
import { bindTarget } from './extract-target.ts';
import { visitExpression } from './visit.ts';

/** Goes through the clauses. Gives the one loop, where it is the only clause. */
function extractClauses(draft: UnitDraft, flow: Flow, node: SyntaxNode): Iteration | null {
  const clauses: (Iteration | null)[] = [];
  for (const clause of namedChildren(node)) {
    if (clause.type === 'for_in_clause') {
      const [target, ...sources] = namedChildren(clause);
      for (const source of sources) {
        const iterable = visitExpression(draft, flow, source);
        const first = draft.bindings.length;
        if (target)
          bindTarget(draft, flow, target, {
            kind: 'element',
            at: anchorOf(draft, source),
            iterable,
          });
        clauses.push(iterationOf(draft, iterable, first));
      }
    } else if (clause.type === 'if_clause') {
      clauses.push(null);
      for (const condition of namedChildren(clause)) {
        visitExpression(draft, flow, condition);
        assume(draft, flow, factsOf(draft, flow, condition, true));
      }
    }
  }
  return clauses.length === 1 ? (clauses[0] ?? null) : null;
}

/** A list, set, dict or generator comprehension. */
export function extractComprehension(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  let result: Expression = { kind: 'opaque', at, syntax: node.type };
  branchOff(flow, () => {
    const over = extractClauses(draft, flow, node);
    const loop = over ? { over } : {};
    const body = childOf(node, 'body');
    if (!body) return;
    if (body.type !== 'pair') {
      const element = visitExpression(draft, flow, body);
      // A set keeps no order.
      const isOrdered = node.type !== 'set_comprehension';
      result = { kind: 'comprehension', at, element, ...(isOrdered ? loop : {}) };
      return;
    }
    const key = childOf(body, 'key');
    const value = childOf(body, 'value');
    if (!key || !value) return;
    result = {
      kind: 'dict-comprehension',
      at,
      key: visitExpression(draft, flow, key),
      value: visitExpression(draft, flow, value),
      ...loop,
    };
  });
  return result;
}
