/*
 * Expressions of Terraform → document nodes. Texts, numbers, lists and maps with plain keys are nodes as in any document;
 * only what has to be worked out is an expression.
 * Source: https://developer.hashicorp.com/terraform/language/expressions
 */
import {
  childPath,
  type DocumentNode,
  type DocumentPath,
  type ExpressionPair,
  type MapEntry,
} from '../document/document.ts';
import { childOfType, type PlainNode } from '../plain-tree.ts';
import { unescapeQuoted } from './hcl-text.ts';
import { expressionAt, type HclReading, scalarAt } from './hcl-reading.ts';
import { readTemplate } from './read-template.ts';

/** Reads a node of type `expression`. */
export function readExpression(
  reading: HclReading,
  node: PlainNode,
  path: DocumentPath,
): DocumentNode {
  return readSequence(reading, node.children, path);
}

/** Something to start from and what is asked of it: `var`, `.tables`, `["orders"]`. */
function readSequence(
  reading: HclReading,
  nodes: readonly PlainNode[],
  path: DocumentPath,
): DocumentNode {
  const plain = nodes.filter(({ type }) => type !== 'comment');
  const [first] = plain;
  if (!first) return scalarAt(path, null);
  const isBracketed = first.type === '(';
  const inner = isBracketed ? plain.find(({ type }) => type === 'expression') : undefined;
  const rest = plain.slice(isBracketed ? plain.findIndex(({ type }) => type === ')') + 1 : 1);
  const start = first.start;
  const base = inner
    ? readExpression(reading, inner, rest.length > 0 ? childPath(path, 'of') : path)
    : readPrimary(reading, first, rest.length > 0 ? childPath(path, 'of') : path);
  return rest.reduce((of, postfix) => readPostfix(reading, of, postfix, start, path), base);
}

function readPostfix(
  reading: HclReading,
  of: DocumentNode,
  postfix: PlainNode,
  start: number,
  path: DocumentPath,
): DocumentNode {
  const at = { start, end: postfix.end };
  switch (postfix.type) {
    case 'get_attr': {
      const name = childOfType(postfix, 'identifier');
      const text = name ? reading.text.slice(name.start, name.end) : '';
      return expressionAt(reading, path, at, { kind: 'member', of, name: text });
    }
    case 'index': {
      const key = readIndex(reading, postfix, childPath(path, 'key'));
      return expressionAt(reading, path, at, { kind: 'index', of, key });
    }
    case 'splat': {
      const inner = postfix.children[0];
      const [mark, ...asked] = inner?.children ?? [];
      const whole = { start, end: mark?.end ?? postfix.end };
      const splat = expressionAt(reading, path, whole, { kind: 'splat', of });
      return asked.reduce((above, next) => readPostfix(reading, above, next, start, path), splat);
    }
    default:
      return expressionAt(reading, path, at, { kind: 'opaque' });
  }
}

/** `[key]`, or `.0` as it was written in old versions. */
function readIndex(reading: HclReading, node: PlainNode, path: DocumentPath): DocumentNode {
  const inner = node.children[0];
  const key = inner && childOfType(inner, 'expression');
  if (key) return readExpression(reading, key, path);
  return scalarAt(path, Number(reading.text.slice(node.start + 1, node.end)));
}

function readPrimary(reading: HclReading, node: PlainNode, path: DocumentPath): DocumentNode {
  const [only] = node.children;
  switch (node.type) {
    case 'literal_value':
      return only ? readLiteral(reading, only, path) : scalarAt(path, null);
    case 'variable_expr': {
      const name = reading.text.slice(node.start, node.end);
      return expressionAt(reading, path, node, { kind: 'name', name });
    }
    case 'template_expr':
      return only ? readTemplate(reading, only, path, readExpression) : scalarAt(path, '');
    case 'collection_value':
      return readCollection(reading, node, path);
    case 'function_call':
      return readCall(reading, node, path);
    case 'conditional':
      return readConditional(reading, node, path);
    case 'operation':
      return readOperation(reading, node, path);
    case 'for_expr':
      return readFor(reading, node, path);
    case 'expression':
      return readExpression(reading, node, path);
    default:
      return expressionAt(reading, path, node, { kind: 'opaque' });
  }
}

function readLiteral(reading: HclReading, node: PlainNode, path: DocumentPath): DocumentNode {
  const text = reading.text.slice(node.start, node.end);
  switch (node.type) {
    case 'string_lit':
      return scalarAt(path, unescapeQuoted(text.slice(1, -1)));
    case 'numeric_lit':
      return scalarAt(path, Number(text));
    case 'bool_lit':
      return scalarAt(path, text === 'true');
    default:
      return scalarAt(path, null);
  }
}

function readCollection(reading: HclReading, node: PlainNode, path: DocumentPath): DocumentNode {
  const tuple = childOfType(node, 'tuple');
  if (tuple) {
    const items = tuple.children
      .filter(({ type }) => type === 'expression')
      .map((item, index) => {
        const own = childPath(path, index);
        reading.spans.set(own, { whole: item, name: item });
        return readExpression(reading, item, own);
      });
    return { kind: 'list', path, tag: null, items };
  }
  const object = childOfType(node, 'object') ?? node;
  const elements = object.children.filter(({ type }) => type === 'object_elem');
  return readObject(reading, elements, { ...node, path });
}

