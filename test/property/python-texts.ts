/*
 * Texts that look like Python from afar: pieces of statements, brackets, quotes and line ends in any order.
 * Most of them are broken, as texts are while somebody types.
 */
import * as fc from 'fast-check';

import type { TextChange } from '../../server/src/base/text-change.ts';

/** Fragments that decide where statements start and end. */
const FRAGMENTS = [
  ...[
    '\n',
    '\r\n',
    '\r',
    '\n\n',
    '\n    ',
    '\n        ',
    '\n\t',
    '\n  ',
    '\r\n    ',
    '\n\f',
    '\\\n',
  ],
  ...['(', ')', '[', ']', '{', '}', ':', ',', '=', '@', ';', '\\', '.'],
  ...['"', "'", '"""', "'''", 'f"', "f'", 'rb"', 'f"""', '{x}', '{{', '"a"', 'f"{x["a"]}"', '\\"'],
  ...['#', '# dynamolens: ignore', '# comment', '\n# dynamolens: x\n', '\n    # dynamolens: y\n'],
  ...['class A:', 'class B(A)', 'def f():', 'async def g(x', '@d', '@d(1)', '\n@d\n', '@d('],
  ...['if x:', 'elif y:', 'else:', 'try:', 'except E:', 'finally:', 'for i in x:', 'while x:'],
  ...['with a as b:', 'match x:', 'case 1:', 'import os', 'from a import b', 'return x', 'pass'],
  ...[
    'x',
    'x = 1',
    'lambda: 1',
    'yield',
    'from x',
    'async',
    'else',
    'class',
    'def',
    ' ',
    '  ',
    '\t',
  ],
  ...['\u{1F600}', 'é', '\uD800', '\uFEFF', '\u200B', '\0', '\u2028', '\v'],
];

const fragment = fc.constantFrom(...FRAGMENTS);

/** Lines that each are a whole statement or the head of one, with indentation that fits more often than not. */
const LINES = [
  ...[
    'class A:',
    'class B(A, metaclass=M):  # note',
    'class C: pass',
    'class D(',
    '@decorator',
    '@d(',
  ],
  ...[
    '    def m(self):',
    '        return self.x',
    '    x: int = 1',
    '    @property',
    '    """doc"""',
  ],
  ...[
    'def f(a, b=2):',
    '    return a',
    '    if a:',
    '        pass',
    '    else:',
    'else:',
    'elif x:',
  ],
  ...[
    'if x:',
    'try:',
    'except E:',
    'finally:',
    'x = 1',
    'call(1,',
    '     2)',
    'd = {',
    '}',
    ']',
    ')',
  ],
  ...[
    'import os',
    'from a import (',
    '    b,',
    ')',
    '# dynamolens: ignore',
    '    # dynamolens: x',
    '# c',
  ],
  ...[
    '',
    '',
    '    ',
    'text = """',
    '"""',
    "s = 'a",
    'f"{x!r:>{w}}"',
    'a @ b',
    '@ b',
    'async def h():',
    '    x = (',
  ],
];

const lineEnd = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r');
const lines = fc
  .array(fc.tuple(fc.constantFrom(...LINES), lineEnd), { maxLength: 30 })
  .map((parts) => parts.map((part) => part.join('')).join(''));
const soup = fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join(''));

/** Lines of which some end an open bracket, and some only look as if they did. */
const AFTER_BRACKET = [
  '@d',
  '@d(1)',
  '@ d',
  '    @d',
  'def f():',
  'async  def f():',
  'class A:',
  'x',
  '',
];
const IMPORTS = ['from some.package import name', 'from some.package', '    import os', 'return=1'];
const openBracket = fc
  .array(fc.tuple(fc.constantFrom(...AFTER_BRACKET, ...IMPORTS, '# c', ')', '('), lineEnd), {
    maxLength: 8,
  })
  .map((parts) => `x = 1\nopen(\n${parts.map((part) => part.join('')).join('')}`);

/** A text to cut, parse or edit. */
export const pythonText: fc.Arbitrary<string> = fc.oneof(lines, soup, openBracket);

/** What somebody may type or paste. */
const typed = fc.oneof(
  { weight: 4, arbitrary: fragment },
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom(...LINES).map((line) => `${line}\n`) },
  { weight: 1, arbitrary: soup },
);

/** A change to make, with places as shares of the text so that it fits a text of any length. */
export const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    fc.nat({ max: 3 }),
    fc.nat({ max: 60 }),
  ),
  text: typed,
});

interface Edit {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

/** The change that `edit` means in `text`. */
export function changeIn(text: string, { at, length, text: inserted }: Edit): TextChange {
  const start = Math.floor(at * text.length);
  return { start, end: Math.min(start + length, text.length), text: inserted };
}
