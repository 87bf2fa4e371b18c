/*
 * Statements of TypeScript: what they bind, and what reaches which place where ways split and meet.
 */
import { childOf, childrenOf, namedChildren } from '../../syntax/node.ts';
import type { TypeScriptNode } from '../../syntax/typescript/parser.ts';
import { anchorOf, branchOff, type Flow, joinWays, scopeOf, type Way } from '../draft.ts';
import type { Expression } from '../expression.ts';
import { extractClass, extractEnum } from './extract-class.ts';
import { extractExpression } from './extract-expression.ts';
import { defineFunction } from './extract-function.ts';
import { extractExport, extractImport } from './extract-module.ts';
import { bindName, bindPattern, change } from './extract-target.ts';
import { type Reading, textOf } from './reading.ts';

function here(flow: Flow): Way {
  return { reaching: flow.reaching, narrowed: flow.narrowed, dead: flow.dead };
}

function extractAll(reading: Reading, flow: Flow, nodes: readonly TypeScriptNode[]): void {
  for (const node of nodes) extractStatement(reading, flow, node);
}

/** Runs parts of which any one may run, or (`mayBeNone`) none, and continues where they meet. */
function extractWays(
  reading: Reading,
  flow: Flow,
  parts: readonly (readonly TypeScriptNode[])[],
  mayBeNone: boolean,
): void {
  const ways = parts.map((nodes) => branchOff(flow, () => extractAll(reading, flow, nodes)));
  joinWays(flow, mayBeNone ? [...ways, here(flow)] : ways);
}

function extractConditions(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  for (const field of ['condition', 'value', 'increment']) {
    const child = childOf(node, field);
    if (child) extractExpression(reading, flow, child);
  }
}

function extractIf(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  extractConditions(reading, flow, node);
  const then = childOf(node, 'consequence');
  const otherwise = childOf(node, 'alternative');
  const parts = [then ? [then] : [], otherwise ? namedChildren(otherwise) : []];
  extractWays(reading, flow, parts, false);
}

function extractSwitch(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  extractConditions(reading, flow, node);
  const body = childOf(node, 'body');
  const cases = body ? namedChildren(body) : [];
  const parts = cases.map((item) => childrenOf(item, 'body'));
  extractWays(reading, flow, parts, !cases.some(({ type }) => type === 'switch_default'));
}

function extractTry(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  const body = childOf(node, 'body');
  const handler = childOf(node, 'handler');
  const caught = handler && childOf(handler, 'body');
  if (body) extractWays(reading, flow, [[body]], false);
  if (caught) extractWays(reading, flow, [[caught]], true);
  const last = childOf(node, 'finalizer');
  const lastBody = last && childOf(last, 'body');
  if (lastBody) extractStatement(reading, flow, lastBody);
}

/** `for (const item of items) …`; with `in`, the keys, which are the items of an object. */
function extractForIn(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  const right = childOf(node, 'right');
  const left = childOf(node, 'left');
  const body = childOf(node, 'body');
  const iterable = right && extractExpression(reading, flow, right);
  if (!body) return;
  const way = branchOff(flow, () => {
    if (left && iterable) {
      const item: Expression = { kind: 'element', at: anchorOf(reading, left), iterable };
      bindPattern(reading, flow, left, item);
    }
    extractStatement(reading, flow, body);
  });
  joinWays(flow, [way, here(flow)]);
}

function extractLoop(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  const start = childOf(node, 'initializer');
  if (start) extractStatement(reading, flow, start);
  extractConditions(reading, flow, node);
  const body = childOf(node, 'body');
  if (body) extractWays(reading, flow, [[body]], true);
}

function extractDeclaration(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  for (const declarator of namedChildren(node)) {
    const name = childOf(declarator, 'name');
    const value = childOf(declarator, 'value');
    if (!name) continue;
    if (value && name.type === 'identifier' && isFunction(value)) {
      defineFunction(reading, flow, value, name);
    } else if (value) {
      bindPattern(reading, flow, name, extractExpression(reading, flow, value));
    } else if (name.type === 'identifier') {
      const at = anchorOf(reading, declarator);
      const nothing: Expression = { kind: 'constant', at, text: 'None' };
      bindName(reading, flow, name, textOf(reading, name), nothing, true);
    }
  }
}

