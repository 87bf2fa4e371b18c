/*
 * `match`: what the patterns take out of the subject, and what they say about it.
 * Rules: https://docs.python.org/3/reference/compound_stmts.html#the-match-statement
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { childOf, namedChildren } from '../syntax/node.ts';
import { type Flow, type UnitDraft, anchorOf, branchOff, joinWays } from './draft.ts';
import type { Expression, Narrowing } from './expression.ts';
import { assume, equalTo } from './extract-narrowing.ts';
import { extractName } from './extract-name.ts';
import { bindTarget, bindUnknown, itemFrom, itemsFrom } from './extract-target.ts';
import { textOf, visitBlock, visitExpression } from './visit.ts';

/** Types that a class pattern with one argument takes as they are. */
const PLAIN_TYPES: ReadonlySet<string> = new Set(
  'bool bytearray bytes dict float frozenset int list set str tuple'.split(' '),
);

/** `match subject`. */
export function extractMatch(draft: UnitDraft, flow: Flow, node: SyntaxNode): void {
  const { narrowed } = flow;
  const subject = childOf(node, 'subject');
  const value = subject && visitExpression(draft, flow, subject);
  const clauses = casesOf(node);
  const ways = clauses.map((clause) => {
    const opposites: Narrowing[] = [];
    const way = branchOff(flow, () => {
      opposites.push(...extractCase(draft, flow, clause, subject, value));
    });
    const facts = opposites.flatMap((narrowing) => (subject ? [{ node: subject, narrowing }] : []));
    assume(draft, flow, facts);
    return way;
  });
  if (!clauses.some((clause) => takesAll(draft, clause)))
    ways.push({ reaching: flow.reaching, narrowed: flow.narrowed, dead: flow.dead });
  flow.narrowed = narrowed;
  joinWays(flow, ways);
}

function casesOf(node: SyntaxNode): readonly SyntaxNode[] {
  return namedChildren(node).flatMap((child) =>
    child.type === 'case_clause' ? [child] : child.type === 'block' ? casesOf(child) : [],
  );
}

/** `case _:` */
function takesAll(draft: UnitDraft, clause: SyntaxNode): boolean {
  const patterns = namedChildren(clause).filter(({ type }) => type === 'case_pattern');
  const [only] = patterns;
  return (
    patterns.length === 1 &&
    !!only &&
    !childOf(clause, 'guard') &&
    textOf(draft, only).trim() === '_'
  );
}

/** One case. Gives what holds about the subject where the case does not fit, if that says anything. */
function extractCase(
  draft: UnitDraft,
  flow: Flow,
  clause: SyntaxNode,
  subject: SyntaxNode | null,
  value: Expression | null,
): readonly Narrowing[] {
  const children = namedChildren(clause);
  const opposites: Narrowing[] = [];
  const patterns = children.filter(({ type }) => type === 'case_pattern');
  const [only] = patterns;
  if (patterns.length === 1 && only) {
    const narrowing = narrowingOf(draft, flow, only);
    const isName = subject?.type === 'identifier';
    const narrowed: Expression | null =
      isName && narrowing ? { ...extractName(draft, flow, subject), narrowing } : value;
    bindPattern(draft, flow, only, narrowed);
    if (isName && narrowing) assume(draft, flow, [{ node: subject, narrowing }]);
    if (isName && narrowing?.kind === 'equal' && !childOf(clause, 'guard'))
      opposites.push({ kind: 'not', of: narrowing });
  } else {
    // `case a, b:` is a tuple without parentheses.
    bindItems(draft, flow, patterns, value);
  }
  for (const child of children) {
    if (child.type === 'block') visitBlock(draft, flow, child);
    else if (child.type !== 'case_pattern') visitExpression(draft, flow, child);
  }
  return opposites;
}

/** What a pattern as a whole says about the subject. */
function narrowingOf(draft: UnitDraft, flow: Flow, pattern: SyntaxNode): Narrowing | null {
  const [inside] = namedChildren(pattern);
  switch (pattern.type) {
    case 'case_pattern':
    case 'as_pattern':
      return inside ? narrowingOf(draft, flow, inside) : null;
    case 'string':
      return equalTo(draft, flow, [pattern]);
    case 'union_pattern': {
      const options = namedChildren(pattern);
      const areTexts = options.every(({ type }) => type === 'string');
      return areTexts ? equalTo(draft, flow, options) : null;
    }
    case 'dict_pattern':
      return { kind: 'shape', shape: 'dict' };
    case 'list_pattern':
    case 'tuple_pattern':
      return { kind: 'shape', shape: 'sequence' };
    case 'class_pattern':
      return inside ? { kind: 'instance', type: dottedName(draft, flow, inside) } : null;
    default:
      return null;
  }
}

