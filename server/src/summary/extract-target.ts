/*
 * Targets: what an assignment, a `for`, a `with … as` or a comprehension gives a value to.
 * A name gets a binding, an attribute a write, an item of a known name a new version of that name.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, namedChildren } from '../syntax/node.ts';
import { type Flow, type UnitDraft, anchorOf, bind, scopeOf, statedFor } from './draft.ts';
import type { Anchor, Expression, TableCommentIndex } from './expression.ts';
import { extractOwner, noteChange, noteWrite } from './extract-constructor.ts';
import { extractName } from './extract-name.ts';
import { textOf, visitExpression } from './visit.ts';

/** What else is known about an assignment. */
export interface TargetContext {
  readonly annotation: Expression | null;
  /** The node that a binding is shown at; the target itself when absent. */
  readonly whole?: SyntaxNode;
  readonly stated?: TableCommentIndex;
}

const PLAIN: TargetContext = { annotation: null };

/** Gives `value` to the target node. */
export function bindTarget(
  draft: UnitDraft,
  flow: Flow,
  target: SyntaxNode,
  value: Expression | null,
  context: TargetContext = PLAIN,
): void {
  switch (target.type) {
    case 'identifier':
      bind(draft, flow, {
        kind: 'assignment',
        name: textOf(draft, target),
        at: anchorOf(draft, context.whole ?? target),
        scope: flow.scope,
        value,
        annotation: context.annotation,
        ...statedIn(draft, target, context),
      });
      return;
    case 'attribute':
      writeAttribute(draft, flow, target, value, context);
      return;
    case 'subscript':
      assignItem(draft, flow, target, value);
      return;
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'tuple':
    case 'list':
    case 'expression_list':
      unpack(draft, flow, target, value);
      return;
    case 'parenthesized_expression':
    case 'as_pattern_target': {
      const around = { ...context, ...statedIn(draft, target, context) };
      for (const inside of namedChildren(target)) bindTarget(draft, flow, inside, value, around);
      return;
    }
    default:
      visitExpression(draft, flow, target);
  }
}

function writeAttribute(
  draft: UnitDraft,
  flow: Flow,
  target: SyntaxNode,
  value: Expression | null,
  context: TargetContext,
): void {
  const object = childOf(target, 'object');
  const name = childOf(target, 'attribute');
  if (!object || !name) return;
  const owner = extractOwner(draft, flow, object);
  if (!value && !context.annotation) return;
  scopeOf(draft, flow.scope).writes.push({
    object: owner,
    name: textOf(draft, name),
    value: value ?? { kind: 'opaque', at: anchorOf(draft, target), syntax: 'annotation' },
    annotation: context.annotation,
    at: anchorOf(draft, context.whole ?? target),
    ...(isSure(draft, flow, name, context) && { sure: true }),
    ...statedIn(draft, target, context),
  });
  if (value) noteWrite(draft, flow, object, textOf(draft, name));
}

/** Whether a write is always made, and does not read the attribute that it sets. */
function isSure(draft: UnitDraft, flow: Flow, name: SyntaxNode, { whole }: TargetContext): boolean {
  if (!whole || flow.branches > 0 || flow.mayHaveReturned) return false;
  return textOf(draft, whole).split(`.${textOf(draft, name)}`).length === 2;
}

/** The table comment of a target: that of the whole assignment, or its own. */
function statedIn(
  draft: UnitDraft,
  target: SyntaxNode,
  { whole, stated }: TargetContext,
): Pick<TargetContext, 'stated'> {
  return stated === undefined ? statedFor(draft, whole ?? target) : { stated };
}

function assignItem(
  draft: UnitDraft,
  flow: Flow,
  target: SyntaxNode,
  value: Expression | null,
): void {
  const base = childOf(target, 'value');
  const keys = namedChildren(target).filter((child) => child.field === 'subscript');
  const [key] = keys.map((node) => visitExpression(draft, flow, node));
  if (!base || !key || !value) {
    if (base) visitExpression(draft, flow, base);
    return;
  }
  const at = anchorOf(draft, target);
  const over = flow.loops.at(-1)?.over;
  changeContainer(draft, flow, base, at, (before) => ({
    kind: 'item-assigned',
    at,
    base: before,
    key,
    value,
    ...(over ? { over } : {}),
  }));
}

/**
 * Gives the name at the root of `node` a version in which what `node` stands for is changed: `d["a"]["b"] = x` changes `d["a"]`,
 * and thereby `d`. An attribute at the root is written to, as far as the change alone says what it then holds.
 */
