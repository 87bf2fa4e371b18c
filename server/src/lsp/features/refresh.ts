/*
 * Asks the client to look again at documents whose facts changed without an edit of their own.
 * After an edit a client asks by itself; only if it does not, it is told.
 */
import { CodeLensRefreshRequest } from 'vscode-languageserver/node';
import type { Session } from '../../workspace/session.ts';
import type { Feature, Loaded, ServerContext } from '../context.ts';

/** How long changes are collected, in milliseconds. */
const delay = 100;

/** How long a client may take to ask by itself after an edit, in milliseconds. */
const patience = 1500;

/** Sends the refresh requests that the client understands. */
export const refresh: Feature = (context) => {
  context.loaded.then(
    (loaded) => startRefreshing(context, loaded),
    () => undefined,
  );
  context.settings.onChange(({ views }) => {
    if (!views) return;
    refreshCodeLenses(context);
    refreshDiagnostics(context);
  });
  return {};
};

function startRefreshing(context: ServerContext, { session, project }: Loaded): void {
  let declared = project.declared().key;
  const soon = collected(delay, () => refreshOutdated(context, session));
  const later = collected(patience, () => refreshOutdated(context, session));
  // What is declared anywhere matters to the diagnostics of all documents.
  const afterDeclarations = collected(delay, () => {
    const { key } = project.declared();
    if (key !== declared) refreshDiagnostics(context);
    declared = key;
  });
  session.onChange((paths, edited) => {
    const open = paths.filter((path) => session.isOpen(path));
    if (open.some((path) => !edited.has(path))) soon();
    else if (open.length > 0) later();
    if (context.client.pullsDiagnostics) afterDeclarations();
  });
  context.documents.onDidClose(({ document }) => context.answers.forget(document.path));
}

/** Calls `work` once, some time after the first of several calls. */
function collected(milliseconds: number, work: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      work();
    }, milliseconds);
  };
}

function refreshOutdated(context: ServerContext, session: Session): void {
  const current = (path: string): ReturnType<Session['seenFactsOf']> => session.seenFactsOf(path);
  const { answers } = context;
  if (answers.outdated('code lenses', current).length > 0) refreshCodeLenses(context);
  if (answers.outdated('diagnostics', current).length > 0) refreshDiagnostics(context);
}

function refreshCodeLenses({ client, connection, logError }: ServerContext): void {
  if (!client.codeLensRefresh) return;
  connection
    .sendRequest(CodeLensRefreshRequest.type)
    .catch((error: unknown) => logError('refresh', error));
}

function refreshDiagnostics({ client, connection, logError }: ServerContext): void {
  if (!client.pullsDiagnostics || !client.diagnosticsRefresh) return;
  connection.languages.diagnostics.refresh().catch((error: unknown) => logError('refresh', error));
}
