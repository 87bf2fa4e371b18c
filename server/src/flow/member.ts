/*
 * Attributes of classes and instances: what is written to `self`, what the class says, and what is inherited.
 */
import type { ScopeReference } from '../link/place.ts';
import { bodyOf } from '../link/program.ts';
import type { Expression } from '../summary/expression.ts';
import { printExpression } from '../summary/print.ts';
import type { AttributeWrite, Scope } from '../summary/unit.ts';
import { annotatedValue, withPromise } from './annotation.ts';
import { bounded } from './bounded.ts';
import { basesOf, INIT, lineage, methodsOf, subclassesOf } from './class.ts';
import { initFrame } from './construct.ts';
import { type Evaluator, type MemberRequest, placeOf, type Site } from './evaluator.ts';
import { withComment } from './stated.ts';
import { withStep } from './trail.ts';
import {
  type ClassObject,
  type InstanceObject,
  joinAll,
  joinOver,
  type Value,
  valueOf,
} from './value.ts';

/** What an attribute is asked of. */
type Owner = ClassObject | InstanceObject;

function writesSelf(write: AttributeWrite, scope: Scope, name: string): boolean {
  const [self] = scope.parameters;
  const { object } = write;
  return (
    write.name === name &&
    object.kind === 'name' &&
    self !== undefined &&
    object.bindings.includes(self)
  );
}

/** The writes of a method to an attribute of its `self` that give it a value. */
function writesOf({ body, scope }: Site, name: string): readonly AttributeWrite[] {
  const definition = body.scopes[scope];
  if (!definition) return [];
  return definition.writes.filter(
    (write) =>
      writesSelf(write, definition, name) && (write.annotation !== null || !isNone(write.value)),
  );
}

/** Whether an expression is `None`, which says that the attribute gets its value elsewhere. */
function isNone(expression: Expression): boolean {
  return expression.kind === 'constant' && expression.text === 'None';
}

interface Found {
  readonly values: readonly Value[];
  /** Whether a base need not be asked any more. */
  readonly final: boolean;
}

/** What the methods of a class write to an attribute of an instance, with what is known about the instance. */
function writtenValues(
  evaluator: Evaluator,
  scope: ScopeReference,
  owner: Owner,
  name: string,
): Found {
  const values = methodsOf(evaluator.program, scope).flatMap((method) => {
    const writes = writesOf(method, name);
    if (writes.length === 0) return [];
    const site = siteFor(evaluator, method, scope, owner);
    return writes.map((write) => writtenValue(evaluator, write, site));
  });
  return { values, final: values.length > 0 };
}

function writtenValue(evaluator: Evaluator, write: AttributeWrite, site: Site): Value {
  const at = placeOf(site, write.at);
  const note = `self.${write.name} = ${printExpression(write.value)}`;
  const value = evaluator.evaluate(write.value, site);
  const promised =
    write.annotation &&
    annotatedValue(evaluator, write.annotation, site, {
      name: write.name,
      at,
      reason: 'unassigned-name',
    });
  const known = promised ? withPromise(value, promised) : value;
  return withStep(withComment(evaluator, site, write.stated, known), at, note);
}

/** The site of a method that runs on the owner: with the arguments of its `__init__`, and the owner as `self`. */
function siteFor(evaluator: Evaluator, method: Site, scope: ScopeReference, owner: Owner): Site {
  const definition = method.body.scopes[method.scope];
  const [self] = definition?.parameters ?? [];
  if (owner.kind !== 'instance' || self === undefined) return method;
  const frame = definition?.name === INIT ? initFrame(evaluator, owner, scope) : null;
  const parameters = new Map(frame?.parameters).set(self, valueOf(owner));
  return {
    ...method,
    call: { parameters, depth: 1, locals: new Map(), partial: frame?.partial ?? true },
  };
}

