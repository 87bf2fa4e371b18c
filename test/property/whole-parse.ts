/*
 * Compares what the pieces of a text parse to with what the whole text parses to.
 * Both are brought into the same form: comments are left out (a piece ends before the comments behind it),
 * so that a suite ends with its last statement.
 */
import { cutText } from '../../server/src/syntax/cut.ts';
import type { SyntaxNode } from '../../server/src/syntax/node.ts';
import type { PythonParser } from '../../server/src/syntax/parser.ts';

/** Nodes that end with their last child, but for comments. */
const ENDS_WITH_SUITE = new Set([
  ...['block', 'class_definition', 'function_definition', 'decorated_definition', 'case_clause'],
  ...['if_statement', 'elif_clause', 'else_clause', 'for_statement', 'while_statement'],
  ...['try_statement', 'except_clause', 'except_group_clause', 'finally_clause'],
  ...['with_statement', 'match_statement'],
]);

/** The whole text's statements. */
export function parseWhole(parser: PythonParser, text: string): SyntaxNode {
  return parser.withTree(text, 'statement', (root) => root);
}

/** The statements of all pieces, with the members put back into their classes. */
export function parsePieces(parser: PythonParser, text: string): SyntaxNode {
  const statements: SyntaxNode[] = [];
  let header: SyntaxNode | undefined;
  let members: SyntaxNode[] = [];
  const endClass = (): void => {
    if (header) statements.push(withBody(header, members));
    [header, members] = [undefined, []];
  };
  for (const piece of cutText(text)) {
    const source = text.slice(piece.start, piece.end);
    const root = parser.withTree(source, piece.kind, (node) => moved(node, piece.start));
    const [first] = root.children;
    if (piece.kind !== 'member' && piece.kind !== 'comment') endClass();
    if (piece.kind === 'class-header') header = first;
    else if (piece.kind === 'member' && header) members.push(...root.children);
    else statements.push(...root.children);
  }
  endClass();
  return { ...moved(EMPTY, 0), end: text.length, children: statements };
}

const EMPTY: SyntaxNode = {
  type: 'module',
  field: null,
  start: 0,
  end: 0,
  children: [],
  named: true,
};

function moved(node: SyntaxNode, by: number): SyntaxNode {
  const children = node.children.map((child) => moved(child, by));
  return { ...node, start: node.start + by, end: node.end + by, children };
}

/** The class `header` with `members` as its body; the class may be inside its decorators. */
function withBody(header: SyntaxNode, members: readonly SyntaxNode[]): SyntaxNode {
  if (header.type === 'decorated_definition') {
    const children = header.children.map((child) =>
      child.field === 'definition' ? withBody(child, members) : child,
    );
    return { ...header, children };
  }
  const start = members[0]?.start ?? header.end;
  const body: SyntaxNode = { ...EMPTY, type: 'block', field: 'body', start, children: members };
  return { ...header, children: [...header.children, body] };
}

/** One line for each node, in order. Equal lines mean equal structure. */
export function linesOf(root: SyntaxNode): readonly string[] {
  const lines: string[] = [];
  const write = (node: SyntaxNode, indent: string): number => {
    const at = lines.push('') - 1;
    let end = node.end;
    for (const child of node.children) {
      if (child.type === 'comment') continue;
      const childEnd = write(child, `${indent} `);
      if (ENDS_WITH_SUITE.has(node.type)) end = childEnd;
    }
    lines[at] = `${indent}${node.field ?? ''} ${node.type} ${node.start}-${end}`;
    return end;
  };
  for (const child of root.children) if (child.type !== 'comment') write(child, '');
  return lines;
}
