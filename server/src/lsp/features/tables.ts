/*
 * The report of all tables, for the client's command that shows it.
 */
import { tablesReport } from '../../ide/tables-report.ts';
import type { Feature } from '../context.ts';
import { guarded, unlessCancelled } from '../context.ts';
import { linkTo } from '../encode.ts';
import type { TablesResult } from '../protocol.ts';
import { tablesRequest } from '../protocol.ts';

/** Answers `dynamolens/tables`. */
export const tables: Feature = (context) => {
  context.connection.onRequest(
    tablesRequest,
    guarded<unknown, TablesResult>(
      context,
      'tables',
      { markdown: '' },
      async (_params, { session, project }, token) => {
        await unlessCancelled(session.whenSettled(), token);
        const markdown = tablesReport(project.tables(), project.files(), session.report(), linkTo);
        return { markdown };
      },
    ),
  );
  return {};
};
