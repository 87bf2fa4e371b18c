/*
 * Settings of pytest and tox → model: the variables that tests run with. They count for test code only.
 * Sources: https://pypi.org/project/pytest-env/, https://pypi.org/project/pytest-dotenv/,
 * https://tox.wiki/en/latest/config.html#set_env
 */
import { withStep } from '../../flow/value/trail.ts';
import { textValue } from '../../flow/value/value.ts';
import { folderOf } from '../../link/modules.ts';
import {
  type DocumentNode,
  entriesOf,
  entryOf,
  itemsOf,
  nodeAt,
  textOf,
} from '../../syntax/document/document.ts';
import { variablesIn } from '../dotenv/read-variables.ts';
import { type EnvironmentSetting, type InfraModel, NO_INFRA } from '../model.ts';
import { isPlaceholder } from '../placeholder.ts';
import { RANK } from '../shared-settings.ts';
import {
  joinPath,
  placeOfNode,
  type Template,
  type TemplateContext,
  type TemplateReader,
} from '../template.ts';

const SETTINGS = /\/(?:\.?pytest\.(?:ini|toml)|tox\.ini|setup\.cfg|pyproject\.toml)$/u;

/** Where the options of pytest are. */
const OPTIONS: readonly (readonly string[])[] = [
  ['pytest'],
  ['tool:pytest'],
  ['tool', 'pytest', 'ini_options'],
  ['tool', 'pytest'],
];

/** Where `pytest-env` has options of its own. */
const OWN: readonly (readonly string[])[] = [['tool', 'pytest_env'], ['pytest_env']];

const LIST_OF_FILES = 'env_files';

/** `D:` means that a value gives way to what is set before, `R:` that it is taken as it is written. */
const LINE = /^((?:[A-Z]:)*)\s*([^\s=]+)\s*=\s*(.*)$/su;

function settingOf(
  { file }: Template,
  variable: string,
  text: string,
  isRaw: boolean,
  { path }: DocumentNode,
): readonly EnvironmentSetting[] {
  // What stands in braces comes from variables that are set where the tests run.
  if (isPlaceholder(text) || (!isRaw && /[{}]/u.test(text))) return [];
  const at = placeOfNode(file, path);
  return [{ variable, value: withStep(textValue(text), at, `${variable}=${text}`), at }];
}

function settingsInLines(
  template: Template,
  lines: DocumentNode | null,
): readonly EnvironmentSetting[] {
  return itemsOf(lines).flatMap((line) => {
    const [, flags = '', variable = '', text = ''] = LINE.exec(textOf(line) ?? '') ?? [];
    const bare = text.replace(/^(['"])(.*)\1$/su, '$2');
    return settingOf(template, variable, bare, flags.includes('R:'), line);
  });
}

/** `[tool.pytest_env]`: texts, or tables with a `value` and what is to be done with it. */
function settingsInTable(
  template: Template,
  table: DocumentNode | null,
): readonly EnvironmentSetting[] {
  return entriesOf(table).flatMap(({ key, value }) => {
    const text = textOf(value) ?? textOf(entryOf(value, 'value'));
    if (text === null || textOf(entryOf(value, 'unset')) === 'true') return [];
    const isRaw = textOf(entryOf(value, 'transform')) !== 'true';
    return settingOf(template, key, text, isRaw, value);
  });
}

function settingsInFiles(
  context: TemplateContext,
  { file }: Template,
  files: DocumentNode | null,
): readonly EnvironmentSetting[] {
  return itemsOf(files).flatMap((item) => {
    const path = joinPath(folderOf(file), textOf(item) ?? '');
    const root = path === null ? null : context.documentOf(path);
    return path !== null && root ? variablesIn(path, root) : [];
  });
}

function readSettings(context: TemplateContext, template: Template): InfraModel {
  const { file, root } = template;
  const options = OPTIONS.map((keys) => nodeAt(root, ...keys));
  const own = OWN.map((keys) => nodeAt(root, ...keys));
  const environments = entriesOf(root).flatMap(({ key, value }) =>
    /^testenv(?::|$)/u.test(key) ? [entryOf(value, 'setenv'), entryOf(value, 'set_env')] : [],
  );
  const found = [
    ...[...options, ...own].flatMap((node) =>
      settingsInFiles(context, template, entryOf(node, LIST_OF_FILES)),
    ),
    ...environments.flatMap((lines) => settingsInLines(template, lines)),
    ...options.flatMap((node) => settingsInLines(template, entryOf(node, 'env'))),
    ...own.flatMap((node) => settingsInTable(template, node)),
  ];
  const settings = [...new Map(found.map((setting) => [setting.variable, setting])).values()];
  if (settings.length === 0) return NO_INFRA;
  const shared = { folder: folderOf(file), rank: RANK.template, settings, testsOnly: true };
  return { ...NO_INFRA, shared: [shared] };
}

/** `pytest.ini`, `tox.ini`, `setup.cfg`, `pyproject.toml`. */
export const pytestReader: TemplateReader = {
  recognizes: ({ file }) => SETTINGS.test(file),
  read: readSettings,
};
