/*
 * Subscripts: single items, several indexes, and slices.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, namedChildren } from '../syntax/node.ts';
import { type Flow, type UnitDraft, anchorOf } from './draft.ts';
import type { Expression } from './expression.ts';
import { visitExpression } from './visit.ts';

/** `object[index]`; several indexes are a tuple. */
export function extractSubscript(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  const value = childOf(node, 'value');
  const object = value && visitExpression(draft, flow, value);
  const inside = namedChildren(node).filter((child) => child.field === 'subscript');
  const indexes = inside.map((child) => visitExpression(draft, flow, child));
  const [index] = indexes;
  if (!object || !index) return { kind: 'opaque', at, syntax: 'missing' };
  if (indexes.length === 1) return { kind: 'subscript', at, object, index };
  const tuple: Expression = {
    kind: 'sequence',
    at: anchorOf(draft, node),
    form: 'tuple',
    items: indexes,
  };
  return { kind: 'subscript', at, object, index: tuple };
}

/** `from:to:step`; what is left out shows only in where the colons stand. */
export function extractSlice(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  const parts: (Expression | null)[] = [null, null, null];
  let position = 0;
  for (const child of node.children) {
    if (child.named && child.type !== 'comment')
      parts[position] = visitExpression(draft, flow, child);
    else if (draft.text.slice(child.start, child.end) === ':') position += 1;
  }
  const [from = null, to = null, step = null] = parts;
  return { kind: 'slice', at, from, to, step };
}
