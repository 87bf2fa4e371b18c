/*
 * Variables of a service → what they stand for. Of several sources the first that has a value counts. A variable that
 * has none, or that only deployment decides, stays as it is written: `${ssm:/orders/table}`.
 * Source: https://www.serverless.com/framework/docs/guides/variables
 */
import { withStep } from '../../flow/value/trail.ts';
import { concatenateValues } from '../../flow/container/text.ts';
import { joinAll, NOTHING, textValue, unknownValue, type Value } from '../../flow/value/value.ts';
import {
  type DocumentNode,
  entryOf,
  itemsOf,
  keyOf,
  textOf,
} from '../../syntax/document/document.ts';
import { evaluateNode, leftOpen } from '../cloudformation/intrinsic.ts';
import { printNode } from '../print-node.ts';
import { placeOfNode } from '../template.ts';
import { outputOfStack, storedParameter } from './elsewhere.ts';
import { documentAt, type Found, foundValue, type Scope } from './scope.ts';
import {
  alternativesOf,
  partsOf,
  sourceOf,
  type VariableSource,
  wholeVariable,
} from './variable.ts';

/** Variables inside of variables are followed so many times. */
const MAX_DEPTH = 60;

/** More ways for one variable to be are cut off. */
const MAX_WAYS = 16;

/** Longer texts are no names. */
const MAX_LENGTH = 4096;

/** What a source gives: nothing when it has no value, null when only deployment knows. */
type Given = readonly Found[] | null;

/** What a variable stands for, in every way it may be; nothing for one inside of itself. */
function resolveVariable(scope: Scope, inner: string): readonly Found[] {
  const { busy } = scope;
  scope.variablesLeft -= 1;
  if (busy.has(inner) || busy.size > MAX_DEPTH || scope.variablesLeft < 0) return [];
  busy.add(inner);
  try {
    const open: Found[] = [];
    for (const alternative of alternativesOf(inner)) {
      const given = resolveAlternative(scope, alternative);
      if (given && given.length > 0) return [...open, ...given].slice(0, MAX_WAYS);
      if (!given) open.push(foundValue(leftOpen(alternative)));
    }
    return open.length > 0 ? open : [foundValue(leftOpen(inner))];
  } finally {
    busy.delete(inner);
  }
}

/** Variables inside are resolved first: `self:custom.${sls:stage}.table`. */
function resolveAlternative(scope: Scope, alternative: string): Given {
  const whole = wholeVariable(alternative);
  if (whole !== null) return resolveVariable(scope, whole);
  if (!alternative.includes('${')) return resolveSource(scope, sourceOf(alternative));
  const { objects } = concatenateValues(piecesOf(scope, alternative));
  const ways = objects.map((object) =>
    object.kind === 'string' ? resolveSource(scope, sourceOf(object.text)) : null,
  );
  const known = ways.flatMap((way) => way ?? []);
  return known.length === 0 && (ways.length === 0 || ways.includes(null)) ? null : known;
}

function resolveSource(scope: Scope, source: VariableSource): Given {
  if (source.kind === 'literal')
    return [foundValue(source.text === null ? NOTHING : textValue(source.text))];
  const { type, parameter, address } = source;
  switch (type) {
    case 'self':
      return ownPart(scope, address);
    case 'file':
      return partOfFile(scope, parameter ?? '', address);
    case 'sls':
      return address === 'stage' ? stageOf(scope) : null;
    case 'opt':
      return optionOf(scope, address);
    case 'param':
      return parameterOf(scope, address);
    case 'env':
      return variableOf(scope, address);
    case 'aws':
      return address === 'region' ? regionOf(scope) : null;
    case 'ssm':
      return storedParameter(scope, address);
    default:
      return type === 'cf' || type.startsWith('cf.') ? outputOfStack(scope, address) : null;
  }
}

function keysIn(address: string): readonly string[] {
  return address.split('.').filter((key) => key !== '');
}

