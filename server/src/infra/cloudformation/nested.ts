/*
 * Nested stacks: resources that deploy another template of the workspace, with parameters of the stack around. A template
 * that stacks of the workspace nest is read as a part of them, once for each use.
 * Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html,
 * https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html (local paths) and
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-application.html
 */
import { withStep } from '../../flow/value/trail.ts';
import { isNothing } from '../../flow/value/value.ts';
import { folderOf } from '../../link/modules.ts';
import type { FilePath } from '../../link/place.ts';
import {
  type DocumentNode,
  entriesOf,
  entryOf,
  itemsOf,
  nodeAt,
  textOf,
} from '../../syntax/document/document.ts';
import { printNode } from '../print-node.ts';
import { joinPath, placeOfNode, type Template, type TemplateContext } from '../template.ts';
import { filesIncluded } from './expand.ts';
import { evaluateNode, type Stack } from './intrinsic.ts';
import type { Nesting, StackOptions } from './stack-options.ts';

/** Stacks are nested so deep at most. */
const MAX_DEPTH = 8;

/** One template leads to so many stacks at most. */
const MAX_STACKS = 200;

const SAM = 'AWS::Serverless-2016-10-31';

/** Whether a template is one of SAM. */
export function isSam(root: DocumentNode): boolean {
  const transform = entryOf(root, 'Transform');
  return [transform, ...itemsOf(transform)].some((node) => textOf(node) === SAM);
}

/** The property that says where the template of a nested stack is, by the type of the resource. */
const LOCATIONS: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
]);

/** The place of a stack that no other nests. */
export function outermost(file: FilePath): Nesting {
  return { files: [file], budget: { left: MAX_STACKS } };
}

/** What SAM makes of a template, in a folder beside it. */
const MADE_BY_SAM = /^(.*?)\.aws-sam\/(?:.*\/)?[^/]+\.ya?ml$/;

/** The template itself, where a stack nests what `sam build` or `sam package` makes of it. */
function sourcesOf(location: string): readonly string[] {
  const folder = MADE_BY_SAM.exec(location)?.[1];
  return folder === undefined
    ? [location]
    : [location, `${folder}template.yaml`, `${folder}template.yml`];
}

/** The local template of a nested stack; null when a resource is none, or its template lies elsewhere. */
function nestedTemplate(
  context: TemplateContext,
  file: FilePath,
  resource: DocumentNode,
): FilePath | null {
  const property = LOCATIONS.get(textOf(entryOf(resource, 'Type')) ?? '');
  const node = property === undefined ? null : nodeAt(resource, 'Properties', property);
  const location = node?.tag === null ? textOf(node) : null;
  if (location === null || /^[a-z0-9]+:\/\//iu.test(location)) return null;
  const places = sourcesOf(location).flatMap((place) => joinPath(folderOf(file), place) ?? []);
  return places.find((place) => context.documentOf(place) !== null) ?? places[0] ?? null;
}

/** The resources of a template that nest local templates, with their files. */
function nestedIn(
  context: TemplateContext,
  file: FilePath,
  root: DocumentNode,
): readonly FilePath[] {
  return entriesOf(entryOf(root, 'Resources')).flatMap(
    ({ value }) => nestedTemplate(context, file, value) ?? [],
  );
}

/** What makes up the stack that a resource deploys; null when it is no nested stack, or nested too deep. */
export function nestedOptions(
  context: TemplateContext,
  stack: Stack,
  id: string,
  { files, budget }: Nesting,
): StackOptions | null {
  const resource = nodeAt(stack.root, 'Resources', id);
  const file = resource && nestedTemplate(context, stack.file, resource);
  if (file === null || files.includes(file) || files.length > MAX_DEPTH) return null;
  const root = context.documentOf(file);
  if (!root || budget.left <= 0) return null;
  budget.left -= 1;
  const parameters = nodeAt(resource, 'Properties', 'Parameters');
  return {
    file,
    root,
    source: isSam(root) ? 'sam' : 'cloudformation',
    given: (name) => {
      const passed = entryOf(parameters, name);
      const value = passed && evaluateNode(stack, passed);
      if (!passed || !value || isNothing(value)) return null;
      return withStep(value, placeOfNode(stack.file, passed.path), `${name}: ${printNode(passed)}`);
    },
    around: { files: [...files, file], budget },
  };
}

/** All templates that a template nests, and those that these nest. */
function allNested(context: TemplateContext, { file, root }: Template): ReadonlySet<FilePath> {
  const found = new Set(nestedIn(context, file, root));
  for (const nested of found) {
    if (found.size > MAX_STACKS) break;
    const document = context.documentOf(nested);
    if (document) for (const next of nestedIn(context, nested, document)) found.add(next);
  }
  return found;
}

/** The templates that are parts of a template. Of templates that nest each other, none is a part. */
export function nestedTemplates(context: TemplateContext, template: Template): readonly FilePath[] {
  const nested = [...allNested(context, template)].filter((file) => {
    const root = context.documentOf(file);
    return root !== null && !allNested(context, { file, root }).has(template.file);
  });
  const taken = filesIncluded(template.file, template.root);
  return [...new Set([...nested, ...taken])].filter((file) => file !== template.file).sort();
}
