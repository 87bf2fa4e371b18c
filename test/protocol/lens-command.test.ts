/*
 * A click on a lens: the client's own command where it has one, the server's otherwise.
 */
import { expect, test } from 'vitest';
import { temporaryFolder } from '../workspace/temporary-folder.ts';
import { allCapabilities, positionOf, startClient, uriOf } from './client.ts';
import { appFile, movies } from './movies.ts';

test('a client that has the command gets it', async () => {
  const folder = temporaryFolder(movies);
  const { client, result } = await startClient({
    folders: [folder.path],
    initializationOptions: { clientCommands: ['dynamolens.showCallSites'] },
  });
  expect(result.capabilities.executeCommandProvider).toBeUndefined();
  const uri = uriOf(folder.at('app.py'));
  await client.open(uri);
  const [lens] = await client.lenses(uri);
  expect(lens!.command!.command).toBe('dynamolens.showCallSites');
});

test('other clients are shown the first call', async () => {
  const folder = temporaryFolder(movies);
  const { client } = await startClient({ folders: [folder.path] });
  const uri = uriOf(folder.at('app.py'));
  await client.open(uri);
  const [lens] = await client.lenses(uri);
  const { command, arguments: args } = lens!.command!;
  await client.connection.sendRequest('workspace/executeCommand', { command, arguments: args });
  expect(client.heard.shown).toMatchObject([
    { uri, selection: { start: positionOf(appFile, 'put_item') } },
  ]);
});

test('or told about all of them', async () => {
  const folder = temporaryFolder(movies);
  const { client } = await startClient({
    folders: [folder.path],
    capabilities: { ...allCapabilities, window: {} },
  });
  const uri = uriOf(folder.at('app.py'));
  await client.open(uri);
  const [lens] = await client.lenses(uri);
  const { command, arguments: args } = lens!.command!;
  await client.connection.sendRequest('workspace/executeCommand', { command, arguments: args });
  expect(client.heard.messages).toEqual(['Calls: app.py:8']);
});

test('a command that makes no sense is logged and answered', async () => {
  const { client } = await startClient();
  for (const [command, args] of [
    ['unknown', []],
    ['dynamolens.server.showCallSites', ['x']],
  ] as const) {
    const params = { command, arguments: args };
    expect(await client.connection.sendRequest('workspace/executeCommand', params)).toBeNull();
  }
  expect(client.heard.log.filter((line) => line.startsWith('command: '))).toHaveLength(2);
});
