/*
 * What a name means at the place where it stands.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { type Flow, OUTSIDE, type UnitDraft, anchorOf, scopeOf } from './draft.ts';
import type { NameExpression } from './expression.ts';
import { textOf } from './visit.ts';

/** The bindings of this scope that reach the name, and whether it may mean something outside. */
export function extractName(draft: UnitDraft, flow: Flow, node: SyntaxNode): NameExpression {
  const name = textOf(draft, node);
  const reaching = flow.reaching.get(name) ?? [OUTSIDE];
  const bindings = reaching.filter((binding) => binding !== OUTSIDE);
  const mayBeOutside = reaching.includes(OUTSIDE);
  // In a function a name is either local or not (the language reference, section 4.2.2), unless it was declared otherwise.
  const { kind } = scopeOf(draft, flow.scope);
  const local =
    (kind === 'function' || kind === 'lambda') && !flow.outer.has(name) && bindings.length > 0;
  return { kind: 'name', at: anchorOf(draft, node), name, bindings, open: mayBeOutside && !local };
}
