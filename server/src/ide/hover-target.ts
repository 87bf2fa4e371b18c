/*
 * What stands under the cursor: a call's method name, or a place on the way to a table's name.
 * The innermost place wins; nothing here is about how it is shown.
 */
import { comparePositions, rangeContains } from '../base/location.ts';
import type { Location, Position, Range } from '../base/location.ts';
import { orderedLinks } from '../dynamodb/touched.ts';
import type {
  CallFact,
  FileFacts,
  LinkType,
  TableUse,
  TrailStep,
  UnknownName,
} from '../dynamodb/facts.ts';

/** What a hover is about. */
export type HoverTarget =
  { readonly kind: 'call'; readonly range: Range; readonly call: CallFact<Location> } | NameTarget;

/** A place that gives a table's name, or that the way to a name leads through. */
export interface NameTarget {
  readonly kind: 'name';
  readonly range: Range;
  /** The possible tables. Their trails start behind this place. */
  readonly tables: readonly TableUse<Location>[];
  readonly unknown: UnknownName<Location> | null;
  /** What is done to the tables, here and by the calls in {@link usedBy}. */
  readonly links: readonly LinkType[];
  /** The calls that get their name through this place; not the call that it is written in. */
  readonly usedBy: readonly CallFact<Location>[];
  readonly stale: boolean;
}

interface Candidate {
  readonly range: Range;
  /** Lower wins between equal ranges. */
  readonly rank: number;
  readonly target: () => HoverTarget;
}

/**
 * The innermost target at a position of a file, or null.
 * `linked` are facts of other files whose trails may pass through this file.
 */
export function hoverTargetAt(
  facts: FileFacts<Location>,
  position: Position,
  linked: readonly FileFacts<Location>[],
): HoverTarget | null {
  const files = [facts, ...linked.filter(({ file }) => file !== facts.file)];
  const candidates = [...ownCandidates(facts, files), ...stepCandidates(facts.file, files)];
  const [best] = candidates
    .filter(({ range }) => rangeContains(range, position))
    .sort(
      (left, right) =>
        comparePositions(right.range.start, left.range.start) ||
        comparePositions(left.range.end, right.range.end) ||
        left.rank - right.rank,
    );
  return best?.target() ?? null;
}

/** The files that trails of these facts lead through: only there can a hover be about them. */
export function filesOnTrails(facts: FileFacts<Location>): ReadonlySet<string> {
  return new Set(
    namesIn(facts)
      .flatMap(stepsOf)
      .map(({ file }) => file),
  );
}

function* ownCandidates(
  facts: FileFacts<Location>,
  files: readonly FileFacts<Location>[],
): Generator<Candidate> {
  for (const call of facts.calls) {
    const { range } = call.at;
    yield { range, rank: 0, target: () => ({ kind: 'call', range, call }) };
    yield {
      range: call.nameAt.range,
      rank: 1,
      target: () => ownTarget(call.nameAt, call, files),
    };
  }
  for (const reference of facts.references) {
    const name = { ...reference, links: [] };
    yield {
      range: reference.at.range,
      rank: 2,
      target: () => ownTarget(reference.at, name, files),
    };
  }
}

function ownTarget(
  at: Location,
  name: Name & Pick<CallFact<Location>, 'links'>,
  files: readonly FileFacts<Location>[],
): NameTarget {
  const usedBy = callsUsing(at, name, files).filter((call) => call !== name);
  const alike = usedBy.flatMap(({ tables }) =>
    tables.filter((use) => name.tables.some(isSame(use))),
  );
  return {
    kind: 'name',
    range: at.range,
    tables: mergeUses([...name.tables, ...alike]),
    unknown: name.unknown,
    links: orderedLinks([...name.links, ...linksOf(usedBy)]),
    usedBy,
    stale: name.stale,
  };
}

function* stepCandidates(
  file: string,
  files: readonly FileFacts<Location>[],
): Generator<Candidate> {
  for (const step of files.flatMap(namesIn).flatMap(stepsOf)) {
    if (step.file !== file) continue;
    yield { range: step.range, rank: 3, target: () => stepTarget(step, files) };
  }
}

