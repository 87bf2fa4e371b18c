/*
 * What is found in a class, as its owner sees it: functions become methods, properties become what they return.
 * Rules: https://docs.python.org/3/howto/descriptor.html
 */
import { enclosingClass, NEW, takesClass } from './class.ts';
import { type Evaluator, siteOf } from '../evaluator.ts';
import { isStatic } from '../../link/mentions.ts';
import type { ScopeReference } from '../../link/place.ts';
import { bodyOf, type Program } from '../../link/program.ts';
import { printExpression } from '../../summary/print.ts';
import type { Scope } from '../../summary/unit.ts';
import { PROPERTY, propertyValue } from './property.ts';
import type { Owner } from './self-write.ts';
import { type FunctionObject, joinOver, type Value, valueOf } from '../value/value.ts';

/** Functions that are defined in a class are bound to the owner; all else stays as it is. */
export function bindMembers(evaluator: Evaluator, value: Value, owner: Owner): Value {
  return joinOver(value, (object) => {
    if (object.kind === 'api' && object.type === PROPERTY)
      return propertyValue(evaluator, object, owner);
    return object.kind === 'function' && !object.self
      ? boundFunction(evaluator, object, owner)
      : valueOf(object);
  });
}

function boundFunction(evaluator: Evaluator, object: FunctionObject, owner: Owner): Value {
  // What a name in a class is bound to does not depend on what a decorator puts in its place.
  const scope = object.standsFor ?? object.scope;
  const site = siteOf(evaluator.program, scope);
  const definition = site?.body.scopes[scope.scope];
  // A function that was put into an attribute of an instance is called without the instance.
  if (!definition || isStatic(definition) || !enclosingClass(evaluator.program, site))
    return valueOf(object);
  // `__new__` is a static method that is given the class.
  if (definition.name === NEW) return valueOf(object);
  if (takesClass(definition))
    return valueOf({ ...object, self: { kind: 'class', scope: owner.scope } });
  if (owner.kind === 'class') return valueOf(object);
  if (!isProperty(definition)) return valueOf({ ...object, self: owner });
  const [self] = definition.parameters;
  const parameters = new Map(self === undefined ? [] : [[self, valueOf(owner)]]);
  return evaluator.returnsOf({ scope, parameters, depth: 1 });
}

/** Decorators that make an attribute of what a method returns, by their last name. */
const PROPERTIES: ReadonlySet<string> = new Set([
  'property',
  'cached_property',
  'abstractproperty',
  'hybrid_property',
  'computed_field',
]);

function isProperty({ decorators }: Scope): boolean {
  return decorators.some((item) => PROPERTIES.has(lastWord(printExpression(item))));
}

/** Whether a function makes an attribute that its setter, and nobody else, is told about when it is set. */
export function isGuarded(definition: Scope): boolean {
  const isCached = definition.decorators.some(
    (item) => lastWord(printExpression(item)) === 'cached_property',
  );
  return isProperty(definition) && !isCached;
}

function lastWord(decorator: string): string {
  return /(\w+)(?:\(.*\))?$/s.exec(decorator)?.[1] ?? '';
}

/** Whether a function changes or deletes a property: `@table.setter`. */
export function isAccessor({ decorators, name }: Scope): boolean {
  return decorators.some(
    (item) => /^\w+\.(?:setter|deleter)$/.test(printExpression(item)) && name !== '',
  );
}

/**
 * Whether a function leaves it to derived classes what it does: it is abstract, or has nothing in it
 * but `raise NotImplementedError`, `pass` or `…`.
 */
export function isStub(program: Program, reference: ScopeReference): boolean {
  const scope = bodyOf(program, reference)?.scopes[reference.scope];
  if (scope?.kind !== 'function') return false;
  if (scope.decorators.some((item) => lastWord(printExpression(item)).startsWith('abstract')))
    return true;
  const { returns, yields, writes, calls } = scope;
  return (
    returns.length + yields.length + writes.length === 0 &&
    calls.every(({ callee }) => callee.kind === 'name' && callee.name === 'NotImplementedError')
  );
}
