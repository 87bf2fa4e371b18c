/*
 * Go to definition: from code to where a table, or the variable with its name, is declared.
 * Null wherever it is about something else, so that the answers of other servers stand alone.
 */
import type { DefinitionParams, Location, LocationLink } from 'vscode-languageserver/node';
import { definitionAt } from '../../ide/definition.ts';
import { pathOfUri } from '../../workspace/file-path.ts';
import type { Feature } from '../context.ts';
import { guarded, unlessCancelled } from '../context.ts';
import { encodeDefinition } from '../encode.ts';

/** Answers `textDocument/definition`. */
export const definition: Feature = (context) => {
  context.connection.onDefinition(
    guarded<DefinitionParams, Location[] | LocationLink[] | null>(
      context,
      'definition',
      null,
      async ({ textDocument: { uri }, position }, { session, project }, token) => {
        await unlessCancelled(session.whenFound(), token);
        const document = context.documents.get(uri);
        if (token.isCancellationRequested || !document) return null;
        const path = pathOfUri(uri);
        const facts = session.factsOf(path);
        if (!facts) return null;
        const { line } = position;
        const text = document.text.getText({
          start: { line, character: 0 },
          end: { line: line + 1, character: 0 },
        });
        const linked = project.filesThrough(path);
        const tables = { tablesByName: project.tablesByName() };
        const view = definitionAt({ facts, position, line: text, linked, project: tables });
        return view && encodeDefinition(view, context.client.definitionLinks);
      },
    ),
  );
  return { definitionProvider: true };
};
