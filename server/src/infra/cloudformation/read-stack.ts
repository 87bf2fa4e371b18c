/*
 * CloudFormation and SAM templates → model: tables, functions with their environment, stored parameters, outputs.
 * Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ and, for SAM,
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html
 */
import { withStep } from '../../flow/value/trail.ts';
import type { Value } from '../../flow/value/value.ts';
import type { FilePath } from '../../link/place.ts';
import {
  type DocumentNode,
  entriesOf,
  entryOf,
  itemsOf,
  nodeAt,
  textOf,
} from '../../syntax/document/document.ts';
import { handlerFiles } from '../handler.ts';
import {
  type EnvironmentSetting,
  type FunctionResource,
  type InfraModel,
  NO_INFRA,
  type StackOutput,
  type StoredParameter,
  type TableKey,
  type TableResource,
} from '../model.ts';
import {
  joinPath,
  placeOfKey,
  placeOfNode,
  type Template,
  type TemplateContext,
  type TemplateReader,
} from '../template.ts';
import { certainText, evaluateNode, intrinsicOf, type Stack } from './intrinsic.ts';
import { mergedModel } from '../merged-model.ts';
import { printNode } from '../print-node.ts';
import { isSam, nestedTemplates } from './nested.ts';
import { deploymentsOf } from './deployments.ts';
import { createStack, resourceName } from './stack.ts';

/** A resource of a template. */
interface Resource {
  readonly id: string;
  readonly type: string;
  readonly node: DocumentNode;
  readonly properties: DocumentNode | null;
}

function resourcesOf(root: DocumentNode): readonly Resource[] {
  return entriesOf(entryOf(root, 'Resources')).flatMap(({ key, value }) => {
    const type = textOf(entryOf(value, 'Type'));
    if (type === null) return [];
    return [{ id: key, type, node: value, properties: entryOf(value, 'Properties') }];
  });
}

function folderOfFile(file: FilePath): FilePath {
  return file.slice(0, file.lastIndexOf('/'));
}

function keysOf(stack: Stack, properties: DocumentNode | null): readonly TableKey[] {
  const types = new Map(
    itemsOf(entryOf(properties, 'AttributeDefinitions')).map((item) => [
      certainText(stack, entryOf(item, 'AttributeName')),
      certainText(stack, entryOf(item, 'AttributeType')),
    ]),
  );
  return itemsOf(entryOf(properties, 'KeySchema')).flatMap((item): TableKey[] => {
    const name = certainText(stack, entryOf(item, 'AttributeName'));
    const role = textOf(entryOf(item, 'KeyType'));
    if (name === null || (role !== 'HASH' && role !== 'RANGE')) return [];
    return [{ name, role, type: types.get(name) ?? null }];
  });
}

const SIMPLE_TYPES: ReadonlyMap<string, string> = new Map([
  ['String', 'S'],
  ['Number', 'N'],
  ['Binary', 'B'],
]);

/** A `SimpleTable` has one key; it is `id`, a text, when the template says nothing. */
function simpleKeys(stack: Stack, properties: DocumentNode | null): readonly TableKey[] {
  const name = certainText(stack, nodeAt(properties, 'PrimaryKey', 'Name')) ?? 'id';
  const type = certainText(stack, nodeAt(properties, 'PrimaryKey', 'Type')) ?? 'String';
  return [{ name, role: 'HASH', type: SIMPLE_TYPES.get(type) ?? null }];
}

function indexesOf(stack: Stack, properties: DocumentNode | null): readonly string[] {
  return ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'].flatMap((list) =>
    itemsOf(entryOf(properties, list)).flatMap(
      (item) => certainText(stack, entryOf(item, 'IndexName')) ?? [],
    ),
  );
}

function detailsOf(stack: Stack, properties: DocumentNode | null): readonly string[] {
  const billing = certainText(stack, entryOf(properties, 'BillingMode'));
  const stream = certainText(stack, nodeAt(properties, 'StreamSpecification', 'StreamViewType'));
  const expiry = certainText(stack, nodeAt(properties, 'TimeToLiveSpecification', 'AttributeName'));
  return [
    ...(billing === null ? [] : [`billing ${billing}`]),
    ...(stream === null ? [] : [`stream ${stream}`]),
    ...(expiry === null ? [] : [`time to live ${expiry}`]),
  ];
}

