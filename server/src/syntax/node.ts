/**
 * Syntax as plain data: what is left of a tree after the parser has read it.
 * Nodes hold no text; callers slice the text of the piece. Punctuation is left out.
 */

import type { SyntaxType } from './syntax-type.ts';

/** A node of a piece's syntax. Offsets are UTF-16 and relative to the start of the piece. */
export interface SyntaxNode {
  readonly type: SyntaxType;
  /** The name of the field it fills in its parent, or null. */
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
  /** False for the tokens that are kept because they carry meaning, such as operators and `async`. */
  readonly named: boolean;
}

/** The first child in the field `field`, or null. */
export function childOf(node: SyntaxNode, field: string): SyntaxNode | null {
  return node.children.find((child) => child.field === field) ?? null;
}

/** All children in the field `field`. */
export function childrenOf(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  return node.children.filter((child) => child.field === field);
}

/** The children that are neither tokens nor comments. Comments can stand between any two children. */
export function namedChildren(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter((child) => child.named && child.type !== 'comment');
}

/** The first child of type `type`, or null. */
export function firstOfType(node: SyntaxNode, type: SyntaxType): SyntaxNode | null {
  return node.children.find((child) => child.type === type) ?? null;
}

/** Whether `root` or anything below it is a syntax error. */
export function hasError(root: SyntaxNode): boolean {
  const waiting: SyntaxNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'ERROR') return true;
    waiting.push(...node.children);
  }
  return false;
}
