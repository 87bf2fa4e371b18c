// Entry point of the VS Code extension: starts the language server and offers its commands. All analysis is in the server.
// Nothing of the workspace is run, so the extension works in untrusted workspaces as well; nothing is sent anywhere.
import { Location, Position, Range, Uri, commands, window } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { showCallSitesCommand } from '../../server/src/lsp/protocol.ts';
import type { ShowCallSitesArguments, WirePosition } from '../../server/src/lsp/protocol.ts';
import { createConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { createStatusView, restartServerCommand, showTablesCommand } from './status.ts';
import { registerTablesReport, showTablesReport } from './tables-report.ts';

// VS Code calls `deactivate` without arguments, so the one thing it needs is kept here.
let runningConnection: Connection | undefined;

const asPosition = ({ line, character }: WirePosition): Position => new Position(line, character);

async function showCallSites(...[uri, position, locations]: ShowCallSitesArguments): Promise<void> {
  const places = locations.map(
    ({ uri: target, range }) =>
      new Location(Uri.parse(target), new Range(asPosition(range.start), asPosition(range.end))),
  );
  await commands.executeCommand(
    'editor.action.showReferences',
    Uri.parse(uri),
    asPosition(position),
    places,
  );
}

/** Called by VS Code when a Python file is opened or one of the commands is used. */
export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('DynamoLens', { log: true });
  const connection = createConnection(context.asAbsolutePath('dist/server.cjs'), output);
  runningConnection = connection;
  const showState = createStatusView(context);
  const refreshTablesReport = registerTablesReport(context, connection.request);
  connection.onStateChange((state) => {
    showState(state);
    if (state.state === 'ready') refreshTablesReport();
  });
  connection.onTablesOutdated(refreshTablesReport);
  context.subscriptions.push(
    output,
    commands.registerCommand(restartServerCommand, connection.restart),
    commands.registerCommand('dynamolens.showOutput', () => {
      output.show();
    }),
    commands.registerCommand(showTablesCommand, showTablesReport),
    commands.registerCommand(showCallSitesCommand, showCallSites),
  );
  await connection.restart();
}

/** Called by VS Code before it ends; returns when the server has stopped. */
export async function deactivate(): Promise<void> {
  await runningConnection?.stop();
}
