/*
 * Texts that look like Python from afar: pieces of statements, brackets, quotes and line ends in any order.
 * Most of them are broken, as texts are while somebody types.
 */
import * as fc from 'fast-check';

import type { TextChange } from '../../server/src/base/text-change.ts';

/** Words between blanks; `_` stands for a blank within one. */
function words(list: string): readonly string[] {
  return list.split(' ').map((word) => word.replaceAll('_', ' '));
}

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
  ...[
    '# dynamolens: ignore',
    '\n# dynamolens: x\n',
    '\n    # dynamolens: y\n',
    '\n@d\n',
    ' ',
    '  ',
    '\t',
  ],
  ...['\u{1F600}', 'é', '\uD800', '\uFEFF', '\u200B', '\0', '\u2028', '\v'],
  ...words('( ) [ ] { } : , = @ ; \\ . # x'),
  ...words('" \' """ \'\'\' f" f\' rb" f""" {x} {{ "a" f"{x["a"]}" \\" #_comment'),
  ...words(
    'class_A: class_B(A) def_f(): async_def_g(x @d @d(1) @d( if_x: elif_y: else: try: except_E:',
  ),
  ...words('finally: for_i_in_x: while_x: with_a_as_b: match_x: case_1: import_os from_a_import_b'),
  ...words('return_x pass x_=_1 lambda:_1 yield from_x async else class def'),
];

const fragment = fc.constantFrom(...FRAGMENTS);

/** Lines that each are a whole statement or the head of one, with indentation that fits more often than not. */
const LINES = `
class A:
class B(A, metaclass=M):  # note
class C: pass
class D(
@decorator
@d(
    def m(self):
        return self.x
    x: int = 1
    @property
    """doc"""
def f(a, b=2):
    return a
    if a:
        pass
    else:
    els:
if x:
if x: pass
elif x:
else:
els:
elxse: pass
try:
excep E:
finally:
de f():
async def h():
x = 1
    x = (
call(1,
     2)
d = {
}
]
)
import os
from a import (
    b,
# dynamolens: ignore
    # dynamolens: x
# c
    ${''}
text = """
"""
s = 'a
f"{x!r:>{w}}"
a @ b
@ b`.split('\n');

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

/** Short texts in which one letter more or less joins or parts two statements. */
const NEAR_WORDS = ['if x: pass', 'els:', 'elxse:', 'finall:', '@d', 'de f():', 'def f():', 'x'];
const nearWords = fc
  .array(fc.constantFrom(...NEAR_WORDS), { minLength: 2, maxLength: 4 })
  .map((parts) => parts.join('\n'));

/** A text to cut, parse or edit. */
export const pythonText: fc.Arbitrary<string> = fc.oneof(lines, soup, openBracket, nearWords);

/** What somebody may type or paste. */
const typed = fc.oneof(
  { weight: 4, arbitrary: fragment },
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 2, arbitrary: fc.constantFrom('e', 'f', 'y', ' ') },
  { weight: 1, arbitrary: fc.constantFrom(...LINES).map((line) => `${line}\n`) },
  { weight: 1, arbitrary: soup },
);

/** Into how many parts the places for a change divide a text. */
const PARTS = 10_000;

/** A change to make, with places as shares of the text so that it fits a text of any length. */
export const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat({ max: PARTS }),
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
  const start = Math.round((at / PARTS) * text.length);
  return { start, end: Math.min(start + length, text.length), text: inserted };
}
