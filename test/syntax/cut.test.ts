/*
 * Where pieces start and end, rule by rule.
 * That nothing is lost in any text, and that the pieces of real files are right, is shown in test/property.
 */
import { describe, expect, test } from 'vitest';

import { applyChange } from '../../server/src/base/text-change.ts';
import { cutText } from '../../server/src/syntax/cut.ts';
import { recutText } from '../../server/src/syntax/recut.ts';

/** The pieces of the lines, each as its kind and its text. */
function piecesOf(...lines: readonly string[]): readonly string[] {
  const text = lines.join('\n');
  return cutText(text).map(({ kind, start, end }) => `${kind}|${text.slice(start, end)}`);
}

/** The texts of the pieces, where all are statements. */
function statementsOf(...lines: readonly string[]): readonly string[] {
  return piecesOf(...lines).map((piece) => piece.replace(/^statement\|/, ''));
}

test('each top-level statement is a piece, with all its parts', () => {
  const loop = 'for x in y:\n    pass\n\n# still the loop\nelse:\n    pass';
  const attempt = 'try: a()\nexcept E:\n  b()\nfinally:\n\tc()';
  const match = 'match x:\n    case 1:\n        pass';
  expect(statementsOf('import os; x = 1  # note', '', loop, attempt, match, '')).toStrictEqual([
    'import os; x = 1  # note',
    loop,
    attempt,
    match,
  ]);
});

test('brackets, strings and backslashes join lines', () => {
  const statements = ['f(\n1,\n)', 'x = """\ndef f():\n"""', 'y = 1 + \\\n2', "s = 'a\\\nb'"];
  expect(statementsOf(...statements)).toStrictEqual(statements);
});

test('an else, elif, except or finally belongs only to statements that can have it', () => {
  expect(statementsOf('x = 1', 'else:', '    pass')).toStrictEqual(['x = 1', 'else:\n    pass']);
});

test('the body of a top-level class is cut into members', () => {
  const lines = [
    '@d',
    'class A(B,',
    '        C):  # note',
    '    """Text."""',
    '',
    '    x: int = 1',
  ];
  const method = '    @property\n    # note\n    def m(self):\n        return 1';
  expect(
    piecesOf(...lines, method, '    if x:', '        y = 1', '    else:', '        y = 2', 'z'),
  ).toStrictEqual([
    'class-header|@d\nclass A(B,\n        C):  # note',
    'member|    """Text."""',
    'member|    x: int = 1',
    `member|${method}`,
    'member|    if x:\n        y = 1\n    else:\n        y = 2',
    'statement|z',
  ]);
});

test('a statement typed between two members leaves the second one a member', () => {
  const members = ['member|    x = 1', 'member|    y = 2'];
  expect(
    piecesOf('class A:', '    x = 1', 'de', '', '    y = 2', 'z', 'class B: pass'),
  ).toStrictEqual([
    'class-header|class A:',
    members[0],
    'statement|de',
    members[1],
    'statement|z',
    'statement|class B: pass',
  ]);
  expect(piecesOf('class A:', '    x = 1', 'if x: pass', 'z', '    y = 2').slice(2)).toStrictEqual([
    'statement|if x: pass',
    'statement|z',
    'statement|    y = 2',
  ]);
});

test('nested classes, classes on one line and empty classes are not cut', () => {
  const nested = '    class B:\n        x = 1';
  expect(piecesOf('class A:', nested, 'class C: pass', 'class D:', '    # nothing')).toStrictEqual([
    'class-header|class A:',
    `member|${nested}`,
    'statement|class C: pass',
    'statement|class D:',
  ]);
});

test('a class whose header is still being typed keeps its members', () => {
  expect(piecesOf('class A', '    x = 1')).toStrictEqual([
    'class-header|class A',
    'member|    x = 1',
  ]);
  expect(piecesOf('class A(B', '    def m(self): pass')).toStrictEqual([
    'class-header|class A(B',
    'member|    def m(self): pass',
  ]);
});

test('marked comments outside statements are pieces, others belong to the gaps', () => {
  const marked = '# dynamolens: ignore';
  expect(
    piecesOf(marked, '# plain', 'class A:', `    ${marked}`, '    x = 1', `  ${marked} `),
  ).toStrictEqual([
    `comment|${marked}`,
    'class-header|class A:',
    `comment|    ${marked}`,
    'member|    x = 1',
    `comment|  ${marked}`,
  ]);
  const inside = `if x:\n    y = 1\n${marked}\nelse: pass  ${marked}`;
  expect(statementsOf(inside)).toStrictEqual([inside]);
});

test.each([
  'def f(x):',
  'class A:',
  'async def f():',
  'import os',
  'from a.b import c',
  'return x',
  'with x:',
])('an open bracket ends before `%s`', (line) => {
  expect(statementsOf('x = call(1,', line)).toStrictEqual(['x = call(1,', line]);
  expect(piecesOf('class A:', '    x = call(1,', `    ${line}`)).toStrictEqual([
    'class-header|class A:',
    'member|    x = call(1,',
    `member|    ${line}`,
  ]);
});

test.each([
  'define(1)',
  'classes',
  'for x in y',
  'else 2',
  'from x',
  'async for x in y',
  '"""\ndef f():\n"""',
  'if x',
])('an open bracket goes on with `%s`', (line) => {
  expect(statementsOf('x = (yield', line)).toStrictEqual([`x = (yield\n${line}`]);
});

