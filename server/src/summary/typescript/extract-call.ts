/*
 * Calls and `new`. Methods of texts and lists are called by their names in the common unit where these exist.
 */
import { childOf, namedChildren } from '../../syntax/node.ts';
import type { TypeScriptNode } from '../../syntax/typescript/parser.ts';
import { anchorOf, type Flow } from '../draft.ts';
import type { Expression } from '../expression.ts';
import { extractFunction } from './extract-function.ts';
import {
  callOf,
  opaque,
  propertyOf,
  type Reading,
  textOf,
  visitExpression,
  wordAt,
} from './reading.ts';

/** Methods of texts that the common unit knows under another name. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['toLowerCase', 'lower'],
  ['toUpperCase', 'upper'],
  ['trim', 'strip'],
]);

/** Methods of lists that call a function with each item. */
const EACH: ReadonlySet<string> = new Set(['forEach', 'map', 'flatMap']);

function argumentsOf(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
): readonly Expression[] | null {
  const list = childOf(node, 'arguments');
  if (list?.type === 'template_string') return null;
  return (list ? namedChildren(list) : []).map((child) => visitExpression(reading, flow, child));
}

function isFunction(node: TypeScriptNode | undefined): node is TypeScriptNode {
  return node?.type === 'arrow_function' || node?.type === 'function_expression';
}

/** `items.map((item) => …)`: any number of what the function gives for an item. */
function extractEach(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  object: TypeScriptNode,
): Expression | null {
  const list = childOf(node, 'arguments');
  const [callback] = list ? namedChildren(list) : [];
  if (!isFunction(callback)) return null;
  const at = anchorOf(reading, node);
  const iterable = visitExpression(reading, flow, object);
  const item: Expression = { kind: 'element', at: anchorOf(reading, object), iterable };
  const callee = extractFunction(reading, flow, callback, [item]);
  const element = callOf(reading, flow, callback, callee, [item]);
  return { kind: 'comprehension', at, element };
}

/** `super(…)` runs the constructor of the base. */
function extractSuper(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const callee = childOf(node, 'function') ?? node;
  const object = superAt(reading, flow, callee);
  const init = propertyOf(reading, callee, object, '__init__');
  return callOf(reading, flow, node, init, argumentsOf(reading, flow, node) ?? []);
}

/** `super`, as the object that has the methods of the base. */
export function superAt(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  return callOf(reading, flow, node, wordAt(reading, node, 'super'), []);
}

/** `items.join(separator)`, which the common unit writes the other way round; `path.join(…)` is none. */
function extractJoin(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  object: TypeScriptNode,
): Expression | null {
  const list = childOf(node, 'arguments');
  const [separator, ...rest] = list ? namedChildren(list) : [];
  const isList = object.type === 'array' || separator?.type === 'string';
  if (!isList || rest.length > 0 || textOf(reading, object) === 'path') return null;
  const text: Expression = separator
    ? visitExpression(reading, flow, separator)
    : { kind: 'string', at: anchorOf(reading, node), text: ',' };
  const items = visitExpression(reading, flow, object);
  return callOf(reading, flow, node, propertyOf(reading, node, text, 'join'), [items]);
}

/** Methods whose meaning is written in another way in the common unit; null for all others. */
function extractKnownMethod(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  callee: TypeScriptNode,
): Expression | null {
  const object = childOf(callee, 'object');
  const property = childOf(callee, 'property');
  if (!object || !property) return null;
  const method = textOf(reading, property);
  if (EACH.has(method)) return extractEach(reading, flow, node, object);
  if (method === 'toString') return visitExpression(reading, flow, object);
  if (method === 'join') return extractJoin(reading, flow, node, object);
  const renamed = RENAMED.get(method);
  if (renamed === undefined) return null;
  const receiver = visitExpression(reading, flow, object);
  return callOf(reading, flow, node, propertyOf(reading, callee, receiver, renamed), []);
}

/** `callee(…)`. */
export function extractCall(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const callee = childOf(node, 'function');
  if (!callee) return opaque(reading, node);
  if (callee.type === 'super') return extractSuper(reading, flow, node);
  const known =
    callee.type === 'member_expression' ? extractKnownMethod(reading, flow, node, callee) : null;
  if (known) return known;
  const called = visitExpression(reading, flow, callee);
  const given = argumentsOf(reading, flow, node);
  return given ? callOf(reading, flow, node, called, given) : opaque(reading, node);
}

/** `new Name(…)`. */
export function extractNew(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const callee = childOf(node, 'constructor');
  if (!callee) return opaque(reading, node);
  const called = visitExpression(reading, flow, callee);
  return callOf(reading, flow, node, called, argumentsOf(reading, flow, node) ?? []);
}