function isFunction({ type }: TypeScriptNode): boolean {
  return type === 'arrow_function' || type === 'function_expression';
}

/** Methods that change a list in place, and `Object.assign`. */
const CHANGES: ReadonlyMap<string, string> = new Map([
  ['push', 'append'],
  ['assign', 'update'],
]);

/** What a call changes in place; null when it is no such call. */
function changedBy(
  reading: Reading,
  node: TypeScriptNode,
): { readonly target: TypeScriptNode; readonly method: string } | null {
  const callee = node.type === 'call_expression' ? childOf(node, 'function') : null;
  if (callee?.type !== 'member_expression') return null;
  const property = childOf(callee, 'property');
  const object = childOf(callee, 'object');
  const method = property && CHANGES.get(textOf(reading, property));
  if (!object || !method) return null;
  if (method !== 'update') return { target: object, method };
  const list = textOf(reading, object) === 'Object' ? childOf(node, 'arguments') : null;
  const [target] = list ? namedChildren(list) : [];
  return target ? { target, method } : null;
}

/** A variable has another version behind a call that changes what it holds. */
function noteChange(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  const changed = changedBy(reading, node);
  const call = scopeOf(reading, flow.scope).calls.at(-1);
  if (!changed || !call) return;
  const { target, method } = changed;
  const at = anchorOf(reading, node);
  const given = method === 'update' ? call.arguments.slice(1) : call.arguments;
  const after = (base: Expression | null): Expression => ({
    kind: 'mutated',
    at,
    base,
    method,
    arguments: given,
  });
  change(reading, flow, target, after);
}

function extractSimple(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  for (const child of namedChildren(node)) {
    const inside = child.type === 'await_expression' ? (namedChildren(child)[0] ?? child) : child;
    extractExpression(reading, flow, inside);
    noteChange(reading, flow, inside);
  }
}

function extractReturn(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  for (const child of namedChildren(node)) {
    const value = extractExpression(reading, flow, child);
    if (node.type === 'return_statement') scopeOf(reading, flow.scope).returns.push(value);
  }
  flow.dead = true;
}

/** Adds what a statement means to the unit. */
export function extractStatement(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  switch (node.type) {
    case 'import_statement':
      extractImport(reading, flow, node);
      return;
    case 'export_statement':
      extractExport(reading, flow, node);
      return;
    case 'class_declaration':
    case 'abstract_class_declaration':
      extractClass(reading, flow, node);
      return;
    case 'enum_declaration':
      extractEnum(reading, flow, node);
      return;
    case 'function_declaration':
    case 'generator_function_declaration': {
      const name = childOf(node, 'name');
      if (name) defineFunction(reading, flow, node, name);
      return;
    }
    case 'lexical_declaration':
    case 'variable_declaration':
      extractDeclaration(reading, flow, node);
      return;
    case 'expression_statement':
      extractSimple(reading, flow, node);
      return;
    case 'return_statement':
    case 'throw_statement':
      extractReturn(reading, flow, node);
      return;
    default:
      extractCompound(reading, flow, node);
  }
}

function extractCompound(reading: Reading, flow: Flow, node: TypeScriptNode): void {
  switch (node.type) {
    case 'if_statement':
      extractIf(reading, flow, node);
      return;
    case 'switch_statement':
      extractSwitch(reading, flow, node);
      return;
    case 'try_statement':
      extractTry(reading, flow, node);
      return;
    case 'for_in_statement':
      extractForIn(reading, flow, node);
      return;
    case 'for_statement':
    case 'while_statement':
    case 'do_statement':
      extractLoop(reading, flow, node);
      return;
    case 'statement_block':
    case 'class_static_block':
    case 'labeled_statement':
    case 'internal_module':
    case 'ERROR':
      extractAll(reading, flow, namedChildren(node));
      return;
    case 'break_statement':
    case 'continue_statement':
    case 'statement_identifier':
    case 'interface_declaration':
    case 'type_alias_declaration':
    case 'ambient_declaration':
    case 'empty_statement':
      return;
    default:
      extractExpression(reading, flow, node);
  }
}
