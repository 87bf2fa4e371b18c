/*
 * Classes as they are written: their methods, what these write to `self`, and what they call.
 * One answer for each class, which holds no positions and no bodies, so that most edits of a method change it not at all.
 */
import type { Expression } from '../summary/expression.ts';
import type { AttributeWrite, Scope, UnitBody } from '../summary/unit.ts';
import { calledName, isFirstParameter, isStatic } from './mentions.ts';
import { type ScopeReference, scopeId, type UnitReference } from './place.ts';
import { bodyOf, type Program, unitsOf } from './program.ts';

/**
 * How a write gives an attribute its value: as a whole (`settled`), as `None` or something empty, which leaves it to others
 * (`open`), or by changing what it holds already (`partial`).
 */
export type WriteForm = 'settled' | 'open' | 'partial';

/** A method that writes an attribute of its first parameter. */
export interface SelfWriter {
  readonly method: ScopeReference;
  readonly forms: readonly WriteForm[];
  /** Whether every run of the method gives the attribute a value. */
  readonly sure: boolean;
}

/** What a class says by itself. */
export interface ClassShape {
  /** The methods of each name, in source order. */
  readonly methods: ReadonlyMap<string, readonly ScopeReference[]>;
  /** By attribute, the methods that give it a value. */
  readonly writers: ReadonlyMap<string, readonly SelfWriter[]>;
  /** The names of everything that its methods call. */
  readonly calls: ReadonlySet<string>;
}

/** The questions about classes that this folder answers. */
export interface ClassShapes {
  readonly shapeOf: (scope: ScopeReference) => ClassShape;
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

function formOf({ value }: AttributeWrite): WriteForm {
  // `self.tables[key] = table` and `self.tables.append(table)` change what is there.
  if (value.kind === 'item-assigned' || value.kind === 'mutated') return 'partial';
  return leavesOpen(value) ? 'open' : 'settled';
}

function isSureWrite(write: AttributeWrite): boolean {
  return write.sure === true && formOf(write) === 'settled';
}

/** The writes of a method to attributes of its first parameter that give them a value. */
export function selfWrites(method: Scope): readonly AttributeWrite[] {
  if (isStatic(method)) return [];
  return method.writes.filter(
    (write) => !write.lost && isFirstParameter(write.object, method) && givesValue(write),
  );
}

/** The methods that stand directly below a scope of a unit. */
function methodsBelow(
  body: UnitBody,
  unit: UnitReference,
  parent: number,
): readonly (readonly [ScopeReference, Scope])[] {
  const { file, unit: key } = unit;
  return body.scopes.flatMap((scope, index): (readonly [ScopeReference, Scope])[] =>
    scope.kind === 'function' && scope.parent === parent && index !== 0
      ? [[{ file, unit: key, scope: index }, scope]]
      : [],
  );
}

function methodsIn(
  program: Program,
  scope: ScopeReference,
): readonly (readonly [ScopeReference, Scope])[] {
  const body = bodyOf(program, scope);
  if (!body) return [];
  const inside = methodsBelow(body, scope, scope.scope);
  if (body.kind !== 'class-header') return inside;
  return unitsOf(program, scope.file).flatMap((entry) => {
    if (entry.owner !== scope.unit) return [];
    const member = { file: scope.file, unit: entry.key };
    const memberBody = bodyOf(program, member);
    return memberBody ? methodsBelow(memberBody, member, 0) : [];
  });
}

function addTo<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

function findShape(program: Program, scope: ScopeReference): ClassShape {
  const methods = new Map<string, ScopeReference[]>();
  const writers = new Map<string, SelfWriter[]>();
  const calls = new Set<string>();
  for (const [method, definition] of methodsIn(program, scope)) {
    addTo(methods, definition.name, method);
    const writes = new Map<string, AttributeWrite[]>();
    for (const write of selfWrites(definition)) addTo(writes, write.name, write);
    for (const [name, own] of writes)
      addTo(writers, name, { method, forms: own.map(formOf), sure: own.some(isSureWrite) });
    for (const call of definition.calls) {
      const name = calledName(call);
      if (name !== null) calls.add(name);
    }
  }
  return { methods, writers, calls };
}

function textOf({ methods, writers, calls }: ClassShape): string {
  return JSON.stringify([[...methods], [...writers], [...calls].sort()]);
}

/** Creates the questions about classes of a program. */
export function createClassShapes(program: Program): ClassShapes {
  return {
    shapeOf: program.engine.query<ScopeReference, ClassShape>('class', {
      key: scopeId,
      compute: (scope) => findShape(program, scope),
      equal: (left, right) => textOf(left) === textOf(right),
    }),
  };
}

/** The methods of a class, in source order of their names' first. */
export function methodsOf({ methods }: ClassShape): readonly ScopeReference[] {
  return [...methods.values()].flat();
}

/** The method that a class itself defines under a name; the last one when it defines several. */
export function methodNamed({ methods }: ClassShape, name: string): ScopeReference | null {
  return methods.get(name)?.at(-1) ?? null;
}
