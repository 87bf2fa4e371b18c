/*
 * The report of all tables, for the client's command that shows it.
 */
import { RequestType0 } from 'vscode-languageserver/node';
import { tablesReport } from '../../ide/tables-report.ts';
import type { Feature } from '../context.ts';
import { guarded, unlessCancelled } from '../context.ts';
import { linkTo } from '../encode.ts';
import type { TablesResult } from '../protocol.ts';
import { tablesRequest } from '../protocol.ts';

/** Answers `dynamolens/tables`. */
export const tables: Feature = (context) => {
  const answer = guarded<null, TablesResult>(
    context,
    'tables',
    { markdown: '' },
    async (_params, { session, project }, token) => {
      await unlessCancelled(session.whenSettled(), token);
      const markdown = tablesReport(project.tables(), project.files(), session.report(), linkTo);
      return { markdown };
    },
  );
  const request = new RequestType0<TablesResult, void>(tablesRequest);
  context.connection.onRequest(request, async (token) => answer(null, token));
  return {};
};
