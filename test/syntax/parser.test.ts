/*
 * What the parser gives for each kind of piece, and that no text can break it.
 */
import { Language, Parser } from 'web-tree-sitter';
import { beforeAll, describe, expect, test } from 'vitest';

import {
  childOf,
  childrenOf,
  firstOfType,
  hasError,
  namedChildren,
  type SyntaxNode,
} from '../../server/src/syntax/node.ts';
import { MAX_PIECE_LENGTH, type PythonParser } from '../../server/src/syntax/parser.ts';
import type { PieceKind } from '../../server/src/syntax/piece.ts';
import { MAX_DEPTH } from '../../server/src/syntax/tree-reader.ts';
import { grammarFiles, loadParser } from './load-parser.ts';

let parser: PythonParser;
beforeAll(async () => {
  parser = await loadParser();
});

function parse(text: string, kind: PieceKind = 'statement'): SyntaxNode {
  return parser.withTree(text, kind, (root) => root);
}

/** A node as an expression: its type, the texts of leaves, and its children with their fields. */
function print(text: string, node: SyntaxNode): string {
  const children = node.children.map((child) => print(text, child));
  const inside = node.children.length > 0 ? children.join(' ') : text.slice(node.start, node.end);
  return `${node.field === null ? '' : `${node.field}: `}${node.type}(${inside})`;
}

function printed(text: string, kind: PieceKind = 'statement'): string {
  return parse(text, kind)
    .children.map((node) => print(text, node))
    .join(' ');
}

function depthOf(root: SyntaxNode): number {
  let depth = 0;
  for (let level = [root]; level.length > 0; depth++)
    level = level.flatMap((node) => node.children);
  return depth;
}

describe('what is kept', () => {
  test('punctuation is dropped, operators are not', () => {
    expect(printed('x += -a[1:]')).toBe(
      'expression_statement(augmented_assignment(left: identifier(x) operator: +=(+=) ' +
        'right: unary_operator(operator: -(-) argument: subscript(value: identifier(a) ' +
        'subscript: slice(integer(1) :(:))))))',
    );
  });

  test('an operator of two words is one token', () => {
    expect(printed('a not  in b is not c')).toBe(
      'expression_statement(comparison_operator(identifier(a) operators: not in(not  in) ' +
        'identifier(b) operators: is not(is not) identifier(c)))',
    );
  });

  test('what only a token tells is kept', () => {
    const holds = (text: string, type: string) => printed(text).includes(`${type}(${type})`);
    expect(holds('async def f(): pass', 'async')).toBe(true);
    expect(holds('yield from x', 'from')).toBe(true);
    expect(holds('f"{x=}"', '=')).toBe(true);
    expect(holds('match x:\n  case [*a]: pass', '*')).toBe(true);
    expect(holds('match x:\n  case {**a}: pass', '**')).toBe(true);
    expect(holds('match x:\n  case -1: pass', '-')).toBe(true);
    expect(holds('match x:\n  case _: pass', '_')).toBe(true);
    expect(holds('x = (a, b)', ',')).toBe(false);
  });

  test('comments are kept, but are no named children', () => {
    const call = parse('f(a,  # note\n  b)').children[0]?.children[0];
    const list = call && childOf(call, 'arguments');
    expect(list?.children.map((node) => node.type)).toStrictEqual([
      'identifier',
      'comment',
      'identifier',
    ]);
    expect(list && namedChildren(list).map((node) => node.start)).toStrictEqual([2, 15]);
  });
});

