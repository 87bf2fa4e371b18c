/*
 * From the tables of a template to facts: one declaration for each name that a table may have.
 */
import type { TableResource } from '../infra/model.ts';
import type { Place } from '../link/place.ts';
import type { UnitFacts } from './extract-facts.ts';
import type { TableDeclaration } from './facts.ts';

function declarationsOf(table: TableResource): readonly TableDeclaration<Place>[] {
  const { source, at, keys, indexes, details } = table;
  return table.name.objects.flatMap((object): readonly TableDeclaration<Place>[] => {
    if (object.kind !== 'string' && object.kind !== 'resource-name') return [];
    const nameKind = object.kind === 'string' ? 'physical' : object.form;
    const named = { kind: 'declaration', source, name: object.text, nameKind } as const;
    return [{ ...named, at, keys, indexes, details }];
  });
}

/** The facts that a file gives by the tables it declares; null when it declares none. */
export function factsOfTables(tables: readonly TableResource[]): UnitFacts | null {
  const declarations = tables.flatMap(declarationsOf);
  return declarations.length > 0
    ? { calls: [], declarations, references: [], statements: [] }
    : null;
}
