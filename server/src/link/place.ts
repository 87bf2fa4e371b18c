/*
 * Names for things inside a workspace that survive edits elsewhere.
 * A unit is known by what it defines, not by where it stands, so moving it changes nothing that refers to it.
 */
import type { Anchor, BindingIndex, ScopeIndex } from '../summary/expression.ts';

/** A file, as the workspace knows it: an absolute path with `/`. */
export type FilePath = string;

/**
 * A unit inside its file: `save`, `Movies`, `Movies.get`, `save#2` for the second of that name,
 * `~1x9k…` for a unit that defines nothing.
 */
export type UnitKey = string;

/** One place in the code: an anchor of a unit. */
export interface Place {
  readonly file: FilePath;
  readonly unit: UnitKey;
  readonly anchor: Anchor;
}

export interface UnitReference {
  readonly file: FilePath;
  readonly unit: UnitKey;
}

/** A scope (function, lambda, class, or the unit's level) of a unit. */
export interface ScopeReference extends UnitReference {
  readonly scope: ScopeIndex;
}

/** One binding of a name. */
export interface BindingReference extends UnitReference {
  readonly name: string;
  readonly binding: BindingIndex;
}

export function unitId({ file, unit }: UnitReference): string {
  return `${file}::${unit}`;
}

export function scopeId({ file, unit, scope }: ScopeReference): string {
  return `${file}::${unit}/${scope}`;
}

export function bindingId({ file, unit, name, binding }: BindingReference): string {
  return `${file}::${unit}/${name}.${binding}`;
}

/** A total order of places that does not depend on when they were made. */
export function comparePlaces(left: Place, right: Place): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  if (left.unit !== right.unit) return left.unit < right.unit ? -1 : 1;
  return left.anchor - right.anchor;
}
