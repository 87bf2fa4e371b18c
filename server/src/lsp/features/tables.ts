/*
 * The report of all tables, for the client's command that shows it.
 * A client that has asked for it is told once when it does not hold any more, and may ask again.
 */
import { RequestType0 } from 'vscode-languageserver/node';
import { tablesReport } from '../../ide/tables-report.ts';
import type { Feature, ServerContext } from '../context.ts';
import { guarded, unlessCancelled } from '../context.ts';
import { linkTo } from '../encode.ts';
import type { TablesResult } from '../protocol.ts';
import { tablesOutdatedNotification, tablesRequest } from '../protocol.ts';

/** How long changes are collected, in milliseconds: the report looks at the whole workspace. */
const delay = 300;

/** Answers `dynamolens/tables` and sends `dynamolens/tablesOutdated`. */
export const tables: Feature = (context) => {
  const noteReport = followReports(context);
  const answer = guarded<null, TablesResult>(
    context,
    'tables',
    { markdown: '' },
    async (_params, { session, project }, token) => {
      await unlessCancelled(session.whenSettled(), token);
      noteReport();
      const markdown = tablesReport(project.tables(), project.files(), session.report(), linkTo);
      return { markdown };
    },
  );
  const request = new RequestType0<TablesResult, void>(tablesRequest);
  context.connection.onRequest(request, async (token) => answer(null, token));
  return {};
};

/** Watches for changes that concern the last report. Returns the function to call when a report is made. */
function followReports({ connection, loaded, logError }: ServerContext): () => void {
  let isFresh = false;
  const outdated = (): void => {
    if (!isFresh) return;
    isFresh = false;
    setTimeout(() => {
      connection
        .sendNotification(tablesOutdatedNotification)
        .catch((error: unknown) => logError('tables', error));
    }, delay);
  };
  loaded.then(
    ({ session }) => {
      session.onChange(outdated);
      session.onIndexing(outdated);
    },
    () => undefined,
  );
  return () => {
    isFresh = true;
  };
}
