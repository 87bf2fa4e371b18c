// The user's text stays text, whatever characters it has.
import { expect, test } from 'vitest';
import {
  inlineCode,
  link,
  placeLink,
  plainText,
  withoutMarkdown,
} from '../../server/src/ide/markdown.ts';

test.each([
  ['Movies', '`Movies`'],
  ['a`b', '``a`b``'],
  ['a``b`c', '```a``b`c```'],
  ['`a`', '`` `a` ``'],
  ['a|b **c** <d>', '`a|b **c** <d>`'],
  ['two\n  lines', '`two lines`'],
  ['', "`''`"],
  ['\u001b[31mred', '`\\x1b[31mred`'],
  ['left\u202eright', '`left\\u202eright`'],
  ['x'.repeat(300), `\`${'x'.repeat(119)}…\``],
])('inline code of %j', (text, markdown) => {
  expect(inlineCode(text)).toBe(markdown);
});

test.each([
  ['get_movie.py', 'get_movie.py'],
  ['__init__.py', '\\_\\_init\\_\\_.py'],
  [
    '*a* [b](c) <d> `e` ~f~ &amp; $g$',
    '\\*a\\* \\[b\\](c) \\<d\\> \\`e\\` \\~f\\~ \\&amp; \\$g\\$',
  ],
])('plain text of %j', (text, markdown) => {
  expect(plainText(text)).toBe(markdown);
});

test('a link keeps to its brackets', () => {
  expect(link('`a`', 'file:///a (1)/<b>\\.py#L3')).toBe(
    '[`a`](file:///a%20%281%29/%3Cb%3E%5C.py#L3)',
  );
});

test('a place is called by its file and its line as people count', () => {
  const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 5 } };
  const at = { file: '/work/a/orders.py', range };
  expect(placeLink(at, ({ file }) => `file://${file}`)).toBe(
    '[orders.py:3](file:///work/a/orders.py)',
  );
});

test.each([
  ['**`Movies`** — DynamoDB table', 'Movies — DynamoDB table'],
  ['1. [app.py:3](file:///a%20%281%29/app.py#L3) ``a`b[0](c)``', '1. app.py:3 a`b[0](c)'],
  ['[\\_\\_init\\_\\_.py:3](file:///a)', '__init__.py:3'],
  ['[More](https://a.example/b#c) `a_b` \\*', 'More (https://a.example/b#c) a_b *'],
  ['_The code._', 'The code.'],
  ['Key: `id`  \nIndexes: `a`', 'Key: id\nIndexes: a'],
])('without Markdown, %j', (markdown, text) => {
  expect(withoutMarkdown(markdown)).toBe(text);
});
