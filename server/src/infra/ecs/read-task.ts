/*
 * Task definitions of ECS in JSON or YAML → model: the variables of their containers, whose code is not known.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
import { withStep } from '../../flow/value/trail.ts';
import { isNothing } from '../../flow/value/value.ts';
import type { FilePath } from '../../link/place.ts';
import { type DocumentNode, entryOf, itemsOf, textOf } from '../../syntax/document/document.ts';
import { interpolatedValue } from '../interpolate.ts';
import {
  type EnvironmentSetting,
  type FunctionResource,
  type InfraModel,
  NO_INFRA,
} from '../model.ts';
import {
  placeOfNode,
  type Template,
  type TemplateContext,
  type TemplateReader,
} from '../template.ts';

const CONTAINERS = 'containerDefinitions';

/** The containers of a task, or of the answer that describes one. */
function containersOf(root: DocumentNode): readonly DocumentNode[] {
  return [root, entryOf(root, 'taskDefinition')].flatMap((node) =>
    itemsOf(entryOf(node, CONTAINERS)),
  );
}

function settingOf(file: FilePath, item: DocumentNode): readonly EnvironmentSetting[] {
  const variable = textOf(entryOf(item, 'name'));
  const text = textOf(entryOf(item, 'value')) ?? '';
  // What a deployment fills in has many forms: `$NAME`, `${NAME}`, `{{ name }}`, `<NAME>`.
  const value = interpolatedValue(text, () => null);
  if (variable === null || isNothing(value)) return [];
  const at = placeOfNode(file, item.path);
  return [{ variable, value: withStep(value, at, `${variable}: ${text}`), at }];
}

function readTask(_context: TemplateContext, { file, root }: Template): InfraModel {
  const functions = containersOf(root).map((container): FunctionResource => ({
    id: textOf(entryOf(container, 'name')) ?? '',
    at: placeOfNode(file, container.path),
    entry: [],
    folder: null,
    environment: itemsOf(entryOf(container, 'environment')).flatMap((item) =>
      settingOf(file, item),
    ),
  }));
  return { ...NO_INFRA, functions: functions.filter(({ environment }) => environment.length > 0) };
}

/** Task definitions of ECS. */
export const taskReader: TemplateReader = {
  recognizes: ({ root }) => containersOf(root).length > 0,
  read: readTask,
};
