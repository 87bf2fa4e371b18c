/*
 * Arguments nothing is known about, as a followed call sees them: which argument it is, and nothing more.
 * Why it is not known is put back into what the call returns. So a function is followed once for all callers
 * that know nothing, however many reasons they have.
 */
import { type ScopeReference, scopeId } from '../../link/place.ts';
import { contentsOf, mapContents } from '../value/contents.ts';
import { commonPattern } from '../value/pattern.ts';
import { joinAll, type Value } from '../value/value.ts';
import { type Trail, type Unknown } from '../value/unknown.ts';

/** Begins the detail of a reason that stands for those of an argument. No text of a program begins with it. */
const MARK = '\u0000';

/** A followed call's arguments, and how to put back what was taken out of them. */
export interface Abstracted {
  readonly parameters: ReadonlyMap<number, Value>;
  readonly restore: (result: Value) => Value;
}

function standIn(mark: string, unknowns: readonly Unknown[]): Unknown {
  const [first, ...rest] = unknowns.map(({ pattern }) => pattern);
  const pattern = rest.reduce(commonPattern, first ?? null);
  return {
    reason: 'computed-at-run-time',
    detail: mark,
    at: null,
    pattern,
    source: null,
    trail: null,
  };
}

/** Takes the reasons out of arguments. */
export function abstracted(
  scope: ScopeReference,
  parameters: ReadonlyMap<number, Value>,
): Abstracted {
  const reasons = new Map<string, readonly Unknown[]>();
  const taken = new Map<number, Value>();
  for (const [binding, value] of parameters) {
    if (value.unknowns.length === 0) {
      taken.set(binding, value);
      continue;
    }
    const mark = `${MARK}${scopeId(scope)}.${binding}`;
    reasons.set(mark, value.unknowns);
    taken.set(binding, { objects: value.objects, unknowns: [standIn(mark, value.unknowns)] });
  }
  if (reasons.size === 0) return { parameters, restore: (result) => result };
  return { parameters: taken, restore: (result) => restoredValue(reasons, result) };
}

type Reasons = ReadonlyMap<string, readonly Unknown[]>;

/** The trail that leads on from `near` to `far`. */
function appended(near: Trail | null, far: Trail | null): Trail | null {
  if (!near) return far;
  const next = appended(near.next, far);
  return { ...near, next, length: 1 + (next?.length ?? 0) };
}

/** The reasons behind a stand-in: where they began, seen from where the stand-in got to. */
function restoredUnknowns(reasons: Reasons, unknown: Unknown): readonly Unknown[] {
  const behind = reasons.get(unknown.detail);
  if (!behind) return [unknown];
  return behind.map((reason) => ({
    ...reason,
    pattern: unknown.pattern,
    source: reason.source ?? unknown.source,
    trail: appended(unknown.trail, reason.trail),
  }));
}

function restoredValue(reasons: Reasons, value: Value): Value {
  if (!holdsMark(value)) return value;
  const objects = value.objects.map((object) =>
    mapContents(object, (content) => restoredValue(reasons, content)),
  );
  const unknowns = value.unknowns.flatMap((unknown) => restoredUnknowns(reasons, unknown));
  // Reasons are sorted and few: joining brings that about.
  return joinAll([
    { objects, unknowns: [] },
    ...unknowns.map((unknown) => ({ objects: [], unknowns: [unknown] })),
  ]);
}

const marked = new WeakMap<Value, boolean>();

/** Whether a stand-in lies somewhere in a value. */
function holdsMark(value: Value): boolean {
  const known = marked.get(value);
  if (known !== undefined) return known;
  const found =
    value.unknowns.some(({ detail }) => detail.startsWith(MARK)) ||
    value.objects.some((object) => contentsOf(object).some(holdsMark));
  marked.set(value, found);
  return found;
}
