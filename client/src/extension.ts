// Entry point of the VS Code extension: starts the language server and offers its commands. All analysis is in the server.
// Nothing of the workspace is run, so the extension works in untrusted workspaces as well; nothing is sent anywhere.
import { EventEmitter, Location, Position, Range, Uri, commands, window, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { showCallSitesCommand, tablesRequest } from '../../server/src/lsp/protocol.ts';
import type {
  ShowCallSitesArguments,
  TablesResult,
  WirePosition,
} from '../../server/src/lsp/protocol.ts';
import { createConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { createStatusView, restartServerCommand, showTablesCommand } from './status.ts';

/** The report of tables is a read-only document of this scheme; the path gives its tab a title. */
const reportUri = Uri.from({ scheme: 'dynamolens', path: '/DynamoDB tables.md' });

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

async function showTables(): Promise<void> {
  // Opening the document asks the server. A failure is thrown here, and VS Code shows it.
  const document = await workspace.openTextDocument(reportUri);
  const hasPreview = (await commands.getCommands(true)).includes('markdown.showPreview');
  if (hasPreview) await commands.executeCommand('markdown.showPreview', reportUri);
  else await window.showTextDocument(document);
}

/** Called by VS Code when a Python file is opened or one of the commands is used. */
export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('DynamoLens', { log: true });
  const status = createStatusView(context);
  const reportChange = new EventEmitter<Uri>();
  const connection = createConnection(context.asAbsolutePath('dist/server.cjs'), output, {
    ...status,
    showServerStatus: (params) => {
      status.showServerStatus(params);
      if (params.state === 'ready') reportChange.fire(reportUri);
    },
  });
  runningConnection = connection;
  context.subscriptions.push(
    output,
    reportChange,
    workspace.registerTextDocumentContentProvider(reportUri.scheme, {
      onDidChange: reportChange.event,
      provideTextDocumentContent: async () =>
        (await connection.request<TablesResult>(tablesRequest)).markdown,
    }),
    commands.registerCommand(restartServerCommand, connection.restart),
    commands.registerCommand('dynamolens.showOutput', () => {
      output.show();
    }),
    commands.registerCommand(showTablesCommand, showTables),
    commands.registerCommand(showCallSitesCommand, showCallSites),
  );
  await connection.restart();
}

/** Called by VS Code before it ends; returns when the server has stopped. */
export async function deactivate(): Promise<void> {
  await runningConnection?.stop();
}
