/*
 * Where a table is declared, seen from a call, from its name, or from the environment variable that holds its name.
 * Every other place is left to whoever knows Python: there is no answer for it.
 */
import { compareLocations, rangeContains } from '../base/location.ts';
import type { Location, Position, Range } from '../base/location.ts';
import type { CallFact, FileFacts, TableUse, TrailStep } from '../dynamodb/facts.ts';
import { type ProjectFacts, usedTableOf } from '../dynamodb/table-index.ts';
import { tableNameOf } from '../dynamodb/table-name.ts';
import { hoverTargetAt, namesIn } from './hover-target.ts';
import { type Token, tokenAt } from './token.ts';

/** What going to a definition needs to know. */
export interface DefinitionRequest {
  readonly facts: FileFacts<Location>;
  readonly position: Position;
  /** The text of the line that the position is in. */
  readonly line: string;
  /** Facts of other files whose trails pass through this one. More files do no harm. */
  readonly linked: readonly FileFacts<Location>[];
  readonly project: Pick<ProjectFacts, 'tablesByName'>;
}

/** What was asked about, and where it is declared: at least one place. */
export interface DefinitionView {
  readonly origin: Range;
  readonly targets: readonly Location[];
}

type Use = TableUse<Location>;

/** The declarations behind a position; null where nothing is known about a table. */
export function definitionAt(request: DefinitionRequest): DefinitionView | null {
  const { facts, position, line, project } = request;
  const call = facts.calls.find(({ at }) => rangeContains(at.range, position));
  if (call) return viewOf(call.at.range, declarationsOf(call.tables, project));
  const token = tokenAt(line, position);
  if (!token) return null;
  const targets =
    token.kind === 'text' ? [...settingsOf(request, token), ...named(request, token)] : [];
  const byName = token.kind === 'name' ? declarationsOf(usesNamed(facts, token), project) : [];
  return viewOf(token.range, [...targets, ...byName]);
}

function viewOf(origin: Range, targets: readonly Location[]): DefinitionView | null {
  const distinct = targets.filter(
    (target, index) =>
      targets.findIndex((other) => compareLocations(target, other) === 0) === index,
  );
  return distinct.length > 0 ? { origin, targets: distinct } : null;
}

/** Where tables are declared; of one that nothing declares, where the template has its name from. */
function declarationsOf(
  uses: readonly Use[],
  project: DefinitionRequest['project'],
): readonly Location[] {
  return uses.flatMap((use) => {
    const declared = usedTableOf(project, use)?.declarations.map(({ at }) => at) ?? [];
    const outside = use.trail.findIndex(({ reads }) => reads !== undefined) + 1;
    const last = outside > 0 ? use.trail.slice(outside).at(-1) : undefined;
    return declared.length > 0 || !last ? declared : [last.at];
  });
}

/** The name of a table itself, where it is written or on the way to a call. */
function named(request: DefinitionRequest, token: Token): readonly Location[] {
  const target = hoverTargetAt(request.facts, request.position, request.linked);
  if (target?.kind !== 'name') return [];
  const name = tableNameOf(token.text);
  return declarationsOf(
    target.tables.filter((use) => use.name === name),
    request.project,
  );
}

/** A name that stands for a table: the last part of an expression that gives one. Receivers of methods are none. */
function usesNamed({ references, calls }: FileFacts<Location>, token: Token): readonly Use[] {
  const endsHere = ({ at }: { readonly at: Location }): boolean =>
    isEqual(at.range.end, token.range.end);
  return references
    .filter(
      (reference) => endsHere(reference) && !calls.some((call) => isReceiver(call, reference.at)),
    )
    .flatMap(({ tables }) => tables);
}

function isReceiver({ at, nameAt }: CallFact<Location>, place: Location): boolean {
  return compareLocations(nameAt, place) === 0 && compareLocations(nameAt, at) < 0;
}

/** Where templates set the variable that is read at a position, and the tables that they set it to. */
function settingsOf(
  { facts, position, linked, project }: DefinitionRequest,
  { text }: Token,
): readonly Location[] {
  const isHere = ({ at, reads }: TrailStep<Location>): boolean =>
    reads === text && at.file === facts.file && rangeContains(at.range, position);
  const uses = [facts, ...linked.filter(({ file }) => file !== facts.file)]
    .flatMap(namesIn)
    .flatMap(({ tables }) => tables)
    .filter(({ trail }) => trail.some(isHere));
  const settings = uses.flatMap(({ trail }) => trail[trail.findIndex(isHere) + 1]?.at ?? []);
  return [...settings, ...declarationsOf(uses, project)];
}

function isEqual(left: Position, right: Position): boolean {
  return left.line === right.line && left.character === right.character;
}
