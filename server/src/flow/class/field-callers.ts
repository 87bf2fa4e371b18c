/*
 * What the code that makes instances of a class passes for its fields. Candidates are found by the name of the class
 * and proven by evaluating what is called.
 */
import { calledName } from '../../link/mentions.ts';
import { type ScopeReference, scopeId, unitId } from '../../link/place.ts';
import { bodyOf } from '../../link/program.ts';
import { unitsConcerning } from '../../link/test-code.ts';
import { argumentsOf } from '../callable/arguments.ts';
import { bounded } from '../value/bounded.ts';
import { descendantsOf } from './descendants.ts';
import { type Evaluator, type Field, type PassedFields, type Site, siteOf } from '../evaluator.ts';
import type { ArgumentValue, CallArguments } from '../library/library.ts';
import { sameValue } from '../value/same.ts';
import { withStep } from '../value/trail.ts';
import { join, NOTHING, type Value } from '../value/value.ts';

/** More units than this that make instances are not looked through. */
const MAX_CANDIDATES = 100;

/** Nobody is known to make an instance. */
export const NO_FIELDS: PassedFields = { values: new Map(), omitted: new Set() };

/** The argument that a call passes for a field. */
export function argumentFor(given: CallArguments, field: Field): ArgumentValue | null {
  return (
    given.get(field.parameter, field.position) ??
    (field.parameter === field.name ? null : given.get(field.name, null))
  );
}

/** The names that a class and the classes derived from it are called by. Files that call them matter. */
function namesOf({ program }: Evaluator, classes: readonly ScopeReference[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { file, unit, scope } of classes) {
    const name = bodyOf(program, { file, unit })?.scopes[scope]?.name ?? '';
    const module = file.slice(file.lastIndexOf('/') + 1, -'.py'.length);
    for (const known of [name, ...(program.aliases.get(name) ?? [])]) {
      names.add(known);
      program.wanted.set(`${known} ${module}`, { name: known, owner: module });
    }
  }
  return names;
}

interface Collector {
  readonly values: Map<string, Value>;
  readonly omitted: Set<string>;
}

/** Joins what one call passes for the fields of a class. */
function collect(fields: readonly Field[], given: CallArguments, into: Collector): void {
  for (const field of fields) {
    const argument = argumentFor(given, field);
    if (argument) {
      const value = bounded(withStep(argument.value, argument.at, given.note));
      into.values.set(field.name, join(into.values.get(field.name) ?? NOTHING, value));
    } else {
      into.omitted.add(field.name);
    }
  }
}

/** What all calls of a class and of the classes derived from it pass for its fields. */
export function evaluatePassedFields(evaluator: Evaluator, scope: ScopeReference): PassedFields {
  const { program } = evaluator;
  const classes = [scope, ...descendantsOf(evaluator, scope)];
  const ids = new Set(classes.map(scopeId));
  const names = namesOf(evaluator, classes);
  const found = [...names].flatMap((name) => unitsConcerning(program, scope.file, 'call', name));
  const units = new Map(found.map((unit) => [unitId(unit), unit]));
  if (units.size > MAX_CANDIDATES) return NO_FIELDS;
  const into: Collector = { values: new Map(), omitted: new Set() };
  for (const unit of units.values()) {
    const level = siteOf(program, { ...unit, scope: 0 });
    level?.body.scopes.forEach(({ calls }, index) => {
      const site: Site = { ...level, scope: index };
      for (const call of calls) {
        if (!names.has(calledName(call) ?? '')) continue;
        for (const object of evaluator.evaluate(call.callee, site).objects)
          if (object.kind === 'class' && ids.has(scopeId(object.scope)))
            collect(evaluator.fieldsOf(object.scope), argumentsOf(evaluator, call, site), into);
      }
    });
  }
  return into;
}

/** Whether two answers are equal. */
export function samePassedFields(left: PassedFields, right: PassedFields): boolean {
  return (
    left.omitted.size === right.omitted.size &&
    [...left.omitted].every((name) => right.omitted.has(name)) &&
    left.values.size === right.values.size &&
    [...left.values].every(([name, value]) => {
      const other = right.values.get(name);
      return other !== undefined && sameValue(value, other);
    })
  );
}

/** What either answer says. */
export function joinPassedFields(left: PassedFields, right: PassedFields): PassedFields {
  const values = new Map(left.values);
  for (const [name, value] of right.values)
    values.set(name, join(values.get(name) ?? NOTHING, value));
  return { values, omitted: new Set([...left.omitted, ...right.omitted]) };
}
