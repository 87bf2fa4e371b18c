/**
 * The text that a piece needs around it to be parsed as what it is, and how to take it away again afterwards.
 */

import type { SyntaxNode } from './node.ts';
import type { PieceKind } from './piece.ts';

/** What to parse in front of a piece and behind it. */
export interface PieceContext {
  readonly before: string;
  readonly behind: string;
}

/** A piece may end with a backslash that joins it to a blank line; without a line end that is an error. */
const LINE_END: PieceContext = { before: '', behind: '\n' };
/** Members are indented; without a class in front, the grammar would not know what indentation they end at. */
const CLASS: PieceContext = { before: 'class _:\n', behind: '\n' };
const BODY: PieceContext = { before: '', behind: '\n pass' };

/** The context of a piece of kind `kind`. */
export function contextOf(kind: PieceKind): PieceContext {
  if (kind === 'member') return CLASS;
  return kind === 'class-header' ? BODY : LINE_END;
}

/**
 * The statements of a member, out of the tree that has the class in front.
 * Offsets in `root` are relative to the member, so those of the class are negative.
 */
export function membersOf(root: SyntaxNode): readonly SyntaxNode[] {
  return root.children.flatMap(insideOf);
}

/** The nodes of the member in `node`; a body of the class gives its statements. */
function insideOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.start >= 0) return [node];
  return node.children.flatMap((child) => {
    const isBody = child.field === 'body' && child.type === 'block' && child.start >= 0;
    return isBody ? child.children : insideOf(child);
  });
}
