/*
 * Replays the pages of the specification as random typing and compares the facts with a run from scratch.
 * `DYNAMOLENS_REPLAYS=50` does it more often; `DYNAMOLENS_SEED=7` starts from another seed.
 */
import { beforeAll, describe, expect, test, vi } from 'vitest';

import type { Analysis } from '../../server/src/workspace/analysis.ts';
import { loadEngine } from './harness/engine.ts';
import { allPages } from './harness/pages.ts';
import { randomFrom, seedOf } from './harness/random.ts';
import { replayDifference } from './harness/replay.ts';
import { parsableSources } from './harness/run.ts';

const REPLAYS = Number(process.env.DYNAMOLENS_REPLAYS ?? 5);
const SEED = Number(process.env.DYNAMOLENS_SEED ?? 0);
vi.setConfig({ testTimeout: 1000 * Math.max(30, REPLAYS) });

let createAnalysis: () => Analysis;
beforeAll(async () => {
  createAnalysis = await loadEngine();
});

for (const page of allPages()) {
  const sections = page.sections.filter((section) => parsableSources(section).length > 0);
  if (sections.length === 0) continue;
  describe(page.file, () => {
    for (const section of sections) {
      const endings = parsableSources(section);
      test(section.title, () => {
        for (let replay = 0; replay < REPLAYS; replay++) {
          const seed = seedOf(`${page.file} ${section.title} ${replay + SEED}`);
          const random = randomFrom(seed);
          const sources = random.pick(endings);
          const difference = replayDifference(createAnalysis, section, sources, random);
          if (difference !== null)
            expect.fail(`replay ${replay}, DYNAMOLENS_SEED=${SEED}: ${difference}`);
        }
      });
    }
  });
}