/** Everything that is known about names that lead through a place. */
function stepTarget(place: Location, files: readonly FileFacts<Location>[]): NameTarget {
  const names = files.flatMap(namesIn).filter((name) => stepsOf(name).some(isAt(place)));
  const uses = names.flatMap(({ tables }) => tables).filter((use) => passes(use, place));
  const unknowns = names.flatMap(({ unknown }) => (unknown === null ? [] : [unknown]));
  const [unknown] = unknowns.filter((name) => passes(name, place) || isAt(place)(name.at));
  const usedBy = callsThrough(place, files);
  return {
    kind: 'name',
    range: place.range,
    tables: mergeUses(uses.map((use) => ({ ...use, trail: trailBehind(use.trail, place) }))),
    unknown: unknown ? { ...unknown, trail: trailBehind(unknown.trail, place) } : null,
    links: orderedLinks(linksOf(usedBy)),
    usedBy,
    stale: names.every(({ stale }) => stale),
  };
}

/** The calls whose name is given at a place or comes through it, in the order of files and calls. */
function callsThrough(
  place: Location,
  files: readonly FileFacts<Location>[],
): readonly CallFact<Location>[] {
  return files.flatMap(({ calls }) =>
    calls.filter((call) => [call.nameAt, ...stepsOf(call)].some(isAt(place))),
  );
}

/**
 * The calls that get a name from the expression at a place. Their trails may only have the step around it,
 * such as the whole of `Table('Movies')` for the text in it; then the name has to be the same.
 */
function callsUsing(
  place: Location,
  name: Name,
  files: readonly FileFacts<Location>[],
): readonly CallFact<Location>[] {
  const leadsHere = ({ trail }: Pick<TableUse<Location>, 'trail'>) =>
    trail.some(({ at }) => encloses(at, place));
  const uses = ({ nameAt, tables, unknown }: CallFact<Location>) =>
    isAt(place)(nameAt) ||
    tables.some((use) => name.tables.some(isSame(use)) && leadsHere(use)) ||
    (unknown !== null && isSameReason(unknown, name.unknown) && leadsHere(unknown));
  return files.flatMap(({ calls }) => calls.filter(uses));
}

function linksOf(calls: readonly CallFact<Location>[]): readonly LinkType[] {
  return calls.flatMap((call) => call.links);
}

type Name = Pick<CallFact<Location>, 'tables' | 'unknown' | 'stale'>;

/** Everything in a file that gives names of tables. */
export function namesIn(facts: FileFacts<Location>): readonly Name[] {
  return [...facts.calls, ...facts.references];
}

function stepsOf({ tables, unknown }: Name): readonly Location[] {
  const trails = [...tables.map(({ trail }) => trail), unknown?.trail ?? []];
  const steps = trails.flatMap((trail) => trail.map(({ at }) => at));
  return unknown === null ? steps : [...steps, unknown.at];
}

function passes({ trail }: { readonly trail: readonly TrailStep<Location>[] }, place: Location) {
  return trail.map(({ at }) => at).some(isAt(place));
}

function trailBehind(
  trail: readonly TrailStep<Location>[],
  place: Location,
): readonly TrailStep<Location>[] {
  return trail.slice(trail.findLastIndex(({ at }) => isAt(place)(at)) + 1);
}

/** Each table once, with the links of all its uses and the trail of the first. */
function mergeUses(uses: readonly TableUse<Location>[]): readonly TableUse<Location>[] {
  const merged = new Map<string, TableUse<Location>>();
  for (const use of uses) {
    const key = `${use.nameKind} ${use.name}`;
    const known = merged.get(key) ?? use;
    merged.set(key, { ...known, links: orderedLinks([...known.links, ...use.links]) });
  }
  return [...merged.values()];
}

function isAt(place: Location): (other: Location) => boolean {
  return (other) =>
    other.file === place.file &&
    comparePositions(other.range.start, place.range.start) === 0 &&
    comparePositions(other.range.end, place.range.end) === 0;
}

function encloses(outer: Location, inner: Location): boolean {
  return (
    outer.file === inner.file &&
    comparePositions(outer.range.start, inner.range.start) <= 0 &&
    comparePositions(inner.range.end, outer.range.end) <= 0
  );
}

function isSame(use: TableUse<Location>): (other: TableUse<Location>) => boolean {
  return ({ name, nameKind }) => name === use.name && nameKind === use.nameKind;
}

function isSameReason(
  unknown: UnknownName<Location>,
  other: UnknownName<Location> | null,
): boolean {
  return unknown.reason === other?.reason && unknown.detail === other.detail;
}