/** `${self:…}`: a part of the service. What the framework itself fills in has its default. */
function ownPart(scope: Scope, address: string): readonly Found[] {
  const keys = keysIn(address);
  const isName = keys[0] === 'service' && (keys[1] ?? 'name') === 'name' && keys.length <= 2;
  const own = isName
    ? [...follow(scope, scope.root, ['service', 'name']), ...follow(scope, scope.root, ['service'])]
    : follow(scope, scope.root, keys);
  if (isName) return own.slice(0, 1);
  if (own.length > 0) return own;
  if (address === 'provider.stage') return stageOf(scope);
  return address === 'provider.region' ? regionOf(scope) : [];
}

/** The node, or what the variable that it consists of stands for. */
function dereferenced(
  scope: Scope,
  node: DocumentNode,
  outer: readonly string[] = [],
): readonly DocumentNode[] {
  const whole = variableIn(node);
  if (whole === null) return [node];
  if (outer.includes(whole)) return [];
  const inner = [...outer, whole];
  return resolveVariable(scope, whole)
    .flatMap((found) => (found.kind === 'node' ? dereferenced(scope, found.node, inner) : []))
    .slice(0, MAX_WAYS);
}

/** The variable that a node consists of; null for any other node. */
function variableIn(node: DocumentNode): string | null {
  if (node.kind !== 'scalar' || node.tag !== null || typeof node.value !== 'string') return null;
  return wholeVariable(node.value);
}

function childOf(node: DocumentNode, key: string): DocumentNode | null {
  return node.kind === 'list' ? (node.items[Number(key)] ?? null) : entryOf(node, key);
}

/** What keys lead to, through the variables on the way. */
function follow(scope: Scope, root: DocumentNode, keys: readonly string[]): readonly Found[] {
  let nodes: readonly DocumentNode[] = [root];
  for (const key of keys) {
    nodes = nodes
      .flatMap((node) => dereferenced(scope, node))
      .flatMap((node) => childOf(node, key) ?? []);
  }
  return nodes.map((node): Found => ({ kind: 'node', node }));
}

/** `${file(path):keys}` of a document. What a program or a text file gives is not known. */
function partOfFile(scope: Scope, path: string, address: string): Given {
  if (!/\.(?:ya?ml|json)$/iu.test(path)) return null;
  const root = documentAt(scope, path);
  return root ? follow(scope, root, keysIn(address)) : [];
}

/** The stage: what the service states, else `dev`. */
function stageOf(scope: Scope): readonly Found[] {
  return statedOr(scope, ['provider', 'stage'], 'dev');
}

function regionOf(scope: Scope): readonly Found[] {
  return statedOr(scope, ['provider', 'region'], 'us-east-1');
}

/** A part of the service that leads to a text, or what the framework takes without it. */
function statedOr(scope: Scope, keys: readonly string[], initial: string): readonly Found[] {
  const key = keys.join('.');
  const none = [foundValue(textValue(initial))];
  if (scope.busy.has(key)) return none;
  scope.busy.add(key);
  try {
    const stated = follow(scope, scope.root, keys);
    const isText = stated.some((found) => valueOfFound(scope, found).objects.length > 0);
    return isText ? stated.map((found) => foundValue(valueOfFound(scope, found))) : none;
  } finally {
    scope.busy.delete(key);
  }
}

/** An option of the command line: nobody gives one here, and without one the stage and the region have defaults. */
function optionOf(scope: Scope, name: string): readonly Found[] {
  if (name === 'stage' && isAsked(scope, 'stage')) return stageOf(scope);
  return name === 'region' && isAsked(scope, 'region') ? regionOf(scope) : [];
}

/** Whether an option stands alone, so that nothing else in the variable gives the value. */
function isAsked({ busy }: Scope, option: string): boolean {
  return [...busy].at(-1) === `opt:${option}`;
}

/** `${param:…}`: what the stage states, else what all stages have. */
function parameterOf(scope: Scope, name: string): readonly Found[] {
  const stages = stageOf(scope).flatMap((found) =>
    valueOfFound(scope, found).objects.flatMap((object) =>
      object.kind === 'string' ? [object.text] : [],
    ),
  );
  for (const stage of [...stages, 'default']) {
    for (const keys of [
      ['stages', stage, 'params', name],
      ['params', stage, name],
    ]) {
      const found = follow(scope, scope.root, keys);
      if (found.length > 0) return found;
    }
  }
  return [];
}

