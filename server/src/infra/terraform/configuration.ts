/*
 * A module of Terraform as it is written: all files of a folder together, by what they declare.
 * Source: https://developer.hashicorp.com/terraform/language/files
 */
import type { FilePath } from '../../link/place.ts';
import {
  type DocumentNode,
  entriesOf,
  entryOf,
  itemsOf,
  type MapEntry,
} from '../../syntax/document/document.ts';

/** A node and the file it is in. */
export interface Written {
  readonly file: FilePath;
  readonly node: DocumentNode;
}

/** A `resource` or `data` block. */
export interface DeclaredResource extends Written {
  readonly type: string;
  readonly name: string;
}

export interface Configuration {
  readonly folder: FilePath;
  readonly variables: ReadonlyMap<string, Written>;
  readonly locals: ReadonlyMap<string, Written>;
  readonly outputs: ReadonlyMap<string, Written>;
  readonly modules: ReadonlyMap<string, Written>;
  /** By `type.name`. */
  readonly resources: ReadonlyMap<string, DeclaredResource>;
  /** By `type.name`. */
  readonly data: ReadonlyMap<string, DeclaredResource>;
}

/** The blocks that stand under a key: JSON may write a list of them where there are several. */
export function blocksUnder(node: DocumentNode | null, key: string): readonly DocumentNode[] {
  const under = entryOf(node, key);
  if (!under) return [];
  return under.kind === 'list' ? itemsOf(under) : [under];
}

/** The first block under a key; null when there is none. */
export function blockUnder(node: DocumentNode | null, key: string): DocumentNode | null {
  return blocksUnder(node, key)[0] ?? null;
}

function namedUnder(root: DocumentNode, kind: string): readonly MapEntry[] {
  return blocksUnder(root, kind).flatMap(entriesOf);
}

function collect(documents: readonly Written[], kind: string): ReadonlyMap<string, Written> {
  return new Map(
    documents.flatMap(({ file, node }) =>
      namedUnder(node, kind).map(
        ({ key, value }) => [key, { file, node: firstOf(value) }] as const,
      ),
    ),
  );
}

function firstOf(node: DocumentNode): DocumentNode {
  return node.kind === 'list' ? (node.items[0] ?? node) : node;
}

function collectResources(
  documents: readonly Written[],
  kind: string,
): ReadonlyMap<string, DeclaredResource> {
  const found = documents.flatMap(({ file, node }) =>
    namedUnder(node, kind).flatMap(({ key: type, value }) =>
      (value.kind === 'list' ? itemsOf(value) : [value])
        .flatMap(entriesOf)
        .map(({ key: name, value: block }): DeclaredResource => ({
          type,
          name,
          file,
          node: firstOf(block),
        })),
    ),
  );
  return new Map(found.map((resource) => [`${resource.type}.${resource.name}`, resource]));
}

/** Puts the files of a folder together, in their order. Of what is written twice, the later counts. */
export function configurationOf(folder: FilePath, documents: readonly Written[]): Configuration {
  const locals = documents.flatMap(({ file, node }) =>
    namedUnder(node, 'locals').map(({ key, value }) => [key, { file, node: value }] as const),
  );
  return {
    folder,
    locals: new Map(locals),
    variables: collect(documents, 'variable'),
    outputs: collect(documents, 'output'),
    modules: collect(documents, 'module'),
    resources: collectResources(documents, 'resource'),
    data: collectResources(documents, 'data'),
  };
}
