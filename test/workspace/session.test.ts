/*
 * The live state: what is known when, and who is told. The engine is a small fake.
 */
import { rmSync, symlinkSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import type { FolderRules } from '../../server/src/workspace/discover.ts';
import { Session } from '../../server/src/workspace/session.ts';
import { createFakeAnalysis, tableNames } from './fake-analysis.ts';
import type { TemporaryFolder } from './temporary-folder.ts';
import { temporaryFolder } from './temporary-folder.ts';

// Word that makes the file count: see trigger-words.ts.
const aws = '# dynamodb\n';

function rulesFor(folder: TemporaryFolder, exclude: readonly string[] = []): FolderRules {
  const { path } = folder;
  return { folder: path, include: ['**/*.py'], exclude, hidden: [], maxFileSize: 1_000_000 };
}

interface Setup {
  readonly session: Session;
  readonly folder: TemporaryFolder;
  /** The tables of a file, by its relative path. */
  readonly tables: (relative: string) => readonly string[] | null;
  /** What listeners were told. */
  readonly told: { paths: readonly string[]; edited: readonly string[] }[];
  readonly errors: unknown[];
  readonly asked: string[];
}

function setUp(files: Readonly<Record<string, string>>, failsFor?: string): Setup {
  const folder = temporaryFolder(files);
  const errors: unknown[] = [];
  const analysis = createFakeAnalysis(failsFor && folder.at(failsFor));
  const session = new Session(analysis, (error) => errors.push(error));
  const told: Setup['told'] = [];
  const relative = (path: string): string => path.slice(folder.path.length + 1);
  session.onChange((paths, edited) => {
    told.push({ paths: paths.map(relative).sort(), edited: [...edited].map(relative) });
  });
  const tables = (path: string) => tableNames(session.seenFactsOf(folder.at(path)));
  return { session, folder, tables, told, errors, asked: analysis.asked };
}

describe('indexing', () => {
  test('reads what can matter, and the modules that turn out to be needed', async () => {
    const { session, folder, tables } = setUp({
      'app.py': `${aws}use names.MOVIES`,
      'names.py': 'MOVIES = Movies',
      'other.py': 'use Other',
    });
    expect(await session.index([rulesFor(folder)])).toBe(true);
    expect(tables('app.py')).toEqual(['Movies']);
    expect(tables('other.py')).toBeNull();
    expect(session.report()).toMatchObject({ indexing: false, indexed: 3, parsed: 2 });
  });

  test('reads files that mention wanted callers, but none that is open', async () => {
    const { session, folder, tables } = setUp({
      'app.py': `${aws}want save`,
      'caller.py': 'save()\nuse Caller',
      'late.py': 'load()\nuse Late',
      'open.py': 'load()\nuse Disk',
    });
    await session.index([rulesFor(folder)]);
    expect(['caller.py', 'late.py', 'open.py'].map(tables)).toEqual([['Caller'], null, null]);
    session.openDocument(folder.at('open.py'), 'use Editor');
    session.openDocument(folder.at('app.py'), 'want load');
    await session.whenSettled();
    expect(['late.py', 'open.py'].map(tables)).toEqual([['Late'], ['Editor']]);
  });

  test('tells everybody at the end, and is settled then', async () => {
    const { session, folder, told } = setUp({ 'a.py': `${aws}use A`, 'b.py': `${aws}use B` });
    expect(session.isSettled()).toBe(false);
    const settled = session.whenSettled();
    void session.index([rulesFor(folder)]);
    expect(session.isSettled()).toBe(false);
    await settled;
    expect(session.isSettled()).toBe(true);
    expect(told).toEqual([{ paths: ['a.py', 'b.py'], edited: [] }]);
  });

  test('counts its steps up to the last', async () => {
    const { session, folder } = setUp({ 'a.py': `${aws}use A`, 'b.py': 'x' });
    const steps: string[] = [];
    const onProgress = (done: number, total: number): void =>
      void steps.push(`${done} of ${total}`);
    await session.index([rulesFor(folder)], { onProgress });
    expect(steps).toEqual(['1 of 2', '2 of 2', '3 of 3']);
  });

  test('that is cancelled leaves open files with what they need', async () => {
    const { session, folder, tables } = setUp({
      'app.py': 'use names.MOVIES',
      'names.py': 'MOVIES = Movies',
      'z.py': `${aws}use Z`,
    });
    session.openDocument(folder.at('app.py'), 'use names.MOVIES');
    const abort = new AbortController();
    const onProgress = (): void => abort.abort();
    expect(await session.index([rulesFor(folder)], { signal: abort.signal, onProgress })).toBe(
      false,
    );
    await session.whenSettled();
    expect(tables('app.py')).toEqual(['Movies']);
    expect(tables('z.py')).toBeNull();
    expect(session.report()).toMatchObject({ indexing: false, incomplete: true });
  });

  test('anew takes the place of the run before', async () => {
    const { session, folder, tables } = setUp({ 'a.py': `${aws}use A`, 'b.py': `${aws}use B` });
    const first = session.index([rulesFor(folder)]);
    const second = session.index([rulesFor(folder, ['a.py'])]);
    expect(await first).toBe(false);
    expect(await second).toBe(true);
    expect([tables('a.py'), tables('b.py')]).toEqual([null, ['B']]);
    expect(session.report()).toMatchObject({ indexed: 1, incomplete: false });
    await session.index([rulesFor(folder)]);
    expect(tables('a.py')).toEqual(['A']);
  });

  test('one file that cannot be read, and one that cannot be understood, cost only themselves', async () => {
    const { session, folder, tables, errors } = setUp(
      { 'a.py': `${aws}use gone.X`, 'bad.py': `${aws}use B`, 'gone.py': 'X = Y' },
      'bad.py',
    );
    // The file is found, and gone by the time it is read.
    const onProgress = (): void => rmSync(folder.at('gone.py'), { force: true });
    await session.index([rulesFor(folder)], { onProgress });
    expect(tables('a.py')).toEqual(['?']);
    expect(tables('bad.py')).toBeNull();
    expect(errors).not.toEqual([]);
    expect(session.report().errors.map(({ path }) => path)).toEqual([folder.at('gone.py')]);
  });
});

describe('open documents', () => {
  test('win over the disk until they are closed', async () => {
    const { session, folder, tables } = setUp({ 'a.py': `${aws}use Disk` });
    const path = folder.at('a.py');
    session.openDocument(path, 'use Editor');
    await session.index([rulesFor(folder)]);
    expect(tables('a.py')).toEqual(['Editor']);
    folder.write({ 'a.py': `${aws}use Disk2` });
    session.changeOnDisk([path]);
    await session.whenSettled();
    expect(tables('a.py')).toEqual(['Editor']);
    session.closeDocument(path);
    await session.whenSettled();
    expect(tables('a.py')).toEqual(['Disk2']);
  });

  test('get their facts with the edit; other files follow', async () => {
    const { session, folder, tables, told } = setUp({
      'app.py': `${aws}use names.MOVIES`,
      'names.py': 'MOVIES = Movies',
    });
    await session.index([rulesFor(folder)]);
    const names = folder.at('names.py');
    session.openDocument(names, 'MOVIES = Movies\nuse A');
    expect(tableNames(session.factsOf(names))).toEqual(['A']);
    await session.whenSettled();
    told.length = 0;
    session.changeDocument(names, [
      { start: 9, end: 15, text: 'Films' },
      { start: 19, end: 20, text: 'B' },
    ]);
    expect(tableNames(session.factsOf(names))).toEqual(['B']);
    await session.whenSettled();
    expect(tables('app.py')).toEqual(['Films']);
    expect(told).toEqual([{ paths: ['app.py', 'names.py'], edited: ['names.py'] }]);
  });

  test('edits that arrive together are worked on together', async () => {
    const { session, folder, told, asked } = setUp({ 'a.py': `${aws}use A` });
    await session.index([rulesFor(folder)]);
    const path = folder.at('a.py');
    session.openDocument(path, 'use A');
    await session.whenSettled();
    asked.length = told.length = 0;
    for (const text of 'bcd') session.changeDocument(path, [{ start: 5, end: 5, text }]);
    await session.whenSettled();
    expect(asked).toEqual([path]);
    expect(told).toEqual([{ paths: ['a.py'], edited: ['a.py'] }]);
  });

  test('an edit that changes no facts is nobody’s business', async () => {
    const { session, folder, told } = setUp({ 'a.py': `${aws}use A` });
    await session.index([rulesFor(folder)]);
    session.openDocument(folder.at('a.py'), `${aws}use A`);
    session.changeDocument(folder.at('a.py'), [{ start: 1, end: 1, text: ' ' }]);
    await session.whenSettled();
    expect(told).toHaveLength(1);
  });

  test('a document outside of the workspace is gone when it is closed', async () => {
    const { session, folder, told } = setUp({});
    await session.index([rulesFor(folder)]);
    const path = '/:untitled%3AUntitled-1';
    session.openDocument(path, 'use A');
    expect(tableNames(session.factsOf(path))).toEqual(['A']);
    await session.whenSettled();
    session.closeDocument(path);
    expect(session.factsOf(path)).toBeNull();
    await session.whenSettled();
    expect(told).toHaveLength(2);
    expect(session.isInWorkspace(path)).toBe(false);
  });

  test('a question waits for the modules it needs', async () => {
    const { session, folder } = setUp({
      'app.py': 'use names.MOVIES',
      'names.py': 'MOVIES = Movies',
    });
    await session.index([rulesFor(folder)]);
    session.openDocument(folder.at('app.py'), 'use names.MOVIES');
    expect(tableNames(session.factsOf(folder.at('app.py')))).toEqual(['Movies']);
  });
});

describe('changes on disk', () => {
  async function indexed(files: Readonly<Record<string, string>>): Promise<Setup> {
    const setup = setUp(files);
    await setup.session.index([rulesFor(setup.folder)]);
    setup.told.length = 0;
    return setup;
  }

  test('files come, change and go', async () => {
    const { session, folder, tables, told } = await indexed({
      'a.py': `${aws}use A`,
      'b.py': `${aws}use B`,
    });
    folder.write({ 'a.py': `${aws}use A2`, 'sub/c.py': `${aws}use C` });
    rmSync(folder.at('b.py'));
    session.changeOnDisk(['a.py', 'b.py', 'sub/c.py'].map(folder.at));
    expect(session.isSettled()).toBe(false);
    await session.whenSettled();
    expect(['a.py', 'b.py', 'sub/c.py'].map(tables)).toEqual([['A2'], null, ['C']]);
    expect(told).toEqual([{ paths: ['a.py', 'b.py', 'sub/c.py'], edited: [] }]);
    expect(session.report().indexed).toBe(2);
  });

  test('a whole folder comes and goes with one event', async () => {
    const { session, folder, tables } = await indexed({ 'pkg/a.py': `${aws}use A` });
    rmSync(folder.at('pkg'), { recursive: true });
    folder.write({ 'new/deep/b.py': `${aws}use B` });
    session.changeOnDisk([folder.at('pkg'), folder.at('new')]);
    await session.whenSettled();
    expect([tables('pkg/a.py'), tables('new/deep/b.py')]).toEqual([null, ['B']]);
  });

  test('a module that was missing is found when it comes', async () => {
    const { session, folder, tables } = await indexed({ 'app.py': `${aws}use names.MOVIES` });
    expect(tables('app.py')).toEqual(['?']);
    folder.write({ 'names.py': 'MOVIES = Movies' });
    session.changeOnDisk([folder.at('names.py')]);
    await session.whenSettled();
    expect(tables('app.py')).toEqual(['Movies']);
  });

  test('a changed .gitignore is looked at for its whole folder', async () => {
    const { session, folder, tables } = await indexed({
      'a.py': `${aws}use A`,
      'sub/b.py': `${aws}use B`,
      'sub/c.py': `${aws}use C`,
      'sub/.gitignore': 'c.py',
    });
    folder.write({ 'sub/.gitignore': 'b.py' });
    session.changeOnDisk([folder.at('sub/.gitignore')]);
    await session.whenSettled();
    expect(['a.py', 'sub/b.py', 'sub/c.py'].map(tables)).toEqual([['A'], null, ['C']]);
    expect(session.report().leftOut).toEqual([
      { path: folder.at('sub/b.py'), why: 'excluded by .gitignore' },
    ]);
  });

  test('what does not belong to the workspace stays out', async () => {
    const { session, folder } = await indexed({ 'a.py': '' });
    folder.write({ 'venv/pyvenv.cfg': '', 'venv/x.py': `${aws}use X`, 'notes.txt': 'dynamodb' });
    symlinkSync(folder.at('a.py'), folder.at('link.py'));
    session.changeOnDisk(['venv', 'venv/x.py', 'notes.txt', 'link.py'].map(folder.at));
    await session.whenSettled();
    expect(session.report().indexed).toBe(1);
  });

  test('many events in a row are one piece of work', async () => {
    const { session, folder, told, asked } = await indexed({ 'a.py': `${aws}use A` });
    asked.length = 0;
    for (let version = 0; version < 20; version++) {
      folder.write({ 'a.py': `${aws}use A${version}` });
      session.changeOnDisk([folder.at('a.py')]);
    }
    await session.whenSettled();
    expect(told).toHaveLength(1);
    expect(asked).toEqual([folder.at('a.py')]);
  });
});

test('a listener that throws disturbs nobody', async () => {
  const { session, folder, errors } = setUp({ 'a.py': `${aws}use A` });
  const listener = vi.fn();
  session.onChange(() => {
    throw new Error('listener');
  });
  const listening = session.onChange(listener);
  await session.index([rulesFor(folder)]);
  expect(listener).toHaveBeenCalledTimes(1);
  expect(errors).toEqual([new Error('listener')]);
  listening.dispose();
  session.openDocument(folder.at('a.py'), 'use B');
  await session.whenSettled();
  expect(listener).toHaveBeenCalledTimes(1);
});
