/*
 * The workspace around the open documents: disk, folders, settings, progress.
 */
import { renameSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { TablesResult } from '../../server/src/lsp/protocol.ts';
import { temporaryFolder } from '../workspace/temporary-folder.ts';
import { allCapabilities, pause, startClient, uriOf } from './client.ts';
import { appFile, movies, unknownFile } from './movies.ts';

const saveLens = (name: string): string[] => [
  `6: ${name}: select, insert, delete`,
  `10: ${name}: select`,
];

describe('files on disk', () => {
  test('are watched: also those that come and go with their folder', async () => {
    const { client } = await startClient({ folders: [temporaryFolder().path] });
    await client.until(() => client.heard.registered.size === 2, 'registrations');
    const options = client.heard.registered.get('workspace/didChangeWatchedFiles');
    const { watchers } = options as { watchers: { globPattern: string; kind: number }[] };
    const kinds = new Map(watchers.map(({ globPattern, kind }) => [globPattern, kind]));
    expect(kinds.get('**/*.py')! | kinds.get('**/*')!).toBe(7);
  });

  test('change, go and come: open documents follow', async () => {
    const folder = temporaryFolder(movies);
    const { client } = await startClient({ folders: [folder.path] });
    const uri = uriOf(folder.at('app.py'));
    await client.open(uri);
    await client.ready();
    const becomes = async (what: string, titles: string[]): Promise<void> => {
      await client.until(() => client.heard.refreshes.length > 0, `${what}: refresh`);
      expect(await client.lensTitles(uri)).toEqual(titles);
      client.heard.refreshes.length = 0;
    };
    expect(await client.lensTitles(uri)).toEqual(saveLens('Movies'));
    // Refreshes are collected for a moment; what comes later has another cause than the start.
    await pause(300);
    client.heard.refreshes.length = 0;

    folder.write({ 'names.py': 'MOVIES = "Films"\n' });
    await client.touch({ [folder.at('names.py')]: 2 });
    await becomes('changed', saveLens('Films'));

    rmSync(folder.at('names.py'));
    await client.touch({ [folder.at('names.py')]: 3 });
    await becomes('deleted', saveLens('unknown table'));

    folder.write({ 'names/__init__.py': 'MOVIES = "Package"\n' });
    await client.touch({ [folder.at('names')]: 1 });
    await becomes('created', saveLens('Package'));

    renameSync(folder.at('names'), folder.at('other'));
    await client.touch({ [folder.at('names')]: 3, [folder.at('other')]: 1 });
    await becomes('renamed', saveLens('unknown table'));
  });

  test('do not matter while the document is open', async () => {
    const folder = temporaryFolder(movies);
    const { client } = await startClient({ folders: [folder.path] });
    const uri = uriOf(folder.at('app.py'));
    await client.open(uri);
    await client.ready();
    folder.write({ 'app.py': '' });
    await client.touch({ [folder.at('app.py')]: 2 });
    await pause(200);
    expect(await client.lensTitles(uri)).toEqual(saveLens('Movies'));
    await client.close(uri);
    await client.open(uri);
    expect(await client.lensTitles(uri)).toEqual([]);
  });
});

describe('folders', () => {
  test('imports are found in each, and tables counted over all', async () => {
    const one = temporaryFolder(movies);
    const two = temporaryFolder({ 'app.py': appFile, 'names.py': 'MOVIES = "Second"\n' });
    const { client } = await startClient({ folders: [one.path, two.path] });
    for (const [folder, name] of [
      [one, 'Movies'],
      [two, 'Second'],
    ] as const) {
      const uri = uriOf(folder.at('app.py'));
      await client.open(uri);
      expect(await client.lensTitles(uri)).toEqual(saveLens(name));
    }
    await client.ready();
    expect(client.heard.statuses.at(-1)).toMatchObject({ tables: 2, unresolved: 1, files: 5 });
  });

  test('come and go', async () => {
    const one = temporaryFolder(movies);
    const two = temporaryFolder({ 'b.py': appFile.replace('MOVIES)', '"Second")') });
    const { client } = await startClient({ folders: [one.path] });
    await client.ready();
    expect(client.heard.statuses.at(-1)).toMatchObject({ tables: 1, files: 3 });
    const folder = (path: string) => ({ uri: uriOf(path), name: path });
    await client.notify('workspace/didChangeWorkspaceFolders', {
      event: { added: [folder(two.path)], removed: [folder(one.path)] },
    });
    await client.until(() => client.heard.statuses.at(-1)!.files === 1, 'the other folder');
    expect(client.heard.statuses.at(-1)).toMatchObject({ state: 'ready', tables: 1 });
    const unknown = uriOf(one.at('unknown.py'));
    await client.until(() => client.shown(unknown).length === 0, 'warnings of the old one gone');
  });
});

describe('settings', () => {
  test('severity and lenses change at once', async () => {
    const folder = temporaryFolder({ 'unknown.py': unknownFile });
    const { client } = await startClient({ folders: [folder.path] });
    const uri = uriOf(folder.at('unknown.py'));
    await client.open(uri);
    await client.until(() => client.shown(uri).length === 1, 'a warning');
    const severity = { 'unresolved-table': 'error' };
    await client.configure({ dynamolens: { diagnostics: { severity } } });
    await client.until(() => client.shown(uri)[0]?.severity === 1, 'an error');
    severity['unresolved-table'] = 'off';
    await client.configure({
      dynamolens: { diagnostics: { severity }, codeLens: { functions: false } },
    });
    await client.until(() => client.shown(uri).length === 0, 'nothing');
    expect(client.heard.refreshes).not.toEqual([]);
    expect(await client.lenses(uri)).toEqual([]);
  });

  test('say which files belong to the workspace', async () => {
    const folder = temporaryFolder({ ...movies, 'gen/a.py': '', 'old/b.py': '' });
    const { client } = await startClient({
      folders: [folder.path],
      settings: { dynamolens: { exclude: ['gen'] }, 'files.exclude': { '**/old': true } },
    });
    await client.ready();
    expect(client.heard.statuses.at(-1)).toMatchObject({
      files: 3,
      message: 'Left out: excluded by dynamolens.exclude (1), excluded by files.exclude (1).',
    });
    await client.configure({});
    await client.until(() => client.heard.statuses.at(-1)!.files === 5, 'all files');
  });

  test('that make no sense are told about once', async () => {
    const { client } = await startClient({ settings: { dynamolens: { maxFileSize: 'big' } } });
    await client.ready();
    await client.configure({ dynamolens: { maxFileSize: 'big', codeLens: { modules: false } } });
    await pause(200);
    expect(client.heard.log.filter((line) => line.startsWith('Settings: '))).toEqual([
      'Settings: dynamolens.maxFileSize must be a whole number of bytes above 0, not "big"; using 1000000.',
    ]);
  });

  test('come with the notification from a client that cannot be asked', async () => {
    const folder = temporaryFolder({ 'unknown.py': unknownFile });
    const workspace = { ...allCapabilities.workspace, configuration: false };
    const { client } = await startClient({
      folders: [folder.path],
      capabilities: { ...allCapabilities, workspace },
    });
    const uri = uriOf(folder.at('unknown.py'));
    await client.open(uri);
    await client.until(() => client.shown(uri).length === 1, 'a warning');
    await client.notify('workspace/didChangeConfiguration', {
      settings: { dynamolens: { exclude: ['*'] }, files: { exclude: {} } },
    });
    await client.until(() => client.heard.statuses.at(-1)!.files === 0, 'no files');
  });
});

describe('indexing', () => {
  test('is reported from begin to end, and logged', async () => {
    const folder = temporaryFolder({ ...movies, 'venv/pyvenv.cfg': '', 'venv/a.py': '' });
    const { client } = await startClient({ folders: [folder.path] });
    await client.ready();
    await client.until(() => client.heard.log.some((line) => line.startsWith('Indexed')), 'log');
    expect(client.heard.log.find((line) => line.startsWith('Indexed'))).toMatch(
      /^Indexed 3 Python files in \d+\.\d\d s, parsed 3 of them\. Left out: virtual environment \(1\)\.$/,
    );
    expect(client.heard.statuses.map(({ state }) => state)).toEqual(['indexing', 'ready']);
    await client.until(() => client.heard.progress.at(-1)?.kind === 'end', 'end of progress');
    const kinds = client.heard.progress.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== 'report')).toEqual(['begin', 'end']);
    expect(client.heard.progress[0]).toMatchObject({ cancellable: true });
  });

  test('can be cancelled; open files still work', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`many/m${index}.py`, appFile]),
    );
    const folder = temporaryFolder({ ...movies, ...many });
    const { client } = await startClient({
      folders: [folder.path],
      onProgress: (token, { kind }) => {
        if (kind === 'begin') void client.notify('window/workDoneProgress/cancel', { token });
      },
    });
    const uri = uriOf(folder.at('app.py'));
    await client.open(uri);
    await client.ready();
    expect(client.heard.statuses.at(-1)!.message).toContain('cancelled');
    expect(await client.lensTitles(uri)).toEqual(saveLens('Movies'));
    await client.until(
      () => client.heard.log.some((line) => line.startsWith('Indexing was cancelled')),
      'log',
    );
  });

  test('works for a client that can do nothing', async () => {
    const folder = temporaryFolder(movies);
    const { client } = await startClient({ folders: [folder.path], capabilities: {} });
    const uri = uriOf(folder.at('unknown.py'));
    await client.until(() => client.shown(uri).length === 1, 'a warning');
    expect(client.heard.registered.size).toBe(0);
    expect(client.heard.refreshes).toEqual([]);
    expect(client.heard.progress).toEqual([]);
  });
});

