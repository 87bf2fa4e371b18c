/*
 * The value that a binding gives its name, with the step "this binding" in front of its trail.
 */
import { assertNever } from '../base/assert-never.ts';
import type { BindingReference } from '../link/place.ts';
import { MORE_BINDINGS } from '../summary/expression.ts';
import { printBinding } from '../summary/print.ts';
import type { AssignmentBinding, Binding, DefinitionBinding } from '../summary/unit.ts';
import { annotatedValue, withPromise } from './annotation/annotation.ts';
import { bounded } from './value/bounded.ts';
import { decoratedValue } from './callable/decorated.ts';
import { functionAt } from './callable/closure.ts';
import { importedValue } from './evaluate-import.ts';
import { parameterValue } from './callable/parameter.ts';
import { type CallFrame, type Evaluator, placeOf, type Site, siteOf } from './evaluator.ts';
import { withComment } from './stated/stated.ts';
import { withStatedBinding } from './stated/stated-expression.ts';
import { withStep } from './value/trail.ts';
import { NOTHING, unknownValue, type Value, valueOf } from './value/value.ts';

/** Evaluates a binding, inside a followed call or (`frame` null) for itself. Bottom when its unit is gone. */
export function evaluateBinding(
  evaluator: Evaluator,
  reference: BindingReference,
  frame: CallFrame | null,
): Value {
  if (reference.binding === MORE_BINDINGS)
    return unknownValue('too-many-values', `${reference.name} in many places`, null);
  const unit = siteOf(evaluator.program, { ...reference, scope: 0 });
  const binding = unit?.body.bindings[reference.binding];
  if (!unit || !binding) return NOTHING;
  const site: Site = { ...unit, scope: binding.scope, call: frame };
  const known = valueOfBinding(evaluator, binding, reference.binding, site);
  const value = bounded(withStatements(evaluator, binding, site, known));
  return binding.kind === 'function' || binding.kind === 'class'
    ? value
    : withStep(value, placeOf(site, binding.at), printBinding(binding));
}

/** The value with what is stated: by a comment on an assignment or a parameter, else for the name in a file. */
function withStatements(evaluator: Evaluator, binding: Binding, site: Site, known: Value): Value {
  const comment =
    binding.kind === 'assignment' || binding.kind === 'parameter' ? binding.stated : undefined;
  const stated = withComment(evaluator, site, comment, known);
  return withStatedBinding(evaluator, binding, site, stated);
}

/** The value that a binding gives its name, without what a comment states about it. */
export function uncommentedValue(evaluator: Evaluator, reference: BindingReference): Value {
  const unit = siteOf(evaluator.program, { ...reference, scope: 0 });
  const binding = unit?.body.bindings[reference.binding];
  if (!unit || !binding) return NOTHING;
  return valueOfBinding(evaluator, binding, reference.binding, { ...unit, scope: binding.scope });
}

function valueOfBinding(evaluator: Evaluator, binding: Binding, index: number, site: Site): Value {
  switch (binding.kind) {
    case 'assignment':
      return assignedValue(evaluator, binding, site);
    case 'parameter':
      return parameterValue(evaluator, binding, index, site);
    case 'import':
      return importedValue(evaluator, binding, site);
    case 'function':
    case 'class':
      return definedValue(evaluator, binding, site);
    case 'unknown':
      return unknownValue('computed-at-run-time', binding.name, placeOf(site, binding.at));
    default:
      return assertNever(binding);
  }
}

function assignedValue(evaluator: Evaluator, binding: AssignmentBinding, site: Site): Value {
  const value = binding.value ? evaluator.evaluate(binding.value, site) : NOTHING;
  if (!binding.annotation) return value;
  const promised = annotatedValue(evaluator, binding.annotation, site, {
    name: binding.name,
    at: placeOf(site, binding.at),
    reason: 'unassigned-name',
  });
  if (!promised) {
    return binding.value
      ? value
      : unknownValue('unassigned-name', binding.name, placeOf(site, binding.at));
  }
  return withPromise(value, promised);
}

function definedValue(evaluator: Evaluator, binding: DefinitionBinding, site: Site): Value {
  if (binding.kind === 'function') {
    const plain = functionAt(site, binding.body);
    return decoratedValue(evaluator, site, binding.body, plain);
  }
  return valueOf({
    kind: 'class',
    scope: { file: site.file, unit: site.unit, scope: binding.body },
  });
}
