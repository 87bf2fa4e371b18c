/*
 * Runs a section: opens its workspace, takes its steps, and checks every state on the way.
 */
import type { Analysis } from '../../../server/src/workspace/analysis.ts';
import { checkMoment, type Strictness } from './check.ts';
import {
  absolutePath,
  initialSources,
  openSources,
  sourcesAfter,
  takeStep,
  type Sources,
} from './live.ts';
import type { Section } from './page.ts';
import type { Problem } from './problem.ts';
import { checkWork } from './work.ts';

/** Everything in a section that is not as it says. */
export function runSection(
  analysis: Analysis,
  section: Section,
  strictness: Strictness,
): readonly Problem[] {
  const problems: Problem[] = [];
  let sources = initialSources(section);
  openSources(analysis, section, sources);
  section.states.forEach((state, stateIndex) => {
    analysis.takeWorkLog();
    takeStep(analysis, sources, state.step);
    sources = sourcesAfter(sources, state.step);
    askForAll(analysis, sources);
    const work = analysis.takeWorkLog();
    const factsOf = (path: string) => analysis.factsOf(path);
    const found = checkMoment({ section, stateIndex, sources, factsOf, strictness });
    problems.push(...found, ...checkWork(state.lists, work));
  });
  return problems;
}

/** The sources of a section after its last step. */
export function finalSources(section: Section): Sources {
  return section.states.map((state) => state.step).reduce(sourcesAfter, initialSources(section));
}

/** The sources before the first and after the last step, if they parse: those whose facts do not depend on the way there. */
export function parsableSources(section: Section): readonly Sources[] {
  const broken = section.marks.get('broken');
  if (broken === 'from the start') return [];
  const initial = initialSources(section);
  return broken === undefined ? [initial, finalSources(section)] : [initial];
}

function askForAll(analysis: Analysis, sources: Sources): void {
  for (const path of sources.keys()) analysis.factsOf(absolutePath(path));
}
