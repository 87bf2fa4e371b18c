/*
 * What the user states for names: the project file and the setting, in the running server.
 */
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../workspace/temporary-folder.ts';
import { startClient, type TestClient, uriOf } from './client.ts';

const code = `import os

import boto3


def load(key):
    table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
    return table.get_item(Key=key)
`;

function projectFile(table: string): string {
  return `{\n  // The deployment sets it.\n  "names": { "ORDERS_TABLE": "${table}" },\n}\n`;
}

async function becomes(client: TestClient, uri: string, label: string): Promise<void> {
  await client.until(() => client.heard.refreshes.length > 0, `${label}: refresh`);
  expect(await client.lensTitles(uri)).toEqual([`5: ${label}: select`]);
  client.heard.refreshes.length = 0;
}

test('the project file: read at the start, when it changes, comes and goes, and while it is written', async () => {
  const folder = temporaryFolder({ 'app.py': code, 'dynamolens.json': projectFile('Orders') });
  const { client } = await startClient({ folders: [folder.path] });
  const uri = uriOf(folder.at('app.py'));
  const project = folder.at('dynamolens.json');
  await client.open(uri);
  await client.ready();
  expect(await client.lensTitles(uri)).toEqual(['5: Orders: select']);
  client.heard.refreshes.length = 0;

  folder.write({ 'dynamolens.json': projectFile('Purchases') });
  await client.touch({ [project]: 2 });
  await becomes(client, uri, 'Purchases');

  await client.open(uriOf(project));
  await client.edit(uriOf(project), {
    start: { line: 2, character: 30 },
    end: { line: 2, character: 39 },
    text: 'Invoices',
  });
  await becomes(client, uri, 'Invoices');
  await client.close(uriOf(project));
  await becomes(client, uri, 'Purchases');

  rmSync(project);
  await client.touch({ [project]: 3 });
  await becomes(client, uri, '$ORDERS_TABLE');
});

test('the project file: what is wrong with it is reported there', async () => {
  const folder = temporaryFolder({
    'app.py': code,
    'settings.py': 'ORDERS = "Orders"\n',
    'dynamolens.json': '{ "names": { "settings.ORDERS": "Films", "A": 1 } }',
  });
  const { client } = await startClient({ folders: [folder.path] });
  await client.open(uriOf(folder.at('app.py')));
  await client.ready();
  await client.until(
    () => client.heard.published.some(({ uri }) => uri.endsWith('dynamolens.json')),
    'diagnostics',
  );
  const codes = client.heard.published
    .filter(({ uri }) => uri.endsWith('dynamolens.json'))
    .flatMap(({ diagnostics }) => diagnostics.map(({ code: name }) => name));
  expect(codes).toEqual(['contradicted-statement', 'unused-statement']);
});

test('the setting wins over the project file, and a change of it counts at once', async () => {
  const folder = temporaryFolder({ 'app.py': code, 'dynamolens.json': projectFile('Orders') });
  const names = (table: string) => ({ dynamolens: { names: { ORDERS_TABLE: table } } });
  const { client } = await startClient({ folders: [folder.path], settings: names('Films') });
  const uri = uriOf(folder.at('app.py'));
  await client.open(uri);
  await client.ready();
  expect(await client.lensTitles(uri)).toEqual(['5: Films: select']);
  client.heard.refreshes.length = 0;
  await client.configure(names('Movies'));
  await becomes(client, uri, 'Movies');
  await client.configure({ dynamolens: {} });
  await becomes(client, uri, 'Orders');
});
