/*
 * Statements: which bindings they make, and which bindings reach the statements behind them.
 * The control flow is followed by structure: branches meet, a loop's body may run again, a handler may start anywhere in its `try`.
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, namedChildren } from '../syntax/node.ts';
import { type Flow, OUTSIDE, type UnitDraft, anchorOf, scopeOf, statedFor } from './draft.ts';
import type { CallExpression, Expression } from './expression.ts';
import { noteReturn } from './extract-constructor.ts';
import { extractFor, extractIf, extractTry, extractWhile, extractWith } from './extract-control.ts';
import { assume, factsOf } from './extract-narrowing.ts';
import { extractMatch } from './extract-match.ts';
import { extractExpression } from './extract-expression.ts';
import { extractFromImport, extractImport } from './extract-import.ts';
import { extractDefinition } from './extract-scope.ts';
import { bindTarget, changeContainer } from './extract-target.ts';
import { textOf, visitBlock } from './visit.ts';

/** Methods of lists and dicts that change their receiver in place. */
const MUTATORS: ReadonlySet<string> = new Set([
  'append',
  'extend',
  'insert',
  'update',
  'setdefault',
  'add',
]);

/** Extracts one statement. */
export function extractStatement(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  switch (node.type) {
    case 'expression_statement':
      for (const inside of namedChildren(node)) extractSimple(draft, flow, inside);
      return;
    case 'import_statement':
      extractImport(draft, flow, node);
      return;
    case 'import_from_statement':
      extractFromImport(draft, flow, node);
      return;
    case 'function_definition':
    case 'class_definition':
      extractDefinition(draft, flow, node, [], node);
      return;
    case 'decorated_definition':
      extractDecorated(draft, flow, node);
      return;
    case 'return_statement':
      extractReturn(draft, flow, node);
      return;
    default:
      extractControl(draft, flow, node);
  }
}

function extractControl(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  switch (node.type) {
    case 'if_statement':
      extractIf(draft, flow, node);
      return;
    case 'for_statement':
      extractFor(draft, flow, node);
      return;
    case 'while_statement':
      extractWhile(draft, flow, node);
      return;
    case 'try_statement':
      extractTry(draft, flow, node);
      return;
    case 'with_statement':
      extractWith(draft, flow, node);
      return;
    case 'match_statement':
      extractMatch(draft, flow, node);
      return;
    case 'global_statement':
    case 'nonlocal_statement':
      declareOuter(draft, flow, node);
      return;
    default:
      extractRest(draft, flow, node);
  }
}

function extractRest(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  switch (node.type) {
    case 'raise_statement':
      extractInsides(draft, flow, node);
      flow.dead = true;
      return;
    case 'break_statement':
      flow.loops.at(-1)?.breaks.push(new Map(flow.reaching));
      flow.dead = true;
      return;
    case 'continue_statement':
      flow.loops.at(-1)?.continues.push(new Map(flow.reaching));
      flow.dead = true;
      return;
    case 'assert_statement': {
      extractInsides(draft, flow, node);
      const [condition] = namedChildren(node);
      if (condition) assume(draft, flow, factsOf(draft, flow, condition, true));
      return;
    }
    case 'delete_statement':
    case 'print_statement':
    case 'exec_statement':
    case 'ERROR':
      extractInsides(draft, flow, node);
      return;
    case 'block':
      visitBlock(draft, flow, node);
      return;
    case 'type_alias_statement':
      extractTypeAlias(draft, flow, node);
      return;
    default:
      // Comments, `pass`, and expressions that broken code leaves without a statement.
      if (!node.type.endsWith('_statement') && node.type !== 'comment')
        extractExpression(draft, flow, node);
  }
}

/** Visits what a statement without a meaning of its own holds; in an ERROR node these may be whole statements. */
function extractInsides(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  for (const child of namedChildren(node)) extractStatement(draft, flow, child);
}

function extractSimple(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  switch (node.type) {
    case 'assignment':
      extractAssignment(draft, flow, node);
      return;
    case 'augmented_assignment':
      extractAugmented(draft, flow, node);
      return;
    case 'call':
      extractExpression(draft, flow, node);
      noteMutation(draft, flow, node);
      return;
    default:
      extractExpression(draft, flow, node);
  }
}

function extractAssignment(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  const targets: SyntaxNode[] = [];
  let right: SyntaxNode | null = node;
  let annotation: Expression | null = null;
  while (right?.type === 'assignment') {
    const left = childOf(right, 'left');
    const type = childOf(right, 'type');
    if (left) targets.push(left);
    if (type) annotation = extractExpression(draft, flow, type);
    right = childOf(right, 'right');
  }
  const value = right && extractExpression(draft, flow, right);
  for (const target of targets) bindTarget(draft, flow, target, value, { annotation, whole: node });
}

