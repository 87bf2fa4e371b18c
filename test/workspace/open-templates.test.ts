/*
 * Templates that are open in an editor: their text there counts, from when they are known to be files of the workspace.
 */
import { expect, test } from 'vitest';
import type { FolderRules } from '../../server/src/workspace/discover.ts';
import { documentLanguageOf } from '../../server/src/syntax/document/read-document.ts';
import { templateFiles, variablesFiles } from '../../server/src/lsp/protocol.ts';
import { globTest } from '../../server/src/workspace/globs.ts';
import { loadAnalysis } from '../../server/src/workspace/load-analysis.ts';
import { Session } from '../../server/src/workspace/session.ts';
import { temporaryFolder } from './temporary-folder.ts';
import type { TemporaryFolder } from './temporary-folder.ts';

const CODE = `import os
import boto3


def save(event, context):
    boto3.resource("dynamodb").Table(os.environ["TABLE"]).scan()
`;

function template(table: string): string {
  return `Transform: AWS::Serverless-2016-10-31
Resources:
  Save:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: main.save
      Environment:
        Variables:
          TABLE: ${table}
`;
}

function stack(table: string): string {
  return `import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Stack } from 'aws-cdk-lib';

export class Shop extends Stack {
  constructor() {
    super();
    new lambda.Function(this, 'Save', {
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'main.save',
      code: lambda.Code.fromAsset('.'),
      environment: { TABLE: '${table}' },
    });
  }
}
`;
}

function rulesOf({ path }: TemporaryFolder, exclude: readonly string[] = []): FolderRules {
  return { folder: path, include: ['**/*.py'], exclude, hidden: [], maxFileSize: 1_000_000 };
}

interface Opened {
  readonly session: Session;
  readonly folder: TemporaryFolder;
  readonly tables: () => unknown;
}

async function opened(files: Readonly<Record<string, string>>): Promise<Opened> {
  const folder = temporaryFolder({ 'main.py': CODE, ...files });
  const session = new Session(await loadAnalysis(), (error) => {
    throw error;
  });
  const tables = (): unknown =>
    session.factsOf(folder.at('main.py'))?.calls[0]?.tables.map(({ name }) => name);
  return { session, folder, tables };
}

test('text that is not saved counts, also when the editor opened it before the workspace was read', async () => {
  const { session, folder, tables } = await opened({ 'template.yaml': template('disk') });
  session.openDocument(folder.at('template.yaml'), template('editor'));
  await session.index([rulesOf(folder)]);
  expect(tables()).toEqual(['editor']);
  const start = template('editor').indexOf('editor');
  session.changeDocument(folder.at('template.yaml'), [{ start, end: start + 6, text: 'typed' }]);
  expect(tables()).toEqual(['typed']);
  session.closeDocument(folder.at('template.yaml'));
  expect(tables()).toEqual(['disk']);
});

test('a template that becomes a file of the workspace counts from then on', async () => {
  const { session, folder, tables } = await opened({});
  await session.index([rulesOf(folder)]);
  session.openDocument(folder.at('template.yaml'), template('editor'));
  await session.whenSettled();
  expect(tables()).toEqual(['TABLE']);
  folder.write({ 'template.yaml': '' });
  session.changeOnDisk([folder.at('template.yaml')]);
  await session.whenSettled();
  expect(tables()).toEqual(['editor']);
});

test('a template that is left out counts for nothing when it is opened', async () => {
  const { session, folder, tables } = await opened({ 'old/template.yaml': template('old') });
  await session.index([rulesOf(folder, ['old'])]);
  session.openDocument(folder.at('old/template.yaml'), template('editor'));
  await session.whenSettled();
  expect(tables()).toEqual(['TABLE']);
  expect(session.factsOf(folder.at('old/template.yaml'))).toBeNull();
});

test('a template that stops being one, and starts again', async () => {
  const { session, folder, tables } = await opened({ 'template.yaml': template('disk') });
  const path = folder.at('template.yaml');
  await session.index([rulesOf(folder)]);
  session.openDocument(path, template('editor'));
  session.changeDocument(path, [{ start: 0, end: template('editor').length, text: 'notes: 1\n' }]);
  await session.whenSettled();
  expect(tables()).toEqual(['TABLE']);
  session.changeDocument(path, [{ start: 0, end: 9, text: template('again') }]);
  await session.whenSettled();
  expect(tables()).toEqual(['again']);
});

test('an app of the AWS CDK in TypeScript is read live; other files of TypeScript are not parsed', async () => {
  const { session, folder, tables } = await opened({
    'cdk.json': '{}',
    'shop.ts': 'export const NOTHING = 1;\n',
  });
  const path = folder.at('shop.ts');
  await session.index([rulesOf(folder)]);
  session.openDocument(path, 'export const NOTHING = 2;\n');
  await session.whenSettled();
  expect(session.factsOf(path)).toBeNull();
  session.changeDocument(path, [{ start: 0, end: 26, text: stack('orders') }]);
  await session.whenSettled();
  expect(tables()).toEqual(['orders']);
});

test.each([
  'template.yaml',
  'serverless.yml',
  'a/template.json',
  'shop.template',
  'main.tf',
  'main.tf.json',
  'main.tofu',
  'dev.tfvars',
  '.env',
  '.env.dev',
  'lib/shop-stack.ts',
])('editors are asked for %s', (path) => {
  expect(path.endsWith('.ts') || documentLanguageOf(path) !== null).toBe(true);
  expect(globTest([templateFiles, variablesFiles])(path)).toBe(true);
});