function classLevelValues(evaluator: Evaluator, scope: ScopeReference, name: string): Found {
  const body = bodyOf(evaluator.program, scope);
  const { file, unit } = scope;
  if (body?.kind === 'class-header') {
    const { bindings, open } = evaluator.names.bindingsOf({
      file,
      owner: unit,
      name,
      before: null,
    });
    return {
      values: bindings.map((binding) => evaluator.bindingValue(binding)),
      final: bindings.length > 0 && !open,
    };
  }
  const values = (body?.bindings ?? []).flatMap((binding, index) =>
    binding.scope === scope.scope && binding.name === name
      ? [evaluator.bindingValue({ file, unit, name, binding: index })]
      : [],
  );
  return { values, final: values.length > 0 };
}

/** The classes to look through: the owner's own and its bases, or for `super()` those above the class it stands in. */
function classesOf(evaluator: Evaluator, owner: MemberRequest['owner']): Iterable<ScopeReference> {
  return lineage(
    evaluator,
    owner.kind === 'super' ? basesOf(evaluator, owner.above) : [owner.scope],
  );
}

/** What methods write to an attribute, then the class's own names, then the bases, then derived classes; null when there is none. */
export function evaluateMember(evaluator: Evaluator, { owner, name }: MemberRequest): Value | null {
  const self = owner.kind === 'super' ? owner.self : owner;
  const field = self.kind === 'instance' ? self.made?.fields.get(name) : undefined;
  if (field) return field;
  const found: Value[] = [];
  for (const scope of classesOf(evaluator, owner)) {
    const written = writtenValues(evaluator, scope, self, name);
    const own = classLevelValues(evaluator, scope, name);
    found.push(...written.values, ...own.values);
    if (written.final || own.final) break;
  }
  const value = joinAll(found);
  if (!says(value)) found.push(...derivedValues(evaluator, owner, name));
  return found.length > 0 ? bounded(bindMembers(evaluator, joinAll(found), self)) : null;
}

/** Whether a value is more than `None`. */
function says({ objects, unknowns }: Value): boolean {
  return (
    unknowns.length > 0 ||
    objects.some((object) => object.kind !== 'constant' || object.text !== 'None')
  );
}

/** What derived classes give an attribute that a class leaves open. */
function derivedValues(
  evaluator: Evaluator,
  owner: MemberRequest['owner'],
  name: string,
): readonly Value[] {
  if (owner.kind !== 'instance' || owner.made) return [];
  return subclassesOf(evaluator, owner.scope).flatMap(
    (scope) => evaluator.memberOf({ owner: { kind: 'instance', scope, made: null }, name }) ?? [],
  );
}

/** Functions found in a class become methods of the owner; properties become what they return. */
function bindMembers(evaluator: Evaluator, value: Value, owner: Owner): Value {
  return joinOver(value, (object) => {
    if (object.kind !== 'function' || object.self) return valueOf(object);
    const definition = bodyOf(evaluator.program, object.scope)?.scopes[object.scope.scope];
    const decorators = (definition?.decorators ?? []).map(printExpression);
    if (decorators.includes('staticmethod') || definition?.kind === 'lambda')
      return valueOf(object);
    const self = selfFor(owner, decorators.includes('classmethod'));
    if (owner.kind === 'instance' && decorators.some(isProperty)) {
      const parameter = definition?.parameters[0];
      const parameters = new Map(parameter === undefined ? [] : [[parameter, valueOf(owner)]]);
      return evaluator.returnsOf({ scope: object.scope, parameters, depth: 1 });
    }
    return valueOf(self ? { ...object, self } : object);
  });
}

function isProperty(decorator: string): boolean {
  return /^(?:\w+\.)?(?:property|cached_property)$/.test(decorator);
}

function selfFor(owner: Owner, isClassMethod: boolean): ClassObject | InstanceObject | null {
  if (isClassMethod) return { kind: 'class', scope: owner.scope };
  return owner.kind === 'instance' ? owner : null;
}
