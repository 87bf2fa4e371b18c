/*
 * What the variables of one service can lead to: its document, other documents, other stacks.
 * Work is bounded: so many variables are resolved for one service, so deep, and none inside of itself.
 */
import type { Value } from '../../flow/value/value.ts';
import { folderOf } from '../../link/modules.ts';
import type { FilePath } from '../../link/place.ts';
import {
  type DocumentNode,
  entriesOf,
  entryOf,
  itemsOf,
  textOf,
} from '../../syntax/document/document.ts';
import type { Stack } from '../cloudformation/intrinsic.ts';
import { joinPath, nodeInFile, type Template, type TemplateContext } from '../template.ts';

/** So many variables are resolved for one service; what comes behind is left as it is written. */
const MAX_VARIABLES = 20_000;

/** So many nodes are looked at to put in what variables stand for. */
const MAX_NODES = 200_000;

/** A service while it is read. */
export interface Scope {
  readonly context: TemplateContext;
  readonly file: FilePath;
  readonly root: DocumentNode;
  /** The folder of the service: paths are relative to it, in other documents too. */
  readonly folder: FilePath;
  /** What names of CloudFormation mean. */
  stack: Stack;
  /** The variables that are being resolved. */
  readonly busy: Set<string>;
  /** The variables whose values are being put together. */
  readonly evaluating: Set<string>;
  /** The documents that were asked for, with paths that say where they are. */
  readonly documents: Map<FilePath, DocumentNode | null>;
  variablesLeft: number;
  nodesLeft: number;
}

/** What a variable stands for: a part of a document, or a value that no document holds. */
export type Found =
  | { readonly kind: 'node'; readonly node: DocumentNode }
  | { readonly kind: 'value'; readonly value: Value };

/** A value as something found. */
export function foundValue(value: Value): Found {
  return { kind: 'value', value };
}

/** A scope in which nothing is resolved yet. */
export function createScope(
  context: TemplateContext,
  { file, root }: Template,
  stack: Stack,
): Scope {
  return {
    context,
    file,
    root,
    folder: folderOf(file),
    stack,
    busy: new Set(),
    evaluating: new Set(),
    documents: new Map(),
    variablesLeft: MAX_VARIABLES,
    nodesLeft: MAX_NODES,
  };
}

/** A document by its path relative to the folder of the service. */
export function documentAt(scope: Scope, relative: string): DocumentNode | null {
  const file = joinPath(scope.folder, relative);
  if (file === null) return null;
  if (file === scope.file) return scope.root;
  const known = scope.documents.get(file);
  if (known !== undefined) return known;
  const root = scope.context.documentOf(file);
  const placed = root && nodeInFile(file, root);
  scope.documents.set(file, placed);
  return placed;
}

/** Whether a document is a service: it has a name and says where it is deployed to. */
export function isService({ file, root }: Template): boolean {
  const provider = entryOf(root, 'provider');
  if (entryOf(root, 'service') === null || provider === null) return false;
  return /\/serverless[^/]*$/u.test(file) || providerName(root) === 'aws';
}

/** `aws`, when the document says so in plain text. */
export function providerName(root: DocumentNode): string | null {
  const provider = entryOf(root, 'provider');
  return textOf(entryOf(provider, 'name')) ?? textOf(provider);
}

/** A node and everything in it, outermost first. */
export function* nodesIn(node: DocumentNode): Generator<DocumentNode> {
  yield node;
  for (const { value } of entriesOf(node)) yield* nodesIn(value);
  for (const item of itemsOf(node)) yield* nodesIn(item);
}
