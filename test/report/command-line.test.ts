// The command line with a scan made up by the test: what it prints where, and its exit codes.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProgress } from '../../server/src/cli/progress.ts';
import { runCommandLine } from '../../server/src/cli/run.ts';
import { usage } from '../../server/src/cli/usage.ts';
import type { JsonReport } from '../../server/src/report/json-types.ts';
import { version } from '../../server/src/version.ts';
import { pathOfFile } from '../../server/src/workspace/file-path.ts';
import type { ScanOptions, ScanResult } from '../../server/src/workspace/scan.ts';
import { codeFile, fileFacts, reference, unknown } from '../ide/facts-by-hand.ts';

const folder = mkdtempSync(join(tmpdir(), 'dynamolens-cli-'));
const root = pathOfFile(folder);

beforeAll(() => {
  for (const name of ['one', 'two']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'one', 'a.py'), '');
  writeFileSync(join(folder, 'notes.txt'), '');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const nothing: ScanResult = {
  files: [],
  indexed: 0,
  parsed: 0,
  leftOut: [],
  milliseconds: 1,
  errors: [],
};
const file = codeFile(`${root}/one/a.py`, 'scan(name)');
const withWarning: ScanResult = {
  ...nothing,
  files: [
    fileFacts(file.file, {
      references: [
        reference({
          at: file.at('name'),
          unknown: unknown('unassigned-name', 'name', file.at('name')),
        }),
      ],
    }),
  ],
};

async function run(
  args: readonly string[],
  result: ScanResult = nothing,
  terminal: { readonly isTerminal?: boolean; readonly noColor?: boolean } = {},
) {
  const { isTerminal = false, noColor = false } = terminal;
  let out = '';
  let err = '';
  const scans: ScanOptions[] = [];
  const exitCode = await runCommandLine(args, {
    currentFolder: folder,
    out: (text) => {
      out += text;
      return Promise.resolve();
    },
    err: (text) => {
      err += text;
    },
    outIsTerminal: isTerminal,
    errIsTerminal: isTerminal,
    columns: 80,
    noColor,
    now: () => 0,
    scan: (options) => {
      scans.push(options);
      return Promise.resolve(result);
    },
  });
  const { folders, include, exclude } = scans[0] ?? {};
  return { exitCode, out, err, scanned: scans[0] && { folders, include, exclude } };
}

describe('help and version', () => {
  test.each([['--help'], ['-h'], ['scan', '--help'], ['--help', 'nonsense']])(
    '%s %s prints the help',
    async (...args) => {
      const given = args.filter((arg) => typeof arg === 'string');
      expect(await run(given)).toMatchObject({ exitCode: 0, out: usage, err: '' });
    },
  );
  test('--version prints the version', async () => {
    expect(await run(['--version'])).toMatchObject({ exitCode: 0, out: `${version}\n`, err: '' });
  });
});

describe('wrong use is answered on standard error with exit code 2', () => {
  test.each([
    [[], 'A command is missing'],
    [['look'], "Unknown command 'look'"],
    [['scan', '--fast'], "Unknown option '--fast'"],
    [['scan', '-x'], "Unknown option '-x'"],
    [['scan', '--format', 'xml'], "--format must be one of text, json, not 'xml'"],
    [
      ['scan', '--fail-on', 'never'],
      "--fail-on must be one of error, warning, information, hint, not 'never'",
    ],
    [['scan', '--color', 'red'], "--color must be one of auto, always, never, not 'red'"],
    [['scan', '--help=yes'], "Option '-h, --help' does not take an argument"],
  ])('%j', async (args, message) => {
    const { exitCode, out, err, scanned } = await run(args);
    expect(err).toBe(`dynamolens: ${message}\n\n${usage}`);
    expect({ exitCode, out, scanned }).toEqual({ exitCode: 2, out: '', scanned: undefined });
  });

  test('an option without its value', async () => {
    const { exitCode, err } = await run(['scan', '--fail-on']);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/^dynamolens: Option '--fail-on <value>' argument missing\n/);
  });

  test.each([
    [['nowhere'], 'No such folder: nowhere'],
    [['one', 'nowhere/deep'], 'No such folder: nowhere/deep'],
    [['notes.txt'], 'Not a folder: notes.txt'],
    [['notes.txt/below'], 'No such folder: notes.txt/below'],
    [['one', 'one/a.py'], 'Not a folder: one/a.py'],
  ])('the folders %j', async (folders, message) => {
    const { exitCode, out, err, scanned } = await run(['scan', ...folders]);
    expect({ exitCode, out, err, scanned }).toEqual({
      exitCode: 2,
      out: '',
      err: `dynamolens: ${message}\n`,
      scanned: undefined,
    });
  });
});

