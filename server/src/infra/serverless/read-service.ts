/*
 * Services of the Serverless Framework → model: functions with their environment, and the resources of CloudFormation
 * that are deployed with them.
 * Source: https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml
 */
import { concatenateValues } from '../../flow/container/text.ts';
import { isNothing, textValue, type Value } from '../../flow/value/value.ts';
import type { FilePath } from '../../link/place.ts';
import {
  type DocumentNode,
  entriesOf,
  entryOf,
  itemsOf,
  type MapEntry,
  nodeAt,
  textOf,
} from '../../syntax/document/document.ts';
import { certainText, evaluateNode, type Stack } from '../cloudformation/intrinsic.ts';
import { nestedTemplates } from '../cloudformation/nested.ts';
import { listsAll, modelOfStack, settingsIn } from '../cloudformation/read-stack.ts';
import { createStack } from '../cloudformation/stack.ts';
import { handlerFiles } from '../handler.ts';
import {
  type EnvironmentSetting,
  type FunctionResource,
  type InfraModel,
  NO_INFRA,
} from '../model.ts';
import {
  joinPath,
  placeOfKey,
  type Template,
  type TemplateContext,
  type TemplateReader,
} from '../template.ts';
import { includedFiles } from './included.ts';
import { expand, mapsIn, piecesOf } from './resolve.ts';
import { createScope, isService, providerName, type Scope } from './scope.ts';

/** What is set for a whole service gives way to nothing but what its functions set. */
const RANK = 1;

const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs'];

/** A part of the service, with what its variables stand for. */
function partAt(scope: Scope, ...keys: readonly string[]): DocumentNode | null {
  let node: DocumentNode | null = scope.root;
  for (const key of keys) {
    node = entryOf(node?.kind === 'scalar' ? expand(scope, node) : node, key);
  }
  return node && expand(scope, node);
}

/** The template of CloudFormation that the resources make up, from however many parts. */
function resourcesOf(scope: Scope): DocumentNode {
  const parts = mapsIn(partAt(scope, 'resources'));
  const sections = SECTIONS.flatMap((key): MapEntry[] => {
    const found = parts.flatMap((part) => mapsIn(entryOf(part, key)));
    const [first] = found;
    if (first?.kind !== 'map') return [];
    return [{ key, value: { ...first, entries: found.flatMap(entriesOf) } }];
  });
  return { kind: 'map', path: scope.root.path, tag: null, entries: sections };
}

/** A scope whose names of CloudFormation mean what the service declares. */
function openScope(context: TemplateContext, template: Template): Scope {
  const { file, root } = template;
  const none: DocumentNode = { kind: 'map', path: root.path, tag: null, entries: [] };
  const stackOf = (resources: DocumentNode): Stack =>
    createStack(context, {
      file,
      root: resources,
      source: 'serverless',
      given: () => null,
      pieces: (text) => piecesOf(scope, text),
    });
  const scope: Scope = createScope(context, template, stackOf(none));
  scope.stack = stackOf(resourcesOf(scope));
  return scope;
}

/** A text of the service that is certain. */
function textAt(
  scope: Scope,
  node: DocumentNode | null,
  ...keys: readonly string[]
): string | null {
  return certainText(scope.stack, nodeAt(node, ...keys));
}

function settingsOf(scope: Scope, variables: DocumentNode | null): readonly EnvironmentSetting[] {
  return mapsIn(variables)
    .flatMap((map) => settingsIn(scope.stack, map))
    .filter(({ value }) => !isNothing(value));
}

/** Where the code of a function is, and what in it is called. */
interface Code {
  readonly folder: FilePath | null;
  readonly handler: string | null;
}

/** The plugins that let a web application answer, and the handlers that they put in front of it. */
const WSGI_HANDLERS: ReadonlySet<string> = new Set(['wsgi_handler.handler', 'wsgi.handler']);

/**
 * The handler of a function, or the application behind the handler of a plugin.
 * Sources: https://github.com/logandk/serverless-wsgi and https://github.com/serverless/serverless-python-requirements
 */
function codeOf(scope: Scope, definition: DocumentNode): Code {
  const handler = textAt(scope, definition, 'handler');
  if (handler === null) return imageOf(scope, definition);
  const module = textAt(scope, definition, 'module');
  const folder = joinPath(scope.folder, module ?? '.');
  const application = textAt(scope, partAt(scope, 'custom', 'wsgi'), 'app');
  const isPlugin = WSGI_HANDLERS.has(handler) && application !== null;
  return { folder, handler: isPlugin ? application : handler };
}

