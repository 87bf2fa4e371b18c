/*
 * What an editor shows for an open document, and how it follows the typing.
 */
import { expect, test } from 'vitest';
import { temporaryFolder } from '../workspace/temporary-folder.ts';
import { pause, positionOf, startClient, uriOf } from './client.ts';
import { appFile, movies, namesFile, unknownFile } from './movies.ts';

test('initialize says what the server can do, before anything is read', async () => {
  const { result } = await startClient();
  expect(result.capabilities).toEqual({
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: 2, save: { includeText: false } },
    codeLensProvider: { resolveProvider: false },
    hoverProvider: true,
    definitionProvider: true,
    executeCommandProvider: { commands: ['dynamolens.server.showCallSites'] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  });
});

test('open, edit: lenses, hovers and warnings follow', async () => {
  const folder = temporaryFolder(movies);
  const { client } = await startClient({ folders: [folder.path] });
  const uri = uriOf(folder.at('app.py'));
  await client.open(uri);
  expect(await client.lensTitles(uri)).toEqual([
    '6: Movies: select, insert, delete',
    '10: Movies: select',
  ]);

  const hover = await client.hover(uri, positionOf(appFile, 'put_item', 2));
  expect(hover).toMatchObject({
    contents: { kind: 'markdown', value: expect.stringContaining('Table.put_item') as string },
    range: { start: positionOf(appFile, 'put_item'), end: positionOf(appFile, 'put_item', 8) },
  });
  expect(hover).toMatchObject({
    contents: { value: expect.stringContaining(`${uriOf(folder.at('names.py'))}#L1`) as string },
  });
  expect(await client.hover(uri, { line: 2, character: 0 })).toBeNull();

  const start = positionOf(appFile, 'MOVIES)');
  const end = { ...start, character: start.character + 'MOVIES'.length };
  await client.edit(uri, { start, end, text: '"Films"' });
  expect(await client.lensTitles(uri)).toEqual([
    '6: Films: select, insert, delete',
    '10: Films: select',
  ]);

  const version = await client.edit(uri, {
    start,
    end: { ...start, character: start.character + '"Films"'.length },
    text: 'nowhere',
  });
  await client.until(() => client.shown(uri).length > 0, 'a warning');
  const published = client.heard.published.filter((one) => one.uri === uri);
  expect(published.map((one) => one.version)).toEqual([version]);
  expect(published[0]!.diagnostics[0]).toEqual({
    source: 'DynamoLens',
    code: 'unresolved-table',
    codeDescription: { href: expect.stringContaining('#unassigned-name') as string },
    severity: 2,
    message: expect.stringContaining('`nowhere`') as string,
    range: { start, end: { ...start, character: start.character + 'nowhere'.length } },
    data: { reason: 'unassigned-name', detail: 'nowhere' },
  });
});

test('several edits in one message are applied in order', async () => {
  const folder = temporaryFolder(movies);
  const { client } = await startClient({ folders: [folder.path] });
  const uri = uriOf(folder.at('app.py'));
  await client.open(uri);
  const top = { line: 0, character: 0 };
  await client.edit(
    uri,
    { start: top, text: '# one\n' },
    { start: top, text: '# two\n' },
    { start: { line: 9, character: 4 }, text: 'table.scan()\n    ' },
  );
  expect(await client.lensTitles(uri)).toEqual([
    '8: Movies: select, insert, delete',
    '13: Movies: select',
  ]);
});

test('an edit in one file shows in others: the editor is asked to look again', async () => {
  const folder = temporaryFolder(movies);
  const { client } = await startClient({ folders: [folder.path] });
  const [app, names] = [uriOf(folder.at('app.py')), uriOf(folder.at('names.py'))];
  await client.open(app);
  await client.open(names);
  await client.ready();
  expect(await client.lensTitles(app)).toEqual([
    '6: Movies: select, insert, delete',
    '10: Movies: select',
  ]);
  client.heard.refreshes.length = 0;

  await client.edit(names, { start: { line: 0, character: 0 }, text: '# a comment\n' });
  await client.edit(names, {
    start: positionOf(`# a comment\n${namesFile}`, 'Movies'),
    text: 'New',
  });
  await client.until(() => client.heard.refreshes.length > 0, 'a refresh');
  expect(await client.lensTitles(app)).toEqual([
    '6: NewMovies: select, insert, delete',
    '10: NewMovies: select',
  ]);
  expect(client.heard.refreshes).toEqual(['workspace/codeLens/refresh']);
});

