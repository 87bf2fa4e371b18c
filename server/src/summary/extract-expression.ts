/*
 * Syntax of an expression → Expression. Every call met on the way is also noted in its scope.
 * What is not understood becomes opaque, but its inside is still visited, so that no call is lost.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, namedChildren } from '../syntax/node.ts';
import {
  type Flow,
  type UnitDraft,
  anchorOf,
  bind,
  scopeOf,
  statedFor,
  statedForCall,
} from './draft.ts';
import type { DictEntry, Expression } from './expression.ts';
import { extractArguments } from './extract-arguments.ts';
import { extractOwner, noteMethodCall, noteName, noteRead } from './extract-constructor.ts';
import { extractComprehension } from './extract-comprehension.ts';
import { assuming, extractNarrowedName, factsOf } from './extract-narrowing.ts';
import { extractLambda } from './extract-scope.ts';
import { extractConcatenatedString, extractString } from './extract-string.ts';
import { extractSlice, extractSubscript } from './extract-subscript.ts';
import { textOf } from './visit.ts';

/** Visits the inside of a node for its calls and says that nothing is known about its value. */
function extractOpaque(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  for (const child of namedChildren(node)) extractExpression(draft, flow, child);
  return { kind: 'opaque', at, syntax: node.type };
}

/** An expression that the grammar promises but that is missing in broken code. */
function extractChild(draft: UnitDraft, flow: Flow, node: SyntaxNode, field: string): Expression {
  const child = childOf(node, field);
  return child
    ? extractExpression(draft, flow, child)
    : { kind: 'opaque', at: anchorOf(draft, node), syntax: 'missing' };
}

function extractAll(
  draft: UnitDraft,
  flow: Flow,
  nodes: readonly SyntaxNode[],
): readonly Expression[] {
  return nodes.map((node) => extractExpression(draft, flow, node));
}

function extractAttribute(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  const owner = childOf(node, 'object');
  const object: Expression = owner
    ? extractOwner(draft, flow, owner)
    : { kind: 'opaque', at, syntax: 'missing' };
  const name = childOf(node, 'attribute');
  if (!name) return { kind: 'opaque', at, syntax: 'missing' };
  const nameAt = anchorOf(draft, name);
  const read = { kind: 'attribute', at, object, name: textOf(draft, name), nameAt } as const;
  if (owner) noteRead(draft, flow, owner, read);
  return read;
}

function extractCall(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  const callee = extractChild(draft, flow, node, 'function');
  const list = childOf(node, 'arguments');
  const call = {
    kind: 'call',
    at,
    callee,
    arguments: list ? extractArguments(draft, flow, list) : [],
    ...statedForCall(draft, node),
  } as const;
  scopeOf(draft, flow.scope).calls.push(call);
  noteMethodCall(draft, flow, node);
  return call;
}

function operatorOf(draft: UnitDraft, node: SyntaxNode): string {
  const operator = childOf(node, 'operator');
  return operator ? textOf(draft, operator) : '';
}

function extractBinary(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  const left = extractChild(draft, flow, node, 'left');
  const right = extractChild(draft, flow, node, 'right');
  switch (operatorOf(draft, node)) {
    case '+':
      return { kind: 'concatenation', at, form: 'plus', parts: [left, right] };
    case '%':
      return { kind: 'percent', at, template: left, values: right };
    case '|':
      return { kind: 'alternatives', at, form: 'union', options: [left, right] };
    default:
      return { kind: 'opaque', at, syntax: node.type };
  }
}

function extractBoolean(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  const form = operatorOf(draft, node) === 'and' ? 'and' : 'or';
  const first = extractChild(draft, flow, node, 'left');
  const condition = childOf(node, 'left');
  const facts = condition ? factsOf(draft, flow, condition, form === 'and') : [];
  const second = assuming(draft, flow, facts, () => extractChild(draft, flow, node, 'right'));
  return { kind: 'alternatives', at, form, options: [first, second] };
}

function extractConditional(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  const [then, condition, otherwise] = namedChildren(node);
  if (condition) extractExpression(draft, flow, condition);
  const options = [then, otherwise].flatMap((option) => {
    if (!option) return [];
    const facts = condition ? factsOf(draft, flow, condition, option === then) : [];
    return [assuming(draft, flow, facts, () => extractExpression(draft, flow, option))];
  });
  return { kind: 'alternatives', at, form: 'conditional', options };
}

function extractDict(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  const entries = namedChildren(node).flatMap((child): DictEntry[] => {
    if (child.type === 'pair') {
      const key = extractChild(draft, flow, child, 'key');
      return [{ key, value: extractChild(draft, flow, child, 'value') }];
    }
    const [inside] = namedChildren(child);
    return inside ? [{ key: null, value: extractExpression(draft, flow, inside) }] : [];
  });
  return { kind: 'dict', at, entries };
}

