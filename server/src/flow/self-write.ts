/*
 * What the methods of a class write to attributes of their first parameter: `self.table = …`, `cls._instance = …`.
 */
import type { ScopeReference } from '../link/place.ts';
import { isFirstParameter, isStatic } from '../link/mentions.ts';
import type { Expression } from '../summary/expression.ts';
import { printExpression } from '../summary/print.ts';
import type { AttributeWrite, Scope } from '../summary/unit.ts';
import { annotatedValue, withPromise } from './annotation.ts';
import { INIT, methodsOf, takesClass } from './class.ts';
import { initFrame, postInitFrame } from './construct.ts';
import { type CallFrame, type Evaluator, placeOf, type Site } from './evaluator.ts';
import { withComment } from './stated.ts';
import { withStep } from './trail.ts';
import { type ClassObject, type InstanceObject, type Value, valueOf } from './value.ts';

/** What an attribute is asked of. */
export type Owner = ClassObject | InstanceObject;

function writesSelf(write: AttributeWrite, scope: Scope, name: string): boolean {
  return write.name === name && !isStatic(scope) && isFirstParameter(write.object, scope);
}

/** Whether an expression is `None`, which says that the attribute gets its value elsewhere. */
function isNone(expression: Expression): boolean {
  return expression.kind === 'constant' && expression.text === 'None';
}

/** Whether an expression leaves it to other places what the attribute holds: `None`, and an empty dict, list or set. */
export function leavesOpen(expression: Expression): boolean {
  switch (expression.kind) {
    case 'dict':
      return expression.entries.length === 0;
    case 'sequence':
      return expression.items.length === 0;
    default:
      return isNone(expression);
  }
}

/** Whether a write gives an attribute a value. */
export function givesValue({ annotation, value }: AttributeWrite): boolean {
  return annotation !== null || !isNone(value);
}

/** The writes of a method to an attribute of its `self` that give it a value. */
function writesOf({ body, scope }: Site, name: string): readonly AttributeWrite[] {
  const definition = body.scopes[scope];
  if (!definition) return [];
  return definition.writes.filter(
    (write) => writesSelf(write, definition, name) && givesValue(write),
  );
}

/** Whether the methods of a class write an attribute of their `self`, and whether that settles what it is. */
export function writesAttribute(
  evaluator: Evaluator,
  scope: ScopeReference,
  name: string,
): 'settled' | 'open' | 'never' {
  const writes = methodsOf(evaluator.program, scope)
    .flatMap((method) => writesOf(method, name))
    .filter(({ value }) => !isPartial(value));
  if (writes.length === 0) return 'never';
  return writes.every(({ value }) => leavesOpen(value)) ? 'open' : 'settled';
}

/** Whether a write changes what the attribute holds already: `self.tables[key] = table`. */
function isPartial({ kind }: Expression): boolean {
  return kind === 'item-assigned' || kind === 'mutated';
}

/** What the methods of a class write to an attribute of an instance, with what is known about the instance. */
export function writtenValues(
  evaluator: Evaluator,
  scope: ScopeReference,
  owner: Owner,
  name: string,
): readonly Value[] {
  return methodsOf(evaluator.program, scope).flatMap((method) => {
    const writes = writesOf(method, name);
    if (writes.length === 0) return [];
    const site = siteFor(evaluator, method, scope, owner);
    return writes.map((write) => writtenValue(evaluator, write, site));
  });
}

/** What a write gives, with the write as the first step of the trail. */
export function writtenValue(evaluator: Evaluator, write: AttributeWrite, site: Site): Value {
  const at = placeOf(site, write.at);
  const note = `${printExpression(write.object)}.${write.name} = ${printExpression(write.value)}`;
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
  if (!definition || owner.kind !== 'instance' || self === undefined) return method;
  const frame = frameFor(evaluator, definition, scope, owner);
  const first: Owner = takesClass(definition) ? { kind: 'class', scope: owner.scope } : owner;
  const parameters = new Map(frame?.parameters).set(self, valueOf(first));
  return {
    ...method,
    call: { parameters, depth: 1, locals: new Map(), partial: frame?.partial ?? true },
  };
}

/** The arguments with which the constructor runs, or what it hands on; null for any other method. */
function frameFor(
  evaluator: Evaluator,
  { name, parameters }: Scope,
  scope: ScopeReference,
  owner: InstanceObject,
): CallFrame | null {
  if (name === INIT) return initFrame(evaluator, owner, scope);
  return name === '__post_init__' ? postInitFrame(evaluator, owner, parameters) : null;
}
