/*
 * An expression of TypeScript → Expression. What is not understood is opaque, but its inside is still visited.
 */
import { childOf, namedChildren } from '../../syntax/node.ts';
import type { TypeScriptNode } from '../../syntax/typescript/parser.ts';
import { anchorOf, type Flow } from '../draft.ts';
import type { AlternativesExpression, Expression } from '../expression.ts';
import { extractCall, extractNew, superAt } from './extract-call.ts';
import { extractFunction } from './extract-function.ts';
import { extractArray, extractObject, extractTemplate } from './extract-literal.ts';
import { bindPattern } from './extract-target.ts';
import { callOf, nameAt, opaque, type Reading, textOf, wordAt } from './reading.ts';
import { stringText } from './string-text.ts';

/** What stands for nothing, and the truth values, as the common unit writes them. */
const CONSTANTS: ReadonlyMap<string, string> = new Map([
  ['null', 'None'],
  ['undefined', 'None'],
  ['true', 'True'],
  ['false', 'False'],
]);

function inside(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  for (const child of namedChildren(node)) extractExpression(reading, flow, child);
  return opaque(reading, node);
}

/** The value of an expression with a type behind it, in brackets, or with `!`. */
function extractFirst(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const values = namedChildren(node).filter(({ type }) => type !== 'type_arguments');
  const [value] = values;
  return value ? extractExpression(reading, flow, value) : opaque(reading, node);
}

function extractField(
  reading: Reading,
  flow: Flow,
  node: TypeScriptNode,
  field: string,
): Expression {
  const child = childOf(node, field);
  return child ? extractExpression(reading, flow, child) : opaque(reading, node, 'missing');
}

function isEnvironment({ kind, ...rest }: Expression): boolean {
  const { name, object } = rest as { name?: string; object?: Expression };
  return (
    kind === 'attribute' && name === 'env' && object?.kind === 'name' && object.name === 'process'
  );
}

/** `object.name`; a variable of the environment is an item, as in `process.env['name']`. */
function extractMember(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const property = childOf(node, 'property');
  const isMeta = childOf(node, 'object')?.type === 'meta_property';
  if (isMeta && property && textOf(reading, property) === 'dirname')
    return folderAt(reading, flow, node);
  const object = extractField(reading, flow, node, 'object');
  if (!property) return opaque(reading, node, 'missing');
  const name = textOf(reading, property);
  const at = anchorOf(reading, node);
  if (isEnvironment(object))
    return { kind: 'subscript', at, object, index: { kind: 'string', at, text: name } };
  return {
    kind: 'attribute',
    at,
    object,
    name,
    nameAt: anchorOf(reading, property),
    orEntry: true,
  };
}

function extractSubscript(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const at = anchorOf(reading, node);
  const object = extractField(reading, flow, node, 'object');
  return { kind: 'subscript', at, object, index: extractField(reading, flow, node, 'index') };
}

/** Whether only who deploys knows the value: a variable of the environment, or the context. */
function isFromOutside(expression: Expression): boolean {
  if (expression.kind === 'subscript') return isEnvironment(expression.object);
  if (expression.kind !== 'call') return false;
  const { callee } = expression;
  return callee.kind === 'attribute' && callee.name === 'tryGetContext';
}

const FORMS: ReadonlyMap<string, AlternativesExpression['form']> = new Map([
  ['??', 'or'],
  ['||', 'or'],
  ['&&', 'and'],
]);

function extractBinary(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const at = anchorOf(reading, node);
  const token = childOf(node, 'operator');
  const operator = token ? textOf(reading, token) : '';
  const left = extractField(reading, flow, node, 'left');
  const right = extractField(reading, flow, node, 'right');
  if (operator === '+') return { kind: 'concatenation', at, form: 'plus', parts: [left, right] };
  const form = FORMS.get(operator);
  if (!form) return { kind: 'opaque', at, syntax: node.type };
  // The default is what the code itself says.
  if (form === 'or' && isFromOutside(left)) return right;
  return { kind: 'alternatives', at, form, options: [left, right] };
}

function extractTernary(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const at = anchorOf(reading, node);
  extractField(reading, flow, node, 'condition');
  const options = ['consequence', 'alternative'].map((field) =>
    extractField(reading, flow, node, field),
  );
  return { kind: 'alternatives', at, form: 'conditional', options };
}