function extractSpread(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  const [inside] = namedChildren(node);
  if (!inside) return { kind: 'opaque', at, syntax: 'missing' };
  return { kind: 'spread', at, value: extractExpression(draft, flow, inside) };
}

function extractWalrus(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const value = extractChild(draft, flow, node, 'value');
  const name = childOf(node, 'name');
  if (name) {
    const at = anchorOf(draft, node);
    bind(draft, flow, {
      kind: 'assignment',
      name: textOf(draft, name),
      at,
      scope: flow.scope,
      value,
      annotation: null,
      ...statedFor(draft, node),
    });
  }
  return value;
}

function extractInside(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const [inside] = namedChildren(node);
  return inside ? extractExpression(draft, flow, inside) : extractOpaque(draft, flow, node);
}

function extractSequence(
  draft: UnitDraft,
  flow: Flow,
  node: SyntaxNode,
  form: 'list' | 'tuple' | 'set',
): Expression {
  const at = anchorOf(draft, node);
  return { kind: 'sequence', at, form, items: extractAll(draft, flow, namedChildren(node)) };
}

/** `Optional[X]` in an annotation, which the grammar does not read as a subscript. */
function extractGenericType(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  const [head, ...brackets] = namedChildren(node);
  if (!head) return { kind: 'opaque', at, syntax: 'missing' };
  const object = extractExpression(draft, flow, head);
  const items = extractAll(draft, flow, brackets.flatMap(namedChildren));
  const index: Expression = { kind: 'sequence', at: anchorOf(draft, node), form: 'tuple', items };
  return { kind: 'subscript', at, object, index };
}

function extractUnary(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const argument = childOf(node, 'argument');
  const isNumber = argument?.type === 'integer' && operatorOf(draft, node) === '-';
  if (!isNumber) return extractOpaque(draft, flow, node);
  return { kind: 'constant', at: anchorOf(draft, node), text: `-${textOf(draft, argument)}` };
}

function extractYield(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  const [value] = extractAll(draft, flow, namedChildren(node));
  // `yield from` gives the elements of what stands behind it, one by one.
  const isFrom = node.children.some((child) => child.type === 'from');
  const yielded: Expression | undefined =
    value && isFrom ? { kind: 'element', at, iterable: value } : value;
  if (yielded) scopeOf(draft, flow.scope).yields.push(yielded);
  return { kind: 'opaque', at, syntax: node.type };
}

/** The meaning of an expression node. Visits everything inside it exactly once. */
export function extractExpression(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  switch (node.type) {
    case 'identifier':
      noteName(draft, flow, node);
      return extractNarrowedName(draft, flow, node);
    case 'attribute':
      return extractAttribute(draft, flow, node);
    case 'call':
      return extractCall(draft, flow, node);
    case 'subscript':
      return extractSubscript(draft, flow, node);
    case 'string':
      return extractString(draft, flow, node);
    case 'concatenated_string':
      return extractConcatenatedString(draft, flow, node);
    case 'none':
    case 'true':
    case 'false':
    case 'integer':
    case 'float':
      return { kind: 'constant', at: anchorOf(draft, node), text: textOf(draft, node) };
    case 'binary_operator':
      return extractBinary(draft, flow, node);
    case 'boolean_operator':
      return extractBoolean(draft, flow, node);
    case 'conditional_expression':
      return extractConditional(draft, flow, node);
    case 'dictionary':
      return extractDict(draft, flow, node);
    default:
      return extractRareExpression(draft, flow, node);
  }
}

function extractRareExpression(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  switch (node.type) {
    case 'list':
      return extractSequence(draft, flow, node, 'list');
    case 'tuple':
    case 'expression_list':
    case 'pattern_list':
      return extractSequence(draft, flow, node, 'tuple');
    case 'set':
      return extractSequence(draft, flow, node, 'set');
    case 'list_splat':
    case 'dictionary_splat':
      return extractSpread(draft, flow, node);
    case 'named_expression':
      return extractWalrus(draft, flow, node);
    case 'parenthesized_expression':
    case 'type':
    case 'expression_statement':
      return extractInside(draft, flow, node);
    case 'await':
      return { kind: 'await', at: anchorOf(draft, node), value: extractInside(draft, flow, node) };
    case 'yield':
      return extractYield(draft, flow, node);
    case 'generic_type':
      return extractGenericType(draft, flow, node);
    case 'slice':
      return extractSlice(draft, flow, node);
    case 'unary_operator':
      return extractUnary(draft, flow, node);
    case 'lambda':
      return extractLambda(draft, flow, node);
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
    case 'dictionary_comprehension':
      return extractComprehension(draft, flow, node);
    default:
      return extractOpaque(draft, flow, node);
  }
}
