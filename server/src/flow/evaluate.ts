/*
 * Expression → value. One case per kind of expression; the larger ones have a file of their own.
 */
import { assertNever } from '../base/assert-never.ts';
import type {
  AlternativesExpression,
  AttributeExpression,
  Expression,
} from '../summary/expression.ts';
import { attributeOf, propertyOf } from './class/attribute.ts';
import { functionAt } from './callable/closure.ts';
import { constructedAttribute } from './class/constructed.ts';
import { contextAttribute } from './library/context-object.ts';
import { evaluateCall } from './evaluate-call.ts';
import { elementOf, itemAt, unionOf } from './container/container.ts';
import { enteredValue } from './entered.ts';
import { asIterable } from './class/enumeration.ts';
import {
  evaluateComprehension,
  evaluateDict,
  evaluateDictComprehension,
  evaluateItemAssigned,
  evaluateMutated,
  evaluateSequence,
  evaluateSubscript,
} from './evaluate-container.ts';
import { evaluateName } from './evaluate-name.ts';
import { evaluateConcatenation, evaluatePercent } from './evaluate-text.ts';
import { type Evaluator, placeOf, type Site } from './evaluator.ts';
import { isFalse } from './annotation/narrowed.ts';
import { withComment } from './stated/stated.ts';
import { withStatedExpression } from './stated/stated-expression.ts';
import { NOTHING, joinAll, textValue, unknownValue, type Value, valueOf } from './value/value.ts';

/** The value of an expression. Bottom only where the code cannot get to. */
export function evaluateExpression(
  evaluator: Evaluator,
  expression: Expression,
  site: Site,
): Value {
  switch (expression.kind) {
    case 'string':
      return textValue(expression.text);
    case 'constant':
      return valueOf({ kind: 'constant', text: expression.text });
    case 'name':
      return evaluateName(evaluator, expression, site);
    case 'attribute':
      return withStatedExpression(
        evaluator,
        expression,
        site,
        evaluateAttribute(evaluator, expression, site),
      );
    case 'call':
      return evaluateCall(evaluator, expression, site);
    case 'concatenation':
      return evaluateConcatenation(evaluator, expression, site);
    case 'percent':
      return evaluatePercent(evaluator, expression, site);
    case 'alternatives':
      return evaluateAlternatives(
        expression.options.map((option) => evaluator.evaluate(option, site)),
        expression.form,
      );
    case 'lambda':
      return functionAt(site, expression.scope);
    case 'slice':
    case 'opaque':
      return unknownValue(
        'computed-at-run-time',
        wordsFor(expression.kind === 'slice' ? expression.kind : expression.syntax),
        placeOf(site, expression.at),
      );
    default:
      return evaluateContainer(evaluator, expression, site);
  }
}

function evaluateAttribute(
  evaluator: Evaluator,
  expression: AttributeExpression,
  site: Site,
): Value {
  const object = evaluator.evaluate(expression.object, site);
  const at = placeOf(site, expression.at);
  if (expression.orEntry) return propertyOf(evaluator, object, expression.name, at);
  const value = expression.reaching
    ? constructedAttribute(evaluator, expression, expression.reaching, object, site)
    : attributeOf(evaluator, object, expression.name, at);
  return contextAttribute(evaluator, expression, object, value, site);
}

type PlainKind =
  | 'string'
  | 'constant'
  | 'name'
  | 'attribute'
  | 'call'
  | 'concatenation'
  | 'percent'
  | 'alternatives'
  | 'lambda'
  | 'slice'
  | 'opaque';

/** Displays, comprehensions, and what is taken out of or put into containers. */
function evaluateContainer(
  evaluator: Evaluator,
  expression: Exclude<Expression, { readonly kind: PlainKind }>,
  site: Site,
): Value {
  const evaluate = (inner: Expression): Value => evaluator.evaluate(inner, site);
  switch (expression.kind) {
    case 'subscript':
      return withStatedExpression(
        evaluator,
        expression,
        site,
        evaluateSubscript(evaluator, expression, site),
      );
    case 'dict':
      return evaluateDict(evaluator, expression, site);
    case 'sequence':
      return evaluateSequence(evaluator, expression, site);
    case 'comprehension':
      return evaluateComprehension(evaluator, expression, site);
    case 'dict-comprehension':
      return evaluateDictComprehension(evaluator, expression, site);
    case 'spread':
    case 'await':
      return evaluate(expression.value);
    case 'stated':
      return withComment(evaluator, site, expression.stated, evaluate(expression.value));
    case 'element':
      return elementOf(asIterable(evaluator, evaluate(expression.iterable)));
    case 'entered':
      return enteredValue(evaluator, evaluate(expression.context));
    case 'unpacked':
      return itemAt(evaluate(expression.source), expression.index);
    case 'item-assigned':
      return evaluateItemAssigned(evaluator, expression, site);
    case 'mutated':
      return evaluateMutated(evaluator, expression, site);
    default:
      return assertNever(expression);
  }
}

/** `None` and an empty text never win an `or`; `x and y` is `y` where it matters. */
function evaluateAlternatives(
  options: readonly Value[],
  form: AlternativesExpression['form'],
): Value {
  if (form === 'conditional') return joinAll(options);
  if (form === 'union') return options.reduce(unionOf);
  if (form === 'and') return options.at(-1) ?? NOTHING;
  return joinAll(
    options.map((option, index) => (index < options.length - 1 ? withoutFalse(option) : option)),
  );
}

function withoutFalse(value: Value): Value {
  const objects = value.objects.filter((object) => !isFalse(object));
  return objects.length === value.objects.length ? value : { objects, unknowns: value.unknowns };
}

function wordsFor(syntax: string): string {
  return syntax.replaceAll('_', ' ').toLowerCase();
}
