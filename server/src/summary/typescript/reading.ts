/*
 * What the files of this folder share: the unit that is being built from TypeScript, and the way back for what nests.
 * They say with the words of the common unit what TypeScript means: a constructor is `__init__`, `this` the first
 * parameter of a method, `new X(…)` a call, an object a dict whose entries are attributes, too.
 */
import type { TypeScriptNode } from '../../syntax/typescript/parser.ts';
import { anchorOf, type Draft, type Flow, OUTSIDE, scopeOf } from '../draft.ts';
import type { CallExpression, Expression, NameExpression } from '../expression.ts';

/** The extraction of what can nest in anything. */
interface Visitors {
  readonly expression: (reading: Reading, flow: Flow, node: TypeScriptNode) => Expression;
  readonly statement: (reading: Reading, flow: Flow, node: TypeScriptNode) => void;
}

/** One top-level statement while it is read. Offsets count from the start of the file. */
export interface Reading extends Draft {
  readonly visitors: Visitors;
}

/** The meaning of an expression node; visits everything inside it exactly once. */
export function visitExpression(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  return reading.visitors.expression(reading, flow, node);
}

/** Extracts one statement. */
export function visitStatement(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  reading.visitors.statement(reading, flow, node);
}

/** The source text of a node. */
export function textOf(reading: Reading, node: TypeScriptNode): string {
  return reading.text.slice(node.start, node.end);
}

/** An expression of which nothing is known. */
export function opaque(reading: Reading, node: TypeScriptNode, syntax = node.type): Expression {
  return { kind: 'opaque', at: anchorOf(reading, node), syntax };
}

/** A name at a place: the bindings of this scope that reach it, and whether it may mean something outside. */
export function nameAt(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  name: string,
): NameExpression {
  const reaching = flow.reaching.get(name) ?? [OUTSIDE];
  const bindings = reaching.filter((binding) => binding !== OUTSIDE);
  const { kind } = scopeOf(reading, flow.scope);
  const local =
    (kind === 'function' || kind === 'lambda') && !flow.outer.has(name) && bindings.length > 0;
  const open = reaching.includes(OUTSIDE) && !local;
  return { kind: 'name', at: anchorOf(reading, node), name, bindings, open };
}

/** A name that only the language itself gives a meaning, such as `super`. */
export function wordAt(reading: Reading, node: TypeScriptNode, name: string): NameExpression {
  return { kind: 'name', at: anchorOf(reading, node), name, bindings: [], open: true };
}

/** `object.name`, which may be an entry of a dict. */
export function propertyOf(
  reading: Reading,
  node: TypeScriptNode,
  object: Expression,
  name: string,
): Expression {
  const at = anchorOf(reading, node);
  return { kind: 'attribute', at, object, name, nameAt: at, orEntry: true };
}

/** A call with positional arguments, noted in its scope. */
export function callOf(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  callee: Expression,
  values: readonly Expression[],
): CallExpression {
  const call: CallExpression = {
    kind: 'call',
    at: anchorOf(reading, node),
    callee,
    arguments: values.map((value) =>
      value.kind === 'spread'
        ? { kind: 'spread', name: null, value: value.value }
        : { kind: 'positional', name: null, value },
    ),
  };
  scopeOf(reading, flow.scope).calls.push(call);
  return call;
}
