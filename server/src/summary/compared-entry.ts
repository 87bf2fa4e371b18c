/*
 * What comparing an entry says about the name that it is an entry of: `output["OutputKey"] == "Table"`.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { namedChildren } from '../syntax/node.ts';
import { type Flow, OUTSIDE, type UnitDraft } from './draft.ts';
import { type Facts, fact, isPlain, sameBindings } from './narrowing-fact.ts';
import { textOf, visitExpression } from './visit.ts';

/** A key that is looked up in a name. */
interface EntryRead {
  readonly name: SyntaxNode;
  readonly key: string;
}

function readOf(
  draft: UnitDraft,
  name: SyntaxNode | undefined,
  keys: readonly SyntaxNode[],
): EntryRead | null {
  const [only] = keys;
  if (name?.type !== 'identifier' || only?.type !== 'string' || keys.length > 1) return null;
  const key = /^(['"])([\w.-]+)\1$/.exec(textOf(draft, only))?.[2];
  return key === undefined ? null : { name, key };
}

/** `name["key"]` or `name.get("key")`; null for anything else. */
function entryRead(draft: UnitDraft, node: SyntaxNode): EntryRead | null {
  const [first, ...rest] = namedChildren(node);
  if (node.type === 'subscript') return readOf(draft, first, rest);
  const [list] = rest;
  if (node.type !== 'call' || first?.type !== 'attribute' || !list) return null;
  const [name, method] = namedChildren(first);
  const isGet = method !== undefined && textOf(draft, method) === 'get';
  return isGet ? readOf(draft, name, namedChildren(list)) : null;
}

/** What holds about a name when its entry equals one of the options; null when no entry of a name is compared. */
export function entryFacts(
  draft: UnitDraft,
  flow: Flow,
  node: SyntaxNode,
  options: readonly SyntaxNode[],
): Facts | null {
  const entry = entryRead(draft, node);
  if (!entry || !options.every((option) => isComparable(option))) return null;
  const values = options.map((option) => visitExpression(draft, flow, option));
  return fact(entry.name, { kind: 'entry', key: entry.key, options: values });
}

/** Whether an expression holds no calls, not even inside of texts. */
function isComparable(node: SyntaxNode): boolean {
  if (node.type !== 'string') return node.type !== 'none' && isPlain(node);
  return namedChildren(node).every(
    (part) => part.type !== 'interpolation' || namedChildren(part).every(isPlain),
  );
}

/** What holds about `name` when `key = name["key"]` was read before and `key` is compared. */
export function readFrom(
  draft: UnitDraft,
  flow: Flow,
  subject: SyntaxNode,
  other: SyntaxNode,
): Facts {
  const [only, ...more] = flow.reaching.get(textOf(draft, subject)) ?? [];
  const binding = only === undefined || more.length > 0 ? undefined : draft.bindings[only];
  if (binding?.kind !== 'assignment' || binding.value?.kind !== 'subscript') return [];
  const { object, index } = binding.value;
  if (object.kind !== 'name' || index.kind !== 'string' || !isComparable(other)) return [];
  const reaching = flow.reaching.get(object.name) ?? [OUTSIDE];
  const isSame = sameBindings(
    reaching.filter((one) => one !== OUTSIDE),
    object.bindings,
  );
  if (!isSame) return [];
  const options = [visitExpression(draft, flow, other)];
  return [
    { node: subject, name: object.name, narrowing: { kind: 'entry', key: index.text, options } },
  ];
}
