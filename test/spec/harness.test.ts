/*
 * Checks the reader of pages: a page that is read wrongly would state less than it seems to.
 */
import { describe, expect, test } from 'vitest';

import { applyChange } from '../../server/src/base/text-change.ts';
import { readComments, readFactLine, valuesInState } from './harness/expectation.ts';
import { initialSources, smallestChange, sourcesAfter } from './harness/live.ts';
import { readPage } from './harness/page.ts';
import { allPages } from './harness/pages.ts';
import { renderProblems } from './harness/problem.ts';
import { randomFrom } from './harness/random.ts';
import { finalSources } from './harness/run.ts';
import { encodeSource } from './harness/source.ts';
import { typingOf } from './harness/typing.ts';
import { checkWork } from './harness/work.ts';

const PAGE = [
  '# Title',
  '',
  '## First',
  '',
  '```python shop/db.py crlf bom',
  'a = 1',
  'b = 2',
  '```',
  '',
  '```diff shop/db.py',
  ' a = 1',
  '-b = 2',
  '+b = 3',
  '+c = 4',
  '```',
  '',
  '```recomputed',
  'nothing',
  '```',
  '',
  '## Second',
  '',
  '<!-- roots: a, b -->',
  '',
  '```python',
  'x',
  '```',
  '',
  '```python new.py (new)',
  'y',
  '```',
].join('\n');

describe('pages', () => {
  const page = readPage('page.md', PAGE);

  test('sections with files, marks and states', () => {
    expect(page.title).toBe('Title');
    expect(page.sections.map((section) => section.title)).toEqual(['First', 'Second']);
    const [first, second] = page.sections;
    expect(first!.files[0]).toMatchObject({ path: 'shop/db.py', encodings: ['crlf', 'bom'] });
    expect(first!.states[1]!.lists).toMatchObject([{ kind: 'recomputed', lines: ['nothing'] }]);
    expect(second!.marks.get('roots')).toBe('a, b');
    expect(second!.files[0]!.path).toBe('main.py');
    expect(second!.states[1]!.step).toMatchObject({ kind: 'write', file: { path: 'new.py' } });
  });

  test('texts are encoded as the words behind the name say', () => {
    const [first] = page.sections;
    expect(encodeSource(first!.files[0]!)).toBe('\uFEFFa = 1\r\nb = 2\r\n');
    expect(encodeSource(finalSources(first!).get('shop/db.py')!)).toBe(
      '\uFEFFa = 1\r\nb = 3\r\nc = 4\r\n',
    );
  });

  test('lines know where they stand on the page, after a diff too', () => {
    const lines = finalSources(page.sections[0]!).get('shop/db.py')!.lines;
    expect(lines.map((line) => line.pageLine)).toEqual([6, 13, 14]);
  });

  test.each([
    ['an unclosed fence', '# T\n```python\nx'],
    ['an unknown block', '# T\n```python\nx\n```\n```fcts\nx\n```'],
    ['an unknown word behind a file name', '# T\n```python a.py clrf\nx\n```'],
    ['a hover that points nowhere', '# T\n```python\nx\n```\n```hover here\nx\n```'],
    ['a page without a heading', '```python\nx\n```'],
  ])('%s is an error', (_, text) => {
    expect(() => readPage('page.md', text)).toThrow('page.md');
  });

  test('a diff must fit exactly once', () => {
    const text = '# T\n```python\na\na\n```\n```diff main.py\n-a\n+b\n```';
    const section = readPage('page.md', text).sections[0]!;
    const step = section.states[1]!.step;
    expect(() => sourcesAfter(initialSources(section), step)).toThrow('2 times');
  });
});

describe('statements', () => {
  const read = (text: string) =>
    readComments(text).map((statement) => [statement.kind, valuesInState(statement, 0)]);

  test('several on one line', () => {
    expect(read('f()  # crud: select A | insert B  # at: 5-13 | 7-8')).toEqual([
      ['crud', ['select A', 'insert B']],
      ['at', ['5-13', '7-8']],
    ]);
  });

  test('links and tables in any order are the same', () => {
    expect(read('# crud: delete, select B; insert A')).toEqual([
      ['crud', ['insert A; select, delete B']],
    ]);
    expect(read('# crud: delete, select ?(*-x) because api-response (stale)')).toEqual([
      ['crud', ['select, delete ?(*-x) because api-response (stale)']],
    ]);
  });

  test('arrows are states', () => {
    const [statement] = readComments('# lens: A: select → nothing → B: select');
    const states = [0, 1, 2, 3].map((state) => valuesInState(statement!, state));
    expect(states).toEqual([['A: select'], [], ['B: select'], ['B: select']]);
  });

  test('misspelled links are errors', () => {
    expect(() => readComments('# crud: selct Movies')).toThrow('selct');
    expect(() => readComments('# crud: select')).toThrow();
    expect(() => readComments('# crud: ')).toThrow();
    expect(() => readFactLine('main.py crud: select Movies')).toThrow();
  });

  test('other comments are only comments', () => {
    expect(read('x = 1  # crude: oil  # noqa: E501')).toEqual([]);
  });
});

describe('typing', () => {
  test('ends at the text, whatever happens on the way', () => {
    const text = 'import boto3\r\n\r\nprint("🎬")\n';
    for (let seed = 0; seed < 200; seed++) {
      const typed = typingOf(text, randomFrom(seed)).reduce(applyChange, '');
      expect(typed).toBe(text);
    }
  });

  test('the smallest change leads from one text to the other', () => {
    for (const [before, after] of [
      ['', 'a'],
      ['aaa', 'aa'],
      ['abc', 'axc'],
      ['ab', 'ab'],
      ['aXa', 'aXaXa'],
    ] as const)
      expect(applyChange(before, smallestChange(before, after))).toBe(after);
  });
});

describe('work', () => {
  const check = (
    kind: 'recomputed' | 'parsed',
    lines: readonly string[],
    entries: readonly string[],
  ) =>
    checkWork([{ kind, lines, target: null, pageLine: 1 }], { parsed: entries, computed: entries })
      .length;

  test('blocks are compared both ways', () => {
    expect(check('parsed', ['nothing'], [])).toBe(0);
    expect(check('parsed', ['nothing'], ['main.py: x'])).toBe(1);
    expect(check('parsed', ['main.py: *'], ['/project/main.py: x'])).toBe(0);
    expect(check('parsed', ['main.py: x'], [])).toBe(1);
    expect(check('recomputed', ['nothing'], ['value main.py::x'])).toBe(1);
    expect(
      check('recomputed', ['facts main.py::f'], ['facts main.py::f', 'value main.py::x']),
    ).toBe(0);
    expect(
      check('recomputed', ['facts main.py::f'], ['facts main.py::f', 'facts main.py::g']),
    ).toBe(1);
  });
});

test('problems name the page first, with both sides beside each other', () => {
  const problem = {
    pageLine: 7,
    place: 'main.py:3',
    what: 'crud',
    expected: ['select A'],
    got: [],
  };
  expect(renderProblems('page.md', [problem])).toBe(
    ['page.md:7  main.py:3  crud', '    expected │ got', '    select A │ nothing'].join('\n'),
  );
});

test('all pages can be read, and their edits fit', () => {
  const pages = allPages();
  expect(pages.length).toBeGreaterThan(40);
  for (const page of pages)
    for (const section of page.sections)
      expect(() => finalSources(section), page.file).not.toThrow();
});
