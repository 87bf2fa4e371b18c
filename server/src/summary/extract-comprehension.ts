/*
 * Comprehensions and generator expressions. Their variables are visible inside only,
 * but they open no scope of their own here: a call inside belongs to the callable around it.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, namedChildren } from '../syntax/node.ts';
import { type Flow, type UnitDraft, anchorOf, branchOff } from './draft.ts';
import type { Expression } from './expression.ts';
import { assume, factsOf } from './extract-narrowing.ts';
import { bindTarget } from './extract-target.ts';
import { visitExpression } from './visit.ts';

function extractClauses(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  for (const clause of namedChildren(node)) {
    if (clause.type === 'for_in_clause') {
      const [target, ...sources] = namedChildren(clause);
      for (const source of sources) {
        const iterable = visitExpression(draft, flow, source);
        if (target)
          bindTarget(draft, flow, target, {
            kind: 'element',
            at: anchorOf(draft, source),
            iterable,
          });
      }
    } else if (clause.type === 'if_clause') {
      for (const condition of namedChildren(clause)) {
        visitExpression(draft, flow, condition);
        assume(draft, flow, factsOf(draft, flow, condition, true));
      }
    }
  }
}

/** A list, set, dict or generator comprehension. */
export function extractComprehension(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  let result: Expression = { kind: 'opaque', at, syntax: node.type };
  branchOff(flow, () => {
    extractClauses(draft, flow, node);
    const body = childOf(node, 'body');
    if (!body) return;
    if (body.type !== 'pair') {
      result = { kind: 'comprehension', at, element: visitExpression(draft, flow, body) };
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
    };
  });
  return result;
}
