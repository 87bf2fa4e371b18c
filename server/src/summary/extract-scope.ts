/*
 * Functions, lambdas and classes: each opens a scope of its own inside the unit.
 * Defaults, decorators, annotations and bases are evaluated outside, in the scope around.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, namedChildren } from '../syntax/node.ts';
import {
  type Draft,
  type Flow,
  type ScopeDraft,
  type UnitDraft,
  anchorOf,
  bind,
  createFlow,
  scopeOf,
  statedFor,
} from './draft.ts';
import type { Expression, ScopeIndex } from './expression.ts';
import { extractArguments } from './extract-arguments.ts';
import { finishAttributes, followAttributes } from './extract-constructor.ts';
import type { ParameterBinding } from './unit.ts';
import { textOf, visitBlock, visitExpression } from './visit.ts';

type ScopeStart = Pick<ScopeDraft, 'kind' | 'name' | 'at' | 'nameAt'> & Partial<ScopeDraft>;

/** Adds a scope; everything that is not given starts empty. */
export function openScope(draft: Draft, parent: ScopeIndex, start: ScopeStart): ScopeIndex {
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
      ...statedFor(draft, node),
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

/** The arguments of a class statement: its bases, and what is given by keyword. */
function extractBases(
  draft: UnitDraft,
  flow: Flow,
  list: SyntaxNode | null,
): Pick<ScopeDraft, 'bases' | 'keywords'> {
  const given = list ? extractArguments(draft, flow, list) : [];
  const bases = given.flatMap((base) => (base.kind === 'positional' ? [base.value] : []));
  const keywords = given.filter(({ kind }) => kind === 'keyword');
  return keywords.length > 0 ? { bases, keywords } : { bases };
}

/** A `def` or `class`, with the nodes of its decorators; `whole` is the statement they stand in together. */
export function extractDefinition(
  draft: UnitDraft,
  flow: Flow,
  node: SyntaxNode,
  decorators: readonly SyntaxNode[],
  whole: SyntaxNode,
): void {
  const nameNode = childOf(node, 'name');
  if (!nameNode) return;
  const kind = node.type === 'class_definition' ? 'class' : 'function';
  const name = textOf(draft, nameNode);
  const decorated = extractDecorators(draft, flow, decorators);
  const returnType = childOf(node, 'return_type');
  const scope = openScope(draft, flow.scope, {
    kind,
    name,
    at: anchorOf(draft, whole),
    nameAt: anchorOf(draft, nameNode),
    decorators: decorated,
    returnAnnotation: returnType && visitExpression(draft, flow, returnType),
    ...extractBases(draft, flow, childOf(node, 'superclasses')),
    ...(kind === 'function' ? statedFor(draft, node) : {}),
  });
  const inside = createFlow(scope);
  const parameters = childOf(node, 'parameters');
  if (parameters) extractParameters(draft, flow, inside, parameters);
  followAttributes(draft, inside);
  const body = childOf(node, 'body');
  if (body) visitBlock(draft, inside, body);
  finishAttributes(draft, inside);
  const at = anchorOf(draft, nameNode);
  bind(draft, flow, { kind, name, at, scope: flow.scope, body: scope });
}