function extractAugmented(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (!left || !right) return;
  const at = anchorOf(draft, node);
  const operator = childOf(node, 'operator');
  const before = extractExpression(draft, flow, left);
  const added = extractExpression(draft, flow, right);
  const parts = [before, added];
  const value: Expression =
    operator && textOf(draft, operator) === '+='
      ? { kind: 'concatenation', at, form: 'plus', parts }
      : operator && textOf(draft, operator) === '|='
        ? { kind: 'alternatives', at, form: 'union', options: parts }
        : { kind: 'opaque', at, syntax: node.type };
  const isPlain = left.type === 'attribute' && childOf(left, 'object')?.type === 'identifier';
  if (left.type === 'identifier' || (isPlain && value.kind !== 'opaque'))
    bindTarget(draft, flow, left, value, { annotation: null, whole: node });
}

/** `items.append(x)` as a statement gives `items` a new version that holds `x`. */
function noteMutation(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  const callee = childOf(node, 'function');
  const object = callee?.type === 'attribute' ? childOf(callee, 'object') : null;
  const name = callee && childOf(callee, 'attribute');
  const call = scopeOf(draft, flow.scope).calls.at(-1);
  if (!object || !name || !call || !MUTATORS.has(textOf(draft, name))) return;
  const at = anchorOf(draft, node);
  const changed = (base: Expression | null): Expression => ({
    kind: 'mutated',
    at,
    base,
    method: textOf(draft, name),
    arguments: call.arguments,
  });
  if (isChangeable(draft, flow, object)) changeContainer(draft, flow, object, at, changed);
  else noteDefault(draft, flow, object, call, changed);
}

/** `d.setdefault(key, []).append(x)` changes `d[key]`. */
function noteDefault(
  draft: UnitDraft,
  flow: Flow,
  node: SyntaxNode,
  { at, callee }: CallExpression,
  changed: (base: Expression | null) => Expression,
): void {
  const inner = callee.kind === 'attribute' ? callee.object : null;
  const method = childOf(node, 'function');
  const object = method && childOf(method, 'object');
  if (!object || inner?.kind !== 'call' || !isChangeable(draft, flow, object)) return;
  const [key] = inner.arguments;
  if (inner.callee.kind !== 'attribute' || inner.callee.name !== 'setdefault' || !key) return;
  changeContainer(draft, flow, object, at, (base) => ({
    kind: 'item-assigned',
    at,
    base,
    key: key.value,
    value: changed(base && inner),
  }));
}

/** Whether a change is followed: a function that changes a name from outside says nothing about its own names. */
function isChangeable(draft: UnitDraft, flow: Flow, node: SyntaxNode): boolean {
  if (node.type === 'attribute') return true;
  if (node.type === 'subscript') {
    const object = childOf(node, 'value');
    // The key is read twice, which must not count its calls twice.
    const [index] = namedChildren(node).filter((child) => child.field === 'subscript');
    const isPlain = index?.type === 'string' || index?.type === 'identifier';
    return !!object && isPlain && isChangeable(draft, flow, object);
  }
  if (node.type !== 'identifier') return false;
  const reaching = flow.reaching.get(textOf(draft, node)) ?? [OUTSIDE];
  const { kind } = scopeOf(draft, flow.scope);
  return !reaching.includes(OUTSIDE) || kind === 'unit' || kind === 'class';
}

/** `type Name = …`: the name stands for the type, as in an assignment. */
function extractTypeAlias(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  const [left, right] = namedChildren(node);
  const [inside] = left ? namedChildren(left) : [];
  const name = inside?.type === 'generic_type' ? namedChildren(inside)[0] : inside;
  if (name?.type !== 'identifier' || !right) return;
  bindTarget(draft, flow, name, extractExpression(draft, flow, right), {
    annotation: null,
    whole: node,
  });
}

function extractDecorated(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  const definition = childOf(node, 'definition');
  if (!definition) return;
  const decorators = namedChildren(node).filter((child) => child.type === 'decorator');
  extractDefinition(draft, flow, definition, decorators, node);
}

function extractReturn(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  const { returns } = scopeOf(draft, flow.scope);
  const { stated } = statedFor(draft, node);
  for (const child of namedChildren(node)) {
    const value = extractExpression(draft, flow, child);
    returns.push(
      stated === undefined ? value : { kind: 'stated', at: anchorOf(draft, node), value, stated },
    );
  }
  noteReturn(flow);
  flow.dead = true;
  flow.mayHaveReturned = true;
}

function declareOuter(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  for (const name of namedChildren(node)) {
    const text = textOf(draft, name);
    flow.outer.set(text, node.type === 'global_statement' ? null : ownerOf(draft, flow, text));
    flow.reaching.set(text, [OUTSIDE]);
  }
}

/** The enclosing function that a `nonlocal` name belongs to; the nearest one that binds it. */
function ownerOf(draft: UnitDraft, flow: Flow, name: string): number {
  let index = scopeOf(draft, flow.scope).parent;
  for (;;) {
    const scope = scopeOf(draft, index);
    const owner = index;
    if (
      index === 0 ||
      draft.bindings.some((binding) => binding.scope === owner && binding.name === name)
    )
      return index;
    index = scope.parent;
  }
}
