/*
 * Whatever happens to a workspace, the facts are those of its texts: reading them from scratch gives the same.
 * Neither the order of files nor the order of questions matters, and no text makes the engine throw.
 * `DYNAMOLENS_RUNS=1000` tries more; `DYNAMOLENS_SEED=7` tries others.
 */
import * as fc from 'fast-check';
import { beforeAll, expect, test, vi } from 'vitest';

import { applyChange, type TextChange } from '../../server/src/base/text-change.ts';
import type { Analysis } from '../../server/src/workspace/analysis.ts';
import { loadEngine } from '../spec/harness/engine.ts';
import { smallestChange } from '../spec/harness/live.ts';
import { firstDifference } from '../spec/harness/replay.ts';
import { actions, FILES, programs, workspaces, type Action } from './programs.ts';

const RUNS = Number(process.env.DYNAMOLENS_RUNS ?? 100);
const SEED = Number(process.env.DYNAMOLENS_SEED ?? 1);
const settings = { numRuns: RUNS, seed: SEED };
vi.setConfig({ testTimeout: 600 * Math.max(100, RUNS) });

let createAnalysis: () => Analysis;
beforeAll(async () => {
  createAnalysis = await loadEngine();
});

type Texts = ReadonlyMap<string, string>;

function openAll(texts: Texts, order: readonly string[]): Analysis {
  const analysis = createAnalysis();
  analysis.setRoots(['/w']);
  analysis.setPaths(order.filter((path) => texts.has(path)));
  for (const path of order) if (texts.has(path)) analysis.setText(path, texts.get(path)!);
  return analysis;
}

function expectSameFacts(left: Analysis, right: Analysis, order: readonly string[]): void {
  for (const path of order) {
    const difference = firstDifference(left.factsOf(path), right.factsOf(path), path);
    expect(difference).toBeNull();
  }
}

test('random workspaces have facts to get wrong', () => {
  const samples = fc.sample(workspaces, { numRuns: 50, seed: SEED });
  const calls = samples.flatMap((texts) => {
    const analysis = openAll(texts, FILES);
    return FILES.flatMap((path) => analysis.factsOf(path)?.calls ?? []);
  });
  expect(calls.length).toBeGreaterThan(100);
  expect(calls.filter((call) => call.tables.length > 0).length).toBeGreaterThan(50);
});

test('after any actions, the facts are those of a run from scratch', () => {
  const ways = fc.array(actions, { maxLength: 25 });
  const property = fc.property(workspaces, ways, workspaces, (before, way, after) => {
    const analysis = openAll(before, FILES);
    const texts = new Map(before);
    for (const action of way) act(analysis, texts, action);
    arrive(analysis, texts, after);
    expectSameFacts(analysis, openAll(after, FILES), FILES);
  });
  fc.assert(property, settings);
});

test('after edits that are taken back, the facts are those from before', () => {
  const ways = fc.array(actions, { maxLength: 25 });
  const property = fc.property(workspaces, ways, (before, way) => {
    const analysis = openAll(before, FILES);
    for (const path of FILES) analysis.factsOf(path);
    const texts = new Map(before);
    for (const action of way) act(analysis, texts, action);
    arrive(analysis, texts, before);
    expectSameFacts(analysis, openAll(before, FILES), FILES);
  });
  fc.assert(property, settings);
});

test('the order of files and questions does not matter', () => {
  const orders = fc.shuffledSubarray(FILES, { minLength: FILES.length });
  const property = fc.property(workspaces, orders, orders, (texts, opening, asking) => {
    expectSameFacts(openAll(texts, opening), openAll(texts, FILES), asking);
  });
  fc.assert(property, settings);
});

test('no text makes the engine throw, and the next text is read as ever', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('utf8')),
    fc
      .tuple(fc.constantFrom('(', '[', '{', 'f(', '-', 'a.', 'if x:\n', '"""', "f'{"), fc.nat(3000))
      .map(([text, count]) => text.repeat(count)),
  );
  const property = fc.property(anything, programs, (noise, program) => {
    const analysis = openAll(new Map([['/w/main.py', noise]]), FILES);
    expect(analysis.factsOf('/w/main.py')).not.toBeNull();
    analysis.setText('/w/main.py', program);
    expectSameFacts(analysis, openAll(new Map([['/w/main.py', program]]), FILES), ['/w/main.py']);
  });
  fc.assert(property, settings);
});

function act(analysis: Analysis, texts: Map<string, string>, action: Action): void {
  const { file } = action;
  const text = texts.get(file);
  switch (action.kind) {
    case 'ask':
      analysis.factsOf(file);
      break;
    case 'write':
      texts.set(file, action.text);
      analysis.setText(file, action.text);
      break;
    case 'remove':
      texts.delete(file);
      analysis.removePath(file);
      break;
    case 'edit': {
      if (text === undefined) break;
      const changes: TextChange[] = [];
      let current = text;
      for (const edit of action.edits) {
        const start = Math.floor(edit.from * current.length);
        const end = Math.min(current.length, start + edit.length);
        const change = { start, end, text: edit.text };
        changes.push(change);
        current = applyChange(current, change);
      }
      texts.set(file, current);
      analysis.changeText(file, changes);
    }
  }
}

/** Makes the workspace what it should be in the end, by edits where there is something to edit. */
function arrive(analysis: Analysis, texts: Texts, wanted: Texts): void {
  for (const path of FILES) {
    const now = texts.get(path);
    const then = wanted.get(path);
    if (then === undefined) analysis.removePath(path);
    else if (now === undefined) analysis.setText(path, then);
    else analysis.changeText(path, [smallestChange(now, then)]);
  }
}
