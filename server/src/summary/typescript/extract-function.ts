/*
 * Functions, methods and arrow functions: each opens a scope of its own.
 */
import { childOf, namedChildren } from '../../syntax/node.ts';
import type { TypeScriptNode } from '../../syntax/typescript/parser.ts';
import { anchorOf, bind, createFlow, type Flow, scopeOf } from '../draft.ts';
import type { Expression, ScopeIndex } from '../expression.ts';
import { openScope } from '../extract-scope.ts';
import type { ParameterBinding } from '../unit.ts';
import { bindPattern } from './extract-target.ts';
import {
  nameAt,
  type Reading,
  textOf,
  visitExpression,
  visitStatement,
  wordAt,
} from './reading.ts';

/** What is known of a function before its parameters are read. */
export interface FunctionStart {
  readonly kind: 'function' | 'lambda';
  readonly name: string;
  readonly nameNode: TypeScriptNode;
  readonly decorators: readonly string[];
  /** Whether `this` is handed in: for methods. */
  readonly takesThis: boolean;
  /** What the first parameters certainly are, as for the function that `forEach` calls. */
  readonly given: readonly Expression[];
}

function bindParameter(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  parameter: Pick<ParameterBinding, 'name' | 'index' | 'form' | 'initial'>,
): void {
  scopeOf(reading, flow.scope).parameters.push(reading.bindings.length);
  const at = anchorOf(reading, node);
  bind(reading, flow, { kind: 'parameter', at, scope: flow.scope, annotation: null, ...parameter });
}

/** `constructor(private readonly table: Table)` sets the attribute as well. */
function isField(node: TypeScriptNode): boolean {
  return node.children.some(({ type }) => type === 'accessibility_modifier' || type === 'readonly');
}

/** A parameter as it is written; the name that stands for one that is taken apart cannot be written by anyone. */
function extractParameter(
  reading: Reading,
  outside: Flow,
  inside: Flow,
  node: TypeScriptNode,
  index: number,
): void {
  const written = childOf(node, 'pattern') ?? node;
  const isRest = written.type === 'rest_pattern';
  const pattern = isRest ? (namedChildren(written)[0] ?? written) : written;
  const isName = pattern.type === 'identifier';
  const name = isName ? textOf(reading, pattern) : `{${index}}`;
  const value = childOf(node, 'value');
  const initial = value && visitExpression(reading, outside, value);
  const form = isRest ? 'rest' : 'plain';
  bindParameter(reading, inside, pattern, { name, index, form, initial });
  const whole = nameAt(reading, inside, pattern, name);
  if (!isName) bindPattern(reading, inside, pattern, whole);
  if (!isName || !isField(node)) return;
  const object = nameAt(reading, inside, pattern, 'this');
  const at = anchorOf(reading, pattern);
  const write = { object, name, value: whole, annotation: null, at };
  scopeOf(reading, inside.scope).writes.push(write);
}

function parametersIn(node: TypeScriptNode): readonly TypeScriptNode[] {
  const list = childOf(node, 'parameters');
  const single = childOf(node, 'parameter');
  if (single) return [single];
  // `this: Type` among the parameters says only what the function is called on.
  return (list ? namedChildren(list) : []).filter(
    (child) => childOf(child, 'pattern')?.type !== 'this',
  );
}

/** Opens the scope of a function and reads its parameters; the body follows. */
export function openFunction(
  reading: Reading,
  outside: Flow,
  node: TypeScriptNode,
  start: FunctionStart,
): { readonly scope: ScopeIndex; readonly inside: Flow } {
  const { kind, name, nameNode, decorators, takesThis, given } = start;
  const scope = openScope(reading, outside.scope, {
    kind,
    name,
    at: anchorOf(reading, node),
    nameAt: anchorOf(reading, nameNode),
    decorators: decorators.map((word) => wordAt(reading, nameNode, word)),
  });
  const inside = createFlow(scope);
  if (takesThis)
    bindParameter(reading, inside, nameNode, {
      name: 'this',
      index: 0,
      form: 'plain',
      initial: null,
    });
  parametersIn(node).forEach((parameter, position) => {
    const known = given[position];
    const pattern = childOf(parameter, 'pattern') ?? parameter;
    if (known) bindPattern(reading, inside, pattern, known);
    else extractParameter(reading, outside, inside, parameter, position + (takesThis ? 1 : 0));
  });
  return { scope, inside };
}

/** The body of a function: its statements, or the expression that it returns. */
export function extractBody(reading: Reading, inside: Flow, node: TypeScriptNode): void {
  const body = childOf(node, 'body');
  if (!body) return;
  if (body.type === 'statement_block') visitStatement(reading, inside, body);
  else scopeOf(reading, inside.scope).returns.push(visitExpression(reading, inside, body));
}

/** An arrow function, a function or a method of an object, as a value. */
export function extractFunction(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  given: readonly Expression[] = [],
): Expression {
  const at = anchorOf(reading, node);
  const { scope, inside } = openFunction(reading, flow, node, {
    kind: 'lambda',
    name: '',
    nameNode: node,
    decorators: [],
    takesThis: false,
    given,
  });
  extractBody(reading, inside, node);
  return { kind: 'lambda', at, scope };
}

/** `function name(…) {…}`, `const name = (…) => …`. */
export function defineFunction(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  nameNode: TypeScriptNode,
): void {
  const name = textOf(reading, nameNode);
  const { scope, inside } = openFunction(reading, flow, node, {
    kind: 'function',
    name,
    nameNode,
    decorators: [],
    takesThis: false,
    given: [],
  });
  const at = anchorOf(reading, nameNode);
  bind(reading, flow, { kind: 'function', name, at, scope: flow.scope, body: scope });
  extractBody(reading, inside, node);
}