test('the report of tables waits for the end of indexing', async () => {
  const folder = temporaryFolder(movies);
  const { client } = await startClient({ folders: [folder.path] });
  const { markdown } = await client.connection.sendRequest<TablesResult>('dynamolens/tables');
  expect(markdown).toMatch(/^# DynamoDB tables of this workspace\n/);
  expect(markdown).toContain('Movies');
  expect(markdown).toContain(`${uriOf(folder.at('app.py'))}#L8`);
});

test('a client is told once that the report it has does not hold any more', async () => {
  const folder = temporaryFolder(movies);
  const { client } = await startClient({ folders: [folder.path] });
  await client.ready();
  let told = 0;
  client.connection.onNotification('dynamolens/tablesOutdated', () => void (told += 1));
  const report = async (): Promise<string> => {
    const result = await client.connection.sendRequest<TablesResult>('dynamolens/tables');
    return result.markdown;
  };
  // The figures stay as they are: one table goes and one comes.
  const rename = async (name: string): Promise<void> => {
    folder.write({ 'names.py': `MOVIES = "${name}"\n` });
    await client.touch({ [folder.at('names.py')]: 2 });
  };
  expect(await report()).toContain('Movies');
  await rename('Films');
  await client.until(() => told === 1, 'the message');
  await rename('Series');
  await pause(700);
  expect(told).toBe(1);
  expect(await report()).toContain('Series');
  await rename('Movies');
  await client.until(() => told === 2, 'the next message');
});
