/*
 * Expressions of Terraform → values. Both branches of a condition count unless it is known, and what is only known at
 * deployment stays as it is written: `${var.stage}-orders`.
 * Source: https://developer.hashicorp.com/terraform/language/expressions
 */
import { assertNever } from '../../base/assert-never.ts';
import { concatenateValues } from '../../flow/container/text.ts';
import { withStep } from '../../flow/value/trail.ts';
import { join, NOTHING, textValue, type Value } from '../../flow/value/value.ts';
import type {
  DocumentNode,
  ExpressionForm,
  ExpressionNode,
} from '../../syntax/document/document.ts';
import { printNode } from '../print-node.ts';
import { placeOfNode } from '../template.ts';
import { evaluateFor } from './for.ts';
import { callFunction } from './functions.ts';
import {
  asText,
  constantValue,
  knownNumber,
  knownText,
  knownTruth,
  isNull,
  leftOpen,
  listValue,
  mapValue,
} from './known.ts';
import { evaluateReference } from './reference.ts';
import type { Scope } from './scope.ts';

/** Expressions inside of expressions, and names that lead to names, beyond this depth are left open. */
const MAX_DEPTH = 150;

/** Longer texts are left open: templates can double a text with every line. */
const MAX_TEXT = 100_000;

/** The value of a node. */
export function evaluate(scope: Scope, node: DocumentNode): Value {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'string' ? textValue(node.value) : constantValue(node.value);
    case 'list':
      return listValue(node.items.map((item) => evaluate(scope, item)));
    case 'map': {
      const entries = node.entries.map(
        ({ key, value }) => [key, entryValue(scope, key, value)] as const,
      );
      return mapValue(new Map(entries));
    }
    case 'expression':
      return evaluateExpression(scope, node);
  }
}

/** The value of an entry, with the entry as a step of the way to it. */
function entryValue(scope: Scope, key: string, value: DocumentNode): Value {
  const at = placeOfNode(scope.file, value.path);
  return withStep(evaluate(scope, value), at, `${key} = ${printNode(value)}`);
}

function evaluateExpression(scope: Scope, node: ExpressionNode): Value {
  const { budget } = scope.instance.world;
  budget.steps -= 1;
  if (budget.steps < 0 || budget.depth >= MAX_DEPTH) return leftOpen(node.source);
  budget.depth += 1;
  try {
    const value = evaluateForm(scope, node, node.form);
    return value.objects.some(isTooLong) ? leftOpen(node.source) : value;
  } finally {
    budget.depth -= 1;
  }
}

function isTooLong(object: Value['objects'][number]): boolean {
  return (
    (object.kind === 'string' || object.kind === 'resource-name') && object.text.length > MAX_TEXT
  );
}

function evaluateForm(scope: Scope, node: ExpressionNode, form: ExpressionForm): Value {
  switch (form.kind) {
    case 'name':
    case 'member':
    case 'index':
    case 'splat':
      return evaluateReference(scope, node);
    case 'call':
      return callFunction(scope, node.source, form);
    case 'template':
      return evaluateTemplate(scope, form.parts);
    case 'conditional': {
      const holds = knownTruth(evaluate(scope, form.condition));
      if (holds !== null) return evaluate(scope, holds ? form.yes : form.no);
      return join(evaluate(scope, form.yes), evaluate(scope, form.no));
    }
    case 'operation':
      return evaluateOperation(scope, node.source, form);
    case 'map':
      return evaluateMap(scope, form.pairs);
    case 'for':
      return evaluateFor(scope, form);
    case 'opaque':
      return leftOpen(node.source);
    default:
      return assertNever(form);
  }
}

/** Whether nothing is known of a text: each way it can be is one `${…}` and nothing else. */
function isOpen(value: Value): boolean {
  return (
    value.objects.length > 0 &&
    value.objects.every(
      (object) =>
        object.kind === 'resource-name' &&
        object.form === 'pattern' &&
        /^\$\{[^{}]*\}$/u.test(object.text),
    )
  );
}

/** A text with holes. A hole of which nothing is known stays as it is written here. */
function evaluateTemplate(scope: Scope, parts: readonly DocumentNode[]): Value {
  const [only] = parts;
  if (parts.length === 1 && only) return evaluate(scope, only);
  const values = parts.map((part) => {
    const value = asText(evaluate(scope, part));
    if (part.kind !== 'expression') return value;
    return isOpen(value) || value.objects.length === 0 ? leftOpen(part.source) : value;
  });
  return concatenateValues(values.filter((value) => knownText(value) !== ''));
}

function evaluateMap(
  scope: Scope,
  pairs: readonly { readonly key: DocumentNode; readonly value: DocumentNode }[],
): Value {
  const entries = new Map<string, Value>();
  let rest: Value | null = null;
  for (const { key, value } of pairs) {
    const name = knownText(evaluate(scope, key));
    const found = entryValue(scope, name ?? printNode(key), value);
    if (name === null) rest = join(rest ?? NOTHING, found);
    else entries.set(name, found);
  }
  return mapValue(entries, rest);
}

const ARITHMETIC: ReadonlyMap<string, (left: number, right: number) => number | boolean> = new Map<
  string,
  (left: number, right: number) => number | boolean
>([
  ['+', (left, right) => left + right],
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => left / right],
  ['%', (left, right) => left % right],
  ['<', (left, right) => left < right],
  ['>', (left, right) => left > right],
  ['<=', (left, right) => left <= right],
  ['>=', (left, right) => left >= right],
]);

/** Whether two values are equal; null when that is not certain. */
function areEqual(left: Value, right: Value): boolean | null {
  if (isNull(left) && isNull(right)) return true;
  const [a, b] = [knownText(left), knownText(right)];
  if (a !== null && b !== null) return a === b;
  const hasNull = isNull(left) || isNull(right);
  return hasNull && (a !== null || b !== null) ? false : null;
}

function not(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

/** `&&` is decided by one side that is false, `||` by one that is true. */
function decide(decisive: boolean, left: boolean | null, right: boolean | null): boolean | null {
  if (left === decisive || right === decisive) return decisive;
  return left === null || right === null ? null : !decisive;
}

function truthOf(operator: string, left: Value, right: Value): boolean | null {
  switch (operator) {
    case '==':
      return areEqual(left, right);
    case '!=':
      return not(areEqual(left, right));
    case '!':
      return not(knownTruth(left));
    case '&&':
      return decide(false, knownTruth(left), knownTruth(right));
    default:
      return decide(true, knownTruth(left), knownTruth(right));
  }
}

function evaluateOperation(
  scope: Scope,
  source: string,
  { operator, operands }: Extract<ExpressionForm, { readonly kind: 'operation' }>,
): Value {
  const values = operands.map((operand) => evaluate(scope, operand));
  const [left = NOTHING, right = NOTHING] = values;
  const compute = ARITHMETIC.get(operator);
  if (!compute) {
    const truth = truthOf(operator, left, right);
    return truth === null ? leftOpen(source) : constantValue(truth);
  }
  const [x, y] = (operands.length === 1 ? [constantValue(0), left] : values).map(knownNumber);
  if (typeof x !== 'number' || typeof y !== 'number') return leftOpen(source);
  return constantValue(compute(x, y));
}
