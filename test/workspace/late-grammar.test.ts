// The grammar of Terraform is loaded when the first such file turns up, also when that is opened in an editor.
import { expect, test } from 'vitest';
import { loadAnalysis } from '../../server/src/workspace/load-analysis.ts';
import { Session } from '../../server/src/workspace/session.ts';
import { temporaryFolder } from './temporary-folder.ts';

const CODE = `import os
import boto3


def save(event, context):
    boto3.resource("dynamodb").Table(os.environ["TABLE"]).scan()
`;

function template(table: string): string {
  return `resource "aws_lambda_function" "save" {
  filename = "code.zip"
  handler  = "main.save"
  environment {
    variables = { TABLE = "${table}" }
  }
}
`;
}

test('a file of Terraform that is opened is read as soon as the grammar is there', async () => {
  const folder = temporaryFolder({ 'main.py': CODE });
  const session = new Session(await loadAnalysis(), (error) => {
    throw error;
  });
  const tables = (): unknown =>
    session.factsOf(folder.at('main.py'))?.calls.map((call) => call.tables.map(({ name }) => name));
  await session.index([
    { folder: folder.path, include: ['**/*.py'], exclude: [], hidden: [], maxFileSize: 1_000_000 },
  ]);
  expect(tables()).toEqual([['TABLE']]);
  folder.write({ 'main.tf': template('old') });
  session.openDocument(folder.at('main.tf'), template('orders'));
  session.changeDocument(folder.at('main.tf'), [
    { start: 0, end: template('orders').length, text: template('invoices') },
  ]);
  await session.whenSettled();
  expect(tables()).toEqual([['invoices']]);
});