describe('what is scanned', () => {
  test.each([
    ['the current folder by default', [], [root], ['**/*.py']],
    ['a folder', ['one'], [`${root}/one`], ['**/*.py']],
    [
      'several folders, each once',
      ['one', 'two', './one/'],
      [`${root}/one`, `${root}/two`],
      ['**/*.py'],
    ],
  ])('%s', async (_what, given, folders, include) => {
    const { exitCode, scanned } = await run(['scan', ...given]);
    expect(exitCode).toBe(0);
    expect(scanned).toEqual({ folders, include, exclude: [] });
  });

  test('patterns', async () => {
    const args = ['--include', 'a/**', '--exclude=b', '--include', '*.py', '--exclude', 'c'];
    const { scanned } = await run(['scan', ...args]);
    expect(scanned).toMatchObject({ include: ['a/**', '*.py'], exclude: ['b', 'c'] });
  });
});

describe('the report', () => {
  test('JSON has paths relative to the common folder of all folders', async () => {
    const { out } = await run(['scan', 'one', 'two', '--format', 'json'], withWarning);
    expect((JSON.parse(out) as JsonReport).diagnostics).toEqual([
      {
        code: 'unresolved-table',
        severity: 'warning',
        message: 'The table name is not known: name `name` is never assigned a value.',
        file: 'one/a.py',
        line: 1,
        column: 6,
        endLine: 1,
        endColumn: 10,
      },
    ]);
  });

  test.each([
    ['auto', false, false, false],
    ['auto', true, false, true],
    ['auto', true, true, false],
    ['always', false, true, true],
    ['never', true, false, false],
  ] as const)(
    '--color %s, terminal %s, NO_COLOR %s',
    async (color, isTerminal, noColor, colored) => {
      const { out } = await run(['scan', '--color', color], nothing, { isTerminal, noColor });
      expect(out.includes('\u001b[')).toBe(colored);
    },
  );

  test('files that could not be read are named on standard error', async () => {
    const errors = [{ path: '/work/a.py', message: 'permission denied' }];
    const { exitCode, err } = await run(['scan'], { ...nothing, errors });
    expect({ exitCode, err }).toEqual({
      exitCode: 0,
      err: 'dynamolens: /work/a.py: permission denied\n',
    });
  });
});

test.each([
  ['error', 0],
  ['warning', 1],
  ['information', 1],
  ['hint', 1],
])('--fail-on %s with a warning ends with %i', async (severity, exitCode) => {
  const result = await run(['scan', '--fail-on', severity], withWarning);
  expect(result.exitCode).toBe(exitCode);
  expect(result.out).toContain('Names that are not known');
});

test('without --fail-on diagnostics change nothing, and without diagnostics --fail-on neither', async () => {
  expect(await run(['scan'], withWarning)).toMatchObject({ exitCode: 0 });
  expect(await run(['scan', '--fail-on', 'hint'])).toMatchObject({ exitCode: 0 });
});

describe('progress', () => {
  function shownAt(isTerminal: boolean, times: readonly number[]): string {
    let text = '';
    let time = 0;
    const write = (part: string) => {
      text += part;
    };
    const progress = startProgress({ write, isTerminal, now: () => time });
    for (const [index, at] of times.entries()) {
      time = at;
      progress.update(index + 1, times.length);
    }
    progress.end();
    return text;
  }
  const clear = '\r\u001b[2K';

  test('on a terminal: one line that is written over and taken away', () => {
    expect(shownAt(true, [100, 300, 350, 400])).toBe(
      `${clear}Scanning: 2 of 4${clear}Scanning: 4 of 4${clear}`,
    );
  });
  test('elsewhere: a line now and then in a long run', () => {
    expect(shownAt(false, [1000, 2000, 3000, 7000, 7100])).toBe(
      'Scanning: 2 of 5\nScanning: 4 of 5\n',
    );
  });
  test('a short run shows nothing', () => {
    expect(shownAt(true, [100, 200])).toBe('');
    expect(shownAt(false, [100, 1900])).toBe('');
  });
});
