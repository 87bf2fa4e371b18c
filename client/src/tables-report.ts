// The report of all tables as a read-only Markdown document, shown in VS Code's own preview.
// The server writes it anew whenever it is opened and, while it is open, whenever the workspace has changed.
import { relative } from 'node:path/posix';
import { EventEmitter, Uri, commands, window, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { tablesRequest } from '../../server/src/lsp/protocol.ts';
import type { TablesResult } from '../../server/src/lsp/protocol.ts';
import type { Connection } from './connection.ts';

/** The path gives the tab its title. */
const reportUri = Uri.from({ scheme: 'dynamolens', path: '/DynamoDB tables.md' });

/**
 * Rewrites links to `file:` addresses, which the preview does not follow. It follows absolute paths, and reads them as
 * relative to the first workspace folder; steps upwards lead to the other folders.
 */
function withPreviewLinks(markdown: string, firstFolder: Uri | undefined): string {
  if (!firstFolder) return markdown;
  return markdown.replace(/\]\((file:[^)\s]+)\)/g, (_link, target: string) => {
    const { path, fragment } = Uri.parse(target);
    const link = Uri.from({
      scheme: 'file',
      path: `/${relative(firstFolder.path, path)}`,
      fragment,
    });
    return `](${link.toString().slice('file://'.length)})`;
  });
}

/** Opens the report in a tab. Throws when the server does not answer; VS Code shows why. */
export async function showTablesReport(): Promise<void> {
  const document = await workspace.openTextDocument(reportUri);
  try {
    await commands.executeCommand('markdown.showPreview', reportUri);
  } catch {
    // VS Code's own Markdown extension may be switched off; the source is readable too.
    await window.showTextDocument(document);
  }
}

/** Makes the report available; it goes away with the extension. Returns the function that says it is out of date. */
export function registerTablesReport(
  context: ExtensionContext,
  request: Connection['request'],
): () => void {
  const change = new EventEmitter<Uri>();
  const provideTextDocumentContent = async (): Promise<string> => {
    const { markdown } = await request<TablesResult>(tablesRequest);
    return withPreviewLinks(markdown, workspace.workspaceFolders?.[0]?.uri);
  };
  context.subscriptions.push(
    change,
    workspace.registerTextDocumentContentProvider(reportUri.scheme, {
      onDidChange: change.event,
      provideTextDocumentContent,
    }),
  );
  return () => {
    change.fire(reportUri);
  };
}
