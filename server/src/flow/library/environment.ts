/*
 * Environment variables: what the user states for them, else what tests set for test code, else what infrastructure sets for
 * the code that reads them, else what the code falls back on, else what an example sets, else the variable itself.
 */
import type { FilePath, Place } from '../../link/place.ts';
import { type Program, statedUnder } from '../../link/program.ts';
import { namesStated } from '../stated/stated.ts';
import type { TestEnvironment } from '../test-code/test-environment.ts';
import { withReading } from '../value/trail.ts';
import {
  joinOver,
  unknownValue,
  type Value,
  type ValueObject,
  valueOf,
  withoutUnknowns,
} from '../value/value.ts';

function asFallback(object: ValueObject): ValueObject {
  return object.kind === 'string' ? { ...object, fallback: true } : object;
}

/** What the user states for a variable; null when nothing is. */
function statedVariable(program: Program, variable: string, at: Place): Value | null {
  const found = statedUnder(program, at.file, variable).find(({ subject }) => subject === variable);
  return found ? namesStated(found, at) : null;
}

/** What is known about variables outside the code that reads them. */
export interface Environment {
  readonly program: Program;
  /** What infrastructure sets a variable to for the code in a file; null when it sets it nowhere. */
  readonly deployed: (file: FilePath, variable: string) => Value | null;
  /** What tests set a variable to that is read at a place; null when none does. */
  readonly tested: TestEnvironment;
  /** What it is set to where people are only shown which variables there are. */
  readonly example: (file: FilePath, variable: string) => Value | null;
}

/** Where a variable is read. */
export interface EnvironmentRead {
  readonly at: Place;
  /** The expression that reads it. */
  readonly note: string;
}

/**
 * The value of a variable. `initial` is the default that the code gives, if any. What a template sets has the reading
 * as a step of its trail: there the way leaves the code.
 */
export function environmentValue(
  { program, deployed, tested, example }: Environment,
  variable: Value,
  initial: Value,
  { at, note }: EnvironmentRead,
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
    const set = tested(at, object.text) ?? deployed(at.file, object.text);
    if (set) return withReading(set, { at, note, reads: object.text });
    if (hasFallback) return fallback;
    const shown = example(at.file, object.text);
    if (shown) return withReading(shown, { at, note, reads: object.text });
    return valueOf({
      kind: 'environment',
      variable: object.text,
      at,
      source: null,
      trail: null,
    });
  });
}
