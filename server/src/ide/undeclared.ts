/*
 * Names of tables that the code writes down and that nothing in the project declares, although it declares tables.
 * Only one place is told of for each place that a name comes from.
 */
import { compareLocations } from '../base/location.ts';
import type { Location, Range } from '../base/location.ts';
import { type DeclaredTables, isWrittenInCode } from '../dynamodb/declared-tables.ts';
import type { FileFacts, NameReference, TableUse } from '../dynamodb/facts.ts';

/** A name that is not declared. */
export interface UndeclaredTable {
  readonly range: Range;
  readonly name: string;
  /** Declared names that may have been meant. */
  readonly similar: readonly string[];
}

/** The undeclared names of a file; of all of them, or of those that are like a declared one. */
export function undeclaredTables(
  { references, calls, isTest }: FileFacts<Location>,
  declared: DeclaredTables,
  which: 'similar' | 'all',
): readonly UndeclaredTable[] {
  if (isTest || declared.isEmpty) return [];
  const isReceiver = ({ at }: NameReference<Location>): boolean =>
    calls.some(
      (call) => compareLocations(call.nameAt, at) === 0 && compareLocations(at, call.at) < 0,
    );
  const seen = new Set<string>();
  return references.flatMap((reference): readonly UndeclaredTable[] => {
    if (reference.stale || isReceiver(reference)) return [];
    return reference.tables.flatMap((use): readonly UndeclaredTable[] => {
      const key = rootOf(use);
      if (seen.has(key) || !isWrittenInCode(use) || declared.mayBe(use.name)) return [];
      const similar = declared.similarTo(use.name);
      if (which === 'similar' && similar.length === 0) return [];
      seen.add(key);
      return [{ range: reference.at.range, name: use.name, similar }];
    });
  });
}

/** Where a name comes from, as text. */
function rootOf({ name, trail }: TableUse<Location>): string {
  return JSON.stringify([name, trail.at(-1)?.at]);
}
