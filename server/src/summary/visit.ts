/*
 * The way back into the extraction for what nests: an expression inside an expression, a block inside a statement.
 * The extract-* files call each other downwards directly, and upwards through these, so that no import goes in circles.
 */
import { namedChildren, type SyntaxNode } from '../syntax/node.ts';
import type { Flow, UnitDraft } from './draft.ts';
import type { Expression } from './expression.ts';

/** The meaning of an expression node; visits everything inside it exactly once. */
export function visitExpression(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  return draft.visitors.expression(draft, flow, node);
}

/** Extracts one statement. */
export function visitStatement(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  draft.visitors.statement(draft, flow, node);
}

/** Extracts the statements of a block in order. */
export function visitBlock(draft: UnitDraft, flow: Flow, block: SyntaxNode): void {
  for (const statement of namedChildren(block)) visitStatement(draft, flow, statement);
}

/** The source text of a node. */
export function textOf(draft: UnitDraft, node: SyntaxNode): string {
  return draft.text.slice(node.start, node.end);
}
