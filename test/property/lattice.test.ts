/*
 * Laws of the values: they are a join semilattice, so that facts depend neither on the order of files
 * nor on the order of questions, and evaluating in circles ends.
 */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { sameValue } from '../../server/src/flow/value/same.ts';
import { concatenateValues } from '../../server/src/flow/container/text.ts';
import {
  join,
  MAX_OBJECTS,
  NOTHING,
  textValue,
  type Value,
} from '../../server/src/flow/value/value.ts';
import { fewTexts, values } from './values.ts';

const settings = { numRuns: 1000, seed: 1 };

function expectSame(left: Value, right: Value): void {
  expect(left).toStrictEqual(right);
  expect(sameValue(left, right)).toBe(true);
}

test('join is associative', () => {
  const property = fc.property(values, values, values, (a, b, c) => {
    expectSame(join(a, join(b, c)), join(join(a, b), c));
  });
  fc.assert(property, settings);
});

test('join is commutative', () => {
  const property = fc.property(values, values, (a, b) => {
    expectSame(join(a, b), join(b, a));
  });
  fc.assert(property, settings);
});

test('join is idempotent, and a part adds nothing to the whole', () => {
  const property = fc.property(values, values, (a, b) => {
    expectSame(join(a, structuredClone(a)), a);
    expectSame(join(a, join(a, b)), join(a, b));
  });
  fc.assert(property, settings);
});

test('nothing is neutral', () => {
  const property = fc.property(values, (a) => {
    expectSame(join(a, NOTHING), a);
    expectSame(join(NOTHING, a), a);
  });
  fc.assert(property, settings);
});

test('a value never has more than the limit of objects, apart from library objects', () => {
  const property = fc.property(values, values, (a, b) => {
    const plain = join(a, b).objects.filter((object) => object.kind !== 'api');
    expect(plain.length).toBeLessThanOrEqual(MAX_OBJECTS);
  });
  fc.assert(property, settings);
});

test('sameValue sees every difference', () => {
  const property = fc.property(values, values, (a, b) => {
    expect(sameValue(a, b)).toBe(isDeepStrictEqual(a, b));
    const both = join(a, b);
    expect(sameValue(a, both)).toBe(isDeepStrictEqual(a, both));
  });
  fc.assert(property, settings);
});

test('a concatenation of more has all that a concatenation of less has', () => {
  const property = fc.property(fewTexts, fewTexts, fewTexts, (a, more, b) => {
    const less = concatenateValues([a, b]);
    const all = concatenateValues([join(a, more), b]);
    expectSame(join(less, all), all);
  });
  fc.assert(property, settings);
});

test('a text that is made longer in a circle comes to rest', () => {
  const parts = fc.constantFrom('-a', 'b-');
  const property = fc.property(
    fewTexts,
    fewTexts,
    parts,
    fc.boolean(),
    (start, other, part, behind) => {
      let value = start;
      for (let round = 0; round < 30; round++) {
        const longer = behind ? [value, textValue(part), other] : [other, textValue(part), value];
        const next = join(value, concatenateValues(longer));
        if (sameValue(value, next)) return;
        value = next;
      }
      expect.fail(`still growing: ${JSON.stringify(value)}`);
    },
  );
  fc.assert(property, { numRuns: 200, seed: 1 });
});
