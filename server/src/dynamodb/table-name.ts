/*
 * From a value to table names.
 * ARN rule: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
import { commonPattern } from '../flow/value/pattern.ts';
import { outsideReason } from '../flow/library/outside.ts';
import { withStep } from '../flow/value/trail.ts';
import { type Value, type ValueObject } from '../flow/value/value.ts';
import { type Trail, type Unknown } from '../flow/value/unknown.ts';
import type { Place } from '../link/place.ts';
import type { LinkType, TableUse, TrailStep, UnknownName } from './facts.ts';

const TABLE_ARN = /^arn:.*:?dynamodb:.*:table\/([^/]+)/;

/** The tables that a value names, and the reason when it names none. */
export interface NamedTables {
  readonly tables: readonly TableUse<Place>[];
  readonly unknown: UnknownName<Place> | null;
}

/** The table behind a name or a full ARN. */
export function tableNameOf(text: string): string {
  return TABLE_ARN.exec(text)?.[1] ?? text;
}

function stepsOf(trail: Trail | null): readonly TrailStep<Place>[] {
  const steps: TrailStep<Place>[] = [];
  for (let step = trail; step; step = step.next) {
    const { at, note, reads } = step;
    steps.push(reads === undefined ? { at, note } : { at, note, reads });
  }
  return steps;
}

function unknownOf(unknown: Unknown, at: Place): UnknownName<Place> {
  const { reason, detail, pattern, trail } = unknown;
  return {
    reason,
    detail,
    ...(pattern === null ? {} : { pattern }),
    at: unknown.at ?? at,
    trail: stepsOf(trail),
  };
}

/** Why an object that is no text gives no name; null for `None`, which stands for "not set here". */
function reasonFor(object: ValueObject, at: Place): UnknownName<Place> | null {
  switch (object.kind) {
    case 'string':
    case 'resource-name':
    case 'constant':
      return null;
    case 'environment':
      return {
        reason: 'environment-variable',
        detail: object.variable,
        at: object.at,
        trail: stepsOf(object.trail),
      };
    case 'external': {
      const [reason, detail] = outsideReason(object.name);
      return { reason, detail, at, trail: [] };
    }
    case 'api':
      return { reason: 'api-response', detail: object.type, at, trail: [] };
    default:
      return { reason: 'computed-at-run-time', detail: object.kind, at, trail: [] };
  }
}

/**
 * The tables that the value of a name expression means. `at` is that expression and `note` its source.
 * Known names win over undefined environment variables, and both over reasons of not knowing, but for the reason that
 * says that there surely are more names.
 */
export function namedTables(
  value: Value,
  links: readonly LinkType[],
  at: Place,
  note: string,
): NamedTables {
  const { objects, unknowns } = hasTrail(value) ? value : withStep(value, at, note);
  const known = objects.flatMap((object): readonly TableUse<Place>[] => {
    if (object.kind !== 'string' && object.kind !== 'resource-name') return [];
    if (object.text.trim() === '') return [];
    const nameKind = object.kind === 'string' ? 'physical' : object.form;
    return [{ name: tableNameOf(object.text), nameKind, links, trail: stepsOf(object.trail) }];
  });
  if (known.length > 0) {
    const more = unknowns.find(({ endless }) => endless);
    return { tables: distinct(known), unknown: more ? unknownOf(more, at) : null };
  }
  const environment = objects.flatMap((object) =>
    object.kind === 'environment'
      ? [{ name: object.variable, nameKind: 'env' as const, links, trail: stepsOf(object.trail) }]
      : [],
  );
  const reasons = objects
    .map((object) => reasonFor(object, at))
    .filter((reason) => reason !== null);
  if (environment.length > 0) {
    const [unknown = null] = reasons.filter(({ reason }) => reason === 'environment-variable');
    return { tables: environment, unknown };
  }
  const all = [...unknowns.map((reason) => unknownOf(reason, at)), ...reasons];
  return { tables: [], unknown: firstOf(all) ?? nothingKnown(at, note) };
}

/** The first of several reasons, with only as much of the name as all of them leave. */
function firstOf([first, ...rest]: readonly UnknownName<Place>[]): UnknownName<Place> | null {
  if (!first || rest.length === 0) return first ?? null;
  const { pattern = null, ...reason } = first;
  const common = rest.reduce(
    (known, other) => commonPattern(known, other.pattern ?? null),
    pattern,
  );
  return common === null ? reason : { ...reason, pattern: common };
}

function nothingKnown(at: Place, note: string): UnknownName<Place> {
  return { reason: 'unassigned-name', detail: note, at, trail: [] };
}

function hasTrail(value: Value): boolean {
  return value.objects.every((object) => ('trail' in object ? object.trail !== null : true));
}

/** A name and its ARN are one table. */
function distinct(tables: readonly TableUse<Place>[]): readonly TableUse<Place>[] {
  const seen = new Map<string, TableUse<Place>>();
  for (const table of tables) if (!seen.has(table.name)) seen.set(table.name, table);
  return [...seen.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}