export function changeContainer(
  draft: UnitDraft,
  flow: Flow,
  node: SyntaxNode,
  at: Anchor,
  change: (base: Expression | null) => Expression,
): void {
  switch (node.type) {
    case 'identifier': {
      const name = textOf(draft, node);
      const value = change(extractName(draft, flow, node));
      bind(draft, flow, {
        kind: 'assignment',
        name,
        at,
        scope: flow.scope,
        value,
        annotation: null,
      });
      return;
    }
    case 'attribute': {
      const name = childOf(node, 'attribute');
      const object = childOf(node, 'object');
      if (!name || !object) return;
      const owner = extractOwner(draft, flow, object);
      noteChange(draft, flow, object, textOf(draft, name));
      const value = change(null);
      if (!isTelling(value) && textOf(draft, name) !== ENVIRONMENT) return;
      scopeOf(draft, flow.scope).writes.push({
        object: owner,
        name: textOf(draft, name),
        value,
        annotation: null,
        at,
      });
      return;
    }
    case 'subscript':
      changeItem(draft, flow, node, at, change);
      return;
    default:
      visitExpression(draft, flow, node);
  }
}

/** The attribute of `os` that holds the variables of the program: whatever is put into it is worth following. */
const ENVIRONMENT = 'environ';

/**
 * Whether what is put into an attribute is worth following: a text, what a method of something gives, a list of dicts that
 * is written down, or a list as a whole. Following whatever is kept costs most of all analysis together.
 */
function isTelling(change: Expression): boolean {
  switch (change.kind) {
    case 'item-assigned':
      return isTelling(change.value);
    case 'mutated':
      return change.arguments.some(
        ({ value }) =>
          isTelling(value) ||
          isRequest(value) ||
          (change.method === 'extend' && value.kind === 'name'),
      );
    case 'string':
    case 'concatenation':
      return true;
    case 'call':
      return change.callee.kind === 'attribute';
    default:
      return false;
  }
}

/** Whether an expression writes down a dict with a dict in it, or a list of such. */
function isRequest(value: Expression): boolean {
  if (value.kind === 'sequence') return value.items.some(isRequest);
  return value.kind === 'dict' && value.entries.some((entry) => entry.value.kind === 'dict');
}

/** Changes the item that a subscript stands for, and with it what holds the item. */
function changeItem(
  draft: UnitDraft,
  flow: Flow,
  node: SyntaxNode,
  at: Anchor,
  change: (base: Expression | null) => Expression,
): void {
  const object = childOf(node, 'value');
  const [index] = namedChildren(node).filter((child) => child.field === 'subscript');
  if (!object || !index) return;
  const key = visitExpression(draft, flow, index);
  changeContainer(draft, flow, object, at, (base) => {
    const inner: Expression | null = base && { kind: 'subscript', at, object: base, index: key };
    return { kind: 'item-assigned', at, base, key, value: change(inner) };
  });
}

/** Item number `index` of what is unpacked; a negative index counts from the end. */
export function itemFrom(
  draft: UnitDraft,
  node: SyntaxNode,
  source: Expression,
  index: number,
): Expression {
  return { kind: 'unpacked', at: anchorOf(draft, node), source, index };
}

/** What `*rest` takes of what is unpacked, with `before` items before it and `behind` items behind it. */
export function itemsFrom(
  draft: UnitDraft,
  node: SyntaxNode,
  source: Expression,
  before: number,
  behind: number,
): Expression {
  const at = anchorOf(draft, node);
  const index: Expression = {
    kind: 'slice',
    at,
    from: { kind: 'constant', at, text: `${before}` },
    to: behind === 0 ? null : { kind: 'constant', at, text: `-${behind}` },
    step: null,
  };
  return { kind: 'subscript', at, object: source, index };
}

function unpack(draft: UnitDraft, flow: Flow, target: SyntaxNode, source: Expression | null): void {
  const parts = namedChildren(target);
  const splat = parts.findIndex(
    (part) => part.type === 'list_splat_pattern' || part.type === 'list_splat',
  );
  parts.forEach((part, position) => {
    if (position === splat) {
      const [inside] = namedChildren(part);
      const behind = parts.length - 1 - position;
      const items = source && itemsFrom(draft, part, source, position, behind);
      if (inside) bindTarget(draft, flow, inside, items);
      return;
    }
    const index = splat >= 0 && position > splat ? position - parts.length : position;
    bindTarget(draft, flow, part, source && itemFrom(draft, part, source, index));
  });
}

/** Gives a name a value that nothing is known about. */
export function bindUnknown(draft: UnitDraft, flow: Flow, node: SyntaxNode, syntax: string): void {
  const at = anchorOf(draft, node);
  bind(draft, flow, { kind: 'unknown', name: textOf(draft, node), at, scope: flow.scope, syntax });
}
