/*
 * Programs that lead in circles, grow, crowd or go deep: they are answered within a number of queries, nothing throws,
 * and the answer is the same in any order of files and questions. Counts are asserted, never times.
 */
import { beforeAll, describe, expect, test, vi } from 'vitest';

import type { Location } from '../../server/src/base/location.ts';
import type { FileFacts } from '../../server/src/dynamodb/facts.ts';
import type { Analysis } from '../../server/src/workspace/analysis.ts';
import { loadEngine } from '../spec/harness/engine.ts';
import { type Random, randomFrom } from '../spec/harness/random.ts';
import { circles, growing, tooMuch } from './circles.ts';
import { crowds } from './crowds.ts';
import { depths } from './depths.ts';
import { handed } from './handed.ts';
import type { Limit } from './program.ts';

vi.setConfig({ testTimeout: 120_000 });

let createAnalysis: () => Analysis;
beforeAll(async () => {
  createAnalysis = await loadEngine();
});

interface Answers {
  readonly facts: ReadonlyMap<string, FileFacts<Location> | null>;
  readonly computed: readonly string[];
}

/** Reads the files and asks for all facts, in the order of `random`; some questions come before all text is there. */
function answersOf({ files }: Limit, random: Random | null): Answers {
  const analysis = createAnalysis();
  const paths = Object.keys(files).map((path) => `/w/${path}`);
  const order = random ? random.shuffle(paths) : paths;
  analysis.setRoots(['/w']);
  analysis.setPaths(paths);
  for (const path of order) {
    const text = files[path.slice('/w/'.length)]!;
    if (random?.once(order.length)) {
      analysis.setText(path, text.slice(0, random.below(text.length)));
      analysis.factsOf(random.pick(order));
    }
    analysis.setText(path, text);
  }
  const questions = random ? random.shuffle(paths) : paths;
  for (const path of questions) analysis.factsOf(path);
  const facts = new Map(paths.map((path) => [path, analysis.factsOf(path)]));
  return { facts, computed: analysis.takeWorkLog().computed };
}

describe.each([
  ['circles', circles],
  ['growth', growing],
  ['crowds', crowds],
  ['depths', depths],
  ['functions that are handed on', handed],
])('%s', (_, limits) => {
  test.each(limits.map((limit) => [limit.title, limit] as const))('%s', (_title, limit) => {
    const straight = answersOf(limit, null);
    expect(straight.computed.length).toBeLessThanOrEqual(limit.queries);
    // No file is so expensive that the engine gives up following its callers.
    expect(straight.computed.filter((query) => query.startsWith('near file facts'))).toEqual([]);
    const seeds = Object.keys(limit.files).length === 1 ? [1] : [1, 2];
    for (const seed of seeds)
      expect(answersOf(limit, randomFrom(seed)).facts).toEqual(straight.facts);
  });
});

test('what the call stack cannot hold has no facts, and the files beside it have theirs', () => {
  const shop = 'import boto3\n\nboto3.client("dynamodb").scan(TableName="Movies")\n';
  const limit = { ...tooMuch, files: { ...tooMuch.files, 'shop.py': shop } };
  const { facts, computed } = answersOf(limit, null);
  expect(computed.length).toBeLessThanOrEqual(limit.queries);
  expect(facts.get('/w/main.py')?.calls).toEqual([]);
  expect(facts.get('/w/shop.py')?.calls).toHaveLength(1);
  expect(answersOf(limit, randomFrom(1)).facts).toEqual(facts);
});
