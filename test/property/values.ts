/*
 * Random values of the lattice, in the form that the engine keeps them in.
 */
import * as fc from 'fast-check';

import {
  joinAll,
  valueOf,
  type ApiObject,
  type Closure,
  type Construction,
  type DictObject,
  type SequenceObject,
  type Value,
  type ValueObject,
} from '../../server/src/flow/value/value.ts';
import { type Trail, type Unknown } from '../../server/src/flow/value/unknown.ts';
import type { Place } from '../../server/src/link/place.ts';

/** Plain objects, as the engine makes them. */
function record<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true });
}

const places: fc.Arbitrary<Place> = record({
  file: fc.constantFrom('/w/a.py', '/w/b.py'),
  unit: fc.constantFrom('f', 'g'),
  anchor: fc.nat(2),
});

const scopes = record({
  file: fc.constantFrom('/w/a.py', '/w/b.py'),
  unit: fc.constant('f'),
  scope: fc.nat(1),
});

function construction(key: string): Construction {
  return {
    init: { file: '/w/a.py', unit: 'C.__init__', scope: 1 },
    parameters: new Map(),
    fields: new Map(),
    partial: false,
    key,
  };
}

function closure(key: string): Closure {
  return { parameters: new Map(), around: [1], key };
}

const trails: fc.Arbitrary<Trail | null> = fc
  .array(fc.tuple(places, fc.constantFrom('x = 1', 'y = 2')), { maxLength: 3 })
  .map((steps) => steps.reduce(addStep, null));

function addStep(next: Trail | null, [at, note]: readonly [Place, string]): Trail {
  return { at, note, next, length: (next?.length ?? 0) + 1 };
}

/** Reasons of not knowing, apart from the one that stands for a value that was given up. */
const unknowns: fc.Arbitrary<Unknown> = record({
  reason: fc.constantFrom('parameter-without-caller' as const, 'api-response' as const),
  detail: fc.constantFrom('x', 'y'),
  at: fc.option(places, { nil: null }),
  pattern: fc.constantFrom(null, null, '*-orders'),
  source: fc.option(places, { nil: null }),
  trail: trails,
});

const plain: fc.Arbitrary<ValueObject> = fc.oneof(
  {
    arbitrary: record({ kind: fc.constant('string' as const), text: texts(30), trail: trails }),
    weight: 6,
  },
  record({
    kind: fc.constant('string' as const),
    text: texts(30),
    trail: trails,
    within: fc.subarray(['f', 'g', 'h'], { minLength: 1 }).map((keys) => new Set(keys)),
  }),
  record({
    kind: fc.constant('environment' as const),
    variable: texts(3),
    at: places,
    source: fc.option(places, { nil: null }),
    trail: trails,
  }),
  record({ kind: fc.constant('constant' as const), text: fc.constantFrom('None', '1') }),
  record({
    kind: fc.constant('external' as const),
    name: fc.constantFrom('os', 'boto3.client'),
  }),
  record({
    kind: fc.constant('module' as const),
    form: fc.constant('file' as const),
    path: fc.constantFrom('/w/a.py', '/w/b.py'),
  }),
  record({ kind: fc.constant('class' as const), scope: scopes }),
  record({
    kind: fc.constant('instance' as const),
    scope: scopes,
    made: fc.constantFrom(null, construction('a'), construction('b'), construction('c')),
  }),
  record({
    kind: fc.constant('function' as const),
    scope: scopes,
    self: fc.constant(null),
    closure: fc.constantFrom(null, closure('a'), closure('b')),
  }),
);

function texts(count: number): fc.Arbitrary<string> {
  return fc.nat(count - 1).map((index) => `text${index}`);
}

function together(objects: readonly ValueObject[], reasons: readonly Unknown[]): Value {
  const single = reasons.map((unknown): Value => ({ objects: [], unknowns: [unknown] }));
  return joinAll([...objects.map(valueOf), ...single]);
}

/** Values that hold objects down to some depth. */
function valuesTo(depth: number): fc.Arbitrary<Value> {
  const objects =
    depth === 0 ? plain : fc.oneof({ arbitrary: plain, weight: 3 }, compound(depth - 1));
  return fc
    .tuple(fc.array(objects, { maxLength: 5 }), fc.array(unknowns, { maxLength: 2 }))
    .map(([some, reasons]) => together(some, reasons));
}

function compound(depth: number): fc.Arbitrary<ValueObject> {
  const parts = valuesTo(depth);
  const rest = fc.option(parts, { nil: null });
  const api: fc.Arbitrary<ApiObject> = record({
    kind: fc.constant('api' as const),
    type: fc.constantFrom('client', 'table'),
    parts: fc.uniqueArray(fc.tuple(fc.constantFrom('name', 'service'), parts), named).map(sorted),
  });
  const dict: fc.Arbitrary<DictObject> = record({
    kind: fc.constant('dict' as const),
    entries: fc.uniqueArray(fc.tuple(fc.constantFrom('k', 'l'), parts), named).map(sorted),
    keys: parts,
    rest,
  });
  const sequence: fc.Arbitrary<SequenceObject> = record({
    kind: fc.constant('sequence' as const),
    items: fc.array(parts, { maxLength: 2 }),
    rest,
  });
  const method = record({
    kind: fc.constant('method' as const),
    self: fc.oneof(api, dict, sequence),
    name: fc.constantFrom('get', 'scan'),
  });
  return fc.oneof(api, dict, sequence, method);
}

const named = { selector: ([name]: readonly [string, Value]) => name, maxLength: 2 };

function sorted(entries: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value> {
  return new Map(entries.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/** Values of all kinds. Small ones and overfull ones are both likely. */
export const values: fc.Arbitrary<Value> = fc.oneof(
  { arbitrary: valuesTo(2), weight: 4 },
  fc.array(plain, { minLength: 10, maxLength: 30 }).map((objects) => together(objects, [])),
);

/** Values of a few texts with at most one reason: small enough that nothing is given up. */
export const fewTexts: fc.Arbitrary<Value> = fc
  .tuple(fc.array(texts(2), { maxLength: 2 }), fc.array(unknowns, { maxLength: 1 }))
  .map(([some, reasons]) =>
    together(
      some.map((text) => ({ kind: 'string', text, trail: null })),
      reasons,
    ),
  );
