/*
 * Warnings, pushed and pulled: final when they come, only when they are news, and gone with their file.
 */
import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type {
  DocumentDiagnosticReport,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver/node';
import { temporaryFolder } from '../workspace/temporary-folder.ts';
import { pause, positionOf, pullCapabilities, startClient, uriOf } from './client.ts';
import { movies, unknownFile } from './movies.ts';

/** Longer than the server collects changes. */
const aWhile = 500;

describe('pushed', () => {
  test('for all files of the workspace, and never without need', async () => {
    const folder = temporaryFolder(movies);
    const { client } = await startClient({ folders: [folder.path] });
    const unknown = uriOf(folder.at('unknown.py'));
    await client.open(uriOf(folder.at('app.py')));
    await client.until(() => client.shown(unknown).length === 1, 'a warning');
    await client.open(unknown);
    await client.edit(unknown, { start: { line: 0, character: 0 }, text: ' ' });
    await client.edit(unknown, {
      start: { line: 0, character: 0 },
      end: { line: 0, character: 1 },
      text: '',
    });
    await pause(aWhile);
    expect(client.heard.published).toHaveLength(1);
    expect(client.heard.published[0]).not.toHaveProperty('version');
  });

  test('with the version they belong to, when they move', async () => {
    const folder = temporaryFolder(movies);
    const { client } = await startClient({ folders: [folder.path] });
    const uri = uriOf(folder.at('unknown.py'));
    await client.open(uri);
    await client.until(() => client.shown(uri).length === 1, 'a warning');
    const version = await client.edit(uri, { start: { line: 0, character: 0 }, text: '\n' });
    await client.until(() => client.heard.published.length === 2, 'another one');
    const last = client.heard.published.at(-1)!;
    expect(last.version).toBe(version);
    expect(last.diagnostics[0]!.range.start).toEqual(positionOf(`\n${unknownFile}`, 'name)'));
  });

  test('come back from disk when a document is closed, and go when the file goes', async () => {
    const folder = temporaryFolder(movies);
    const { client } = await startClient({ folders: [folder.path] });
    const uri = uriOf(folder.at('unknown.py'));
    await client.open(uri, '');
    await client.ready();
    expect(client.shown(uri)).toEqual([]);
    await client.close(uri);
    await client.until(() => client.shown(uri).length === 1, 'the warning of the file on disk');
    rmSync(folder.at('unknown.py'));
    await client.touch({ [folder.at('unknown.py')]: 3 });
    await client.until(() => client.shown(uri).length === 0, 'no warning');
    expect(client.heard.published).toHaveLength(2);
  });

  test('go with a document that does not belong to the workspace', async () => {
    const outside = temporaryFolder(movies);
    const { client } = await startClient({ folders: [temporaryFolder().path] });
    const uri = uriOf(outside.at('unknown.py'));
    await client.open(uri);
    await client.until(() => client.shown(uri).length === 1, 'a warning');
    await client.close(uri);
    await client.until(() => client.shown(uri).length === 0, 'no warning');
  });

  test('a comment silences them', async () => {
    const folder = temporaryFolder(movies);
    const { client } = await startClient({ folders: [folder.path] });
    const uri = uriOf(folder.at('unknown.py'));
    await client.open(uri);
    await client.until(() => client.shown(uri).length === 1, 'a warning');
    await client.edit(uri, {
      start: { line: 4, character: 1000 },
      text: '  # dynamolens: ignore[unresolved-table]',
    });
    await client.until(() => client.shown(uri).length === 0, 'no warning');
  });
});

describe('pulled', () => {
  const capabilities = pullCapabilities;

  test('nothing is pushed then', async () => {
    const folder = temporaryFolder(movies);
    const { client, result } = await startClient({ folders: [folder.path], capabilities });
    expect(result.capabilities.diagnosticProvider).toEqual({
      identifier: 'dynamolens',
      interFileDependencies: true,
      workspaceDiagnostics: true,
    });
    await client.open(uriOf(folder.at('unknown.py')));
    await client.ready();
    await pause(aWhile);
    expect(client.heard.published).toEqual([]);
  });

  test('for a document: the answer is final, and says when nothing changed', async () => {
    const folder = temporaryFolder(movies);
    const { client } = await startClient({ folders: [folder.path], capabilities });
    const textDocument = { uri: uriOf(folder.at('unknown.py')) };
    await client.open(textDocument.uri);
    const pull = async (previousResultId?: string): Promise<DocumentDiagnosticReport> =>
      client.connection.sendRequest('textDocument/diagnostic', { textDocument, previousResultId });
    const first = await pull();
    expect(first).toMatchObject({ kind: 'full', items: [{ code: 'unresolved-table' }] });
    expect(await pull(first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.edit(textDocument.uri, {
      start: positionOf(unknownFile, 'name)'),
      end: positionOf(unknownFile, 'name)', 4),
      text: '"Movies"',
    });
    expect(await pull(first.resultId)).toMatchObject({ kind: 'full', items: [] });
  });

  test('for the workspace: the answer waits for news', async () => {
    const folder = temporaryFolder(movies);
    const { client } = await startClient({ folders: [folder.path], capabilities });
    const pull = async (
      previousResultIds: { uri: string; value: string }[],
    ): Promise<WorkspaceDiagnosticReport> =>
      client.connection.sendRequest('workspace/diagnostic', { previousResultIds });
    const uri = uriOf(folder.at('unknown.py'));
    const { items } = await pull([]);
    expect(items).toMatchObject([{ uri, version: null, kind: 'full', items: [{}] }]);

    const next = pull([{ uri, value: items[0]!.resultId! }]);
    const early = await Promise.race([next.then(() => 'answered'), pause(aWhile)]);
    expect(early).toBeUndefined();
    rmSync(folder.at('unknown.py'));
    await client.touch({ [folder.at('unknown.py')]: 3 });
    expect((await next).items).toMatchObject([{ uri, kind: 'full', items: [] }]);
  });

  test('for the workspace: a question can be taken back', async () => {
    const { client } = await startClient({ folders: [temporaryFolder().path], capabilities });
    const source = new CancellationTokenSource();
    const question = client.connection.sendRequest<WorkspaceDiagnosticReport>(
      'workspace/diagnostic',
      { previousResultIds: [] },
      source.token,
    );
    await client.ready();
    source.cancel();
    expect(await question).toEqual({ items: [] });
  });

  test('an edit elsewhere makes the client ask again', async () => {
    const folder = temporaryFolder(movies);
    const { client } = await startClient({ folders: [folder.path], capabilities });
    const names = uriOf(folder.at('names.py'));
    const textDocument = { uri: uriOf(folder.at('app.py')) };
    await client.open(textDocument.uri);
    await client.open(names);
    await client.connection.sendRequest('textDocument/diagnostic', { textDocument });
    expect(client.heard.refreshes).toEqual([]);
    await client.edit(names, { start: { line: 0, character: 0 }, text: 'NO_' });
    await client.until(() => client.heard.refreshes.length > 0, 'refresh');
    expect(client.heard.refreshes).toEqual(['workspace/diagnostic/refresh']);
  });
});
