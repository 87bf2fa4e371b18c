/*
 * Names that nothing defines because the statement that would do so does not parse.
 */
import type { FilePath, UnitKey } from '../link/place.ts';
import { unitId } from '../link/place.ts';
import type { Evaluator, Site } from './evaluator.ts';
import type { ClassObject, InstanceObject, Value } from './value/value.ts';
import { unknownValue } from './value/value.ts';

/** The anchor of a unit that stands for the whole of it. */
const WHOLE = 0;

function lost(file: FilePath, unit: UnitKey, name: string): Value {
  return unknownValue('syntax-error', name, { file, unit, anchor: WHOLE });
}

/** A name as code of a site sees it; null when no statement that does not parse would define it. */
export function attemptedName(evaluator: Evaluator, site: Site, name: string): Value | null {
  if (site.body.attempted?.inside.includes(name)) return lost(site.file, site.unit, name);
  const owner = site.scope === 0 ? (evaluator.program.owners.get(unitId(site)) ?? null) : null;
  return (
    (owner === null ? null : attemptedAt(evaluator, site.file, owner, name)) ??
    attemptedAt(evaluator, site.file, null, name)
  );
}

/** A name of a module or of the class with the header `owner`. */
export function attemptedAt(
  { names }: Evaluator,
  file: FilePath,
  owner: UnitKey | null,
  name: string,
): Value | null {
  const unit = names.attemptsOf({ file, owner }).get(name);
  return unit === undefined ? null : lost(file, unit, name);
}

/** An attribute of a class or of its instances. */
export function attemptedAttribute(
  evaluator: Evaluator,
  { scope: { file, unit } }: ClassObject | InstanceObject,
  name: string,
): Value | null {
  return attemptedAt(evaluator, file, unit, name) ?? attemptedAt(evaluator, file, unit, `.${name}`);
}
