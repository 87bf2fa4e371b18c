// Runs inside the extension host: what other extensions and commands of VS Code get from DynamoLens, without any window.
// Every step leaves the workspace as it found it. The steps are written as JSON to the file DYNAMOLENS_HOST_RESULT names.
'use strict';
const assert = require('node:assert/strict');
const { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');
const vscode = require('vscode');

const movieLenses = [
  [11, 'Movies: select'],
  [16, 'Movies: select, insert, delete'],
  [21, 'unknown table: select'],
];
const orderLenses = [
  [14, 'Movies: select · Orders: select, insert, update'],
  [18, 'Orders: delete'],
];

const fileUri = (name) => vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);

/** Asks until the answer equals the expected one; throws with the difference when that takes too long. */
async function untilEqual(ask, expected) {
  const end = Date.now() + 20_000;
  for (;;) {
    try {
      assert.deepEqual(await ask(), expected);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(50);
    }
  }
}

/** Lines (0-based) and titles of the lenses of a file. */
const lensesOf = (uri) => async () => {
  const lenses = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, 100);
  const found = lenses.map((lens) => [lens.range.start.line, lens.command.title]);
  return found.sort((a, b) => a[0] - b[0]);
};

/** The warnings of a file as plain data; the range as 0-based line and UTF-16 characters. */
const diagnosticsOf = (uri) => () =>
  vscode.languages.getDiagnostics(uri).map(({ range, severity, source, code }) => ({
    place: [range.start.line, range.start.character, range.end.line, range.end.character],
    severity: vscode.DiagnosticSeverity[severity],
    source,
    code: typeof code === 'object' ? code.value : code,
  }));

async function hoverAt(uri, line, character) {
  const position = new vscode.Position(line, character);
  const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, position);
  return hovers
    .flatMap((hover) => hover.contents.map((content) => content.value ?? content))
    .join('\n');
}

