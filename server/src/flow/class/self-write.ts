/*
 * What the methods of a class write to attributes of their first parameter: `self.table = …`, `cls._instance = …`.
 */
import { type ScopeReference, scopeId } from '../../link/place.ts';
import { type SelfWriter, selfWrites } from '../../link/classes.ts';
import { printExpression } from '../../summary/print.ts';
import type { AttributeWrite, Scope } from '../../summary/unit.ts';
import { annotatedValue, withPromise } from '../annotation/annotation.ts';
import { INIT, INIT_SUBCLASS, POST_INITS, takesClass } from './class.ts';
import { initFrame, postInitFrame } from './construct.ts';
import {
  type CallFrame,
  type Evaluator,
  frameOf,
  placeOf,
  type Site,
  siteOf,
} from '../evaluator.ts';
import { subclassFrame } from './subclass-hook.ts';
import { withComment } from '../stated/stated.ts';
import { withStep } from '../value/trail.ts';
import { type ClassObject, type InstanceObject, type Value, valueOf } from '../value/value.ts';

/** What an attribute is asked of. */
export type Owner = ClassObject | InstanceObject;

/** Whether the methods of a class write an attribute of their `self`, and whether that settles what it is. */
export function writesAttribute(
  { classes }: Evaluator,
  scope: ScopeReference,
  name: string,
  before?: ScopeReference,
): 'settled' | 'open' | 'never' {
  const writers = others(classes.shapeOf(scope).writers.get(name), before);
  const forms = writers.flatMap((writer) => writer.forms).filter((form) => form !== 'partial');
  if (forms.length === 0) return 'never';
  return forms.includes('settled') ? 'settled' : 'open';
}

/** Whether the constructor of a class always gives an attribute its value, so that instances never see what the class says. */
export function isSetAtOnce({ classes }: Evaluator, scope: ScopeReference, name: string): boolean {
  const { methods, writers } = classes.shapeOf(scope);
  const inits = new Set((methods.get(INIT) ?? []).map(scopeId));
  return (writers.get(name) ?? []).some(
    ({ method, sure }) => sure && inits.size === 1 && inits.has(scopeId(method)),
  );
}

function others(
  writers: readonly SelfWriter[] = [],
  before: ScopeReference | undefined,
): readonly SelfWriter[] {
  return before ? writers.filter(({ method }) => scopeId(method) !== scopeId(before)) : writers;
}

/** Which writes to an attribute count. */
interface WriteFilter {
  /** The constructor that has not set it yet: what it writes does not count. */
  readonly before?: ScopeReference | undefined;
  /** Whether only writes to the class itself count. */
  readonly onlyOfClass?: boolean;
}

/** What the methods of a class write to an attribute of an instance, with what is known about the instance. */
export function writtenValues(
  evaluator: Evaluator,
  scope: ScopeReference,
  owner: Owner,
  name: string,
  { before, onlyOfClass = false }: WriteFilter = {},
): readonly Value[] {
  const writers = others(evaluator.classes.shapeOf(scope).writers.get(name), before);
  return writers.flatMap(({ method: reference }) => {
    const method = siteOf(evaluator.program, reference);
    const definition = method?.body.scopes[reference.scope];
    if (!method || !definition || (onlyOfClass && !takesClass(definition))) return [];
    const site = siteFor(evaluator, method, scope, owner);
    return selfWrites(definition)
      .filter((write) => write.name === name)
      .map((write) => writtenValue(evaluator, write, site));
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
  if (!definition || self === undefined) return method;
  if (definition.name === INIT_SUBCLASS)
    return { ...method, call: subclassFrame(evaluator, method, owner) };
  if (owner.kind !== 'instance') return method;
  const frame = frameFor(evaluator, definition, scope, owner);
  const first: Owner = takesClass(definition) ? { kind: 'class', scope: owner.scope } : owner;
  const parameters = new Map(frame?.parameters).set(self, valueOf(first));
  return {
    ...method,
    call: frameOf(parameters, { partial: frame?.partial ?? true }),
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
  return POST_INITS.includes(name) ? postInitFrame(evaluator, owner, parameters) : null;
}
