/*
 * What the query engine promises beyond plain memoising: questions with a limit, and forgetting.
 * That answers are the least solution whatever is asked first is in test/property/queries.test.ts.
 */
import { describe, expect, test } from 'vitest';

import { createQueryEngine } from '../../server/src/base/query.ts';

describe('a question with a limit', () => {
  /** `chain(n)` asks for `chain(n - 1)` down to the input. */
  function createChain() {
    const engine = createQueryEngine();
    const input = engine.input<number>('input');
    input.set('start', 1);
    const chain: (length: number) => number = engine.query<number, number>('chain', {
      key: String,
      compute: (length) => (length === 0 ? (input.get('start') ?? 0) : chain(length - 1) + 1),
    });
    return { engine, input, chain };
  }

  test('is answered when the queries suffice', () => {
    const { engine, chain } = createChain();
    expect(engine.within(10, () => chain(5))).toBe(6);
  });

  test('is given up when they do not', () => {
    const { engine, chain } = createChain();
    expect(engine.within(3, () => chain(5))).toBeNull();
  });

  test('leaves everything in order: the same question without a limit is answered, and follows its input', () => {
    const { engine, input, chain } = createChain();
    engine.within(3, () => chain(5));
    expect(chain(5)).toBe(6);
    input.set('start', 10);
    expect(chain(5)).toBe(15);
  });

  test('that ends inside a cycle leaves no half-made answer behind', () => {
    const engine = createQueryEngine();
    const input = engine.input<number>('input');
    input.set('bit', 1);
    const sameSet = (left: readonly string[], right: readonly string[]): boolean =>
      left.join() === right.join();
    const union = (...sets: readonly (readonly string[])[]): readonly string[] =>
      [...new Set(sets.flat())].sort();
    const answer: (name: string) => readonly string[] = engine.query<string, readonly string[]>(
      'answer',
      {
        key: (name) => name,
        compute: (name) => {
          input.get('bit');
          if (name === 'a') return union(answer('b'), ['a']);
          if (name === 'b') return union(answer('c'), ['b']);
          return union(answer('a'), ['c']);
        },
        bottom: [],
        equal: sameSet,
      },
    );
    for (let limit = 0; limit < 6; limit++) {
      engine.within(limit, () => answer('a'));
      expect(answer('b')).toEqual(['a', 'b', 'c']);
      input.set('bit', limit + 2);
    }
  });
});

describe('a cycle that does not settle', () => {
  /** Two answers that follow each other for ever, as a query that is not monotone gives them. */
  function createSwing(widen: ((before: string, now: string) => string) | null) {
    const engine = createQueryEngine();
    const swing: (key: string) => string = engine.query<string, string>('swing', {
      key: (key) => key,
      compute: (key) => (swing(key) === 'left' ? 'right' : 'left'),
      bottom: '',
      ...(widen ? { widen } : {}),
    });
    return { engine, swing };
  }

  test('ends with what holds all of its answers', () => {
    const { engine, swing } = createSwing((before, now) => (before === now ? now : 'both'));
    expect(swing('a')).toBe('both');
    expect(engine.takeComputed().length).toBeLessThan(16);
  });

  test('ends after some rounds where nothing says what holds them', () => {
    const { engine, swing } = createSwing(null);
    swing('a');
    expect(engine.takeComputed().length).toBe(64);
  });
});
