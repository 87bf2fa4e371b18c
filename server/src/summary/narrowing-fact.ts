/*
 * What a condition says about a name, and which expressions may be read a second time to say it.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { namedChildren } from '../syntax/node.ts';
import type { BindingIndex, Narrowing } from './expression.ts';

/** A name, as it stands in a condition, and what holds about it. */
export interface Fact {
  readonly node: SyntaxNode;
  readonly narrowing: Narrowing;
  /** The name that it holds about, where another one stands for a part of it. */
  readonly name?: string;
}

export type Facts = readonly Fact[];

/** One fact about a name. */
export function fact(node: SyntaxNode, narrowing: Narrowing): Facts {
  return [{ node, narrowing }];
}

/** Whether an expression holds no calls, so that it can be read twice. */
export function isPlain(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'identifier':
    case 'string':
      return true;
    case 'attribute':
      return namedChildren(node).every(isPlain);
    case 'tuple':
    case 'list':
    case 'set':
    case 'binary_operator':
      return namedChildren(node).every(isPlain);
    default:
      return node.type === 'none';
  }
}

/** Whether a name means the same at two places. */
export function sameBindings(
  left: readonly BindingIndex[],
  right: readonly BindingIndex[],
): boolean {
  return left.length === right.length && left.every((binding, index) => binding === right[index]);
}
