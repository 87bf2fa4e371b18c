/*
 * Functions and containers of Terraform, with the environment of their code.
 * Sources: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function,
 * https://registry.terraform.io/modules/terraform-aws-modules/lambda/aws/latest and
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition
 */
import { NOTHING, unknownValue, type Value } from '../../flow/value/value.ts';
import type { Place } from '../../link/place.ts';
import { type DocumentNode, entryOf } from '../../syntax/document/document.ts';
import { handlerFiles } from '../handler.ts';
import type { EnvironmentSetting, FunctionResource } from '../model.ts';
import { placeOfKey, placeOfNode } from '../template.ts';
import { blocksOf, type ScopedBlock, textUnder } from './blocks.ts';
import { type CodeIndex, codeOfFunction, type CodeSource, fromPath, joinSources } from './code.ts';
import { decodeJson } from './json.ts';
import { asText, dictIn, knownText, sequenceIn, textsOf } from './known.ts';
import { evaluateIn, type Scope } from './scope.ts';

function settingOf(variable: string, value: Value, at: Place): EnvironmentSetting {
  const text = asText(value);
  const isKnown = text.objects.length + text.unknowns.length > 0;
  return {
    variable,
    value: isKnown ? text : unknownValue('known-at-deployment', variable, at),
    at,
  };
}

/** The variables of a map from name to value. */
function settingsIn(scope: Scope, variables: DocumentNode | null): readonly EnvironmentSetting[] {
  if (!variables) return [];
  const at = placeOfNode(scope.file, variables.path);
  const entries = dictIn(evaluateIn(scope, variables))?.entries ?? new Map<string, Value>();
  return [...entries].map(([variable, value]) => settingOf(variable, value, at));
}

/** Whether the variables of a map are surely all: nothing that is not known is merged in. */
function listsAll(scope: Scope, variables: DocumentNode | null): boolean {
  if (!variables) return true;
  const { objects, unknowns } = evaluateIn(scope, variables);
  const [only, ...others] = objects;
  return only?.kind === 'dict' && !only.rest && others.length + unknowns.length === 0;
}

/** Whether variables are changed by others than the template, which leaves them alone then. */
function isChangedOutside({ node, scope }: ScopedBlock): boolean {
  return blocksOf(scope, node, 'lifecycle').some((lifecycle) =>
    /environment|\ball\b/u.test(JSON.stringify(entryOf(lifecycle.node, 'ignore_changes'))),
  );
}

/** The variables of a list of `{ name, value }`. */
function listedSettings(list: Value | undefined, at: Place): readonly EnvironmentSetting[] {
  return (list ? (sequenceIn(list)?.items ?? []) : []).flatMap((item) => {
    const entries = dictIn(item)?.entries;
    const name = entries?.get('name');
    const variable = name && knownText(name);
    return typeof variable === 'string'
      ? [settingOf(variable, entries?.get('value') ?? NOTHING, at)]
      : [];
  });
}

/** Whether the code is in another language, so that it is not looked for. */
function isForeign(block: ScopedBlock): boolean {
  const runtime = textUnder(block, 'runtime');
  return runtime !== null && /^(?:nodejs|java|dotnet|go|ruby)/u.test(runtime);
}

function handlerOf(block: ScopedBlock): string | null {
  const command = blocksOf(block.scope, block.node, 'image_config').flatMap(({ scope, node }) => {
    const list = entryOf(node, 'command');
    return list
      ? (sequenceIn(evaluateIn(scope, list))?.items ?? []).slice(0, 1).map(knownText)
      : [];
  });
  return textUnder(block, 'handler') ?? command[0] ?? null;
}

/** A function with its code, which is looked for beside the template where it is not said. */
function placedFunction(
  block: ScopedBlock,
  id: string,
  code: CodeSource,
  { environment, isWhole }: Pick<FunctionResource, 'environment' | 'isWhole'>,
): FunctionResource {
  const { scope, node } = block;
  const handler = handlerOf(block);
  const module = handler?.slice(0, handler.lastIndexOf('.')).split('/').at(-1);
  const own = code.files.filter((file) => file.endsWith(`/${module}.py`));
  const folders = [...code.folders, scope.instance.configuration.folder];
  const entry = handler === null ? [] : folders.flatMap((folder) => handlerFiles(folder, handler));
  return {
    id,
    at: placeOfKey(scope.file, node.path),
    entry: [...new Set([...own, ...entry])],
    folder: code.folders[0] ?? null,
    environment,
    isWhole: isWhole === true && !isChangedOutside(block),
  };
}

