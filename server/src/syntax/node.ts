/**
 * Syntax as plain data: what is left of a tree after the parser has read it.
 * Nodes hold no text; callers slice the text of the piece. Punctuation is left out.
 */

import type { SyntaxType } from './syntax-type.ts';

/** A node of a piece's syntax. Offsets are UTF-16 and relative to the start of the piece. */
export interface SyntaxNode<Type extends string = SyntaxType> {
  readonly type: Type;
  /** The name of the field it fills in its parent, or null. */
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode<Type>[];
  /** False for the tokens that are kept because they carry meaning, such as operators and `async`. */
  readonly named: boolean;
}

/** The first child in the field `field`, or null. */
export function childOf<Type extends string>(
  node: SyntaxNode<Type>,
  field: string,
): SyntaxNode<Type> | null {
  return node.children.find((child) => child.field === field) ?? null;
}

/** All children in the field `field`. */
export function childrenOf<Type extends string>(
  node: SyntaxNode<Type>,
  field: string,
): readonly SyntaxNode<Type>[] {
  return node.children.filter((child) => child.field === field);
}

/** The children that are neither tokens nor comments. Comments can stand between any two children. */
export function namedChildren<Type extends string>(
  node: SyntaxNode<Type>,
): readonly SyntaxNode<Type>[] {
  return node.children.filter((child) => child.named && child.type !== 'comment');
}

/** The first child of type `type`, or null. */
export function firstOfType<Type extends string>(
  node: SyntaxNode<Type>,
  type: Type,
): SyntaxNode<Type> | null {
  return node.children.find((child) => child.type === type) ?? null;
}

/** Whether `root` or anything below it is a syntax error. */
export function hasError<Type extends string>(root: SyntaxNode<Type>): boolean {
  const waiting: SyntaxNode<Type>[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'ERROR') return true;
    waiting.push(...node.children);
  }
  return false;
}
