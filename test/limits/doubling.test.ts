/*
 * The work grows with the project and not faster: counted in queries, never in time.
 */
import { beforeAll, describe, expect, test } from 'vitest';

import type { Analysis } from '../../server/src/workspace/analysis.ts';
import { renderCall } from '../spec/harness/actual.ts';
import { loadEngine } from '../spec/harness/engine.ts';
import { callers, services } from './services.ts';

let createAnalysis: () => Analysis;
beforeAll(async () => {
  createAnalysis = await loadEngine();
});

interface Work {
  readonly files: number;
  readonly queries: number;
  readonly dearest: number;
  readonly said: ReadonlyMap<string, readonly string[]>;
}

function workOn(files: Readonly<Record<string, string>>): Work {
  const analysis = createAnalysis();
  const paths = Object.keys(files).map((path) => `/w/${path}`);
  analysis.setRoots(['/w']);
  analysis.setPaths(paths);
  for (const path of paths) analysis.setText(path, files[path.slice('/w/'.length)]!);
  const said = new Map<string, readonly string[]>();
  const counts = paths.map((path) => {
    said.set(path.slice('/w/'.length), analysis.factsOf(path)!.calls.map(renderCall));
    return analysis.takeWorkLog().computed.length;
  });
  const queries = counts.reduce((sum, count) => sum + count, 0);
  return { files: paths.length, queries, dearest: Math.max(...counts), said };
}

describe('twice the services', () => {
  test.each([10, 50, 100])('%i and twice as many: at most 2.3 times the queries', (count) => {
    const once = workOn(services(count));
    const twice = workOn(services(2 * count));
    expect(twice.queries / once.queries).toBeLessThanOrEqual(2.3);
  });

  test('each service has its tables', () => {
    const { said } = workOn(services(10));
    expect(said.get('service7/app.py')).toEqual([
      'select, insert, delete orders7',
      'delete orders7',
    ]);
  });
});

describe('300 callers of one helper', () => {
  test('cost a few queries in each file, and the helper some in each caller', () => {
    const { files, queries, dearest, said } = workOn(callers(300));
    expect(said.get('shared/db.py')!.at(-1)).toContain('select t0; select t1; select t10');
    expect(queries / files).toBeLessThan(60);
    expect(dearest).toBeLessThan(300 * 12);
  });
});
