/*
 * Manifests of services and jobs of AWS Copilot → model: their variables in all environments, and those that Copilot makes
 * of the outputs of their addons, which are templates of CloudFormation.
 * Sources: https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#variables,
 * https://aws.github.io/copilot-cli/docs/developing/addons/workload/
 */
import { withStep } from '../../flow/value/trail.ts';
import { isNothing } from '../../flow/value/value.ts';
import { folderOf } from '../../link/modules.ts';
import type { FilePath } from '../../link/place.ts';
import { type DocumentNode, entriesOf, entryOf, textOf } from '../../syntax/document/document.ts';
import { interpolatedValue } from '../interpolate.ts';
import { type EnvironmentSetting, type InfraModel, NO_INFRA } from '../model.ts';
import { RANK } from '../shared-settings.ts';
import {
  joinPath,
  placeOfNode,
  type Template,
  type TemplateContext,
  type TemplateReader,
} from '../template.ts';

/** `copilot/api/manifest.yml`. */
const MANIFEST = /\/copilot\/[^/]+\/manifest\.ya?ml$/u;

function settingsIn(file: FilePath, variables: DocumentNode | null): readonly EnvironmentSetting[] {
  return entriesOf(variables).flatMap(({ key, value }) => {
    const text = textOf(value) ?? '';
    const given = interpolatedValue(text, () => null);
    if (isNothing(given)) return [];
    const at = placeOfNode(file, value.path);
    return [{ variable: key, value: withStep(given, at, `${key}: ${text}`), at }];
  });
}

/** `ordersTableName` → `ORDERS_TABLE_NAME`. */
function variableName(output: string): string {
  return output
    .replace(/([a-z\d])([A-Z])/gu, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/gu, '$1_$2')
    .toUpperCase();
}

/** What Copilot hands over of the outputs of the addons beside a manifest. */
function settingsOfAddons(context: TemplateContext, file: FilePath): readonly EnvironmentSetting[] {
  const folder = `${folderOf(file)}/addons`;
  return context
    .documents()
    .filter((path) => folderOf(path) === folder)
    .flatMap((path) => context.modelOf(path).outputs)
    .map(({ key, value, at }) => ({
      variable: variableName(key),
      value: withStep(value, at, key),
      at,
    }));
}

/** The folder that the image is built of; the folder around `copilot` when it comes from elsewhere. */
function codeFolder({ file, root }: Template): FilePath {
  const around = folderOf(folderOf(folderOf(file)));
  const build = entryOf(entryOf(root, 'image'), 'build');
  const dockerfile = textOf(build) ?? textOf(entryOf(build, 'dockerfile'));
  const written = textOf(entryOf(build, 'context')) ?? dockerfile?.replace(/[^/]*$/u, '');
  return (written === undefined ? null : joinPath(around, written)) ?? around;
}

function readManifest(context: TemplateContext, template: Template): InfraModel {
  const { file, root } = template;
  const settings = [
    ...settingsIn(file, entryOf(root, 'variables')),
    ...entriesOf(entryOf(root, 'environments')).flatMap(({ value }) =>
      settingsIn(file, entryOf(value, 'variables')),
    ),
    ...settingsOfAddons(context, file),
  ];
  const shared = {
    folder: codeFolder(template),
    rank: RANK.template,
    settings,
    testsOnly: false,
  };
  return { ...NO_INFRA, shared: settings.length > 0 ? [shared] : [] };
}

/** Manifests of AWS Copilot. */
export const copilotReader: TemplateReader = {
  recognizes: ({ file }) => MANIFEST.test(file),
  read: readManifest,
};
