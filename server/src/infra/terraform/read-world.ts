/*
 * A root module and all modules below it → what each file declares, as often as its module is called.
 */
import type { FilePath } from '../../link/place.ts';
import { entryOf } from '../../syntax/document/document.ts';
import type {
  FunctionResource,
  InfraModel,
  StackOutput,
  StoredParameter,
  TableResource,
} from '../model.ts';
import { placeOfKey } from '../template.ts';
import type { ScopedBlock } from './blocks.ts';
import { archiveKeys, archiveSource, type CodeIndex, type CodeSource, textsUnder } from './code.ts';
import type { DeclaredResource, Written } from './configuration.ts';
import { asText, textsOf } from './known.ts';
import { childrenOf, knownModule } from './module-call.ts';
import { containersOf, containersOfModule, lambdaOf, lambdaOfModule } from './read-function.ts';
import { tableOf, tableOfModule } from './read-table.ts';
import { outputValue } from './reference.ts';
import { repetitionsOf } from './repetition.ts';
import { attributeOf, isTableType, statedName } from './resource-name.ts';
import { type Instance, outermost } from './scope.ts';

/** What a file declares, without what other files add. */
export type DeclaredModel = Pick<InfraModel, 'tables' | 'functions' | 'parameters' | 'outputs'>;

interface Draft {
  readonly tables: TableResource[];
  readonly functions: FunctionResource[];
  readonly parameters: StoredParameter[];
  readonly outputs: StackOutput[];
}

/** Further calls of modules below one root are left out. */
const MAX_INSTANCES = 500;

/** A root and all modules that are called below it. */
function instancesBelow(root: Instance): readonly Instance[] {
  const found = [root];
  for (const instance of found) {
    if (found.length > MAX_INSTANCES) break;
    for (const [name, call] of instance.configuration.modules)
      found.push(...childrenOf(instance, name, call).map((child) => child.instance));
  }
  return found.slice(0, MAX_INSTANCES);
}

function blocksFor(instance: Instance, { file, node }: Written): readonly ScopedBlock[] {
  return repetitionsOf(outermost(instance, file), node).all.map(({ scope }) => ({ scope, node }));
}

/** All blocks of the resources and data that `isWanted`, in all modules. */
function blocksOfType(
  instances: readonly Instance[],
  isWanted: (type: string) => boolean,
): readonly ScopedBlock[] {
  return instances.flatMap((instance) => {
    const { data, resources } = instance.configuration;
    return [...data.values(), ...resources.values()]
      .filter(({ type }) => isWanted(type))
      .flatMap((declared) => blocksFor(instance, declared));
  });
}

function indexCode(instances: readonly Instance[]): CodeIndex {
  const archives = blocksOfType(instances, (type) => type === 'archive_file').flatMap((block) => {
    const source = archiveSource(block);
    return textsUnder(block, 'output_path')
      .flatMap((text) => archiveKeys(block.scope, text))
      .map((key) => [key, source] as const);
  });
  const isObject = (type: string): boolean => /^aws_s3_(?:bucket_)?object$/u.test(type);
  const objects = blocksOfType(instances, isObject).flatMap((block) =>
    textsUnder(block, 'key').map((key) => [key, textsUnder(block, 'source')] as const),
  );
  return { archives: new Map<string, CodeSource>(archives), objects: new Map(objects) };
}

function addResource(
  draft: Draft,
  index: CodeIndex,
  block: ScopedBlock,
  { type, name }: DeclaredResource,
): void {
  if (isTableType(type)) {
    draft.tables.push(tableOf(block, name));
    return;
  }
  switch (type) {
    case 'aws_lambda_function':
      draft.functions.push(...lambdaOf(index, block, name));
      return;
    case 'aws_ecs_task_definition':
    case 'aws_batch_job_definition':
      draft.functions.push(...containersOf(block, name));
      return;
    case 'aws_ssm_parameter':
      draft.parameters.push(parameterOf(block, name, type));
      return;
    default:
      return;
  }
}

function parameterOf({ scope, node }: ScopedBlock, name: string, type: string): StoredParameter {
  const declared = { type, name, file: scope.file, node };
  return {
    name: statedName(scope, name, node),
    value: asText(attributeOf(scope, declared, 'value', `${type}.${name}.value`)),
    at: placeOfKey(scope.file, node.path),
  };
}

function addModule(draft: Draft, index: CodeIndex, block: ScopedBlock, name: string): void {
  switch (knownModule(block.node)) {
    case 'table':
      draft.tables.push(tableOfModule(block, name));
      return;
    case 'function':
      draft.functions.push(...lambdaOfModule(index, block, name));
      return;
    case 'service':
      draft.functions.push(...containersOfModule(block, name));
      return;
    case null:
      return;
  }
}

function addOutputs(drafts: (file: FilePath) => Draft, root: Instance): void {
  for (const [key, { file, node }] of root.configuration.outputs) {
    if (!entryOf(node, 'value')) continue;
    const value = asText(outputValue(root, key));
    const at = placeOfKey(file, node.path);
    drafts(file).outputs.push({ key, stack: null, exported: null, value, at });
  }
}

/** What is declared twice in the same way counts once. */
function withoutDoubles<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const seen = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}

/** Puts together what several roots say about a file. */
export function joinModels(models: readonly DeclaredModel[]): DeclaredModel {
  return {
    tables: withoutDoubles(
      models.flatMap(({ tables }) => tables),
      ({ at, name }) => JSON.stringify([at, textsOf(name)]),
    ),
    functions: withoutDoubles(
      models.flatMap(({ functions }) => functions),
      (item) => JSON.stringify(item),
    ),
    parameters: withoutDoubles(
      models.flatMap(({ parameters }) => parameters),
      (item) => JSON.stringify(item),
    ),
    outputs: withoutDoubles(
      models.flatMap(({ outputs }) => outputs),
      (item) => JSON.stringify(item),
    ),
  };
}

/** What each file of the modules below a root declares. */
export function readWorld(root: Instance): ReadonlyMap<FilePath, DeclaredModel> {
  const drafts = new Map<FilePath, Draft>();
  const draftOf = (file: FilePath): Draft => {
    const draft = drafts.get(file) ?? { tables: [], functions: [], parameters: [], outputs: [] };
    drafts.set(file, draft);
    return draft;
  };
  const instances = instancesBelow(root);
  const index = indexCode(instances);
  for (const instance of instances) {
    const { resources, modules } = instance.configuration;
    for (const resource of resources.values())
      for (const block of blocksFor(instance, resource))
        addResource(draftOf(resource.file), index, block, resource);
    for (const [name, call] of modules)
      for (const block of blocksFor(instance, call))
        addModule(draftOf(call.file), index, block, name);
  }
  addOutputs(draftOf, root);
  return drafts;
}
