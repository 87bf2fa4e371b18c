/*
 * Trails: how a value came about. A step is put in front of everything in a value that has a trail.
 */
import type { Place } from '../../link/place.ts';
import type { Value, ValueObject } from './value.ts';
import type { Trail, Unknown } from './unknown.ts';

/** Longer trails say nothing more: steps beyond this are left out at the near end. */
const MAX_STEPS = 24;

type Step = Pick<Trail, 'at' | 'note' | 'reads'>;

function longer(trail: Trail | null, step: Step): Trail {
  if (trail && trail.length >= MAX_STEPS) return trail;
  return { ...step, next: trail, length: (trail?.length ?? 0) + 1 };
}

/** The value as seen one step further from its root. */
export function withStep(value: Value, at: Place, note: string): Value {
  return mapTrails(value, (trail) => longer(trail, { at, note }));
}

/** The same for a step that reads a variable which a template sets to that value. */
export function withReading(value: Value, step: Required<Step>): Value {
  return mapTrails(value, (trail) => longer(trail, step));
}

/** The value with every trail replaced, in library objects too. Contents of dicts and lists keep theirs. */
function mapTrails(value: Value, change: (trail: Trail | null) => Trail | null): Value {
  return {
    objects: value.objects.map((object) => mapObject(object, change)),
    unknowns: value.unknowns.map((unknown) => ({ ...unknown, trail: change(unknown.trail) })),
  };
}

function mapObject(
  object: ValueObject,
  change: (trail: Trail | null) => Trail | null,
): ValueObject {
  switch (object.kind) {
    case 'string':
    case 'environment':
    case 'resource-name':
      return { ...object, trail: change(object.trail) };
    case 'api': {
      const parts = [...object.parts].map(
        ([name, part]) => [name, mapTrails(part, change)] as const,
      );
      return { ...object, parts: new Map(parts) };
    }
    case 'method':
      return { ...object, self: mapObject(object.self, change) as typeof object.self };
    default:
      return object;
  }
}

/** The value, with `source` as the expression that should have given the name wherever that is not known yet. */
export function withSource(value: Value, source: Place): Value {
  const unknowns = value.unknowns.map((unknown): Unknown =>
    unknown.source ? unknown : { ...unknown, source },
  );
  const objects = value.objects.map((object) =>
    object.kind === 'environment' && !object.source ? { ...object, source } : object,
  );
  return { objects, unknowns };
}
