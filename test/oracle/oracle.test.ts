/*
 * The runtime oracle: the examples of the specification run under a fake boto3 in real Python, and everything that
 * happens there must be what the analysis says. See README.md in this folder.
 */
import { beforeAll, describe, expect, test } from 'vitest';

import type { Analysis } from '../../server/src/workspace/analysis.ts';
import { loadEngine } from '../spec/harness/engine.ts';
import { openSources, pagePath, rootsOf, type Sources } from '../spec/harness/live.ts';
import type { Section } from '../spec/harness/page.ts';
import { allPages } from '../spec/harness/pages.ts';
import { parsableSources } from '../spec/harness/run.ts';
import { encodeSource } from '../spec/harness/source.ts';
import { compare, type Comparison } from './compare.ts';
import { requirePython, type Run, runPython, type Runnable } from './run-python.ts';

/** So many workspaces ran to their end, and so many operations happened in them. Raise both as pages are added. */
const LEAST_RUNNING = 582;
const LEAST_COMPARED = 986;

/**
 * Examples that show a documented limit: what happens beyond it is no fact. Each must still differ. Here all files of an
 * example run in one process, so what a test sets is seen by other code, too.
 */
const BEYOND_LIMITS: ReadonlySet<string> = new Set([
  'test/spec/calls/recursion.md "Five helpers deep"',
  'test/spec/test-code/variables.md "They say nothing about other code"',
  'test/spec/test-code/variables.md "In `conftest.py`"',
  'test/spec/test-code/variables.md "Not in production code"',
]);

interface Example {
  readonly page: string;
  readonly section: Section;
  readonly sources: Sources;
  readonly runnable: Runnable;
}

/** Every section before its first and after its last step, where it parses. */
const examples: readonly Example[] = allPages().flatMap(({ file: page, sections }) =>
  sections.flatMap((section) => {
    const sources = parsableSources(section);
    const states = section.states.length === 1 ? sources.slice(0, 1) : sources;
    return states.map((state, index) => {
      const id = `${page} "${section.title}"${index === 0 ? '' : ' after its edits'}`;
      const roots = rootsOf(section).map((root) => (root === '/project' ? '' : pagePath(root)));
      return { page, section, sources: state, runnable: { id, roots, files: filesOf(state) } };
    });
  }),
);

function filesOf(sources: Sources): Runnable['files'] {
  return [...sources.values()].map((file) => ({ path: file.path, text: encodeSource(file) }));
}

let createAnalysis: () => Analysis;
let runs: readonly Run[];
let comparisons: ReadonlyMap<Example, Comparison>;

beforeAll(async () => {
  requirePython();
  createAnalysis = await loadEngine();
  runs = runPython(examples.map(({ runnable }) => runnable));
  comparisons = new Map(
    examples.map((example, index) => [example, comparisonOf(example, runs[index]!)]),
  );
}, 120_000);

function comparisonOf({ section, sources }: Example, run: Run): Comparison {
  const analysis = createAnalysis();
  openSources(analysis, section, sources);
  return compare(run.events, (path) => analysis.factsOf(path));
}

describe('what happens is what the facts say', () => {
  test.each([...new Set(examples.map(({ page }) => page))])('%s', (page) => {
    const problems = examples
      .filter(({ page: own, runnable }) => own === page && !BEYOND_LIMITS.has(runnable.id))
      .flatMap((example) =>
        comparisons.get(example)!.problems.map((text) => `${example.runnable.id}: ${text}`),
      );
    expect(problems.join('\n')).toBe('');
  });
});

test.each([...BEYOND_LIMITS])('%s goes beyond a limit', (id) => {
  const example = examples.find(({ runnable }) => runnable.id === id);
  expect(comparisons.get(example!)?.problems.length).toBeGreaterThan(0);
});

test('hardly anything is left out', () => {
  const failed = runs.filter(({ failures }) => failures.length > 0);
  const reasons = failed.flatMap(({ id, failures }) =>
    failures.map(({ path, reason }) => `  ${id} ${path}: ${reason}`),
  );
  const running = runs.length - failed.length;
  const compared = [...comparisons.values()].reduce((sum, one) => sum + one.compared, 0);
  const summary = `${running} of ${runs.length} workspaces ran, ${compared} operations compared`;
  console.info([`${summary}; not to their end:`, ...reasons].join('\n'));
  expect(running).toBeGreaterThanOrEqual(LEAST_RUNNING);
  expect(compared).toBeGreaterThanOrEqual(LEAST_COMPARED);
});

describe('the oracle bites', () => {
  const program = [
    'import os, boto3',
    'client = boto3.client("dynamodb")',
    'def load(key):',
    '    client.get_item(TableName="Movies", Key=key)',
    '    client.query(TableName=os.environ["ORDERS"])',
    '    read = client.scan',
    '    read(TableName="Users")',
    '    boto3.client("glue").delete_table(Name="lake")',
  ].join('\n');

  /** What the oracle says when another program is analysed than the one that runs. */
  function problemsWith(from: string, to: string): readonly string[] {
    const [run] = runPython([{ id: '', roots: [''], files: [{ path: 'main.py', text: program }] }]);
    const analysis = createAnalysis();
    analysis.setRoots(['/project']);
    analysis.setText('/project/main.py', program.replace(from, to));
    return compare(run!.events, (path) => analysis.factsOf(path)).problems;
  }

  test.each([
    ['the same program', '', '', ''],
    ['another name', '"Movies"', '"Films!"', 'used Movies, but the facts say: select Films!'],
    ['another variable', '"ORDERS"', '"USERS_"', 'used env:ORDERS'],
    ['another operation', 'get_item', 'put_item', 'is no fact (but Client.put_item is)'],
    ['a call that is not seen', 'client.query', '______.query', 'Client.query of env:ORDERS'],
    ['a false report', '"glue"', '"dynamodb"', 'is a call of another service'],
    ['a method without its object', 'read = client', 'read = ______', 'Client.scan of Users'],
  ])('%s', (_, from, to, problem) => {
    const problems = problemsWith(from, to);
    expect(problems).toHaveLength(problem === '' ? 0 : 1);
    expect(problems.join('')).toContain(problem);
  });
});
