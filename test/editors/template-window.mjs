// What a person sees in VS Code of a variable that a template sets: the lens, the way in the hover, and its links.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWindow } from './browser.mjs';
import { assertMatches, untilEqual } from './report.mjs';
import { bottomOf, picture } from './vscode-window.mjs';

const handler = `import os

import boto3

tickets = boto3.resource("dynamodb").Table(os.environ["TICKETS_TABLE"])


def handler(event, context):
    key = {"id": event["ticket"]}
    ticket = tickets.get_item(Key=key)["Item"]

    return ticket
`;

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Tickets:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub "\${AWS::StackName}-tickets"
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
  Show:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: show.handler
      Environment:
        Variables:
          TICKETS_TABLE: !Ref Tickets
`;

/** Opens a folder with a function and its template. */
export async function checkTemplateWindow(report, { browser, server, folder, images }) {
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'template.yaml'), template);
  writeFileSync(join(folder, 'src/show.py'), handler);
  const window = await openWindow(browser, server, folder, 'src/show.py');
  try {
    await window.page.keyboard.press('Control+B');
    await report.step('VS Code: a lens names the table that a template sets', () =>
      untilEqual(window.lensTexts, ['${AWS::StackName}-tickets: select']),
    );
    await report.step('VS Code: hover shows the way through the template', async () => {
      const text = await window.hoverOver('tickets.get_item', 'get_item', 'template.yaml');
      assertMatches(text, /TICKETS_TABLE: !Ref Tickets/, /template\.yaml:3/, /id/);
      const [first, last, hover] = await Promise.all([
        window.placeOf('import os', 'os'),
        window.placeOf('return ticket', 'ticket'),
        window.hover.first().boundingBox(),
      ]);
      await picture(window, images('template.png'), {
        top: Math.min(first.y, hover.y) - 4,
        bottom: Math.max(bottomOf(last), bottomOf(hover)) + 4,
        width: Math.max(760, hover.x + hover.width + 8),
      });
    });
    await report.step('VS Code: a link in it leads to the declaration', async () => {
      await window.hover.locator('a').filter({ hasText: 'template.yaml:3' }).first().click();
      await window.page.locator('.tab.active').filter({ hasText: 'template.yaml' }).waitFor();
      await untilEqual(window.cursorLine, '3');
    });
  } finally {
    await window.close();
  }
}