function tableOf(stack: Stack, resource: Resource): TableResource {
  const { id, type, node, properties } = resource;
  const isSimple = type === 'AWS::Serverless::SimpleTable';
  return {
    source: stack.source,
    id,
    name: resourceName(stack, id, node),
    at: placeOfKey(stack.file, node.path),
    keys: isSimple ? simpleKeys(stack, properties) : keysOf(stack, properties),
    indexes: indexesOf(stack, properties),
    details: detailsOf(stack, properties),
  };
}

/** The variables of a map from name to value. */
export function settingsIn(
  stack: Stack,
  variables: DocumentNode | null,
): readonly EnvironmentSetting[] {
  if (variables && intrinsicOf(variables)) return [];
  return entriesOf(variables).map(({ key, value }) => {
    const at = placeOfNode(stack.file, value.path);
    const note = `${key}: ${printNode(value)}`;
    return { variable: key, value: withStep(evaluateNode(stack, value), at, note), at };
  });
}

/** What a function sets itself, then what is set for all functions. */
function environmentOf(
  stack: Stack,
  own: DocumentNode | null,
  globals: DocumentNode | null,
): readonly EnvironmentSetting[] {
  const settings = settingsIn(stack, nodeAt(own, 'Environment', 'Variables'));
  const names = new Set(settings.map(({ variable }) => variable));
  const shared = settingsIn(stack, nodeAt(globals, 'Environment', 'Variables'));
  return [...settings, ...shared.filter(({ variable }) => !names.has(variable))];
}

/** Whether the variables of a map are all that there are: nothing in their place is worked out at deployment. */
export function listsAll(variables: DocumentNode | null): boolean {
  if (variables === null) return true;
  if (variables.kind !== 'map' || intrinsicOf(variables) !== null) return false;
  return variables.entries.every(({ key }) => !key.startsWith('Fn::'));
}

/** Macros that add no variables. Any other one may. */
const PLAIN_TRANSFORMS = /^AWS::(?:Serverless-|LanguageExtensions$|SecretsManager-|CodeDeploy)/u;

/** Whether a function has no variables but those that are written: no macro and no function puts others in. */
function isWhole(
  stack: Stack,
  properties: DocumentNode | null,
  globals: DocumentNode | null,
): boolean {
  const transform = entryOf(stack.root, 'Transform');
  const transforms = transform?.kind === 'list' ? transform.items : [transform];
  return (
    transforms.every((one) => one === null || PLAIN_TRANSFORMS.test(textOf(one) ?? '')) &&
    [properties, globals].every(
      (node) =>
        listsAll(node) &&
        listsAll(entryOf(node, 'Environment')) &&
        listsAll(nodeAt(node, 'Environment', 'Variables')),
    )
  );
}

/** A Lambda function. Without a local code folder its handler is looked for beside the template. */
function functionOf(stack: Stack, { id, type, node, properties }: Resource): FunctionResource {
  const globals =
    type === 'AWS::Serverless::Function' ? nodeAt(stack.root, 'Globals', 'Function') : null;
  const either = (key: string): string | null =>
    certainText(stack, entryOf(properties, key)) ?? certainText(stack, entryOf(globals, key));
  const template = folderOfFile(stack.file);
  const code = either('CodeUri') ?? certainText(stack, entryOf(properties, 'Code'));
  const local = code === null || /^[a-z0-9]+:\/\//iu.test(code) ? null : joinPath(template, code);
  const image = certainText(stack, nodeAt(node, 'Metadata', 'DockerContext'));
  const folder = local ?? (image === null ? null : joinPath(template, image));
  const handler = either('Handler');
  return {
    id,
    at: placeOfKey(stack.file, node.path),
    entry: handler === null ? [] : handlerFiles(folder ?? template, handler),
    folder,
    environment: environmentOf(stack, properties, globals),
    isWhole: isWhole(stack, properties, globals),
  };
}

