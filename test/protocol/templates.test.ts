/*
 * Templates beside the code: where they lead, and what their changes do to open documents.
 */
import { expect, test } from 'vitest';
import { temporaryFolder } from '../workspace/temporary-folder.ts';
import type { DocumentDiagnosticReport } from 'vscode-languageserver/node';
import type { TemporaryFolder } from '../workspace/temporary-folder.ts';
import { positionOf, pullCapabilities, startClient, uriOf } from './client.ts';
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

const brokenTemplate = `${template}  Broken: [\n`;

test('a template that cannot be read is told of where it stands, pushed and pulled', async () => {
  const folder = temporaryFolder({ 'template.yaml': brokenTemplate, 'shop.py': shopFile });
  const uri = uriOf(folder.at('template.yaml'));
  const { client } = await startClient({ folders: [folder.path] });
  await client.until(() => client.shown(uri).length > 0, 'a warning');
  expect(client.shown(uri)).toMatchObject([
    { code: 'template-error', severity: 2, range: { start: { line: 12 } } },
  ]);
  const lenses = await client.lensTitles(uriOf(folder.at('shop.py')));
  expect(lenses).toEqual(['4: Orders: select, insert, delete']);

  folder.write({ 'template.yaml': template });
  await client.touch({ [folder.at('template.yaml')]: 2 });
  await client.until(() => client.shown(uri).length === 0, 'no warning');

  const { client: pulling } = await startClient({
    folders: [folder.path],
    capabilities: pullCapabilities,
  });
  await pulling.ready();
  await pulling.open(uri, brokenTemplate, 'yaml');
  const report = await pulling.connection.sendRequest<DocumentDiagnosticReport>(
    'textDocument/diagnostic',
    { textDocument: { uri } },
  );
  expect(report).toMatchObject({ kind: 'full', items: [{ code: 'template-error' }] });
});

test('what is declared in one file matters to the warnings of others', async () => {
  const declared = (name: string): string =>
    `Resources:\n  Movies:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      TableName: ${name}\n`;
  const code = 'import boto3\n\nboto3.client("dynamodb").scan(TableName="Moveis")\n';
  const folder = temporaryFolder({ 'template.yaml': declared('Movies'), 'movies.py': code });
  const uri = uriOf(folder.at('movies.py'));
  const { client } = await startClient({ folders: [folder.path] });
  await client.until(() => client.shown(uri).length > 0, 'a hint');
  expect(client.shown(uri)).toMatchObject([
    {
      code: 'undeclared-table',
      severity: 3,
      message: expect.stringContaining('`Movies`') as string,
    },
  ]);
  folder.write({ 'template.yaml': declared('Moveis') });
  await client.touch({ [folder.at('template.yaml')]: 2 });
  await client.until(() => client.shown(uri).length === 0, 'nothing to say');

  const { client: pulling } = await startClient({
    folders: [folder.path],
    capabilities: pullCapabilities,
    settings: { dynamolens: { diagnostics: { undeclaredTables: 'all' } } },
  });
  await pulling.open(uri);
  await pulling.ready();
  const items = async (): Promise<unknown> => {
    const params = { textDocument: { uri } };
    return pulling.connection.sendRequest('textDocument/diagnostic', params);
  };
  expect(await items()).toMatchObject({ items: [] });
  pulling.heard.refreshes.length = 0;
  folder.write({ 'template.yaml': declared('Other') });
  await pulling.touch({ [folder.at('template.yaml')]: 2 });
  await pulling.until(
    () => pulling.heard.refreshes.includes('workspace/diagnostic/refresh'),
    'a refresh',
  );
  expect(await items()).toMatchObject({ items: [{ code: 'undeclared-table' }] });
});