/** The key of an element where it is plain: a name, a text or a number; null otherwise. */
function plainKey(reading: HclReading, key: PlainNode): string | null {
  const [only, ...rest] = key.children;
  if (!only || rest.length > 0) return null;
  if (only.type === 'variable_expr') return reading.text.slice(only.start, only.end);
  const literal = only.type === 'literal_value' ? only.children[0] : undefined;
  if (!literal) return null;
  const text = reading.text.slice(literal.start, literal.end);
  return literal.type === 'string_lit' ? unescapeQuoted(text.slice(1, -1)) : text;
}

function readObject(
  reading: HclReading,
  elements: readonly PlainNode[],
  { path, start, end }: { path: DocumentPath; start: number; end: number },
): DocumentNode {
  const read = elements.flatMap((element, index) => {
    const [key, value] = element.children.filter(({ type }) => type === 'expression');
    if (!key || !value) return [];
    const plain = plainKey(reading, key);
    const own = childPath(path, plain ?? index);
    reading.spans.set(own, { whole: element, name: key });
    const keyNode =
      plain === null
        ? readExpression(reading, key, childPath(own, 'key'))
        : scalarAt(childPath(own, 'key'), plain);
    return [{ plain, key: keyNode, value: readExpression(reading, value, own) }];
  });
  if (read.every(({ plain }) => plain !== null)) {
    const entries = read.map(({ plain, value }): MapEntry => ({ key: plain ?? '', value }));
    return { kind: 'map', path, tag: null, entries };
  }
  const pairs = read.map(({ key, value }): ExpressionPair => ({ key, value }));
  return expressionAt(reading, path, { start, end }, { kind: 'map', pairs });
}

function readCall(reading: HclReading, node: PlainNode, path: DocumentPath): DocumentNode {
  const open = node.children.findIndex(({ type }) => type === '(');
  const last = node.children[open - 1];
  const name = reading.text.slice(node.start, last?.end ?? node.start).replace(/\s/gu, '');
  const given = childOfType(node, 'function_arguments')?.children ?? [];
  return expressionAt(reading, path, node, {
    kind: 'call',
    name,
    given: given
      .filter(({ type }) => type === 'expression')
      .map((item, index) => readExpression(reading, item, childPath(path, index))),
    spread: given.some(({ type }) => type === 'ellipsis'),
  });
}

function readConditional(reading: HclReading, node: PlainNode, path: DocumentPath): DocumentNode {
  const [condition, yes, no] = node.children
    .filter(({ type }) => type === 'expression')
    .map((part, index) => readExpression(reading, part, childPath(path, index)));
  if (!condition || !yes || !no) return expressionAt(reading, path, node, { kind: 'opaque' });
  return expressionAt(reading, path, node, { kind: 'conditional', condition, yes, no });
}

const OPERATORS: ReadonlySet<string> = new Set('! - + * / % == != < > <= >= && ||'.split(' '));

function readOperation(reading: HclReading, node: PlainNode, path: DocumentPath): DocumentNode {
  const inner = node.children[0];
  const parts = inner?.children.filter(({ type }) => type !== 'comment') ?? [];
  const at = parts.findIndex(({ type }) => OPERATORS.has(type));
  const operator = parts[at]?.type;
  if (operator === undefined) return expressionAt(reading, path, node, { kind: 'opaque' });
  const operands = [parts.slice(0, at), parts.slice(at + 1)]
    .filter(({ length }) => length > 0)
    .map((operand, index) => readSequence(reading, operand, childPath(path, index)));
  return expressionAt(reading, path, node, { kind: 'operation', operator, operands });
}

function readFor(reading: HclReading, node: PlainNode, path: DocumentPath): DocumentNode {
  const inner = node.children[0];
  const intro = inner && childOfType(inner, 'for_intro');
  const opaque = expressionAt(reading, path, node, { kind: 'opaque' });
  if (!intro) return opaque;
  const names = intro.children
    .filter(({ type }) => type === 'identifier')
    .map(({ start, end }) => reading.text.slice(start, end));
  const source = childOfType(intro, 'expression');
  const results = inner.children
    .filter(({ type }) => type === 'expression')
    .map((part, index) => readExpression(reading, part, childPath(path, index)));
  const value = results.at(-1);
  const test = childOfType(inner, 'for_cond');
  const condition = test && childOfType(test, 'expression');
  if (!source || !value) return opaque;
  return expressionAt(reading, path, node, {
    kind: 'for',
    names,
    source: readExpression(reading, source, childPath(path, 'in')),
    key: inner.type === 'for_object_expr' ? (results[0] ?? null) : null,
    value,
    condition: condition && readExpression(reading, condition, childPath(path, 'if')),
    grouped: inner.children.some(({ type }) => type === 'ellipsis'),
  });
}
