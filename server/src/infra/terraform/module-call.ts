/*
 * `module` blocks: the modules of local folders are read with what the caller gives; of some known modules of the registry it is known what they make.
 * Source: https://developer.hashicorp.com/terraform/language/modules/sources
 */
import { withStep } from '../../flow/value/trail.ts';
import type { FilePath } from '../../link/place.ts';
import { type DocumentNode, entryOf } from '../../syntax/document/document.ts';
import { printNode } from '../print-node.ts';
import { joinPath, placeOfNode } from '../template.ts';
import type { Written } from './configuration.ts';
import { isNull } from './known.ts';
import { repetitionsOf } from './repetition.ts';
import { type ChildInstance, evaluateIn, type Instance, outermost, type Scope } from './scope.ts';

/** Modules that call one another deeper than this are not read. */
const MAX_DEPTH = 8;

/** What modules of the registry make. */
export type KnownModule = 'table' | 'function' | 'service';

const KNOWN_MODULES: readonly (readonly [RegExp, KnownModule])[] = [
  // https://registry.terraform.io/modules/terraform-aws-modules/dynamodb-table/aws/latest
  [/terraform-aws-modules\/(?:dynamodb-table\/aws|terraform-aws-dynamodb-table)\b/u, 'table'],
  // https://registry.terraform.io/modules/terraform-aws-modules/lambda/aws/latest
  [/terraform-aws-modules\/(?:lambda\/aws|terraform-aws-lambda)\b(?!.*\/\/)/u, 'function'],
  // https://registry.terraform.io/modules/terraform-aws-modules/ecs/aws/latest/submodules/service
  [/terraform-aws-modules\/(?:ecs\/aws|terraform-aws-ecs)\/\/modules\/service\b/u, 'service'],
];

/** The text of a module's source; it has to be plain. */
function sourceOf(block: DocumentNode): string | null {
  const source = entryOf(block, 'source');
  return source?.kind === 'scalar' && typeof source.value === 'string' ? source.value : null;
}

/** The folder of a module on this disk; null when it is somewhere else. */
export function localSource(file: FilePath, block: DocumentNode): FilePath | null {
  const source = sourceOf(block);
  if (source === null || !/^\.\.?(?:\/|$)/u.test(source)) return null;
  return joinPath(file.slice(0, file.lastIndexOf('/')), source);
}

/** What a module that is known by its name makes; null for any other. */
export function knownModule(block: DocumentNode): KnownModule | null {
  const source = sourceOf(block) ?? '';
  return KNOWN_MODULES.find(([pattern]) => pattern.test(source))?.[1] ?? null;
}

/** The argument of a call as the variable's value; null when the default counts. */
function argumentOf(
  scope: Scope,
  block: DocumentNode,
  name: string,
): ReturnType<Instance['given']> {
  const node = entryOf(block, name);
  if (!node) return null;
  const value = evaluateIn(scope, node);
  if (isNull(value)) return null;
  return withStep(value, placeOfNode(scope.file, node.path), `${name} = ${printNode(node)}`);
}

/** The modules that a block stands for; none when they are not on this disk. */
export function childrenOf(
  instance: Instance,
  name: string,
  call: Written,
): readonly ChildInstance[] {
  const known = instance.children.get(name);
  if (known) return known;
  instance.children.set(name, []);
  const { world } = instance;
  const folder = localSource(call.file, call.node);
  const configuration = folder === null ? null : world.configurationOf(folder);
  if (!configuration || instance.depth >= MAX_DEPTH) return [];
  const children = repetitionsOf(outermost(instance, call.file), call.node).all.map(
    ({ key, scope }): ChildInstance => ({
      key,
      instance: {
        world,
        configuration,
        given: (variable) => argumentOf(scope, call.node, variable),
        values: new Map(),
        children: new Map(),
        depth: instance.depth + 1,
      },
    }),
  );
  instance.children.set(name, children);
  return children;
}
