/*
 * Templates beside the code: where they lead, and what their changes do to open documents.
 */
import { expect, test } from 'vitest';
import { temporaryFolder } from '../workspace/temporary-folder.ts';
import type { TemporaryFolder } from '../workspace/temporary-folder.ts';
import { positionOf, startClient, uriOf } from './client.ts';
import type { TestClient } from './client.ts';

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::SimpleTable
  Save:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: shop.save
      Environment:
        Variables:
          TABLE: !Ref Orders
`;

const shopFile = `import os
import boto3


def save(event, context):
    boto3.resource("dynamodb").Table(os.environ["TABLE"]).put_item(Item=event)
`;

test('going to the definition leads into the template', async () => {
  const folder = temporaryFolder({ 'template.yaml': template, 'shop.py': shopFile });
  const uri = uriOf(folder.at('shop.py'));
  const range = {
    start: positionOf(template, 'Orders:'),
    end: positionOf(template, 'Orders:', 'Orders'.length),
  };
  const { client } = await startClient({
    folders: [folder.path],
    capabilities: { textDocument: { definition: { linkSupport: true } } },
  });
  await client.open(uri);
  await client.ready();
  const position = positionOf(shopFile, 'put_item', 3);
  const links = await client.definition(uri, position);
  expect(links).toEqual([
    {
      originSelectionRange: {
        start: positionOf(shopFile, 'put_item'),
        end: positionOf(shopFile, 'put_item', 'put_item'.length),
      },
      targetUri: uriOf(folder.at('template.yaml')),
      targetRange: range,
      targetSelectionRange: range,
    },
  ]);
  expect(await client.definition(uri, positionOf(shopFile, 'boto3'))).toBeNull();

  const { client: plain } = await startClient({ folders: [folder.path], capabilities: {} });
  await plain.open(uri);
  await plain.until(
    async () => (await plain.definition(uri, position)) !== null,
    'the template is read',
  );
  expect(await plain.definition(uri, position)).toEqual([
    { uri: uriOf(folder.at('template.yaml')), range },
  ]);
});

async function shop(): Promise<{ client: TestClient; folder: TemporaryFolder; uri: string }> {
  const folder = temporaryFolder({ 'template.yaml': template, 'shop.py': shopFile });
  const { client } = await startClient({ folders: [folder.path] });
  const uri = uriOf(folder.at('shop.py'));
  await client.open(uri);
  await client.ready();
  expect(await client.lensTitles(uri)).toEqual(['4: Orders: select, insert, delete']);
  client.heard.refreshes.length = 0;
  return { client, folder, uri };
}

test('an edit in an open template shows in the code at once', async () => {
  const { client, folder, uri } = await shop();
  const templateUri = uriOf(folder.at('template.yaml'));
  await client.open(templateUri, template, 'yaml');
  const start = positionOf(template, '!Ref Orders');
  const end = { ...start, character: start.character + '!Ref Orders'.length };
  await client.edit(templateUri, { start, end, text: 'invoices' });
  await client.until(() => client.heard.refreshes.length > 0, 'a refresh');
  expect(await client.lensTitles(uri)).toEqual(['4: invoices: select, insert, delete']);

  await client.close(templateUri);
  expect(await client.lensTitles(uri)).toEqual(['4: Orders: select, insert, delete']);
});

test('a template that changes on disk shows in the code', async () => {
  const { client, folder, uri } = await shop();
  folder.write({ 'template.yaml': template.replace('!Ref Orders', 'invoices') });
  await client.touch({ [folder.at('template.yaml')]: 2 });
  await client.until(() => client.heard.refreshes.length > 0, 'a refresh');
  expect(await client.lensTitles(uri)).toEqual(['4: invoices: select, insert, delete']);
});

test('templates are among the files that the editor watches', async () => {
  const { client } = await shop();
  const options = client.heard.registered.get('workspace/didChangeWatchedFiles');
  const { watchers } = options as { watchers: { globPattern: string; kind: number }[] };
  const patterns = watchers.map(({ globPattern }) => globPattern);
  expect(patterns).toContain('**/*.{yaml,yml,json,template,tf,tofu,tfvars,ts,mts,cts}');
  expect(patterns).toContain('**/.env*');
});