async function replaceText(uri, oldText, newText) {
  const document = await vscode.workspace.openTextDocument(uri);
  const start = document.getText().indexOf(oldText);
  assert.ok(start >= 0, `${oldText} is not in ${uri.path}`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(
    document.positionAt(start),
    document.positionAt(start + oldText.length),
  );
  edit.replace(uri, range, newText);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

async function withSetting(name, value, body) {
  const change = (newValue) =>
    vscode.workspace
      .getConfiguration('dynamolens')
      .update(name, newValue, vscode.ConfigurationTarget.Workspace);
  await change(value);
  try {
    await body();
  } finally {
    await change(undefined);
  }
}

function stepsFor(movies, orders) {
  const warning = {
    place: [22, 38, 22, 48],
    severity: 'Warning',
    source: 'DynamoLens',
    code: 'unresolved-table',
  };
  return {
    'the extension is active once a Python file is open': () =>
      untilEqual(() => vscode.extensions.getExtension('dynamolens.dynamolens')?.isActive, true),
    'the diagnostic has range, severity, source and code, in UTF-16 behind an emoji': () =>
      untilEqual(diagnosticsOf(movies), [warning]),
    'lenses stand on the lines of their functions, methods included': async () => {
      await untilEqual(lensesOf(movies), movieLenses);
      await untilEqual(lensesOf(orders), orderLenses);
    },
    'hover works behind an emoji': async () => {
      assert.match(await hoverAt(movies, 22, 26), /scan/);
      assert.equal(await hoverAt(movies, 17, 10), '');
    },
    'an unsaved edit of a constant changes the lens in another file': async () => {
      await replaceText(movies, '"Movies"', '"Films"');
      await untilEqual(lensesOf(orders), [
        [14, 'Films: select · Orders: select, insert, update'],
        orderLenses[1],
      ]);
      await replaceText(movies, '"Films"', '"Movies"');
      await untilEqual(lensesOf(orders), orderLenses);
    },
    'a setting changes the severity at once': async () => {
      await withSetting('diagnostics.severity', { 'unresolved-table': 'error' }, () =>
        untilEqual(diagnosticsOf(movies), [{ ...warning, severity: 'Error' }]),
      );
      await withSetting('diagnostics.severity', { 'unresolved-table': 'off' }, () =>
        untilEqual(diagnosticsOf(movies), []),
      );
      await untilEqual(diagnosticsOf(movies), [warning]);
    },
    'a setting switches lenses off at once': async () => {
      await withSetting('codeLens.functions', false, () => untilEqual(lensesOf(orders), []));
      await untilEqual(lensesOf(orders), orderLenses);
    },
    'a comment silences the warning': async () => {
      await replaceText(movies, '["Items"])', '["Items"])  # dynamolens: ignore[unresolved-table]');
      await untilEqual(diagnosticsOf(movies), []);
      await replaceText(movies, '  # dynamolens: ignore[unresolved-table]', '');
      await untilEqual(diagnosticsOf(movies), [warning]);
    },
    'files that appear, change and go on disk are followed': async () => {
      const added = fileUri('tickets.py');
      const content = (name) =>
        `import boto3\n\n\ndef all_tickets():\n    return boto3.client("dynamodb").scan(TableName="${name}")\n`;
      const reportNames = async (name) => (await reportText()).includes(name);
      writeFileSync(added.fsPath, content('Tickets'));
      await untilEqual(() => reportNames('Tickets'), true);
      writeFileSync(added.fsPath, content('Passes'));
      await untilEqual(
        async () => [await reportNames('Tickets'), await reportNames('Passes')],
        [false, true],
      );
      renameSync(added.fsPath, `${added.fsPath}.old`);
      assert.ok(!existsSync(added.fsPath));
      await untilEqual(() => reportNames('Passes'), false);
    },
    'go to definition leads into the template, and an unsaved edit there changes the lens':
      checkTemplate,
    'a restarted server knows the open files': async () => {
      await vscode.commands.executeCommand('dynamolens.restartServer');
      await untilEqual(diagnosticsOf(movies), [warning]);
      await untilEqual(lensesOf(orders), orderLenses);
    },
  };
}

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Tickets:
    Type: AWS::Serverless::SimpleTable
  Sell:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: tickets.sell
      Environment:
        Variables:
          TICKETS_TABLE: !Ref Tickets
`;

const ticketsCode = `import os
import boto3


def sell(event, context):
    boto3.resource("dynamodb").Table(os.environ["TICKETS_TABLE"]).put_item(Item=event)
`;

/** Where going to the definition of a place leads, sorted: name of the file, line, and the text there. */
async function definitionsAt(uri, line, character) {
  const position = new vscode.Position(line, character);
  const command = 'vscode.executeDefinitionProvider';
  const links = await vscode.commands.executeCommand(command, uri, position);
  const found = links.map(async ({ targetUri, targetRange, uri: plainUri, range }) => {
    const document = await vscode.workspace.openTextDocument(targetUri ?? plainUri);
    const place = targetRange ?? range;
    const name = document.uri.path.split('/').at(-1);
    return `${name}:${place.start.line + 1} ${document.getText(place)}`;
  });
  return (await Promise.all(found)).sort();
}

/** A service of its own, in a folder that is gone afterwards. */
async function checkTemplate() {
  const folder = fileUri('service');
  const [code, stack] = ['service/tickets.py', 'service/template.yaml'].map(fileUri);
  mkdirSync(folder.fsPath);
  writeFileSync(stack.fsPath, template);
  writeFileSync(code.fsPath, ticketsCode);
  try {
    await vscode.window.showTextDocument(code, { preview: false });
    await untilEqual(lensesOf(code), [[4, 'Tickets: select, insert, delete']]);
    assert.deepEqual(await definitionsAt(code, 5, 70), ['template.yaml:3 Tickets']);
    assert.deepEqual(await definitionsAt(code, 5, 52), [
      'template.yaml:12 TICKETS_TABLE: !Ref Tickets',
      'template.yaml:3 Tickets',
    ]);
    assert.deepEqual(await definitionsAt(code, 5, 6), []);
    await replaceText(stack, '!Ref Tickets', 'passes');
    await untilEqual(lensesOf(code), [[4, 'passes: select, insert, delete']]);
    await replaceText(stack, 'passes', '!Ref Tickets');
    await untilEqual(lensesOf(code), [[4, 'Tickets: select, insert, delete']]);
    await (await vscode.workspace.openTextDocument(stack)).save();
  } finally {
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    rmSync(folder.fsPath, { recursive: true });
  }
}

/** The report of tables, which stays up to date while its document is open. */
async function reportText() {
  const uri = vscode.Uri.from({ scheme: 'dynamolens', path: '/DynamoDB tables.md' });
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

exports.run = async () => {
  const results = [];
  const [movies, orders] = [fileUri('movies.py'), fileUri('orders.py')];
  for (const uri of [orders, movies]) await vscode.window.showTextDocument(uri, { preview: false });
  for (const [name, body] of Object.entries(stepsFor(movies, orders))) {
    const failure = await body().then(
      () => undefined,
      (error) => String(error.message),
    );
    results.push({ name: `VS Code's extension host: ${name}`, failure });
  }
  // Unsaved edits would make the window ask before it closes.
  for (const document of vscode.workspace.textDocuments)
    if (document.isDirty) await document.save();
  writeFileSync(process.env.DYNAMOLENS_HOST_RESULT, JSON.stringify(results));
};
