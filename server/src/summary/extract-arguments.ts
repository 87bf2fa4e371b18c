/*
 * The arguments of calls and of class statements.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, namedChildren } from '../syntax/node.ts';
import { type Flow, type UnitDraft, anchorOf } from './draft.ts';
import type { CallArgument, Expression } from './expression.ts';
import { textOf, visitExpression } from './visit.ts';

function missing(draft: UnitDraft, node: SyntaxNode): Expression {
  return { kind: 'opaque', at: anchorOf(draft, node), syntax: 'missing' };
}

function valueOf(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const value = childOf(node, 'value');
  return value ? visitExpression(draft, flow, value) : missing(draft, node);
}

function extractArgument(draft: UnitDraft, flow: Flow, node: SyntaxNode): CallArgument {
  switch (node.type) {
    case 'keyword_argument': {
      const name = childOf(node, 'name');
      return {
        kind: 'keyword',
        name: name ? textOf(draft, name) : null,
        value: valueOf(draft, flow, node),
      };
    }
    case 'list_splat':
    case 'dictionary_splat': {
      const [inside] = namedChildren(node);
      const value = inside ? visitExpression(draft, flow, inside) : missing(draft, node);
      return { kind: node.type === 'list_splat' ? 'spread' : 'keyword-spread', name: null, value };
    }
    default:
      return { kind: 'positional', name: null, value: visitExpression(draft, flow, node) };
  }
}

/** The arguments of a call or of a class statement. */
export function extractArguments(
  draft: UnitDraft,
  flow: Flow,
  list: SyntaxNode,
): readonly CallArgument[] {
  if (list.type === 'generator_expression') {
    return [{ kind: 'positional', name: null, value: visitExpression(draft, flow, list) }];
  }
  return namedChildren(list).map((child) => extractArgument(draft, flow, child));
}
