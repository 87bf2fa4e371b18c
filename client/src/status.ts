// The status bar item: what the server is doing, how many tables it knows and how many names it does not.
// It only repeats what it is told; it counts nothing by itself.
import { MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { ExtensionContext, StatusBarItem } from 'vscode';
import type { StatusParams } from '../../server/src/lsp/protocol.ts';
import type { ServerState } from './connection.ts';

/** Command that opens the report of all tables. */
export const showTablesCommand = 'dynamolens.showTables';

/** Command that stops the server and starts it anew. */
export const restartServerCommand = 'dynamolens.restartServer';

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

function readyTooltip(status: StatusParams): MarkdownString {
  const tooltip = new MarkdownString('**DynamoLens**\n\n');
  tooltip.appendText(
    `${counted(status.tables, 'DynamoDB table')} in ${counted(status.files, 'Python file')}; ` +
      `${counted(status.unresolved, 'call')} without a known table.`,
  );
  if (status.message !== undefined) tooltip.appendMarkdown('\n\n').appendText(status.message);
  return tooltip.appendMarkdown('\n\nClick to see the tables of this workspace.');
}

function showState(item: StatusBarItem, state: ServerState): void {
  item.command = state.state === 'stopped' ? restartServerCommand : showTablesCommand;
  item.backgroundColor =
    state.state === 'stopped' ? new ThemeColor('statusBarItem.errorBackground') : undefined;
  switch (state.state) {
    case 'starting':
      item.text = '$(loading~spin) DynamoLens: starting…';
      item.tooltip = 'The DynamoLens server is starting.';
      break;
    case 'indexing':
      item.text = '$(loading~spin) DynamoLens: indexing…';
      item.tooltip = 'The DynamoLens server is reading the Python files of this workspace.';
      break;
    case 'ready':
      item.text = `$(database) ${counted(state.tables, 'table')}, ${state.unresolved} unresolved`;
      item.tooltip = readyTooltip(state);
      break;
    case 'stopped':
      item.text = '$(error) DynamoLens stopped';
      item.tooltip = 'The DynamoLens server does not run. Click to start it again.';
  }
  item.show();
}

/**
 * Makes the status bar item; it goes away with the extension. Returns the function that shows a state.
 * A click on the item shows the tables, or starts the server again when it has stopped.
 */
export function createStatusView(context: ExtensionContext): (state: ServerState) => void {
  const item = window.createStatusBarItem('dynamolens.status', StatusBarAlignment.Right, 100);
  item.name = 'DynamoLens';
  context.subscriptions.push(item);
  return (state) => {
    showState(item, state);
  };
}
