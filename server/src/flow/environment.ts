/*
 * Environment variables: what the user states for them, else what the code falls back on, else the variable itself.
 */
import type { Place } from '../link/place.ts';
import { type Program, statedUnder } from '../link/program.ts';
import { namesStated } from './stated.ts';
import {
  joinOver,
  unknownValue,
  type Value,
  type ValueObject,
  valueOf,
  withoutUnknowns,
} from './value.ts';

function asFallback(object: ValueObject): ValueObject {
  return object.kind === 'string' ? { ...object, fallback: true } : object;
}

/** What the user states for a variable; null when nothing is. */
function statedVariable(program: Program, variable: string, at: Place): Value | null {
  const found = statedUnder(program, at.file, variable).find(({ subject }) => subject === variable);
  return found ? namesStated(found, at) : null;
}

/** The value of a variable that is read at a place. `initial` is the default that the code gives, if any. */
export function environmentValue(
  program: Program,
  variable: Value,
  initial: Value,
  at: Place,
): Value {
  const known = initial.objects.filter(
    (object) => object.kind !== 'constant' && !(object.kind === 'string' && object.text === ''),
  );
  const fallback: Value = { objects: known.map(asFallback), unknowns: initial.unknowns };
  const hasFallback = known.length > 0 || initial.unknowns.length > 0;
  // A variable whose name is not known may be any: the fallback says more than the reason for that.
  if (hasFallback && variable.objects.length === 0) return fallback;
  return joinOver(hasFallback ? withoutUnknowns(variable) : variable, (object) => {
    if (object.kind !== 'string')
      return hasFallback ? fallback : unknownValue('environment-variable', '?', at);
    const stated = statedVariable(program, object.text, at);
    if (stated) return stated;
    if (hasFallback) return fallback;
    return valueOf({
      kind: 'environment',
      variable: object.text,
      at,
      source: null,
      trail: null,
    });
  });
}
