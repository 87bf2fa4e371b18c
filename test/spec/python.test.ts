/*
 * Checks that the examples are Python, apart from those that show what happens when they are not.
 * A typing error in an example would otherwise test less than it seems to.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

import type { Sources } from './harness/live.ts';
import { allPages } from './harness/pages.ts';
import { parsableSources } from './harness/run.ts';
import { encodeSource } from './harness/source.ts';

interface Example {
  readonly place: string;
  readonly text: string;
}

/** Reads examples as JSON and prints the places of those that do not compile. */
const COMPILE = `
import ast, json, sys
for example in json.load(sys.stdin):
    try:
        ast.parse(example["text"].removeprefix("\\ufeff"))
    except SyntaxError as error:
        print(example["place"], error)
`;

const version = spawnSync('python3', ['-c', 'import sys; print(sys.version_info >= (3, 10))']);
const hasPython = version.status === 0 && version.stdout.toString().trim() === 'True';

describe.skipIf(!hasPython)('examples, read by python3 (3.10 or newer)', () => {
  test('all of them compile', () => {
    const examples = allPages().flatMap(({ file, sections }) =>
      sections.flatMap((section) =>
        parsableSources(section).flatMap((sources) =>
          examplesOf(`${file} "${section.title}"`, sources),
        ),
      ),
    );
    const input = JSON.stringify(examples);
    const { status, stdout, stderr } = spawnSync('python3', ['-c', COMPILE], { input });
    expect(stderr.toString()).toBe('');
    expect(status).toBe(0);
    expect(stdout.toString()).toBe('');
  });
});

function examplesOf(place: string, sources: Sources): readonly Example[] {
  const python = [...sources.values()].filter(({ path }) => path.endsWith('.py'));
  return python.map((file) => ({ place: `${place} ${file.path}`, text: encodeSource(file) }));
}
