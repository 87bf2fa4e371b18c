/*
 * The value that a binding gives its name, with the step "this binding" in front of its trail.
 */
import { assertNever } from '../base/assert-never.ts';
import type { BindingReference } from '../link/place.ts';
import { printBinding } from '../summary/print.ts';
import type {
  AssignmentBinding,
  Binding,
  DefinitionBinding,
  ParameterBinding,
} from '../summary/unit.ts';
import { annotatedValue } from './annotation.ts';
import { enclosingClass } from './class.ts';
import { importedValue } from './evaluate-import.ts';
import { type CallFrame, type Evaluator, placeOf, type Site, siteOf } from './evaluator.ts';
import { withStep } from './trail.ts';
import { isNothing, join, NOTHING, unknownValue, type Value, valueOf } from './value.ts';

/** Evaluates a binding, inside a followed call or (`frame` null) for itself. Bottom when its unit is gone. */
export function evaluateBinding(
  evaluator: Evaluator,
  reference: BindingReference,
  frame: CallFrame | null,
): Value {
  const unit = siteOf(evaluator.program, { ...reference, scope: 0 });
  const binding = unit?.body.bindings[reference.binding];
  if (!unit || !binding) return NOTHING;
  const site: Site = { ...unit, scope: binding.scope, call: frame };
  const value = valueOfBinding(evaluator, binding, reference.binding, site);
  return binding.kind === 'function' || binding.kind === 'class'
    ? value
    : withStep(value, placeOf(site, binding.at), printBinding(binding));
}

function valueOfBinding(evaluator: Evaluator, binding: Binding, index: number, site: Site): Value {
  switch (binding.kind) {
    case 'assignment':
      return assignedValue(evaluator, binding, site);
    case 'parameter':
      return site.call?.parameters.get(index) ?? parameterValue(evaluator, binding, site);
    case 'import':
      return importedValue(evaluator, binding, site);
    case 'function':
    case 'class':
      return definedValue(binding, site);
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
  // What is assigned says more than the annotation, unless nothing is known about it.
  return value.objects.some((object) => object.kind === 'api')
    ? value
    : join(promised, withoutUnknowns(value));
}

function withoutUnknowns(value: Value): Value {
  return { objects: value.objects, unknowns: [] };
}

function definedValue(binding: DefinitionBinding, site: Site): Value {
  const scope = { file: site.file, unit: site.unit, scope: binding.body };
  if (binding.kind === 'class') return valueOf({ kind: 'class', scope });
  return valueOf({ kind: 'function', scope, self: null });
}

/** A parameter when no call is followed: `self`, what its default and its annotation say, or not known. */
function parameterValue(evaluator: Evaluator, binding: ParameterBinding, site: Site): Value {
  const self = selfValue(evaluator, binding, site);
  if (self) return self;
  const at = placeOf(site, binding.at);
  const promised =
    binding.annotation &&
    annotatedValue(evaluator, binding.annotation, site, {
      name: binding.name,
      at,
      reason: 'parameter-without-caller',
    });
  if (binding.form === 'rest' || binding.form === 'keyword-rest') {
    return unknownValue('parameter-without-caller', binding.name, at, { source: null });
  }
  const initial = binding.initial
    ? withoutNone(evaluator.evaluate(binding.initial, outside(site)))
    : NOTHING;
  const known = promised ? join(promised, initial) : initial;
  return isNothing(known) ? unknownValue('parameter-without-caller', binding.name, at) : known;
}

/** Defaults are evaluated around the function, not in it. */
function outside(site: Site): Site {
  return { ...site, scope: site.body.scopes[site.scope]?.parent ?? 0, call: null };
}

/** A default of `None` says that callers decide. */
function withoutNone(value: Value): Value {
  const objects = value.objects.filter(
    (object) => !(object.kind === 'constant' && object.text === 'None'),
  );
  return { objects, unknowns: value.unknowns };
}

/** The first parameter of a method: an instance of its class, or the class itself. */
function selfValue(evaluator: Evaluator, binding: ParameterBinding, site: Site): Value | null {
  const scope = site.body.scopes[site.scope];
  if (binding.index !== 0 || binding.form !== 'plain' || scope?.kind !== 'function') return null;
  const owner = enclosingClass(evaluator.program, site);
  if (!owner) return null;
  const decorators = scope.decorators.flatMap((decorator) =>
    decorator.kind === 'name' ? [decorator.name] : [],
  );
  if (decorators.includes('staticmethod')) return null;
  const isClassMethod = decorators.includes('classmethod') || scope.name === '__new__';
  return valueOf({ kind: isClassMethod ? 'class' : 'instance', scope: owner });
}
