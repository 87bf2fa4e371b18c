/*
 * Targets: what an assignment, a `for`, a `with … as` or a comprehension gives a value to.
 * A name gets a binding, an attribute a write, an item of a known name a new version of that name.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, namedChildren } from '../syntax/node.ts';
import { type Flow, type UnitDraft, anchorOf, bind, scopeOf, statedFor } from './draft.ts';
import type { Expression, TableCommentIndex } from './expression.ts';
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
  const owner = visitExpression(draft, flow, object);
  if (!value && !context.annotation) return;
  scopeOf(draft, flow.scope).writes.push({
    object: owner,
    name: textOf(draft, name),
    value: value ?? { kind: 'opaque', at: anchorOf(draft, target), syntax: 'annotation' },
    annotation: context.annotation,
    at: anchorOf(draft, context.whole ?? target),
    ...statedIn(draft, target, context),
  });
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
  if (base?.type !== 'identifier' || !key || !value) {
    if (base) visitExpression(draft, flow, base);
    return;
  }
  const at = anchorOf(draft, target);
  const before = extractName(draft, flow, base);
  bind(draft, flow, {
    kind: 'assignment',
    name: textOf(draft, base),
    at,
    scope: flow.scope,
    value: { kind: 'item-assigned', at, base: before, key, value },
    annotation: null,
  });
}

function unpack(draft: UnitDraft, flow: Flow, target: SyntaxNode, source: Expression | null): void {
  const parts = namedChildren(target);
  const splat = parts.findIndex(
    (part) => part.type === 'list_splat_pattern' || part.type === 'list_splat',
  );
  parts.forEach((part, position) => {
    if (position === splat) {
      const [inside] = namedChildren(part);
      if (inside?.type === 'identifier') bindUnknown(draft, flow, inside, part.type);
      return;
    }
    const index = splat >= 0 && position > splat ? position - parts.length : position;
    const value: Expression | null = source && {
      kind: 'unpacked',
      at: anchorOf(draft, part),
      source,
      index,
    };
    bindTarget(draft, flow, part, value);
  });
}

/** Gives a name a value that nothing is known about. */
export function bindUnknown(draft: UnitDraft, flow: Flow, node: SyntaxNode, syntax: string): void {
  const at = anchorOf(draft, node);
  bind(draft, flow, { kind: 'unknown', name: textOf(draft, node), at, scope: flow.scope, syntax });
}