describe('kinds of pieces', () => {
  test('the statements of a member start where they stand in its text', () => {
    const text = '    @d\n    async def f(self): pass';
    const [decorated] = parse(text, 'member').children;
    expect(printed(text, 'member')).toMatch(/^decorated_definition\(decorator\(/);
    expect(decorated).toMatchObject({ start: 4, end: text.length });
  });

  test('a member may be several statements, and any statement', () => {
    expect(printed('\tx = 1; y = 2  # note', 'member')).toBe(
      'expression_statement(assignment(left: identifier(x) right: integer(1))) ' +
        'expression_statement(assignment(left: identifier(y) right: integer(2))) comment(# note)',
    );
    expect(hasError(parse('  if x:\n    pass\n  else:\n    pass', 'member'))).toBe(false);
  });

  test('a class header is a class without body', () => {
    const text = '@d\nclass A(B, metaclass=M):  # note';
    const root = parse(text, 'class-header');
    expect(hasError(root)).toBe(false);
    expect(root.children).toHaveLength(1);
    const definition = root.children[0] && childOf(root.children[0], 'definition');
    expect(definition).toMatchObject({ type: 'class_definition', start: 3, end: text.length });
    expect(definition && childOf(definition, 'body')).toBeNull();
  });

  test('a header without colon is an error', () => {
    expect(hasError(parse('class A', 'class-header'))).toBe(true);
  });

  test('the root spans the piece', () => {
    expect(parse('  x', 'member')).toMatchObject({ type: 'module', start: 0, end: 3 });
    expect(parse('# dynamolens: x', 'comment').children).toHaveLength(1);
  });

  test('a lone carriage return ends a line, and offsets stay', () => {
    const root = parse('if x:\r  y\r\n  z');
    expect(hasError(root)).toBe(false);
    expect(root.children[0]?.children[1]?.children.map(({ start }) => start)).toStrictEqual([
      8, 13,
    ]);
  });
});

test('a piece may end with a backslash', () => {
  for (const kind of ['statement', 'member'] as const) {
    expect(printed('x \\', kind)).toBe('expression_statement(identifier(x))');
  }
});

describe('errors', () => {
  test.each(['def f(:\n  pass', 'x = ', 'foo.', 'f(a', '"', 'x = (1]'])('%s', (text) => {
    expect(hasError(parse(text))).toBe(true);
  });

  test('something missing is an empty error', () => {
    const [definition] = parse('def f(:\n  pass').children;
    const parameters = definition && childOf(definition, 'parameters');
    const missing = parameters && firstOfType(parameters, 'ERROR');
    expect(missing).toMatchObject({ start: 6, end: 6 });
  });

  test('a broken member is an error of its own', () => {
    expect(hasError(parse('    def f(self:\n        pass', 'member'))).toBe(true);
    expect(hasError(parse('    @d', 'member'))).toBe(true);
  });
});

test('children can be asked for by field', () => {
  const statement = parse('a[1, 2]').children[0]?.children[0];
  expect(statement && childrenOf(statement, 'subscript').map(({ start }) => start)).toStrictEqual([
    2, 5,
  ]);
  expect(statement && childOf(statement, 'nothing')).toBeNull();
});

describe('no text breaks the parser', () => {
  const n = 10_000;
  const deep: Readonly<Record<string, string>> = {
    brackets: `x = ${'('.repeat(n)}1${')'.repeat(n)}`,
    'open brackets': '['.repeat(n),
    operators: `x = ${'a + '.repeat(n)}a`,
    attributes: `a${'.b'.repeat(n)}`,
    calls: `a${'()'.repeat(n)}`,
    'nested f-strings': `${`f"{f'{`.repeat(n / 2)}x${`}'}"`.repeat(n / 2)}`,
    lambdas: `x = ${'lambda: '.repeat(n)}1`,
    conditions: `x = ${'a if b else '.repeat(n)}c`,
    dictionaries: `x = ${'{1: '.repeat(n)}1${'}'.repeat(n)}`,
    indentation: Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}if x:`).join('\n'),
  };

  test.each(Object.keys(deep))('%s', (name) => {
    const text = deep[name] ?? '';
    for (const kind of ['statement', 'member', 'class-header'] as const) {
      expect(depthOf(parse(kind === 'member' ? ` ${text}` : text, kind))).toBeLessThanOrEqual(
        MAX_DEPTH + 1,
      );
    }
    expect(printed('x')).toBe('expression_statement(identifier(x))');
  });

  test('what is nested too deeply is cut off, without being an error', () => {
    const root = parse(deep.brackets ?? '');
    expect(hasError(root)).toBe(false);
    let node: SyntaxNode | undefined = root;
    while (node?.children.length) node = node.children.at(-1);
    expect(node?.type).toBe('TOO_DEEP');
  });

  test('a piece that is too long is one error', () => {
    const text = 'x'.repeat(MAX_PIECE_LENGTH + 1);
    expect(parse(text)).toMatchObject({ type: 'ERROR', start: 0, end: text.length, children: [] });
  });

  test('a piece that takes too long is one error, and the next one is parsed', async () => {
    let time = 0;
    const slow = await loadParser(() => (time += 1000));
    const text = 'a: b, '.repeat(1000);
    expect(slow.withTree(text, 'statement', (root) => root)).toMatchObject({
      type: 'ERROR',
      children: [],
    });
    expect(slow.withTree('x', 'statement', hasError)).toBe(false);
  });

  test('an error of the caller is passed on, and the next piece is parsed', () => {
    const fail = () =>
      parser.withTree('x', 'statement', () => {
        throw new RangeError('mine');
      });
    expect(fail).toThrow('mine');
    expect(printed('x')).toBe('expression_statement(identifier(x))');
  });

  test('after a trap in the runtime the next piece is parsed', async () => {
    const before = printed('x = [1]');
    const calls = parse(deep.calls ?? '');
    await poison();
    expect(parse('x = [1]')).toMatchObject({ type: 'ERROR', start: 0, end: 7, children: [] });
    expect(printed('x = [1]')).toBe(before);
    expect(parse(deep.calls ?? '')).toStrictEqual(calls);
  });
});

/** Makes the runtime trap, as writing a deeply nested tree as text does, so that all parsers of the process fail. */
async function poison(): Promise<void> {
  const other = new Parser().setLanguage(await Language.load(grammarFiles().python));
  const tree = other.parse(`${'('.repeat(10_000)}${')'.repeat(10_000)}`);
  expect(() => tree?.rootNode.toString()).toThrow('memory access out of bounds');
  expect(() => other.parse('x = [1]')).toThrow();
}
