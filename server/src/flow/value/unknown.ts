/*
 * Why a value is not known, and how it came about. Reasons are few, sorted, and each is said once.
 */
import { comparePlaces, type Place } from '../../link/place.ts';
import { commonPattern } from './pattern.ts';
import type { UnknownReason } from './reason.ts';

/** How a value came about, nearest step first. Shared tails keep it small. */
export interface Trail {
  readonly at: Place;
  readonly note: string;
  readonly next: Trail | null;
  /** The environment variable that is read here and that a template sets; the next step is where it is set. */
  readonly reads?: string;
  readonly length: number;
}

/** Why (part of) a value is not known. */
export interface Unknown {
  readonly reason: UnknownReason;
  readonly detail: string;
  /** Where the knowledge ends; null for a limit of the analysis itself. */
  readonly at: Place | null;
  /** The known part of a text, with `*` for the rest. */
  readonly pattern: string | null;
  /** The expression that should have given a name, once it is known which one that is. */
  readonly source: Place | null;
  readonly trail: Trail | null;
  /** Whether there surely are more values than those that are known. */
  readonly endless?: true;
}

/** More reasons than this say nothing more; the first in order stay. */
const MAX_UNKNOWNS = 4;

function compareUnknowns(left: Unknown, right: Unknown): number {
  const a = unknownKey(left);
  const b = unknownKey(right);
  return a < b ? -1 : a > b ? 1 : compareTrails(left.trail, right.trail);
}

const unknownKeys = new WeakMap<Unknown, string>();

/** Sorts the overflow marker first, so that it is never the one that is left out. */
function unknownKey(unknown: Unknown): string {
  const known = unknownKeys.get(unknown);
  if (known !== undefined) return known;
  const { reason, detail, at, source } = unknown;
  const place = at ? `${at.file}::${at.unit}@${at.anchor}` : '';
  const from = source ? `${source.file}::${source.unit}@${source.anchor}` : '';
  const key = `${reason === 'too-many-values' ? 0 : 1}${reason}|${detail}|${place}|${from}`;
  unknownKeys.set(unknown, key);
  return key;
}

/** The reasons of both, of which those beyond a limit are left out. */
export function joinUnknowns(
  left: readonly Unknown[],
  right: readonly Unknown[],
): readonly Unknown[] {
  if (left === right || right.length === 0) return left;
  if (left.length === 0) return right;
  if (right.every((unknown) => left.includes(unknown))) return left;
  const merged = new Map<string, Unknown>();
  for (const unknown of [...left, ...right].sort(compareUnknowns)) {
    const key = unknownKey(unknown);
    const other = merged.get(key) ?? unknown;
    const pattern = commonPattern(other.pattern, unknown.pattern);
    merged.set(key, pattern === other.pattern ? other : { ...other, pattern });
  }
  return [...merged.values()].slice(0, MAX_UNKNOWNS);
}

/** A total order of trails: the shorter first, then by places and notes. */
export function compareTrails(left: Trail | null, right: Trail | null): number {
  if (left === right) return 0;
  if (!left || !right) return left ? 1 : -1;
  return (
    left.length - right.length ||
    comparePlaces(left.at, right.at) ||
    (left.note < right.note
      ? -1
      : left.note > right.note
        ? 1
        : compareTrails(left.next, right.next))
  );
}
