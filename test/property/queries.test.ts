/*
 * The memoised queries against a plain computation: random systems of equations over sets, with circles,
 * whose inputs change again and again. The answers must be the least solution of the inputs of the moment,
 * whatever was asked before and in whatever order.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { createQueryEngine } from '../../server/src/base/query.ts';

/**
 * An equation: the union of some inputs and some other variables. With a switch, the variables count only while
 * the switch holds something, so that what is read changes, too.
 */
interface Equation {
  readonly inputs: readonly number[];
  readonly variables: readonly number[];
  readonly switch: number | null;
}

const VARIABLES = 7;
const INPUTS = 4;

/** Sets of small numbers, as bits. */
type Bits = number;

const equations: fc.Arbitrary<readonly Equation[]> = fc.array(
  fc.record({
    inputs: fc.uniqueArray(fc.nat(INPUTS - 1), { maxLength: 2 }),
    variables: fc.uniqueArray(fc.nat(VARIABLES - 1), { maxLength: 3 }),
    switch: fc.option(fc.nat(VARIABLES - 1), { nil: null }),
  }),
  { minLength: VARIABLES, maxLength: VARIABLES },
);

type Action =
  | { readonly kind: 'set'; readonly input: number; readonly value: Bits }
  | { readonly kind: 'ask'; readonly variable: number }
  | { readonly kind: 'collect' };

const actions: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), input: fc.nat(INPUTS - 1), value: fc.nat(15) }),
  fc.record({ kind: fc.constant('ask' as const), variable: fc.nat(VARIABLES - 1) }),
  fc.record({ kind: fc.constant('ask' as const), variable: fc.nat(VARIABLES - 1) }),
  fc.record({ kind: fc.constant('collect' as const) }),
);

function valueOf(
  equation: Equation,
  input: (i: number) => Bits,
  variable: (i: number) => Bits,
): Bits {
  let bits = 0;
  for (const index of equation.inputs) bits |= input(index);
  if (equation.switch !== null && variable(equation.switch) === 0) return bits;
  for (const index of equation.variables) bits |= variable(index);
  return bits;
}

/** The least solution, by trying again until nothing changes. */
function solve(system: readonly Equation[], inputs: readonly Bits[]): readonly Bits[] {
  let solution: readonly Bits[] = system.map(() => 0);
  for (;;) {
    const current = solution;
    const next = system.map((equation) =>
      valueOf(
        equation,
        (i) => inputs[i]!,
        (i) => current[i]!,
      ),
    );
    if (next.every((bits, index) => bits === current[index])) return next;
    solution = next;
  }
}

/** With little depth, questions are put off again and again. */
const depths = fc.constantFrom(undefined, undefined, 0, 6, 12, 20);

function engineFor(system: readonly Equation[], maxDepth?: number) {
  const engine = createQueryEngine({
    keepsLog: true,
    ...(maxDepth === undefined ? {} : { maxDepth }),
  });
  const input = engine.input<Bits>('input');
  const variable: (index: number) => Bits = engine.query<number, Bits>('variable', {
    key: String,
    bottom: 0,
    compute: (index) => valueOf(system[index]!, (i) => input.get(String(i)) ?? 0, variable),
  });
  return { engine, input, variable };
}

test('answers are the least solution of the current inputs', () => {
  const histories = fc.array(actions, { maxLength: 30 });
  const property = fc.property(equations, histories, depths, (system, steps, depth) => {
    const { engine, input, variable } = engineFor(system, depth);
    const inputs = Array.from({ length: INPUTS }, () => 0);
    for (const step of steps) {
      if (step.kind === 'collect') engine.collect(() => true);
      if (step.kind === 'set') {
        inputs[step.input] = step.value;
        input.set(String(step.input), step.value);
      }
      if (step.kind === 'ask')
        expect(variable(step.variable)).toBe(solve(system, inputs)[step.variable]);
    }
    expect(system.map((_, index) => variable(index))).toEqual(solve(system, inputs));
  });
  fc.assert(property, { numRuns: 3000, seed: 1 });
});

test('asking again computes nothing', () => {
  const property = fc.property(equations, fc.array(fc.nat(15)), depths, (system, values, depth) => {
    const { engine, input, variable } = engineFor(system, depth);
    values.forEach((value, index) => input.set(String(index % INPUTS), value));
    for (let index = 0; index < VARIABLES; index++) variable(index);
    engine.takeComputed();
    for (let index = VARIABLES - 1; index >= 0; index--) variable(index);
    expect(engine.takeComputed()).toEqual([]);
  });
  fc.assert(property, { numRuns: 1000, seed: 1 });
});

test('an input that keeps its value, or that nothing reads, computes nothing', () => {
  const property = fc.property(equations, fc.nat(15), (system, value) => {
    const { engine, input, variable } = engineFor(system);
    for (let index = 0; index < INPUTS; index++) input.set(String(index), value);
    for (let index = 0; index < VARIABLES; index++) variable(index);
    engine.takeComputed();
    input.set('0', value);
    input.set('nobody reads this', value);
    for (let index = 0; index < VARIABLES; index++) variable(index);
    expect(engine.takeComputed()).toEqual([]);
  });
  fc.assert(property, { numRuns: 300, seed: 1 });
});
