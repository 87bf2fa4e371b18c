/*
 * The machine-readable report. Two scans of the same files give the same bytes, but for the milliseconds.
 */
import { compareLocations } from '../base/location.ts';
import type { Location } from '../base/location.ts';
import type { CallFact, LinkType, TrailStep } from '../dynamodb/facts.ts';
import type { LinkFact, ProjectFacts, TableFact } from '../dynamodb/table-index.ts';
import { tableOf, unknownTableId } from '../dynamodb/table-index.ts';
import { version } from '../version.ts';
import type {
  JsonCall,
  JsonDiagnostic,
  JsonLink,
  JsonPlace,
  JsonReport,
  JsonTable,
  JsonTableUse,
  JsonUnknownTable,
} from './json-types.ts';
import { relativePath } from './paths.ts';
import type { ReportedDiagnostic, ReportInput } from './report-input.ts';

const unknownTable: JsonUnknownTable = {
  id: unknownTableId,
  kind: 'Python Unknown DynamoDB Table',
  name: null,
  nameKind: 'unknown',
};

/** The report as JSON text, indented, with a newline at its end. */
export function jsonText(input: ReportInput): string {
  return `${JSON.stringify(jsonReport(input), null, 2)}\n`;
}

/** The report as data. */
export function jsonReport(input: ReportInput): JsonReport {
  const { root, project, files, diagnostics } = input;
  const calls = files.flatMap((facts) => facts.calls).sort(byPlace);
  return {
    version: 1,
    tool: { name: 'dynamolens', version },
    database: project.database,
    tables: [
      ...project.tables.map((table) => tableJson(table, root)),
      ...(project.unknownTable ? [unknownTable] : []),
    ],
    calls: calls.map((call) => callJson(call, project, root)),
    links: project.links.toSorted(byPlaceThenName).map((link) => linkJson(link, root)),
    diagnostics: diagnostics
      .toSorted(byPlace)
      .map((diagnostic) => diagnosticJson(diagnostic, root)),
    stats: {
      files: input.indexed,
      parsedFiles: input.parsed,
      calls: project.counts.calls,
      resolvedCalls: project.counts.resolvedCalls,
      milliseconds: Math.round(input.milliseconds),
    },
  };
}

function tableJson(table: TableFact, root: string): JsonTable {
  return {
    id: table.id,
    kind: 'Python DynamoDB Table',
    name: table.name,
    nameKind: table.nameKind,
    declarations: table.declarations.map(({ source, at }) => ({ source, ...placeJson(at, root) })),
    keys: table.keys.map(({ name, role, type }) => ({ name, role, type })),
    indexes: table.indexes,
  };
}

function callJson(call: CallFact<Location>, project: ProjectFacts, root: string): JsonCall {
  const { caller, unknown } = call;
  return {
    ...placeJson(call.at, root),
    method: call.method,
    api: call.api,
    caller: { name: caller.name, kind: caller.kind, line: caller.at.range.start.line + 1 },
    tables: call.tables
      .map((use): JsonTableUse => ({
        table: tableOf(project, use)?.id ?? unknownTableId,
        name: use.name,
        nameKind: use.nameKind,
        links: sortedLinks(use.links),
      }))
      .sort(
        (left, right) =>
          compareText(left.name, right.name) || compareText(left.nameKind, right.nameKind),
      ),
    links: sortedLinks(call.links),
    unknown:
      unknown === null
        ? null
        : {
            reason: unknown.reason,
            detail: unknown.detail,
            ...(unknown.pattern === undefined ? {} : { pattern: unknown.pattern }),
          },
    trail: trailJson([...call.tables.map(({ trail }) => trail), unknown?.trail ?? []], root),
  };
}

/** Trails one after the other, without the steps that an earlier one has already shown. */
function trailJson(
  trails: readonly (readonly TrailStep<Location>[])[],
  root: string,
): JsonCall['trail'] {
  const steps = trails.flat().map(({ at, note }) => ({
    file: relativePath(at.file, root),
    line: at.range.start.line + 1,
    note,
  }));
  const seen = new Map(steps.map((step) => [`${step.file}\0${step.line}\0${step.note}`, step]));
  return [...seen.values()];
}

function linkJson({ type, caller, table, at }: LinkFact, root: string): JsonLink {
  const { file, line, column } = placeJson(at, root);
  return {
    type,
    caller: `${relativePath(caller.at.file, root)}::${caller.name}`,
    table,
    file,
    line,
    column,
  };
}

function diagnosticJson(diagnostic: ReportedDiagnostic, root: string): JsonDiagnostic {
  const { code, severity, message, at } = diagnostic;
  return { code, severity, message, ...placeJson(at, root) };
}

function placeJson({ file, range: { start, end } }: Location, root: string): JsonPlace {
  return {
    file: relativePath(file, root),
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function sortedLinks(links: readonly LinkType[]): readonly LinkType[] {
  return [...new Set(links)].sort(compareText);
}

function byPlace(left: { readonly at: Location }, right: { readonly at: Location }): number {
  return compareLocations(left.at, right.at);
}

function byPlaceThenName(left: LinkFact, right: LinkFact): number {
  return (
    byPlace(left, right) ||
    compareText(left.type, right.type) ||
    compareText(left.table, right.table)
  );
}

/** Orders texts by UTF-16 code units, which no locale changes. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