/** An `aws_lambda_function`; none when its code is not Python. */
export function lambdaOf(
  index: CodeIndex,
  block: ScopedBlock,
  id: string,
): readonly FunctionResource[] {
  if (isForeign(block)) return [];
  const variables = blocksOf(block.scope, block.node, 'environment').map(({ scope, node }) => ({
    scope,
    node: entryOf(node, 'variables'),
  }));
  const environment = variables.flatMap(({ scope, node }) => settingsIn(scope, node));
  const isWhole = variables.every(({ scope, node }) => listsAll(scope, node));
  return [placedFunction(block, id, codeOfFunction(index, block), { environment, isWhole })];
}

/** The paths of a `source_path`: a text, a map with a path, or a list of those. */
function sourcePaths(value: Value): readonly string[] {
  const list = sequenceIn(value);
  if (list) return list.items.flatMap(sourcePaths);
  const path = dictIn(value)?.entries.get('path');
  return path ? textsOf(path) : textsOf(value);
}

/** A call of the registry's module for functions. */
export function lambdaOfModule(
  index: CodeIndex,
  block: ScopedBlock,
  id: string,
): readonly FunctionResource[] {
  if (isForeign(block)) return [];
  const { scope, node } = block;
  const path = entryOf(node, 'source_path');
  const paths = path ? sourcePaths(evaluateIn(scope, path)) : [];
  const archive = entryOf(node, 'local_existing_package');
  const archived = archive
    ? textsOf(evaluateIn(scope, archive)).flatMap((text) => index.archives.get(text) ?? [])
    : [];
  const code = joinSources([...paths.map((text) => fromPath(scope, text)), ...archived]);
  const variables = entryOf(node, 'environment_variables');
  const environment = settingsIn(scope, variables);
  return [placedFunction(block, id, code, { environment, isWhole: listsAll(scope, variables) })];
}

/** What a definition in JSON says: given to `jsonencode` here, or written as a text. */
function definitionIn(scope: Scope, node: DocumentNode | null): Value {
  if (!node) return NOTHING;
  if (node.kind === 'expression' && node.form.kind === 'call' && node.form.name === 'jsonencode') {
    const [given] = node.form.given;
    return given ? evaluateIn(scope, given) : NOTHING;
  }
  const value = evaluateIn(scope, node);
  return decodeJson(value) ?? value;
}

function container(
  { scope, node }: ScopedBlock,
  id: string,
  environment: readonly EnvironmentSetting[],
): readonly FunctionResource[] {
  if (environment.length === 0) return [];
  const at = placeOfKey(scope.file, node.path);
  return [{ id, at, entry: [], folder: null, environment }];
}

/** The containers of an `aws_ecs_task_definition` or `aws_batch_job_definition`: their code is not known. */
export function containersOf(block: ScopedBlock, id: string): readonly FunctionResource[] {
  const { scope, node } = block;
  const at = placeOfNode(scope.file, node.path);
  const tasks = definitionIn(scope, entryOf(node, 'container_definitions'));
  const job = definitionIn(scope, entryOf(node, 'container_properties'));
  return [...(sequenceIn(tasks)?.items ?? []), job].flatMap((definition) => {
    const list = dictIn(definition)?.entries.get('environment');
    return container(block, id, listedSettings(list, at));
  });
}

/** The containers of the registry's module for services. */
export function containersOfModule(block: ScopedBlock, id: string): readonly FunctionResource[] {
  const { scope, node } = block;
  const at = placeOfNode(scope.file, node.path);
  const definitions = entryOf(node, 'container_definitions');
  const all = definitions ? dictIn(evaluateIn(scope, definitions)) : null;
  return [...(all?.entries.values() ?? [])].flatMap((definition) =>
    container(block, id, listedSettings(dictIn(definition)?.entries.get('environment'), at)),
  );
}
