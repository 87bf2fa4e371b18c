/*
 * Runs the pages of the specification: what they state must be found, and nothing else.
 */
import { beforeAll, describe, expect, test } from 'vitest';

import type { Analysis } from '../../server/src/workspace/analysis.ts';
import { loadEngine } from './harness/engine.ts';
import { allPages, folderOf } from './harness/pages.ts';
import { renderProblems } from './harness/problem.ts';
import { runSection } from './harness/run.ts';

let createAnalysis: () => Analysis;
beforeAll(async () => {
  createAnalysis = await loadEngine();
});

for (const page of allPages()) {
  const folder = folderOf(page);
  const strictness = { diagnostics: folder === 'diagnostics', lenses: folder === 'lenses' };
  describe(page.file, () => {
    for (const section of page.sections) {
      test(section.title, () => {
        const problems = runSection(createAnalysis(), section, strictness);
        if (problems.length > 0) expect.fail(`\n${renderProblems(page.file, problems)}\n`);
      });
    }
  });
}
