/*
 * Hashes of texts: the same for equal texts, and different for texts that differ a little or are short.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { hashText } from '../../server/src/base/hash.ts';
import { applyChange } from '../../server/src/base/text-change.ts';

test('a hash depends on the text only, and on nothing outside the process', () => {
  expect(hashText('')).toMatch(/^[0-9a-z]+-[0-9a-z]+$/);
  const property = fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(hashText(Array.from(text).join(''))).toBe(hashText(text));
  });
  fc.assert(property, { seed: 1 });
});

test('all short texts, and many texts alike, have different hashes', () => {
  const letters = Array.from('abcdefghijklmnopqrstuvwxyz\n "0\u{FFFF}\0');
  const pairs = letters.flatMap((a) => ['', ...letters].map((b) => a + b));
  const triples = pairs.flatMap((pair) => letters.map((letter) => pair + letter));
  const texts = new Set([...letters, ...pairs, ...triples]);
  for (let n = 0; n < 100_000; n++) texts.add(`def function_${n}(self):\n    return ${n}\n`);
  for (let n = 0; n < 2000; n++) texts.add('a'.repeat(n)).add('\0'.repeat(n));
  expect(new Set([...texts].map(hashText)).size).toBe(texts.size);
});

test('each half of a hash tells texts apart by itself', () => {
  const halves = [new Set<string>(), new Set<string>()];
  for (let n = 0; n < 20_000; n++) {
    for (const [half, hash] of hashText(`name${n}`).split('-').entries()) halves[half]?.add(hash);
  }
  // Of 20 000 random words of 32 bits, 0.05 pairs are equal on average.
  for (const half of halves) expect(half.size).toBeGreaterThan(19_990);
});

test('any change of one place changes the hash', () => {
  const property = fc.property(
    fc.string({ minLength: 1, unit: 'binary' }),
    fc.nat(),
    fc.string({ maxLength: 2 }),
    (text, place, inserted) => {
      const start = place % text.length;
      const changed = applyChange(text, { start, end: start + 1, text: inserted });
      expect(hashText(changed) === hashText(text)).toBe(changed === text);
    },
  );
  fc.assert(property, { numRuns: 2000, seed: 1 });
});