/** `a.b.c` as an expression; the grammar reads it as one name in a pattern. */
function dottedName(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const [first, ...rest] = namedChildren(node);
  if (!first) return { kind: 'opaque', at: anchorOf(draft, node), syntax: node.type };
  return rest.reduce<Expression>(
    (object, part) => ({
      kind: 'attribute',
      at: anchorOf(draft, part),
      object,
      name: textOf(draft, part),
      nameAt: anchorOf(draft, part),
    }),
    extractName(draft, flow, first),
  );
}

/** Binds the names that a pattern captures to what they take out of `source`; null when that is not known. */
function bindPattern(
  draft: UnitDraft,
  flow: Flow,
  pattern: SyntaxNode,
  source: Expression | null,
): void {
  const inside = namedChildren(pattern);
  const [first] = inside;
  switch (pattern.type) {
    case 'case_pattern':
      for (const child of inside) bindPattern(draft, flow, child, source);
      return;
    case 'dotted_name':
      if (inside.length === 1 && first) capture(draft, flow, first, source);
      return;
    case 'as_pattern': {
      const name = inside.at(-1);
      if (first && first !== name) bindPattern(draft, flow, first, source);
      if (name?.type === 'identifier') capture(draft, flow, name, source);
      return;
    }
    case 'union_pattern':
      for (const child of inside) bindPattern(draft, flow, child, null);
      return;
    case 'list_pattern':
    case 'tuple_pattern':
      bindItems(draft, flow, inside, source);
      return;
    case 'dict_pattern':
      bindEntries(draft, flow, pattern, source);
      return;
    case 'class_pattern':
      bindAttributes(draft, flow, pattern, source);
      return;
    default:
  }
}

function capture(draft: UnitDraft, flow: Flow, name: SyntaxNode, source: Expression | null): void {
  if (source) bindTarget(draft, flow, name, source);
  else bindUnknown(draft, flow, name, 'case_pattern');
}

/** The name behind `*` or `**`, and behind the pattern around it. */
function splatOf(pattern: SyntaxNode): SyntaxNode | null {
  if (pattern.type === 'splat_pattern') return pattern;
  const [inside] = namedChildren(pattern);
  return pattern.type === 'case_pattern' && inside ? splatOf(inside) : null;
}

function bindItems(
  draft: UnitDraft,
  flow: Flow,
  patterns: readonly SyntaxNode[],
  source: Expression | null,
): void {
  const splat = patterns.findIndex((pattern) => splatOf(pattern) !== null);
  patterns.forEach((pattern, position) => {
    const rest = splatOf(pattern);
    const [name] = rest ? namedChildren(rest) : [];
    if (name) {
      const behind = patterns.length - 1 - position;
      capture(
        draft,
        flow,
        name,
        source && itemsFrom(draft, rest ?? pattern, source, position, behind),
      );
    } else if (!rest) {
      const index = splat >= 0 && position > splat ? position - patterns.length : position;
      bindPattern(draft, flow, pattern, source && itemFrom(draft, pattern, source, index));
    }
  });
}

function bindEntries(
  draft: UnitDraft,
  flow: Flow,
  pattern: SyntaxNode,
  source: Expression | null,
): void {
  let index: Expression | null = null;
  for (const child of namedChildren(pattern)) {
    if (child.field === 'key') {
      index = visitExpression(draft, flow, child);
    } else if (child.type === 'splat_pattern') {
      const [name] = namedChildren(child);
      if (name) capture(draft, flow, name, source);
    } else {
      const at = anchorOf(draft, child);
      const entry: Expression | null = source &&
        index && { kind: 'subscript', at, object: source, index };
      bindPattern(draft, flow, child, entry);
    }
  }
}

function bindAttributes(
  draft: UnitDraft,
  flow: Flow,
  pattern: SyntaxNode,
  source: Expression | null,
): void {
  const [type, ...parts] = namedChildren(pattern);
  const isPlain = type !== undefined && PLAIN_TYPES.has(textOf(draft, type));
  for (const part of parts) {
    const [inside] = namedChildren(part);
    if (inside?.type !== 'keyword_pattern') {
      bindPattern(draft, flow, part, isPlain ? source : null);
      continue;
    }
    const [name, value] = namedChildren(inside);
    if (!name || !value) continue;
    const at = anchorOf(draft, inside);
    const attribute: Expression | null = source && {
      kind: 'attribute',
      at,
      object: source,
      name: textOf(draft, name),
      nameAt: anchorOf(draft, name),
    };
    bindPattern(draft, flow, value, attribute);
  }
}