/** `${env:…}`: the framework reads files of variables when it is told to, and always since version 4. */
function variableOf(scope: Scope, name: string): readonly Found[] {
  const version = textOf(entryOf(scope.root, 'frameworkVersion')) ?? '';
  const reads = textOf(entryOf(scope.root, 'useDotenv')) === 'true' || /^\D*4/u.test(version);
  if (!reads) return [];
  const stages = stageOf(scope).flatMap((found) =>
    valueOfFound(scope, found).objects.flatMap((object) =>
      object.kind === 'string' ? [`.env.${object.text}`] : [],
    ),
  );
  const [variables] = [...stages, '.env'].flatMap((file) => documentAt(scope, file) ?? []);
  const node = entryOf(variables ?? null, name);
  return node ? [{ kind: 'node', node }] : [];
}

/** The value of something found, with the step to its place. */
function valueOfFound(scope: Scope, found: Found): Value {
  if (found.kind === 'value') return found.value;
  const { node } = found;
  const note = `${keyOf(node.path)}: ${printNode(node)}`;
  return withStep(evaluateNode(scope.stack, node), placeOfNode(scope.file, node.path), note);
}

/** The value of a variable; nothing when it leads back to itself. */
function variableValue(scope: Scope, inner: string): Value {
  const { evaluating } = scope;
  if (evaluating.has(inner) || evaluating.size > MAX_DEPTH) return NOTHING;
  evaluating.add(inner);
  const found = resolveVariable(scope, inner).map((way) => valueOfFound(scope, way));
  evaluating.delete(inner);
  const value = joinAll(found);
  const isLong = value.objects.some(
    (object) => 'text' in object && object.text.length > MAX_LENGTH,
  );
  return isLong ? unknownValue('too-many-values', inner.slice(0, 80), null) : value;
}

/** A text with its variables put in, piece by piece. */
export function piecesOf(scope: Scope, text: string): readonly Value[] {
  if (!text.includes('${')) return [textValue(text)];
  return partsOf(text).map((part) =>
    part.kind === 'text' ? textValue(part.text) : variableValue(scope, part.inner),
  );
}

/** A node with the maps, lists and functions put in that its variables stand for. Texts stay as they are written. */
export function expand(scope: Scope, node: DocumentNode): DocumentNode {
  return expandWithin(scope, node, []);
}

/** `outer` are the variables that are being put in: what leads back to itself stays as it is written. */
function expandWithin(scope: Scope, node: DocumentNode, outer: readonly string[]): DocumentNode {
  scope.nodesLeft -= 1;
  if (outer.length > MAX_DEPTH || scope.nodesLeft < 0) return node;
  if (node.kind === 'list')
    return { ...node, items: node.items.map((item) => expandWithin(scope, item, outer)) };
  if (node.kind === 'map') {
    const entries = node.entries.map(({ key, value }) => ({
      key,
      value: expandWithin(scope, value, outer),
    }));
    return { ...node, entries };
  }
  const whole = variableIn(node);
  if (whole === null || outer.includes(whole)) return node;
  const inner = [...outer, whole];
  const ways = resolveVariable(scope, whole)
    .flatMap((found) => (found.kind === 'node' ? [expandWithin(scope, found.node, inner)] : []))
    .filter(({ kind, tag }) => kind !== 'scalar' || tag !== null);
  const [first] = ways;
  if (!first) return node;
  if (first.kind !== 'map' || ways.length === 1) return first;
  return { ...first, entries: ways.flatMap((way) => (way.kind === 'map' ? way.entries : [])) };
}

/** The maps that a node holds: itself, or the items of a list of maps. */
export function mapsIn(node: DocumentNode | null): readonly DocumentNode[] {
  if (node?.kind === 'map') return [node];
  return itemsOf(node).flatMap(mapsIn);
}