/** The code of an image is in the folder that it is built from; its command says what is called. */
function imageOf(scope: Scope, definition: DocumentNode): Code {
  const image = entryOf(definition, 'image');
  const name = textAt(scope, image, 'name') ?? certainTextOf(scope, image);
  const command = itemsOf(entryOf(image, 'command'))[0] ?? null;
  const handler = command && certainTextOf(scope, command);
  const built = name === null ? null : partAt(scope, 'provider', 'ecr', 'images', name);
  const path = certainTextOf(scope, built) ?? textAt(scope, built, 'path');
  return { folder: path === null ? null : joinPath(scope.folder, path), handler };
}

function certainTextOf(scope: Scope, node: DocumentNode | null): string | null {
  return node?.kind === 'scalar' ? certainText(scope.stack, node) : null;
}

/** What is set for all functions of a service, and whether that is surely all. */
interface CommonEnvironment {
  readonly settings: readonly EnvironmentSetting[];
  readonly isWhole: boolean;
}

function functionOf(
  scope: Scope,
  { key, value }: MapEntry,
  { settings: shared, isWhole }: CommonEnvironment,
): FunctionResource {
  const { folder, handler } = codeOf(scope, value);
  const own = settingsOf(scope, entryOf(value, 'environment'));
  const names = new Set(entriesIn(entryOf(value, 'environment')).map((entry) => entry.key));
  return {
    id: key,
    at: placeOfKey(scope.file, value.path),
    entry: handler === null ? [] : handlerFiles(folder ?? scope.folder, handler),
    folder,
    environment: [...own, ...shared.filter(({ variable }) => !names.has(variable))],
    isWhole: isWhole && areAllListed(entryOf(value, 'environment')),
  };
}

/** Plugins that set variables. */
const SETS_VARIABLES = /env|secret|export/iu;

/** Whether all variables of a node are written down: what stands there is maps, whatever files they come from. */
function areAllListed(node: DocumentNode | null): boolean {
  return node?.kind === 'list' ? node.items.every(areAllListed) : listsAll(node);
}

/** Whether no plugin adds variables to those of the service. */
function hasPlainPlugins(scope: Scope): boolean {
  const plugins = partAt(scope, 'plugins');
  const listed = [...itemsOf(plugins), ...itemsOf(entryOf(plugins, 'modules'))].map(textOf);
  return (
    plugins?.kind !== 'scalar' &&
    listed.every((plugin) => plugin !== null && !SETS_VARIABLES.test(plugin))
  );
}

function entriesIn(node: DocumentNode | null): readonly MapEntry[] {
  return mapsIn(node).flatMap(entriesOf);
}

/** The framework calls the stack by the service and the stage unless it is told otherwise. */
function stackNameOf(scope: Scope): Value {
  const stated = nodeAt(scope.root, 'provider', 'stackName');
  if (stated) return evaluateNode(scope.stack, stated);
  const parts = piecesOf(scope, '${self:service}-${sls:stage}');
  return concatenateValues(parts.length > 0 ? parts : [textValue('')]);
}

function readService(context: TemplateContext, template: Template): InfraModel {
  const { root } = template;
  if ((providerName(root) ?? 'aws') !== 'aws') return NO_INFRA;
  const scope = openScope(context, template);
  const variables = partAt(scope, 'provider', 'environment');
  const shared = settingsOf(scope, variables);
  const common = {
    settings: shared,
    isWhole: areAllListed(variables) && hasPlainPlugins(scope),
  };
  const functions = entriesIn(partAt(scope, 'functions')).filter(
    ({ value }) => value.kind === 'map',
  );
  const deployed = modelOfStack(scope.stack, stackNameOf(scope));
  return {
    ...deployed,
    functions: [
      ...functions.map((definition) => functionOf(scope, definition, common)),
      ...deployed.functions,
    ],
    shared: [{ folder: scope.folder, rank: RANK, settings: shared, testsOnly: false }],
  };
}

/** Services of the Serverless Framework: known by a service and a provider. */
export const serverlessReader: TemplateReader = {
  recognizes: isService,
  partsOf: (context, { file, root }) => {
    const resources = entryOf(root, 'resources');
    const nested = resources ? nestedTemplates(context, { file, root: resources }) : [];
    return [...includedFiles(context, { file, root }), ...nested];
  },
  read: readService,
};
