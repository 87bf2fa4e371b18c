/*
 * Workflows of GitHub → model: the variables of workflows, jobs and steps, for all code of the repository. What runs tests
 * sets them for test code only. They count after everything else.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#env
 */
import { folderOf } from '../../link/modules.ts';
import {
  type DocumentNode,
  entriesOf,
  entryOf,
  itemsOf,
  textOf,
} from '../../syntax/document/document.ts';
import { type InfraModel, NO_INFRA, type SharedEnvironment } from '../model.ts';
import { plainSettings } from '../plain-settings.ts';
import { RANK } from '../shared-settings.ts';
import type { Template, TemplateContext, TemplateReader } from '../template.ts';

const WORKFLOW = /\/\.github\/workflows\/[^/]+\.ya?ml$/u;

/** Commands that run tests. */
const RUNS_TESTS = /(?:^|[^a-z])(?:py\.?test|unittest|tox|nox|tests?|coverage)(?:[^a-z]|$)/iu;

/** Where variables are set, and the steps that see them. */
interface Level {
  readonly env: DocumentNode | null;
  readonly steps: readonly DocumentNode[];
}

function levelsOf(root: DocumentNode): readonly Level[] {
  const jobs = entriesOf(entryOf(root, 'jobs')).map(({ value }) => ({
    env: entryOf(value, 'env'),
    steps: itemsOf(entryOf(value, 'steps')),
  }));
  const steps = jobs.flatMap((job) => job.steps);
  return [
    { env: entryOf(root, 'env'), steps },
    ...jobs,
    ...steps.map((step) => ({ env: entryOf(step, 'env'), steps: [step] })),
  ];
}

function isTest(step: DocumentNode): boolean {
  return ['run', 'name'].some((key) => RUNS_TESTS.test(textOf(entryOf(step, key)) ?? ''));
}

function readWorkflow(_context: TemplateContext, { file, root }: Template): InfraModel {
  const folder = folderOf(folderOf(folderOf(file)));
  const shared = levelsOf(root).map(({ env, steps }): SharedEnvironment => ({
    folder,
    rank: RANK.workflow,
    // Values of the workflow's own language are known when it runs.
    settings: plainSettings(file, [env]).filter(
      ({ value }) => !value.objects.some((object) => 'text' in object && object.text.includes('$')),
    ),
    testsOnly: steps.some(isTest),
  }));
  return { ...NO_INFRA, shared: shared.filter(({ settings }) => settings.length > 0) };
}

/** Workflows of GitHub. */
export const workflowReader: TemplateReader = {
  recognizes: ({ file }) => WORKFLOW.test(file),
  read: readWorkflow,
};
