/*
 * Code lenses: the tables of each function, above it.
 */
import type { CodeLens, CodeLensParams } from 'vscode-languageserver/node';
import { codeLensesOf } from '../../ide/code-lens.ts';
import type { Feature } from '../context.ts';
import { guarded, unlessCancelled } from '../context.ts';
import { encodeCodeLens } from '../encode.ts';
import { showCallSitesCommand } from '../protocol.ts';
import { pathOfUri } from '../../workspace/file-path.ts';
import { serverShowCallSitesCommand } from './commands.ts';

/** Answers `textDocument/codeLens`. */
export const codeLens: Feature = (context) => {
  const { connection, client, settings } = context;
  const command = client.commands.has(showCallSitesCommand)
    ? showCallSitesCommand
    : serverShowCallSitesCommand;
  connection.onCodeLens(
    guarded<CodeLensParams, CodeLens[]>(
      context,
      'code lens',
      [],
      async ({ textDocument: { uri } }, { session }, token) => {
        await unlessCancelled(session.whenFound(), token);
        const path = pathOfUri(uri);
        const facts = token.isCancellationRequested ? null : session.factsOf(path);
        if (session.isOpen(path)) context.answers.note('code lenses', path, facts);
        if (!facts) return [];
        const views = codeLensesOf(facts, settings.of(path).codeLens);
        return views.map((view) => encodeCodeLens(view, uri, command));
      },
    ),
  );
  return { codeLensProvider: { resolveProvider: false } };
};
