/*
 * Where names of Terraform mean something: a module, as often as it is called, and what its expressions are worked out with.
 * Everything is worked out when it is asked for, and once.
 */
import { NOTHING, type Value } from '../../flow/value/value.ts';
import type { FilePath } from '../../link/place.ts';
import type { DocumentNode } from '../../syntax/document/document.ts';
import type { Configuration } from './configuration.ts';

/** What all modules of one root have in common. */
export interface World {
  /** The folder that Terraform runs in. */
  readonly root: FilePath;
  readonly configurationOf: (folder: FilePath) => Configuration | null;
  readonly evaluate: (scope: Scope, node: DocumentNode) => Value;
  /** How much more is worked out before the rest is left open. */
  readonly budget: { steps: number; depth: number };
}

/** A module as one caller calls it. */
export interface Instance {
  readonly world: World;
  readonly configuration: Configuration;
  /** What the caller gives for a variable, or what is set from outside; null when nothing is. */
  readonly given: (variable: string) => Value | null;
  /** What was worked out; null while that is under way. */
  readonly values: Map<string, Value | null>;
  readonly children: Map<string, readonly ChildInstance[]>;
  /** How many modules call one another to get here. */
  readonly depth: number;
}

/** A module that another one calls, for one key of its `for_each`. */
export interface ChildInstance {
  readonly key: string | number | null;
  readonly instance: Instance;
}

/** An expression's surroundings. */
export interface Scope {
  readonly instance: Instance;
  /** The file that the expression is written in. */
  readonly file: FilePath;
  /** Names that are bound here only: `each`, `count`, those of `for`. */
  readonly bound: ReadonlyMap<string, Value>;
}

/** The value of a node. */
export function evaluateIn(scope: Scope, node: DocumentNode): Value {
  return scope.instance.world.evaluate(scope, node);
}

/** The surroundings of something at the outermost level of a file. */
export function outermost(instance: Instance, file: FilePath): Scope {
  return { instance, file, bound: new Map() };
}

/** The scope with further names. */
export function withBound(scope: Scope, ...names: readonly (readonly [string, Value])[]): Scope {
  return { ...scope, bound: new Map([...scope.bound, ...names]) };
}

/** Works something out once. What leads back to itself is nothing. */
export function once({ values }: Instance, name: string, compute: () => Value): Value {
  const known = values.get(name);
  if (known !== undefined) return known ?? NOTHING;
  values.set(name, null);
  const value = compute();
  values.set(name, value);
  return value;
}
