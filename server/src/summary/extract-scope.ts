/*
 * Functions, lambdas and classes: each opens a scope of its own inside the unit.
 * Defaults, decorators, annotations and bases are evaluated outside, in the scope around.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, firstOfType, namedChildren } from '../syntax/node.ts';
import {
  type Flow,
  type ScopeDraft,
  type UnitDraft,
  anchorOf,
  bind,
  createFlow,
  scopeOf,
} from './draft.ts';
import type { Expression, ScopeIndex } from './expression.ts';
import { extractArguments } from './extract-arguments.ts';
import type { ParameterBinding } from './unit.ts';
import { textOf, visitBlock, visitExpression } from './visit.ts';

type ScopeStart = Pick<ScopeDraft, 'kind' | 'name' | 'at' | 'nameAt'> & Partial<ScopeDraft>;

/** Adds a scope; everything that is not given starts empty. */
export function openScope(draft: UnitDraft, parent: ScopeIndex, start: ScopeStart): ScopeIndex {
  draft.scopes.push({
    parent,
    parameters: [],
    decorators: [],
    bases: [],
    returnAnnotation: null,
    calls: [],
    returns: [],
    yields: [],
    writes: [],
    isAsync: false,
    ...start,
  });
  return draft.scopes.length - 1;
}

interface ParameterParts {
  readonly name: SyntaxNode | undefined;
  readonly form: ParameterBinding['form'];
  readonly type: SyntaxNode | null;
  readonly initial: SyntaxNode | null;
}

function partsOf(node: SyntaxNode): ParameterParts {
  const [inside] = namedChildren(node);
  switch (node.type) {
    case 'identifier':
      return { name: node, form: 'plain', type: null, initial: null };
    case 'list_splat_pattern':
      return { name: inside, form: 'rest', type: null, initial: null };
    case 'dictionary_splat_pattern':
      return { name: inside, form: 'keyword-rest', type: null, initial: null };
    case 'typed_parameter':
      return {
        ...(inside ? partsOf(inside) : { name: undefined, form: 'plain', initial: null }),
        type: childOf(node, 'type'),
      };
    default:
      return {
        name: childOf(node, 'name') ?? undefined,
        form: 'plain',
        type: childOf(node, 'type'),
        initial: childOf(node, 'value'),
      };
  }
}

function extractParameters(draft: UnitDraft, outside: Flow, inside: Flow, list: SyntaxNode): void {
  let keywordOnly = false;
  let index = 0;
  for (const node of namedChildren(list)) {
    const parts = partsOf(node);
    if (node.type === 'keyword_separator' || parts.form === 'rest') keywordOnly = true;
    if (!parts.name) continue;
    const annotation = parts.type && visitExpression(draft, outside, parts.type);
    const initial = parts.initial && visitExpression(draft, outside, parts.initial);
    const form = parts.form === 'plain' && keywordOnly ? 'keyword-only' : parts.form;
    scopeOf(draft, inside.scope).parameters.push(draft.bindings.length);
    bind(draft, inside, {
      kind: 'parameter',
      name: textOf(draft, parts.name),
      at: anchorOf(draft, parts.name),
      scope: inside.scope,
      index: index++,
      form,
      initial,
      annotation,
    });
  }
}

/** A `lambda`; its body is what it returns. */
export function extractLambda(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const at = anchorOf(draft, node);
  const scope = openScope(draft, flow.scope, { kind: 'lambda', name: '', at, nameAt: at });
  const inside = createFlow(scope);
  const parameters = childOf(node, 'parameters');
  if (parameters) extractParameters(draft, flow, inside, parameters);
  const body = childOf(node, 'body');
  if (body) scopeOf(draft, scope).returns.push(visitExpression(draft, inside, body));
  return { kind: 'lambda', at, scope };
}

function extractDecorators(
  draft: UnitDraft,
  flow: Flow,
  nodes: readonly SyntaxNode[],
): readonly Expression[] {
  return nodes.flatMap((node) =>
    namedChildren(node).map((inside) => visitExpression(draft, flow, inside)),
  );
}

/** A `def`, with the nodes of its decorators. */
export function extractFunction(
  draft: UnitDraft,
  flow: Flow,
  node: SyntaxNode,
  decorators: readonly SyntaxNode[],
  whole: SyntaxNode,
): void {
  const name = childOf(node, 'name');
  if (!name) return;
  const decorated = extractDecorators(draft, flow, decorators);
  const returnType = childOf(node, 'return_type');
  const scope = openScope(draft, flow.scope, {
    kind: 'function',
    name: textOf(draft, name),
    at: anchorOf(draft, whole),
    nameAt: anchorOf(draft, name),
    decorators: decorated,
    returnAnnotation: returnType && visitExpression(draft, flow, returnType),
    isAsync: firstOfType(node, 'async') !== null,
  });
  const inside = createFlow(scope);
  const parameters = childOf(node, 'parameters');
  if (parameters) extractParameters(draft, flow, inside, parameters);
  const body = childOf(node, 'body');
  if (body) visitBlock(draft, inside, body);
  const at = anchorOf(draft, name);
  bind(draft, flow, {
    kind: 'function',
    name: textOf(draft, name),
    at,
    scope: flow.scope,
    body: scope,
  });
}

/** A `class`, with the nodes of its decorators. */
export function extractClass(
  draft: UnitDraft,
  flow: Flow,
  node: SyntaxNode,
  decorators: readonly SyntaxNode[],
  whole: SyntaxNode,
): void {
  const name = childOf(node, 'name');
  if (!name) return;
  const decorated = extractDecorators(draft, flow, decorators);
  const bases = childOf(node, 'superclasses');
  const scope = openScope(draft, flow.scope, {
    kind: 'class',
    name: textOf(draft, name),
    at: anchorOf(draft, whole),
    nameAt: anchorOf(draft, name),
    decorators: decorated,
    bases: bases
      ? extractArguments(draft, flow, bases).flatMap((base) =>
          base.kind === 'positional' ? [base.value] : [],
        )
      : [],
  });
  const body = childOf(node, 'body');
  if (body) visitBlock(draft, createFlow(scope), body);
  const at = anchorOf(draft, name);
  bind(draft, flow, {
    kind: 'class',
    name: textOf(draft, name),
    at,
    scope: flow.scope,
    body: scope,
  });
}
