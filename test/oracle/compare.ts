/*
 * Compares what happened when code ran with what the analysis says about it.
 * Every operation that happened must be a fact at its place, and the fact must allow for the table.
 */
import type { Location } from '../../server/src/base/location.ts';
import { operationOf } from '../../server/src/dynamodb/catalog/reference.ts';
import type { CallFact, FileFacts, TableUse } from '../../server/src/dynamodb/facts.ts';
import { absolutePath } from '../spec/harness/live.ts';
import { renderCall } from '../spec/harness/actual.ts';
import type { Happened, Place } from './run-python.ts';

/** What the oracle writes into names that nobody gave. */
const PROBE = '\u2042';

/** What a variable's value starts with that nothing set. */
const VARIABLE = 'env:';

type FactsOf = (path: string) => FileFacts<Location> | null;

/** How many operations were compared, and what is wrong with the facts. */
export interface Comparison {
  readonly compared: number;
  readonly problems: readonly string[];
}

/** Compares all that happened in one workspace. */
export function compare(happened: readonly Happened[], factsOf: FactsOf): Comparison {
  const known = happened.filter(({ api }) => api !== null && operationOf(api) !== null);
  const others = happened.filter(({ api }) => api === null);
  const problems = [
    ...known.flatMap((event) => problemOf(event, factsOf)),
    ...others.flatMap((event) => falseReportOf(event, known, factsOf)),
  ];
  return { compared: known.length, problems: [...new Set(problems)] };
}

function problemOf(event: Happened, factsOf: FactsOf): readonly string[] {
  const facts = event.places.flatMap((place) => factsAt(place, factsOf));
  const same = facts.filter((fact) => fact.api === event.api);
  const where = `${placeLabel(event.places[0]!)} ${event.api!}`;
  if (same.length === 0) {
    const instead = facts.map((fact) => fact.api).join(', ');
    return [`${where} of ${tablesLabel(event)} is no fact${instead && ` (but ${instead} is)`}`];
  }
  const missed = event.tables.filter((table) => !same.some((fact) => allows(fact, table)));
  const said = same.map(renderCall).join(' | ');
  return missed.map((table) => `${where} used ${table}, but the facts say: ${said}`);
}

/** A call of another service that is reported although no operation of DynamoDB ever happened there. */
function falseReportOf(
  event: Happened,
  known: readonly Happened[],
  factsOf: FactsOf,
): readonly string[] {
  const [place] = event.places;
  if (!place || known.some(({ places }) => places.some((other) => samePlace(place, other))))
    return [];
  return factsAt(place, factsOf).map(
    (fact) => `${placeLabel(place)} is a call of another service, but the facts say: ${fact.api}`,
  );
}

function factsAt(place: Place, factsOf: FactsOf): readonly CallFact<Location>[] {
  const [path] = place;
  const calls = factsOf(absolutePath(path))?.calls ?? [];
  return calls.filter((call) => isWithin(call.at, place));
}

function isWithin(at: Location, [, line, column, endLine, endColumn]: Place): boolean {
  const { line: row, character } = at.range.start;
  const afterStart = row + 1 > line || (row + 1 === line && character + 1 >= column);
  const beforeEnd = row + 1 < endLine || (row + 1 === endLine && character + 1 < endColumn);
  return afterStart && beforeEnd;
}

/** Whether a fact says that the table may be this one. A name that was made up for the run may be any. */
function allows(fact: CallFact<Location>, table: string): boolean {
  if (table.includes(PROBE)) return true;
  const { tables, unknown } = fact;
  if (tables.some(isStated)) return true;
  const variables = tables.filter(({ nameKind }) => nameKind === 'env');
  if (variables.some(({ name }) => table === `${VARIABLE}${name}`)) return true;
  if (tables.some(({ name, nameKind }) => table === name && nameKind !== 'env')) return true;
  // Where a default is known, the variable is not listed beside it.
  if (table.startsWith(VARIABLE) && tables.length > variables.length) return true;
  if (!unknown || (unknown.reason === 'environment-variable' && variables.length > 0)) return false;
  return unknown.pattern === undefined || patternOf(unknown.pattern).test(table);
}

/** Whether a name is what the user states about where the program runs; no run here can show that. */
function isStated({ trail }: TableUse<Location>): boolean {
  const root = trail.at(-1);
  return (
    root !== undefined &&
    (root.note.startsWith('# dynamolens:') || root.at.file.endsWith('/dynamolens.json'))
  );
}

function patternOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

function samePlace(left: Place, right: Place): boolean {
  return left.every((part, index) => part === right[index]);
}

function placeLabel([path, , , endLine, endColumn]: Place): string {
  return `${path}:${endLine}:${endColumn}`;
}

function tablesLabel({ tables }: Happened): string {
  return tables.length === 0 ? 'no table' : tables.join(', ');
}
