/*
 * Asks the client to look again at open files whose facts changed without an edit of their own.
 * For an edited file no client needs to be told.
 */
import { CodeLensRefreshRequest } from 'vscode-languageserver/node';
import type { Feature, ServerContext } from '../context.ts';

/** How long changes are collected, in milliseconds. */
const delay = 100;

/** Sends the refresh requests that the client understands. */
export const refresh: Feature = (context) => {
  let timer: NodeJS.Timeout | undefined;
  const schedule = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      sendRefresh(context);
    }, delay);
  };
  context.loaded.then(
    ({ session }) => {
      session.onChange((paths, edited) => {
        if (paths.some((path) => path !== edited && session.isOpen(path))) schedule();
      });
    },
    () => undefined,
  );
  context.settings.onChange(({ views }) => {
    if (views) schedule();
  });
  return {};
};

function sendRefresh({ client, connection, logError }: ServerContext): void {
  const failed = (error: unknown): void => logError('refresh', error);
  if (client.codeLensRefresh) {
    connection.sendRequest(CodeLensRefreshRequest.type).catch(failed);
  }
  if (client.pullsDiagnostics && client.diagnosticsRefresh) {
    connection.languages.diagnostics.refresh().catch(failed);
  }
}
