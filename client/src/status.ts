// The status bar item: what the server is doing, how many tables it knows and how many names it does not.
// It only repeats what it is told; it counts nothing by itself.
import { MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { ExtensionContext } from 'vscode';
import type { StatusParams } from '../../server/src/lsp/protocol.ts';

/** Command that opens the report of all tables. */
export const showTablesCommand = 'dynamolens.showTables';

/** Command that stops the server and starts it anew. */
export const restartServerCommand = 'dynamolens.restartServer';

/** The status bar item of a window. */
export interface StatusView {
  readonly showStarting: () => void;
  readonly showServerStatus: (status: StatusParams) => void;
  readonly showStopped: () => void;
}

const counted = (count: number, noun: string): string =>
  `${String(count)} ${noun}${count === 1 ? '' : 's'}`;

function statusText(status: StatusParams): string {
  if (status.state === 'indexing') return '$(loading~spin) DynamoLens: indexing…';
  return `$(database) ${counted(status.tables, 'table')}, ${String(status.unresolved)} unresolved`;
}

function statusTooltip(status: StatusParams): MarkdownString {
  const tooltip = new MarkdownString('**DynamoLens**\n\n');
  tooltip.appendText(
    `${counted(status.tables, 'DynamoDB table')} in ${counted(status.files, 'Python file')}; ` +
      `${counted(status.unresolved, 'call')} without a known table.`,
  );
  if (status.message !== undefined) tooltip.appendMarkdown('\n\n').appendText(status.message);
  return tooltip.appendMarkdown('\n\nClick to see the tables of this workspace.');
}

/**
 * Makes the status bar item; it goes away with the extension.
 * A click on it shows the tables, or starts the server again when it has stopped.
 */
export function createStatusView(context: ExtensionContext): StatusView {
  const item = window.createStatusBarItem('dynamolens.status', StatusBarAlignment.Right, 100);
  item.name = 'DynamoLens';
  context.subscriptions.push(item);
  const show = (
    text: string,
    tooltip: MarkdownString | string,
    command: string,
    color?: ThemeColor,
  ): void => {
    item.text = text;
    item.tooltip = tooltip;
    item.command = command;
    item.backgroundColor = color;
    item.show();
  };
  const errorColor = new ThemeColor('statusBarItem.errorBackground');
  return {
    showStarting: () => {
      show(
        '$(loading~spin) DynamoLens: starting…',
        'The DynamoLens server is starting.',
        showTablesCommand,
      );
    },
    showServerStatus: (status) => {
      show(statusText(status), statusTooltip(status), showTablesCommand);
    },
    showStopped: () => {
      show(
        '$(error) DynamoLens stopped',
        'The DynamoLens server does not run. Click to start it again.',
        restartServerCommand,
        errorColor,
      );
    },
  };
}
