/*
 * Settings of Zappa → model: the environment of the application, for each of its stages. The whole folder is deployed.
 * Source: https://github.com/zappa/Zappa#advanced-settings
 */
import { folderOf } from '../../link/modules.ts';
import {
  type DocumentNode,
  entriesOf,
  entryOf,
  type MapEntry,
  textOf,
} from '../../syntax/document/document.ts';
import { handlerFiles } from '../handler.ts';
import {
  type FunctionResource,
  type InfraModel,
  NO_INFRA,
  type SharedEnvironment,
} from '../model.ts';
import { plainSettings } from '../plain-settings.ts';
import {
  placeOfKey,
  type Template,
  type TemplateContext,
  type TemplateReader,
} from '../template.ts';

const SETTINGS = /\/zappa_settings\.(?:json|ya?ml)$/u;

/** What is set for the application counts before what files of variables set for its folder. */
const RANK = 1;

/** A setting of a stage, or of the stage that it extends. */
function settingOf(root: DocumentNode, stage: DocumentNode, key: string): DocumentNode | null {
  let current: DocumentNode | null = stage;
  const seen = new Set<DocumentNode>();
  while (current && !seen.has(current)) {
    const found = entryOf(current, key);
    if (found) return found;
    seen.add(current);
    const base = textOf(entryOf(current, 'extends'));
    current = base === null ? null : entryOf(root, base);
  }
  return null;
}

/** What of the settings says which code is called. */
const ENTRIES = ['app_function', 'lambda_handler'];

function functionOf({ file, root }: Template, { key, value }: MapEntry): FunctionResource {
  const folder = folderOf(file);
  const maps = ['aws_environment_variables', 'environment_variables'].map((name) =>
    settingOf(root, value, name),
  );
  const entry = ENTRIES.flatMap((name) => textOf(settingOf(root, value, name)) ?? []);
  return {
    id: key,
    at: placeOfKey(file, value.path),
    entry: entry.flatMap((handler) => handlerFiles(folder, handler)),
    folder,
    environment: plainSettings(file, maps),
  };
}

function readSettings(_context: TemplateContext, template: Template): InfraModel {
  const functions = entriesOf(template.root)
    .filter(({ value }) => value.kind === 'map')
    .map((stage) => functionOf(template, stage))
    .filter(({ environment }) => environment.length > 0);
  const shared = functions.map(({ environment }): SharedEnvironment => ({
    folder: folderOf(template.file),
    rank: RANK,
    settings: environment,
    testsOnly: false,
  }));
  return { ...NO_INFRA, functions, shared };
}

/** `zappa_settings.json`, `.yml` or `.yaml`. */
export const zappaReader: TemplateReader = {
  recognizes: ({ file }) => SETTINGS.test(file),
  read: readSettings,
};