function extractAssignment(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const left = childOf(node, 'left');
  const value = extractField(reading, flow, node, 'right');
  if (left) bindPattern(reading, flow, left, value, false);
  return value;
}

/** `x += y`, `x ??= y`. */
function extractAugmented(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const at = anchorOf(reading, node);
  const left = childOf(node, 'left');
  const operator = childOf(node, 'operator');
  const before = extractField(reading, flow, node, 'left');
  const added = extractField(reading, flow, node, 'right');
  const word = operator ? textOf(reading, operator) : '';
  const form = FORMS.get(word.slice(0, -1));
  const value: Expression =
    word === '+='
      ? { kind: 'concatenation', at, form: 'plus', parts: [before, added] }
      : form
        ? { kind: 'alternatives', at, form, options: [before, added] }
        : { kind: 'opaque', at, syntax: node.type };
  if (left) bindPattern(reading, flow, left, value, false);
  return value;
}

function extractUnary(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const argument = childOf(node, 'argument');
  const operator = childOf(node, 'operator');
  const isNumber = argument?.type === 'number' && operator && textOf(reading, operator) === '-';
  if (!isNumber) return inside(reading, flow, node);
  return { kind: 'constant', at: anchorOf(reading, node), text: `-${textOf(reading, argument)}` };
}

/** The folder of the file; only where the code stands is known which one that is. */
function folderAt(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  return callOf(reading, flow, node, wordAt(reading, node, '__dirname'), []);
}

function extractName(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  const name = textOf(reading, node);
  const constant = CONSTANTS.get(name);
  if (constant !== undefined)
    return { kind: 'constant', at: anchorOf(reading, node), text: constant };
  if (name === '__dirname' && !flow.reaching.has(name)) return folderAt(reading, flow, node);
  return nameAt(reading, flow, node, name);
}

/** The meaning of an expression node. Visits everything inside it exactly once. */
export function extractExpression(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  switch (node.type) {
    case 'identifier':
    case 'undefined':
    case 'null':
    case 'true':
    case 'false':
      return extractName(reading, flow, node);
    case 'this':
      return nameAt(reading, flow, node, 'this');
    case 'super':
      return superAt(reading, flow, node);
    case 'member_expression':
      return extractMember(reading, flow, node);
    case 'subscript_expression':
      return extractSubscript(reading, flow, node);
    case 'call_expression':
      return extractCall(reading, flow, node);
    case 'new_expression':
      return extractNew(reading, flow, node);
    case 'string':
      return { kind: 'string', at: anchorOf(reading, node), text: stringText(reading, node) };
    case 'template_string':
      return extractTemplate(reading, flow, node);
    case 'number':
      return { kind: 'constant', at: anchorOf(reading, node), text: textOf(reading, node) };
    case 'object':
      return extractObject(reading, flow, node);
    case 'array':
      return extractArray(reading, flow, node);
    default:
      return extractRareExpression(reading, flow, node);
  }
}

function extractRareExpression(reading: Reading, flow: Flow, node: TypeScriptNode): Expression {
  switch (node.type) {
    case 'binary_expression':
      return extractBinary(reading, flow, node);
    case 'ternary_expression':
      return extractTernary(reading, flow, node);
    case 'unary_expression':
      return extractUnary(reading, flow, node);
    case 'parenthesized_expression':
    case 'non_null_expression':
    case 'as_expression':
    case 'satisfies_expression':
    case 'type_assertion':
      return extractFirst(reading, flow, node);
    case 'await_expression':
      return {
        kind: 'await',
        at: anchorOf(reading, node),
        value: extractFirst(reading, flow, node),
      };
    case 'spread_element':
      return {
        kind: 'spread',
        at: anchorOf(reading, node),
        value: extractFirst(reading, flow, node),
      };
    case 'arrow_function':
    case 'function_expression':
    case 'generator_function':
      return extractFunction(reading, flow, node);
    case 'assignment_expression':
      return extractAssignment(reading, flow, node);
    case 'augmented_assignment_expression':
      return extractAugmented(reading, flow, node);
    case 'sequence_expression':
      return (
        namedChildren(node)
          .map((child) => extractExpression(reading, flow, child))
          .at(-1) ?? opaque(reading, node)
      );
    default:
      return inside(reading, flow, node);
  }
}
