/*
 * Blocks inside of a block, also those that a `dynamic` block makes.
 * Source: https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
 */
import { textValue, type Value } from '../../flow/value/value.ts';
import { type DocumentNode, entryOf } from '../../syntax/document/document.ts';
import { blocksUnder, blockUnder } from './configuration.ts';
import { dictIn, knownText, leftOpen, mapValue, sequenceIn } from './known.ts';
import { evaluateIn, type Scope, withBound } from './scope.ts';

/** A block and what its expressions are worked out in. */
export interface ScopedBlock {
  readonly scope: Scope;
  readonly node: DocumentNode;
}

/** Further blocks that a `dynamic` block makes are left out. */
const MAX_BLOCKS = 50;

function turnsOf(collection: Value): readonly { readonly key: Value; readonly value: Value }[] {
  const dict = dictIn(collection);
  const list = sequenceIn(collection);
  const known = [
    ...[...(dict?.entries ?? [])].map(([key, value]) => ({ key: textValue(key), value })),
    ...(list?.items ?? []).map((value) => ({ key: value, value })),
  ];
  const rest = dict?.rest ?? list?.rest;
  if (rest) return [...known, { key: leftOpen('key'), value: rest }];
  if (dict ?? list) return known;
  return [{ key: leftOpen('key'), value: leftOpen('value') }];
}

function dynamicBlocks(scope: Scope, type: string, dynamic: DocumentNode): readonly ScopedBlock[] {
  const content = blockUnder(dynamic, 'content');
  const forEach = entryOf(dynamic, 'for_each');
  if (!content || !forEach) return [];
  const iterator = entryOf(dynamic, 'iterator');
  const written = iterator?.kind === 'expression' ? iterator.source : null;
  return turnsOf(evaluateIn(scope, forEach))
    .slice(0, MAX_BLOCKS)
    .map(({ key, value }) => {
      const bound = mapValue(
        new Map([
          ['key', key],
          ['value', value],
        ]),
      );
      return { scope: withBound(scope, [written ?? type, bound]), node: content };
    });
}

/** All blocks of a type inside of a block. */
export function blocksOf(scope: Scope, block: DocumentNode, type: string): readonly ScopedBlock[] {
  const written = blocksUnder(block, type).map((node) => ({ scope, node }));
  const dynamic = blocksUnder(block, 'dynamic').flatMap((group) => blocksUnder(group, type));
  return [...written, ...dynamic.flatMap((node) => dynamicBlocks(scope, type, node))];
}

/** The text under a key of a block, where it is certain. */
export function textUnder({ scope, node }: ScopedBlock, key: string): string | null {
  const value = entryOf(node, key);
  return value && knownText(evaluateIn(scope, value));
}
