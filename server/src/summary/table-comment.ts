/*
 * Comments for DynamoLens: `# dynamolens: ignore[…]` and `# dynamolens: table=…`, and what a table comment is about.
 * It is about what ends on its line: calls, an assignment, a parameter, the head of a function.
 * Inside brackets where no call ends, it is about the innermost call around it.
 */
import { childOf, namedChildren, type SyntaxNode } from '../syntax/node.ts';
import type { StatedCall, TableCommentIndex } from './expression.ts';

/** The words of one comment. */
export type CommentWords =
  | { readonly kind: 'ignore'; readonly codes: readonly string[] }
  | { readonly kind: 'table'; readonly tables: readonly string[] }
  | { readonly kind: 'malformed'; readonly words: string };

/** A comment and what it says. */
interface FoundComment<Words> {
  readonly node: SyntaxNode;
  readonly words: Words;
}

type TableWords = Extract<CommentWords, { readonly kind: 'table' }>;

/** The comments of a unit's syntax, and the nodes that its table comments are about. */
export interface UnitComments {
  /** The table comments; others refer to them by their index. */
  readonly tables: readonly FoundComment<TableWords>[];
  readonly rest: readonly FoundComment<Exclude<CommentWords, TableWords>>[];
  readonly calls: ReadonlyMap<SyntaxNode, StatedCall>;
  /** Assignments, targets, parameters and functions, with the index of their comment. */
  readonly others: ReadonlyMap<SyntaxNode, TableCommentIndex>;
}

export const NO_COMMENTS: UnitComments = {
  tables: [],
  rest: [],
  calls: new Map(),
  others: new Map(),
};

const DIRECTIVE = /#\s*dynamolens:[ \t]*([^#]*)/g;
const IGNORE = /^ignore(?:\[([^\]]*)\])?(?![\w=-])/;
const TABLE = /^table[ \t]*=(.*)$/s;
/** Names of tables, and their full ARNs. */
const TABLE_NAME = /^(?:[\w.-]+|arn:[\w.:/-]+)$/;

function readWords(text: string): CommentWords {
  const words = text.trim();
  const ignored = IGNORE.exec(words);
  if (ignored) return { kind: 'ignore', codes: listIn(ignored[1] ?? '') };
  const tables =
    TABLE.exec(words)?.[1]
      ?.split(',')
      .map((name) => name.trim()) ?? [];
  return tables.length > 0 && tables.every((name) => TABLE_NAME.test(name))
    ? { kind: 'table', tables: [...new Set(tables)] }
    : { kind: 'malformed', words };
}

function listIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** The line that a comment stands on, up to the comment. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly comment: TableCommentIndex;
}

/** What is collected on the way. */
interface Collected {
  readonly calls: Map<SyntaxNode, StatedCall>;
  readonly others: Map<SyntaxNode, TableCommentIndex>;
  around: SyntaxNode | null;
}

function endsOn(line: Line, node: SyntaxNode): boolean {
  return node.end > line.start && node.end <= line.end;
}

function holds(line: Line, node: SyntaxNode): boolean {
  return node.start < line.end && node.end > line.end;
}

function add<V>(map: Map<SyntaxNode, V>, node: SyntaxNode | null | undefined, value: V): void {
  if (node && !map.has(node)) map.set(node, value);
}

/** Looks for what a comment is about in a node that has a part on its line. */
function collect(line: Line, node: SyntaxNode, found: Collected): void {
  if (node.type === 'call' && endsOn(line, node))
    add(found.calls, node, { comment: line.comment, role: 'line' });
  else if (node.type === 'call' && holds(line, node)) found.around = node;
  else for (const other of othersIn(line, node)) add(found.others, other, line.comment);
  for (const child of node.children) {
    if (child.start < line.end && child.end > line.start) collect(line, child, found);
  }
}

/** What else than a call takes the comment. */
function othersIn(line: Line, node: SyntaxNode): readonly (SyntaxNode | null)[] {
  switch (node.type) {
    case 'assignment':
    case 'augmented_assignment':
    case 'named_expression':
    case 'return_statement':
      return endsOn(line, node) || (holds(line, node) && node.start >= line.start) ? [node] : [];
    case 'for_statement': {
      const iterable = childOf(node, 'right');
      return iterable && endsOn(line, iterable) ? [childOf(node, 'left')] : [];
    }
    case 'as_pattern': {
      const alias = childOf(node, 'alias');
      return alias && endsOn(line, node) ? [alias] : [];
    }
    case 'function_definition':
      return isAboutHead(line, node) ? [node] : [];
    case 'decorated_definition':
      return decoratorsOf(node).some((decorator) => endsOn(line, decorator))
        ? [childOf(node, 'definition')]
        : [];
    case 'parameters':
      return holds(line, node) ? parametersOn(line, node).filter(isOnlyOne) : [];
    default:
      return [];
  }
}

/** Which of several parameters on a line is meant nobody can say. */
function isOnlyOne(_: SyntaxNode, __: number, all: readonly SyntaxNode[]): boolean {
  return all.length === 1;
}

function parametersOn(line: Line, list: SyntaxNode): readonly SyntaxNode[] {
  return namedChildren(list).filter((child) => endsOn(line, child));
}

/** What stands behind the `@` of each decorator: the decorators themselves go to the end of the line. */
function decoratorsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter(({ type }) => type === 'decorator').flatMap(namedChildren);
}

/** Whether a comment stands behind `def name(` or behind the end of the head. */
function isAboutHead(line: Line, node: SyntaxNode): boolean {
  const parameters = childOf(node, 'parameters');
  const end = childOf(node, 'return_type') ?? parameters;
  if (!parameters || !end) return false;
  if (endsOn(line, end)) return true;
  return (
    holds(line, parameters) &&
    parameters.start >= line.start &&
    parametersOn(line, parameters).length === 0
  );
}

function commentNodes(node: SyntaxNode): readonly SyntaxNode[] {
  return node.type === 'comment' ? [node] : node.children.flatMap(commentNodes);
}

/** Reads the comments of a piece, whose text is `text`. */
export function readComments(root: SyntaxNode, text: string): UnitComments {
  const tables: FoundComment<TableWords>[] = [];
  const rest: FoundComment<Exclude<CommentWords, TableWords>>[] = [];
  for (const node of commentNodes(root)) {
    for (const match of text.slice(node.start, node.end).matchAll(DIRECTIVE)) {
      const words = readWords(match[1] ?? '');
      if (words.kind === 'table') tables.push({ node, words });
      else rest.push({ node, words });
    }
  }
  const collected: Collected = { calls: new Map(), others: new Map(), around: null };
  tables.forEach(({ node }, comment) => {
    collected.around = null;
    const start = lineStart(text, node.start);
    collect({ start, end: node.start, comment }, root, collected);
    add(collected.calls, collected.around, { comment, role: 'around' });
  });
  return { tables, rest, calls: collected.calls, others: collected.others };
}

function lineStart(text: string, offset: number): number {
  if (offset === 0) return 0;
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}