/** The containers of a task: one function each, whose code is not known. */
function containersOf(
  stack: Stack,
  { id, node, properties }: Resource,
): readonly FunctionResource[] {
  return itemsOf(entryOf(properties, 'ContainerDefinitions')).map((container) => {
    const environment = itemsOf(entryOf(container, 'Environment')).flatMap((item) => {
      const variable = certainText(stack, entryOf(item, 'Name'));
      const value = entryOf(item, 'Value');
      if (variable === null || !value) return [];
      const at = placeOfNode(stack.file, value.path);
      const note = `${variable}: ${printNode(value)}`;
      return [{ variable, value: withStep(evaluateNode(stack, value), at, note), at }];
    });
    return { id, at: placeOfKey(stack.file, node.path), entry: [], folder: null, environment };
  });
}

function functionsIn(stack: Stack, resource: Resource): readonly FunctionResource[] {
  switch (resource.type) {
    case 'AWS::Lambda::Function':
    case 'AWS::Serverless::Function':
      return [functionOf(stack, resource)];
    case 'AWS::ECS::TaskDefinition':
      return containersOf(stack, resource);
    default:
      return [];
  }
}

const TABLE_TYPES: ReadonlySet<string> = new Set([
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Serverless::SimpleTable',
]);

function parameterOf(stack: Stack, { id, node, properties }: Resource): StoredParameter {
  const value = entryOf(properties, 'Value');
  return {
    name: resourceName(stack, id, node),
    value: value ? evaluateNode(stack, value) : resourceName(stack, id, node),
    at: placeOfKey(stack.file, node.path),
  };
}

function outputsOf(stack: Stack, name: Value | null): readonly StackOutput[] {
  return entriesOf(entryOf(stack.root, 'Outputs')).flatMap(({ key, value }) => {
    const given = entryOf(value, 'Value');
    const exported = nodeAt(value, 'Export', 'Name');
    if (!given) return [];
    const at = placeOfKey(stack.file, value.path);
    const note = `${key}: ${printNode(given)}`;
    return [
      {
        key,
        stack: name,
        exported: exported && evaluateNode(stack, exported),
        value: withStep(evaluateNode(stack, given), at, note),
        at,
      },
    ];
  });
}

/** What the resources and outputs of one stack say, without those that it nests. */
function modelOfOne(stack: Stack, name: Value | null): InfraModel {
  const resources = resourcesOf(stack.root);
  const ofType = (type: string): readonly Resource[] =>
    resources.filter((resource) => resource.type === type);
  return {
    ...NO_INFRA,
    tables: resources
      .filter(({ type }) => TABLE_TYPES.has(type))
      .map((resource) => tableOf(stack, resource)),
    functions: resources.flatMap((resource) => functionsIn(stack, resource)),
    parameters: ofType('AWS::SSM::Parameter').map((resource) => parameterOf(stack, resource)),
    outputs: outputsOf(stack, name),
  };
}

/** What a stack says, and those that it nests. `name` is what the stack is called, where that is stated. */
export function modelOfStack(stack: Stack, name: Value | null): InfraModel {
  const children = resourcesOf(stack.root).flatMap(({ id }) => stack.child(id) ?? []);
  const own = modelOfOne(stack, name);
  return children.length > 0
    ? mergedModel([own, ...children.map((child) => modelOfStack(child, null))])
    : own;
}

function readStack(context: TemplateContext, template: Template): InfraModel {
  const { file, root } = template;
  const source = isSam(root) ? 'sam' : 'cloudformation';
  const models = deploymentsOf(context, template).map(({ name, given }) =>
    modelOfStack(createStack(context, { file, root, source, given }), name),
  );
  return mergedModel(models);
}

/** Templates of CloudFormation and SAM: known by their version, their transform, or the types of their resources. */
export const cloudFormationReader: TemplateReader = {
  recognizes: ({ root }) =>
    entryOf(root, 'AWSTemplateFormatVersion') !== null ||
    isSam(root) ||
    resourcesOf(root).some(({ type }) => /^(?:AWS|Custom)::/u.test(type)),
  partsOf: nestedTemplates,
  read: readStack,
};
