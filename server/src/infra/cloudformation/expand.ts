/*
 * What CloudFormation puts into a template before it looks at resources: `Fn::ForEach` loops, and local files that
 * `AWS::Include` takes in. Nodes keep the paths that they are written at, so that places lead to the source.
 * Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 * and https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 */
import { folderOf } from '../../link/modules.ts';
import type { FilePath } from '../../link/place.ts';
import {
  type DocumentNode,
  entriesOf,
  entryOf,
  itemsOf,
  type MapEntry,
  nodeAt,
  textOf,
} from '../../syntax/document/document.ts';
import { joinPath, nodeInFile, type TemplateContext } from '../template.ts';

const LOOP = 'Fn::ForEach::';
const TRANSFORM = 'Fn::Transform';
const INCLUDE = 'AWS::Include';

/** More nodes are not made of one template. */
const MAX_NODES = 100_000;

/** Files are taken in by files so deep at most. */
const MAX_INCLUDES = 5;

interface Expansion {
  readonly context: TemplateContext;
  readonly file: FilePath;
  readonly parameters: DocumentNode | null;
  nodesLeft: number;
}

/** What names of loops stand for at a place. */
type Names = ReadonlyMap<string, string>;

function filled(text: string, names: Names): string {
  if (names.size === 0 || !/[$&]\{/u.test(text)) return text;
  return text.replace(/([$&])\{\s*([^}\s]+)\s*\}/gu, (whole, sign: string, name: string) => {
    const value = names.get(name);
    if (value === undefined) return whole;
    return sign === '&' ? value.replace(/[^A-Za-z0-9]/gu, '') : value;
  });
}

/** The name of a loop that `Ref` refers to. */
function referred(node: DocumentNode, names: Names): string | null {
  const [only, ...more] = entriesOf(node);
  const name =
    node.tag === '!Ref'
      ? textOf(node)
      : only?.key === 'Ref' && more.length === 0
        ? textOf(only.value)
        : null;
  return name === null ? null : (names.get(name) ?? null);
}

/** The items of a list of texts, or of a parameter that is one. */
function collection(expansion: Expansion, node: DocumentNode, names: Names): readonly string[] {
  const [only] = entriesOf(node);
  const name = node.tag === '!Ref' ? textOf(node) : only?.key === 'Ref' ? textOf(only.value) : null;
  if (name !== null) {
    const initial = textOf(nodeAt(expansion.parameters, name, 'Default'));
    return initial === null ? [] : initial.split(',').map((item) => item.trim());
  }
  return itemsOf(node).flatMap((item) => {
    const text = textOf(expand(expansion, item, names, 0));
    return text === null ? [] : [text];
  });
}

/** `Fn::ForEach::Loop: [Name, [items], { Key: value }]`: the entries once for each item. */
function repeated(
  expansion: Expansion,
  loop: DocumentNode,
  names: Names,
  depth: number,
): readonly MapEntry[] {
  const [identifier, items, fragment] = itemsOf(loop);
  const name = textOf(identifier ?? null);
  if (name === null || !items || !fragment) return [];
  return collection(expansion, items, names).flatMap((item) =>
    expansion.nodesLeft > 0
      ? entriesIn(expansion, fragment, new Map([...names, [name, item]]), depth)
      : [],
  );
}

/** The local file that `AWS::Include` takes in; null for other transforms and files elsewhere. */
function includedPath(file: FilePath, transform: DocumentNode | null): FilePath | null {
  if (textOf(entryOf(transform, 'Name')) !== INCLUDE) return null;
  const node = nodeAt(transform, 'Parameters', 'Location');
  const location = node?.tag === null ? textOf(node) : null;
  if (location === null || /^[a-z0-9]+:\/\//iu.test(location)) return null;
  return joinPath(folderOf(file), location);
}

function included(
  { context, file }: Expansion,
  transform: DocumentNode | null,
  depth: number,
): DocumentNode | null {
  const path = includedPath(file, transform);
  const root = path === null || depth >= MAX_INCLUDES ? null : context.documentOf(path);
  return root && path !== null ? nodeInFile(path, root) : null;
}

/** The entries of a map with those that loops and included files add. */
function entriesIn(
  expansion: Expansion,
  node: DocumentNode,
  names: Names,
  depth: number,
): readonly MapEntry[] {
  return entriesOf(node).flatMap(({ key, value }): readonly MapEntry[] => {
    if (key.startsWith(LOOP)) return repeated(expansion, value, names, depth);
    const put = key === TRANSFORM ? included(expansion, value, depth) : null;
    if (put) return entriesIn(expansion, put, names, depth + 1);
    return [{ key: filled(key, names), value: expand(expansion, value, names, depth) }];
  });
}

function expand(
  expansion: Expansion,
  node: DocumentNode,
  names: Names,
  depth: number,
): DocumentNode {
  expansion.nodesLeft -= 1;
  if (expansion.nodesLeft < 0) return { kind: 'scalar', path: node.path, tag: null, value: null };
  const item = names.size > 0 ? referred(node, names) : null;
  if (item !== null) return { kind: 'scalar', path: node.path, tag: null, value: item };
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'string' ? { ...node, value: filled(node.value, names) } : node;
    case 'list':
      return { ...node, items: node.items.map((one) => expand(expansion, one, names, depth)) };
    case 'map': {
      const [only, ...more] = node.entries;
      const own = node.tag === '!Transform' ? node : only?.key === TRANSFORM ? only.value : null;
      const put = own && more.length === 0 ? included(expansion, own, depth) : null;
      if (put && put.kind !== 'map') return expand(expansion, put, names, depth + 1);
      if (put) return expand(expansion, put, names, depth + 1);
      return { ...node, entries: entriesIn(expansion, node, names, depth) };
    }
    case 'expression':
      return node;
  }
}

/** Whether anything in a tree has to be put in. */
function isOpen(node: DocumentNode): boolean {
  if (node.tag === '!Transform') return true;
  if (node.kind === 'list') return node.items.some(isOpen);
  return entriesOf(node).some(
    ({ key, value }) => key === TRANSFORM || key.startsWith(LOOP) || isOpen(value),
  );
}

/** A template with everything put in that is there before its resources are made. */
export function expandedTemplate(
  context: TemplateContext,
  file: FilePath,
  root: DocumentNode,
): DocumentNode {
  if (!isOpen(root)) return root;
  const parameters = entryOf(root, 'Parameters');
  return expand({ context, file, parameters, nodesLeft: MAX_NODES }, root, new Map(), 0);
}

/** The files that a template takes in. */
export function filesIncluded(file: FilePath, node: DocumentNode): readonly FilePath[] {
  const own = node.tag === '!Transform' ? includedPath(file, node) : null;
  const inside = [
    ...itemsOf(node).flatMap((item) => filesIncluded(file, item)),
    ...entriesOf(node).flatMap(({ key, value }) => {
      const path = key === TRANSFORM ? includedPath(file, value) : null;
      return [...(path === null ? [] : [path]), ...filesIncluded(file, value)];
    }),
  ];
  return own === null ? inside : [own, ...inside];
}