test('a client that does not look again after an edit is asked to', async () => {
  const folder = temporaryFolder(movies);
  const { client } = await startClient({ folders: [folder.path] });
  const uri = uriOf(folder.at('app.py'));
  await client.open(uri);
  await client.ready();
  await client.lenses(uri);
  await client.edit(uri, { start: { line: 0, character: 0 }, text: '\n' });
  await client.lenses(uri);
  await pause(2000);
  expect(client.heard.refreshes).toEqual([]);
  await client.edit(uri, { start: { line: 0, character: 0 }, text: '\n' });
  await client.until(() => client.heard.refreshes.length > 0, 'refresh');
});

test('characters beyond the first plane and all line ends count as the protocol says', async () => {
  const text = [
    'import boto3  # 😀😀',
    'table = boto3.resource("dynamodb").Table("Mövies😀")',
    'x = "😀"; table.put_item(Item={})',
    '',
    'def 𝒇():',
    '    "😀"; table.scan()',
    '',
  ].join('\r\n');
  const { client } = await startClient();
  const uri = uriOf('/nowhere/emoji.py');
  await client.open(uri, text);
  const lenses = await client.lenses(uri);
  expect(lenses.map(({ command }) => command!.title)).toEqual([
    'Mövies😀: select, insert, delete',
    'Mövies😀: select',
  ]);
  expect(lenses[1]!.command!.arguments).toEqual([
    uri,
    { line: 4, character: 0 },
    [{ uri, range: { start: positionOf(text, 'scan'), end: positionOf(text, 'scan', 4) } }],
  ]);
  const hover = await client.hover(uri, positionOf(text, 'put_item', 8));
  expect(hover!.range).toEqual({
    start: { line: 2, character: 16 },
    end: { line: 2, character: 24 },
  });

  // An edit behind an emoji, in the middle of the line.
  await client.edit(uri, { start: positionOf(text, 'scan'), text: 'delete_item(Key={}); table.' });
  expect(await client.lensTitles(uri)).toEqual([
    '2: Mövies😀: select, insert, delete',
    '4: Mövies😀: select, delete',
  ]);
});

test('while a statement is broken its lens stays where it is', async () => {
  const folder = temporaryFolder(movies);
  const { client } = await startClient({ folders: [folder.path] });
  const uri = uriOf(folder.at('app.py'));
  await client.open(uri);
  const before = await client.lensTitles(uri);
  const start = positionOf(appFile, 'Item=movie)');
  let { character } = start;
  for (const letter of 'Foo=bar[') {
    await client.edit(uri, { start: { ...start, character }, text: letter });
    character++;
    expect(await client.lensTitles(uri)).toEqual(before);
  }
  await client.ready();
  expect(client.heard.published.filter((one) => one.uri === uri)).toEqual([]);
});

test('an untitled document is shown like any other', async () => {
  const { client } = await startClient();
  const uri = 'untitled:Untitled-1';
  await client.open(uri, unknownFile);
  expect(await client.lensTitles(uri)).toEqual(['3: unknown table: select']);
  await client.until(() => client.shown(uri).length > 0, 'a warning');
  await client.close(uri);
  await client.until(() => client.shown(uri).length === 0, 'the warning is gone');
});

test('documents of other languages are none of its business', async () => {
  const { client } = await startClient();
  const uri = uriOf('/nowhere/notes.md');
  await client.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'markdown', version: 1, text: appFile },
  });
  expect(await client.lenses(uri)).toEqual([]);
  expect(await client.hover(uri, positionOf(appFile, 'put_item'))).toBeNull();
});

test('a whole new text, as a simple editor sends it', async () => {
  const { client } = await startClient();
  const uri = uriOf('/nowhere/a.py');
  await client.open(uri, '');
  await client.notify('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: unknownFile }],
  });
  expect(await client.lensTitles(uri)).toEqual(['3: unknown table: select']);
});

test('a hover for an editor that shows no Markdown is plain text', async () => {
  const folder = temporaryFolder(movies);
  const { client } = await startClient({
    folders: [folder.path],
    capabilities: { textDocument: { hover: { contentFormat: ['plaintext'] } } },
  });
  const uri = uriOf(folder.at('app.py'));
  await client.open(uri);
  const hover = await client.hover(uri, positionOf(appFile, 'put_item', 2));
  expect(hover).toMatchObject({
    contents: {
      kind: 'plaintext',
      value: expect.stringMatching(
        /^Table\.put_item — reads and writes\n\nMovies — [^[\]`*]*names\.py:1 MOVIES = 'Movies'/u,
      ) as string,
    },
  });
});
