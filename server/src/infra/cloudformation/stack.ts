/*
 * One CloudFormation template as a place where names mean something: parameters, resources, pseudo parameters, imports.
 * A name that leads back to itself has no value.
 */
import { textsIn } from '../../flow/container/text.ts';
import { withStep } from '../../flow/value/trail.ts';
import { joinAll, NOTHING, textValue, unknownValue, type Value } from '../../flow/value/value.ts';
import type { FilePath } from '../../link/place.ts';
import {
  childPath,
  type DocumentNode,
  entriesOf,
  entryOf,
  nodeAt,
  textOf,
} from '../../syntax/document/document.ts';
import { placeOfKey, placeOfNode, type TemplateContext } from '../template.ts';
import { evaluateNode, leftOpen, nameOrId, type Stack } from './intrinsic.ts';
import { printNode } from '../print-node.ts';
import { expandedTemplate } from './expand.ts';
import { nestedOptions, outermost } from './nested.ts';
import type { ParameterValues, StackOptions } from './stack-options.ts';

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

/** Creates the meaning of the names in a template. */
export function createStack(context: TemplateContext, options: StackOptions): Stack {
  const { file, source, given, pieces } = options;
  const root = expandedTemplate(context, file, options.root);
  const nesting = options.around ?? outermost(file);
  const children = new Map<string, Stack | null>();
  const guarded = createGuard();
  const parameters = entriesByKey(entryOf(root, 'Parameters'));
  const resources = entriesByKey(entryOf(root, 'Resources'));
  const stack: Stack = {
    file,
    root,
    source,
    pieces: pieces ?? ((text) => [textValue(text)]),
    reference: (name) =>
      guarded(`Ref ${name}`, () => {
        if (name === 'AWS::NoValue') return NOTHING;
        if (name.startsWith(PSEUDO)) return leftOpen(name);
        const parameter = parameters.get(name);
        if (parameter) return parameterValue(stack, name, parameter, given);
        const resource = resources.get(name);
        return resource ? resourceName(stack, name, resource) : leftOpen(name);
      }),
    attribute: (id, attribute) =>
      guarded(`GetAtt ${id}.${attribute}`, () =>
        attributeValue(stack, resources.get(id), id, attribute),
      ),
    imported: (name, at) => importedValue(context, stack, name, at),
    stored: (name) => storedValue(context, file, name),
    child: (id) => {
      const known = children.get(id);
      if (known !== undefined) return known;
      const options = nestedOptions(context, stack, id, nesting);
      const child = options && createStack(context, options);
      children.set(id, child);
      return child;
    },
  };
  return stack;
}

function entriesByKey(node: DocumentNode | null): ReadonlyMap<string, DocumentNode> {
  return new Map(entriesOf(node).map(({ key, value }) => [key, value]));
}

/** Longer texts are no names. */
const MAX_LENGTH = 2000;

/** A name leads to others so far at most. */
const MAX_DEPTH = 50;

/** So many names are evaluated for one stack at most. */
const MAX_STEPS = 50_000;

/**
 * Evaluates what names stand for, each once: a name inside its own value is nothing, and what was found on the way of
 * such a circle is not kept.
 */
function createGuard(): (name: string, evaluate: () => Value) => Value {
  const busy = new Set<string>();
  const known = new Map<string, Value>();
  let circles = 0;
  let steps = 0;
  return (name, evaluate) => {
    const before = known.get(name);
    if (before) return before;
    steps += 1;
    if (busy.has(name) || busy.size >= MAX_DEPTH || steps > MAX_STEPS) {
      circles += 1;
      return NOTHING;
    }
    const met = circles;
    busy.add(name);
    const value = evaluate();
    busy.delete(name);
    const isLong = value.objects.some((one) => 'text' in one && one.text.length > MAX_LENGTH);
    const kept = isLong ? unknownValue('too-many-values', name, null) : value;
    if (met === circles) known.set(name, kept);
    return kept;
  };
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
  if (!initial) return leftOpen(name);
  const value = isStored ? storedDefault(stack, initial) : evaluateNode(stack, initial);
  if (!value) return leftOpen(name);
  return withStep(
    value,
    placeOfKey(stack.file, parameter.path),
    `${name} (Default: ${printNode(initial)})`,
  );
}

/** What is stored under the name that a parameter has as its default; null when no template says it. */
function storedDefault(stack: Stack, initial: DocumentNode): Value | null {
  const path = textOf(initial);
  return path === null ? null : stack.stored(path);
}

/** What other templates of the workspace write into the stored parameter of a name. */
function storedValue(context: TemplateContext, file: FilePath, name: string): Value | null {
  const found = context
    .documents()
    .filter((other) => other !== file)
    .flatMap((other) => context.modelOf(other).parameters)
    .filter((parameter) => textsIn(parameter.name).has(name));
  return found.length > 0 ? joinAll(found.map(({ value }) => value)) : null;
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
  stack: Stack,
  resource: DocumentNode | undefined,
  id: string,
  attribute: string,
): Value {
  if (!resource) return leftOpen(`${id}.${attribute}`);
  const type = textOf(entryOf(resource, 'Type')) ?? '';
  if (attribute.startsWith('Outputs.')) {
    return nestedOutput(stack, id, resource, attribute.slice('Outputs.'.length));
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
function nestedOutput(stack: Stack, id: string, resource: DocumentNode, key: string): Value {
  const child = stack.child(id);
  const output = child && nodeAt(child.root, 'Outputs', key);
  const value = entryOf(output, 'Value');
  if (child && output && value) {
    const note = `${key}: ${printNode(value)}`;
    return withStep(evaluateNode(child, value), placeOfKey(child.file, output.path), note);
  }
  const at = placeOfNode(stack.file, childPath(resource.path, 'Properties'));
  return unknownValue('known-at-deployment', `Outputs.${key}`, at);
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
