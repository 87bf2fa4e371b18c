/*
 * What the query engine promises beyond plain memoising: questions with a limit, and forgetting.
 * That answers are the least solution whatever is asked first is in test/property/queries.test.ts.
 */
import { describe, expect, test } from 'vitest';

import { createQueryEngine } from '../../server/src/base/query.ts';

describe('a question with a limit', () => {
  /** `chain(n)` asks for `chain(n - 1)` down to the input. */
  function createChain() {
    const engine = createQueryEngine({ keepsLog: true });
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
    const engine = createQueryEngine({ keepsLog: true });
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
    const engine = createQueryEngine({ keepsLog: true });
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

describe('depth', () => {
  const LENGTH = 20_000;

  function createChain(last: () => number) {
    const engine = createQueryEngine({ keepsLog: true });
    const start = engine.input<number>('start');
    start.set('', 0);
    const chain: (index: number) => number = engine.query<number, number>('chain', {
      key: String,
      compute: (index) => (index === LENGTH ? (start.get('') ?? 0) + last() : chain(index + 1)),
    });
    return { engine, start, chain };
  }

  test('a chain of queries may be as long as it likes, and each is answered at most a few times', () => {
    const { engine, chain } = createChain(() => 7);
    expect(chain(0)).toBe(7);
    expect(engine.takeComputed().length).toBeLessThan(3 * LENGTH);
    expect(chain(LENGTH / 2)).toBe(7);
    expect(engine.takeComputed()).toEqual([]);
  });

  test('so may the check whether anything changed', () => {
    const { engine, start, chain } = createChain(() => 7);
    chain(0);
    engine.takeComputed();
    start.set('', 1);
    expect(chain(0)).toBe(8);
    expect(engine.takeComputed().length).toBeLessThan(3 * LENGTH);
  });

  test('what is put off does not count against a limit', () => {
    const { engine, chain } = createChain(() => 7);
    expect(engine.within(LENGTH + 1, () => chain(0))).toBe(7);
  });

  test('long cycles are answered, and cycles that the call stack cannot hold are given up', () => {
    const engine = createQueryEngine({ keepsLog: true });
    const ring: (asked: readonly [number, number]) => number = engine.query<
      readonly [number, number],
      number
    >('ring', {
      key: ([index, length]) => `${index}/${length}`,
      compute: ([index, length]) =>
        Math.max(index === length - 1 ? 5 : 0, ring([(index + 1) % length, length])),
      bottom: 0,
    });
    expect(ring([0, 300])).toBe(5);
    expect(ring([150, 300])).toBe(5);
    expect(engine.within(Infinity, () => ring([0, 20_000]))).toBeNull();
    expect(ring([0, 200])).toBe(5);
  });
});

describe('a query that throws', () => {
  test('throws again, and is answered once it can be', () => {
    const engine = createQueryEngine({ keepsLog: true });
    const input = engine.input<number>('input');
    input.set('', 0);
    const inner: (name: string) => number = engine.query<string, number>('inner', {
      key: (name) => name,
      compute: (name) => {
        const value = input.get('') ?? 0;
        if (value === 1) throw new RangeError('Maximum call stack size exceeded');
        return name === 'a' ? Math.max(inner('b'), value) : Math.min(inner('a'), value);
      },
      bottom: 0,
    });
    const outer = engine.query<string, number>('outer', { key: String, compute: () => inner('a') });
    expect(outer('')).toBe(0);
    input.set('', 1);
    expect(() => outer('')).toThrow(RangeError);
    expect(() => outer('')).toThrow(RangeError);
    input.set('', 2);
    expect(outer('')).toBe(2);
  });

  test('does not hide from its readers that the answer changed while it could not be had', () => {
    const engine = createQueryEngine({ keepsLog: true });
    const input = engine.input<number>('input');
    input.set('', 5);
    const inner = engine.query<string, number>('inner', {
      key: String,
      compute: () => {
        const value = input.get('') ?? 0;
        if (value === 1) throw new Error('not now');
        return value;
      },
      bottom: 0,
    });
    const outer = engine.query<string, number>('outer', { key: String, compute: () => inner('') });
    expect(outer('')).toBe(5);
    input.set('', 1);
    expect(() => inner('')).toThrow('not now');
    input.set('', 0);
    expect(outer('')).toBe(0);
  });
});
