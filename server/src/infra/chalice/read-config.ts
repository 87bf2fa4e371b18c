/*
 * Configurations of Chalice → model: the environment of the application, for each of its stages.
 * The code is always `app.py` and `chalicelib` beside the folder of the configuration.
 * Source: https://aws.github.io/chalice/topics/configfile.html
 */
import { folderOf } from '../../link/modules.ts';
import type { FilePath } from '../../link/place.ts';
import { type DocumentNode, entriesOf, entryOf } from '../../syntax/document/document.ts';
import { type FunctionResource, type InfraModel, NO_INFRA } from '../model.ts';
import { plainSettings } from '../plain-settings.ts';
import {
  placeOfKey,
  type Template,
  type TemplateContext,
  type TemplateReader,
} from '../template.ts';

const CONFIG = '/.chalice/config.json';

/** What is set for the application counts for its library before what other kinds set for the folder. */
const RANK = 1;

const VARIABLES = 'environment_variables';

/** Functions of one stage: the application itself, and those with variables of their own. */
function functionsOf(
  { file, root }: Template,
  folder: FilePath,
  id: string,
  stage: DocumentNode | null,
): readonly FunctionResource[] {
  const common = [entryOf(root, VARIABLES), entryOf(stage, VARIABLES)];
  const of = (
    name: string,
    node: DocumentNode,
    maps: readonly (DocumentNode | null)[],
  ): FunctionResource => ({
    id: name,
    at: placeOfKey(file, node.path),
    entry: [`${folder}/app.py`],
    folder,
    environment: plainSettings(file, maps),
  });
  const own = entriesOf(entryOf(stage, 'lambda_functions')).map(({ key, value }) =>
    of(key, value, [...common, entryOf(value, VARIABLES)]),
  );
  return [of(id, stage ?? root, common), ...own];
}

function readConfig(_context: TemplateContext, template: Template): InfraModel {
  const { file, root } = template;
  const folder = folderOf(folderOf(file));
  const stages = entriesOf(entryOf(root, 'stages'));
  const functions = (
    stages.length > 0
      ? stages.flatMap(({ key, value }) => functionsOf(template, folder, key, value))
      : functionsOf(template, folder, 'app', null)
  ).filter(({ environment }) => environment.length > 0);
  const shared = functions.map(({ environment }) => ({
    folder: `${folder}/chalicelib`,
    rank: RANK,
    settings: environment,
    testsOnly: false,
  }));
  return { ...NO_INFRA, functions, shared };
}

/** `.chalice/config.json`. */
export const chaliceReader: TemplateReader = {
  recognizes: ({ file }) => file.endsWith(CONFIG),
  read: readConfig,
};
