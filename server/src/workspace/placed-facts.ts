/*
 * Facts with places → facts with locations. The only step that knows positions, so it is redone when text moves.
 */
import { compareLocations, type Location } from '../base/location.ts';
import type {
  CallFact,
  Caller,
  FileFacts,
  NameReference,
  TableUse,
  TrailStep,
  UnknownName,
} from '../dynamodb/facts.ts';
import type { UnitFacts } from '../dynamodb/extract-facts.ts';
import type { Place } from '../link/place.ts';

/** Finds where a place stands now. */
export type Locate = (place: Place) => Location;

function placeTrail(
  trail: readonly TrailStep<Place>[],
  locate: Locate,
): readonly TrailStep<Location>[] {
  return trail.map((step) => ({ ...step, at: locate(step.at) }));
}

function placeTables(
  tables: readonly TableUse<Place>[],
  locate: Locate,
): readonly TableUse<Location>[] {
  return tables.map((table) => ({ ...table, trail: placeTrail(table.trail, locate) }));
}

function placeUnknown(
  unknown: UnknownName<Place> | null,
  locate: Locate,
): UnknownName<Location> | null {
  return (
    unknown && { ...unknown, at: locate(unknown.at), trail: placeTrail(unknown.trail, locate) }
  );
}

function placeCaller(caller: Caller<Place>, locate: Locate): Caller<Location> {
  return { ...caller, at: locate(caller.at), whole: locate(caller.whole) };
}

function placeCall(call: CallFact<Place>, locate: Locate): CallFact<Location> {
  return {
    ...call,
    at: locate(call.at),
    nameAt: locate(call.nameAt),
    caller: placeCaller(call.caller, locate),
    tables: placeTables(call.tables, locate),
    unknown: placeUnknown(call.unknown, locate),
  };
}

function placeReference(reference: NameReference<Place>, locate: Locate): NameReference<Location> {
  return {
    ...reference,
    at: locate(reference.at),
    tables: placeTables(reference.tables, locate),
    unknown: placeUnknown(reference.unknown, locate),
  };
}

function sorted<T extends { readonly at: Location }>(items: readonly T[]): readonly T[] {
  return [...items].sort((left, right) => compareLocations(left.at, right.at));
}

/** One reference for each expression; one that says why a name is not known wins. */
function distinct(
  references: readonly NameReference<Location>[],
): readonly NameReference<Location>[] {
  const kept: NameReference<Location>[] = [];
  for (const reference of references) {
    const last = kept.at(-1);
    if (!last || compareLocations(last.at, reference.at) !== 0) kept.push(reference);
    else if (!last.unknown && reference.unknown) kept[kept.length - 1] = reference;
  }
  return kept;
}

/** The facts of a file in source order. */
export function placeFacts(
  file: string,
  units: readonly UnitFacts[],
  given: Pick<FileFacts<Location>, 'isTest' | 'directives' | 'statements' | 'errors'>,
  locate: Locate,
): FileFacts<Location> {
  const references = units.flatMap((unit) =>
    unit.references.map((reference) => placeReference(reference, locate)),
  );
  return {
    file,
    isTest: given.isTest,
    errors: given.errors,
    calls: sorted(units.flatMap((unit) => unit.calls.map((call) => placeCall(call, locate)))),
    declarations: sorted(
      units.flatMap((unit) => unit.declarations.map((item) => ({ ...item, at: locate(item.at) }))),
    ),
    references: distinct(sorted(references)),
    directives: given.directives,
    statements: sorted([
      ...given.statements,
      ...units.flatMap((unit) => unit.statements.map((item) => ({ ...item, at: locate(item.at) }))),
    ]),
  };
}