test('a broken line in a function does not take what follows the function', () => {
  const broken = 'def f():\n    x = call(\n    return x';
  expect(statementsOf(broken, '', 'y = 1')).toStrictEqual([broken, 'y = 1']);
});

test('a line that starts with @ within brackets is a decorator only if a definition follows', () => {
  const decorated = '@d(\n  1)\n@e\n# note\n\nasync def g(): pass';
  expect(statementsOf('f(a', decorated)).toStrictEqual(['f(a', decorated]);
  expect(statementsOf('x = (a', '@ b', '@c', ')')).toStrictEqual(['x = (a\n@ b\n@c\n)']);
  expect(statementsOf('x = (a', '@b', '+ c', 'def f(): pass')).toStrictEqual([
    'x = (a\n@b\n+ c',
    'def f(): pass',
  ]);
  expect(statementsOf('x = ((a', '@b)', 'def f(): pass')).toStrictEqual([
    'x = ((a\n@b)',
    'def f(): pass',
  ]);
  expect(statementsOf('f(', '@d(', '@e', 'def g(): pass')).toStrictEqual([
    'f(\n@d(',
    '@e\ndef g(): pass',
  ]);
});

test('decorators without a definition are a statement of their own', () => {
  expect(statementsOf('@d', 'x = 1')).toStrictEqual(['@d', 'x = 1']);
});

test('a forgotten quote spoils its own line only', () => {
  expect(statementsOf("x = 'a", 'y = f"{b', 'z = 1')).toStrictEqual([
    "x = 'a",
    'y = f"{b',
    'z = 1',
  ]);
});

test.each([
  'f"{"#".join(x)}"',
  'f"{x["("]}"',
  "f'{a:'>10}'",
  'f"{{("',
  'rf"\\{x["("]}"',
  'F"{x!r:>{w["("]}}"',
  "f\"{'''('''}\"",
])('fields of f-strings may hold strings: %s', (string) => {
  expect(statementsOf(`x = ${string}`, 'y')).toStrictEqual([`x = ${string}`, 'y']);
});

test('a prefix counts only if it is not the end of a name', () => {
  expect(statementsOf('xf"{"', 'y')).toStrictEqual(['xf"{"', 'y']);
});

test('an indented line that fits nowhere is a piece of its own', () => {
  expect(statementsOf('x = 1', '    y = 2', 'z = 3')).toStrictEqual([
    'x = 1',
    '    y = 2',
    'z = 3',
  ]);
});

test('all line endings count, and a byte order mark is no part of a piece', () => {
  const text = '\uFEFFx = 1\r\ny = 2\rz = """\r"""\n\f\nw';
  const pieces = cutText(text).map(({ start, end }) => text.slice(start, end));
  expect(pieces).toStrictEqual(['x = 1', 'y = 2', 'z = """\r"""', 'w']);
});

test('texts without statements have no pieces', () => {
  for (const text of ['', '\n', '   ', '# note', '\uFEFF', '\r\n\t\n'])
    expect(cutText(text)).toStrictEqual([]);
});

describe('an unclosed string with three quotes', () => {
  const before = [
    'def a():',
    '    """Text."""',
    '',
    'code = """',
    'def z():',
    '"""',
    'def y(): pass',
    'def x(): pass',
  ];
  const after = [
    '@d',
    'def c():',
    "    '''Text.",
    '',
    "    '''",
    '',
    'class D:',
    '    """Text."""',
    'x = 1',
  ];
  const rest = [
    "statement|@d\ndef c():\n    '''Text.\n\n    '''",
    'class-header|class D:',
    'member|    """Text."""',
    'statement|x = 1',
  ];

  test.each(['"""', '"""Text', 'f(x, """', 'x = {"a": r"""'])(
    '%s ends before the next definition',
    (typed) => {
      const broken = ['def b():', `    ${typed}`, '    return 1'];
      expect(piecesOf(...before, ...broken, ...after)).toStrictEqual([
        'statement|def a():\n    """Text."""',
        'statement|code = """\ndef z():\n"""',
        'statement|def y(): pass',
        'statement|def x(): pass',
        `statement|${broken.join('\n')}`,
        ...rest,
      ]);
    },
  );

  test('in a class, it ends before the next method', () => {
    const lines = [
      'class A:',
      '    def m(self):',
      '        """',
      '    @d',
      '    async def n(self):',
      '        """Text."""',
    ];
    expect(piecesOf(...lines)).toStrictEqual([
      'class-header|class A:',
      'member|    def m(self):\n        """',
      'member|    @d\n    async def n(self):\n        """Text."""',
    ]);
  });

  test('without a definition behind it, it goes to the end of the text', () => {
    expect(statementsOf('x = 1', '"""', 'y = 2', '')).toStrictEqual(['x = 1', '"""\ny = 2']);
  });

  test('a change far away may show which string is unclosed', () => {
    const text = `${[...before, 'x = """'].join('\n')}\n\n`;
    const change = { start: text.length, end: text.length, text: 'def e():\n    pass\n' };
    const { pieces, head } = recutText(cutText(text), applyChange(text, change), change);
    expect(pieces).toStrictEqual(cutText(applyChange(text, change)));
    expect(pieces).toHaveLength(6);
    expect(head).toBe(5);
  });
});
