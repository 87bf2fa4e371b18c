/*
 * One CloudFormation template as a place where names mean something: parameters, resources, pseudo parameters, imports.
 * A name that leads back to itself has no value.
 */
import { withStep } from '../../flow/trail.ts';
import { NOTHING, textValue, unknownValue, type Value } from '../../flow/value.ts';
import type { FilePath } from '../../link/place.ts';
import {
  childPath,
  type DocumentNode,
  entryOf,
  nodeAt,
  textOf,
} from '../../syntax/document/document.ts';
import type { TemplateSource } from '../model.ts';
import { joinPath, placeOfKey, placeOfNode, type TemplateContext } from '../template.ts';
import { evaluateNode, leftOpen, nameOrId, type Stack } from './intrinsic.ts';
import { printNode } from '../print-node.ts';

/** What parameters get from outside: from a parent stack or a configuration file; null leaves the default. */
export type ParameterValues = (name: string) => Value | null;

/** The property that holds the physical name, by the type of the resource. What is missing here has only its logical id. */
const NAME_PROPERTIES: ReadonlyMap<string, string> = new Map([
  ['AWS::DynamoDB::Table', 'TableName'],
  ['AWS::DynamoDB::GlobalTable', 'TableName'],
  ['AWS::Serverless::SimpleTable', 'TableName'],
  ['AWS::SSM::Parameter', 'Name'],
  ['AWS::S3::Bucket', 'BucketName'],
  ['AWS::SQS::Queue', 'QueueName'],
  ['AWS::Lambda::Function', 'FunctionName'],
  ['AWS::Serverless::Function', 'FunctionName'],
]);

/** Pseudo parameters: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
const PSEUDO = 'AWS::';

/** Where a stack is written, and what it gets from outside. */
export interface StackOptions {
  readonly file: FilePath;
  readonly root: DocumentNode;
  readonly source: TemplateSource;
  readonly given: ParameterValues;
  /** What is put into texts before CloudFormation sees them; nothing when absent. */
  readonly pieces?: (text: string) => readonly Value[];
}

/** Creates the meaning of the names in a template. */
export function createStack(context: TemplateContext, options: StackOptions): Stack {
  const { file, root, source, given, pieces } = options;
  const busy = new Set<string>();
  /** Evaluates what a name stands for once at a time: a name inside its own value is nothing. */
  const guarded = (name: string, evaluate: () => Value): Value => {
    if (busy.has(name)) return NOTHING;
    busy.add(name);
    try {
      return evaluate();
    } finally {
      busy.delete(name);
    }
  };
  const stack: Stack = {
    file,
    root,
    source,
    pieces: pieces ?? ((text) => [textValue(text)]),
    reference: (name) =>
      guarded(`Ref ${name}`, () => {
        if (name === 'AWS::NoValue') return NOTHING;
        if (name.startsWith(PSEUDO)) return leftOpen(name);
        const parameter = nodeAt(root, 'Parameters', name);
        if (parameter) return parameterValue(stack, name, parameter, given);
        const resource = nodeAt(root, 'Resources', name);
        return resource ? resourceName(stack, name, resource) : leftOpen(name);
      }),
    attribute: (id, attribute) =>
      guarded(`GetAtt ${id}.${attribute}`, () => attributeValue(context, stack, id, attribute)),
    imported: (name, at) => importedValue(context, stack, name, at),
  };
  return stack;
}

function parameterValue(
  stack: Stack,
  name: string,
  parameter: DocumentNode,
  given: ParameterValues,
): Value {
  const passed = given(name);
  if (passed) return passed;
  const initial = entryOf(parameter, 'Default');
  // The default of such a parameter is the name of a stored parameter, not a value.
  const isStored = textOf(entryOf(parameter, 'Type'))?.startsWith('AWS::SSM::') === true;
  if (!initial || isStored) return leftOpen(name);
  const value = evaluateNode(stack, initial);
  return withStep(
    value,
    placeOfKey(stack.file, parameter.path),
    `${name} (Default: ${printNode(initial)})`,
  );
}

/** The physical name of a resource, or its logical id where the template leaves the name to CloudFormation. */
export function resourceName(stack: Stack, id: string, resource: DocumentNode): Value {
  const type = textOf(entryOf(resource, 'Type')) ?? '';
  const property = NAME_PROPERTIES.get(type);
  const node = property === undefined ? null : nodeAt(resource, 'Properties', property);
  const name = nameOrId(node ? evaluateNode(stack, node) : NOTHING, id);
  const note = node && property !== undefined ? `${id} (${property}: ${printNode(node)})` : id;
  return withStep(name, placeOfKey(stack.file, resource.path), note);
}

function attributeValue(
  context: TemplateContext,
  stack: Stack,
  id: string,
  attribute: string,
): Value {
  const resource = nodeAt(stack.root, 'Resources', id);
  if (!resource) return leftOpen(`${id}.${attribute}`);
  const type = textOf(entryOf(resource, 'Type')) ?? '';
  if (attribute.startsWith('Outputs.')) {
    return nestedOutput(context, stack, resource, attribute.slice('Outputs.'.length));
  }
  // An operation takes the ARN of a table as well as its name, so either stands for the table.
  const isTable = /^AWS::(?:DynamoDB::(?:Global)?Table|Serverless::SimpleTable)$/u.test(type);
  if (isTable && (attribute === 'Arn' || attribute === 'TableName'))
    return resourceName(stack, id, resource);
  if (type === 'AWS::SSM::Parameter' && attribute === 'Value') {
    const value = nodeAt(resource, 'Properties', 'Value');
    return value ? evaluateNode(stack, value) : NOTHING;
  }
  return leftOpen(`${id}.${attribute}`);
}

/** What a nested stack gives out under a name. */
function nestedOutput(
  context: TemplateContext,
  stack: Stack,
  resource: DocumentNode,
  key: string,
): Value {
  const child = nestedTemplate(stack.file, resource);
  const output = child && context.modelOf(child).outputs.find((candidate) => candidate.key === key);
  if (output) return output.value;
  const at = placeOfNode(stack.file, childPath(resource.path, 'Properties'));
  return unknownValue('known-at-deployment', `Outputs.${key}`, at);
}

/** The local template of a nested stack; null when it is none, or lies elsewhere. */
function nestedTemplate(file: FilePath, resource: DocumentNode): FilePath | null {
  const properties = entryOf(resource, 'Properties');
  const location = textOf(entryOf(properties, 'TemplateURL') ?? entryOf(properties, 'Location'));
  if (location === null || /^[a-z0-9]+:\/\//iu.test(location)) return null;
  const folder = file.slice(0, file.lastIndexOf('/'));
  return joinPath(folder, location);
}

/** What another stack of the workspace exports under a name. */
function importedValue(
  context: TemplateContext,
  stack: Stack,
  name: Value,
  at: DocumentNode,
): Value {
  const wanted = new Set(name.objects.flatMap((object) => ('text' in object ? [object.text] : [])));
  const outputs = context
    .documents()
    .filter((file) => file !== stack.file)
    .flatMap((file) => context.modelOf(file).outputs);
  const found = outputs.find(({ exported }) =>
    exported?.objects.some((object) => 'text' in object && wanted.has(object.text)),
  );
  if (found) return found.value;
  return unknownValue('known-at-deployment', 'Fn::ImportValue', placeOfNode(stack.file, at.path));
}
