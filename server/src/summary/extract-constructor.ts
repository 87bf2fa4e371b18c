/*
 * Attributes inside constructors, `__init__` and `__post_init__`: which value reaches which place, as for names.
 * What is written there may be written anew before anyone else can see it; what is read there may be what was before.
 * A write counts as seen as soon as other code gets hold of the object, by a call of a method or as an argument.
 */
import { childOf, type SyntaxNode } from '../syntax/node.ts';
import {
  type AttributeFlow,
  CHANGED,
  type Flow,
  OUTSIDE,
  type Reaching,
  type UnitDraft,
  mergeReaching,
  scopeOf,
} from './draft.ts';
import type { AttributeExpression, Expression } from './expression.ts';
import { extractName } from './extract-name.ts';
import { textOf, visitExpression } from './visit.ts';

const CONSTRUCTORS: ReadonlySet<string> = new Set([
  '__init__',
  '__post_init__',
  '__attrs_post_init__',
  'model_post_init',
]);

/** Follows the attributes of the first parameter, where a scope is a constructor. */
export function followAttributes(draft: UnitDraft, inside: Flow): void {
  const { kind, name, parameters } = scopeOf(draft, inside.scope);
  const [self] = parameters;
  const binding = self === undefined ? undefined : draft.bindings[self];
  if (kind !== 'function' || !CONSTRUCTORS.has(name) || !binding) return;
  inside.attributes = {
    self: binding.name,
    seen: new Set(),
    reads: [],
    returned: [],
    scopes: draft.scopes.length,
  };
}

/** The key under which the writes of an attribute reach places; no name is written like this. */
function keyOf(name: string): string {
  return `.${name}`;
}

/** Whether a node is the object that a constructor makes. */
function isSelf(draft: UnitDraft, flow: Flow, node: SyntaxNode): boolean {
  return node.type === 'identifier' && textOf(draft, node) === flow.attributes?.self;
}

/** The object of an attribute. To look at an attribute gives the object to nobody. */
export function extractOwner(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  return isSelf(draft, flow, node)
    ? extractName(draft, flow, node)
    : visitExpression(draft, flow, node);
}

/** Notes that an attribute is given a value as a whole: the write that its scope lists last. */
export function noteWrite(draft: UnitDraft, flow: Flow, object: SyntaxNode, name: string): void {
  if (!isSelf(draft, flow, object)) return;
  flow.reaching.set(keyOf(name), [scopeOf(draft, flow.scope).writes.length - 1]);
}

/** Notes that what an attribute holds is changed. */
export function noteChange(draft: UnitDraft, flow: Flow, object: SyntaxNode, name: string): void {
  if (isSelf(draft, flow, object)) disturb(flow, keyOf(name));
}

/** Notes that an attribute is read. What its name stands for may be a method or a property, which sees the object. */
export function noteRead(
  draft: UnitDraft,
  flow: Flow,
  object: SyntaxNode,
  read: AttributeExpression,
): void {
  const { attributes, reaching } = flow;
  if (!attributes || !isSelf(draft, flow, object)) return;
  const known = reaching.get(keyOf(read.name)) ?? [OUTSIDE];
  attributes.reads.push({ read, reaching: known });
  if (known.includes(OUTSIDE) || known.includes(CHANGED)) seen(flow);
}

/** Notes a name: whoever gets the object itself may look at its attributes and set them. */
export function noteName(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  if (isSelf(draft, flow, node)) disturbAll(flow);
}

/** Notes a call of a method of the object, its bases' ones included. */
export function noteMethodCall(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  if (!flow.attributes) return;
  const callee = childOf(node, 'function');
  const object = callee?.type === 'attribute' ? childOf(callee, 'object') : null;
  const isOwn = object && (isSelf(draft, flow, object) || isSuper(draft, object));
  if (isOwn) disturbAll(flow);
}

function isSuper(draft: UnitDraft, node: SyntaxNode): boolean {
  const callee = node.type === 'call' ? childOf(node, 'function') : null;
  return callee !== null && textOf(draft, callee) === 'super';
}

/** Every write that reaches this place may be seen by others from here on. */
function seen({ attributes, reaching }: Flow): void {
  for (const [key, writes] of reaching)
    if (key.startsWith('.')) for (const write of writes) attributes?.seen.add(write);
}

function disturb(flow: Flow, key: string): void {
  const before = flow.reaching.get(key) ?? [OUTSIDE];
  flow.reaching.set(key, [...new Set([CHANGED, ...before])]);
  for (const write of before) flow.attributes?.seen.add(write);
}

function disturbAll(flow: Flow): void {
  for (const key of [...flow.reaching.keys()]) if (key.startsWith('.')) disturb(flow, key);
}

/** Notes that the constructor ends here, before its end. */
export function noteReturn({ attributes, reaching }: Flow): void {
  attributes?.returned.push(new Map(reaching));
}

/** Says of a constructor which of its writes nobody sees, which attributes it always sets, and what its reads see. */
export function finishAttributes(draft: UnitDraft, flow: Flow): void {
  const { attributes } = flow;
  if (!attributes) return;
  const scope = scopeOf(draft, flow.scope);
  // A function inside may look at the object at any time.
  if (draft.scopes.length > attributes.scopes) return;
  const [first, ...rest] = flow.dead
    ? attributes.returned
    : [flow.reaching, ...attributes.returned];
  if (!first) return;
  const end = rest.reduce(mergeReaching, first);
  setReads(attributes, end);
  scope.writes.forEach((write, index) => {
    const last = end.get(keyOf(write.name));
    if (!last || write.object.kind !== 'name' || write.object.name !== attributes.self) return;
    const isWhole = write.value.kind !== 'item-assigned' && write.value.kind !== 'mutated';
    if (isWhole && !last.includes(index) && !attributes.seen.has(index))
      scope.writes[index] = { ...write, lost: true };
  });
  const always = [...end].flatMap(([key, writes]) =>
    key.startsWith('.') && !writes.includes(OUTSIDE) ? [key.slice(1)] : [],
  );
  if (always.length > 0) scope.always = always.sort();
}

/** Only reads of attributes that the constructor itself sets are worth a word. */
function setReads({ reads }: AttributeFlow, end: Reaching): void {
  for (const { read, reaching } of reads) {
    if (!end.has(keyOf(read.name))) continue;
    Object.assign(read, {
      reaching: {
        writes: reaching.filter((write) => write >= 0),
        before: reaching.includes(OUTSIDE),
        changed: reaching.some((write) => write < OUTSIDE),
      },
    });
  }
}
