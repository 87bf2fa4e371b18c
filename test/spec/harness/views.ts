/*
 * The views of the product in the words that pages use. Only this file knows the functions behind them.
 */
import type { Location, Position } from '../../../server/src/base/location.ts';
import type { FileFacts } from '../../../server/src/dynamodb/facts.ts';
import { declaredTablesOf } from '../../../server/src/dynamodb/declared-tables.ts';
import { indexTables } from '../../../server/src/dynamodb/table-index.ts';
import { codeLensesOf } from '../../../server/src/ide/code-lens.ts';
import { defaultDiagnosticSettings, diagnosticsOf } from '../../../server/src/ide/diagnostics.ts';
import { definitionAt } from '../../../server/src/ide/definition.ts';
import { hoverAt } from '../../../server/src/ide/hover.ts';
import type { Said } from './actual.ts';

type Facts = FileFacts<Location>;

/** The lenses of a file, by the line they stand above. */
export function lensesOf(facts: Facts): readonly Said[] {
  const views = codeLensesOf(facts, { functions: true, modules: true });
  return views.map(({ range, title }) => ({ line: range.start.line + 1, text: title }));
}

/** The diagnostics of a file as `unresolved-table missing-argument`. */
export function statedDiagnosticsOf(facts: Facts, all: readonly Facts[]): readonly Said[] {
  const views = diagnosticsOf(facts, defaultDiagnosticSettings, declaredTablesOf(all));
  return views.map(({ range, code, data }) => ({
    line: range.start.line + 1,
    text: `${code} ${data.reason}`,
  }));
}

/** The text of the hover at a place; empty where there is none. */
export function hoverTextAt(facts: Facts, position: Position, all: readonly Facts[]): string {
  const project = indexTables(all);
  const linkTo = (at: Location) => `${at.file}#L${at.range.start.line + 1}`;
  return hoverAt({ facts, position, linked: all, project, linkTo })?.markdown ?? '';
}

/** Where the declarations behind a place stand. `line` is the text of its line. */
export function definitionsAt(
  facts: Facts,
  position: Position,
  line: string,
  all: readonly Facts[],
): readonly Location[] {
  const project = indexTables(all);
  return definitionAt({ facts, position, line, linked: all, project })?.targets ?? [];
}

/** The objects of the project, as `objects` blocks list them. */
export function objectsOf(all: readonly Facts[]): readonly string[] {
  const project = indexTables(all);
  return [
    ...(project.database ? [project.database.kind] : []),
    ...project.tables.map((table) => `Python DynamoDB Table ${table.name}`),
    ...(project.unknownTable ? ['Python Unknown DynamoDB Table'] : []),
  ];
}
