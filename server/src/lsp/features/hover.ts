/*
 * Hovers: what a call does, which tables, and how their names were found.
 */
import type { Hover, HoverParams } from 'vscode-languageserver/node';
import { hoverAt } from '../../ide/hover.ts';
import type { Feature } from '../context.ts';
import { guarded, unlessCancelled } from '../context.ts';
import { encodeHover, linkTo } from '../encode.ts';
import { pathOfUri } from '../../workspace/file-path.ts';

/** Answers `textDocument/hover`. */
export const hover: Feature = (context) => {
  context.connection.onHover(
    guarded<HoverParams, Hover | null>(
      context,
      'hover',
      null,
      async ({ textDocument, position }, { session, project }, token) => {
        await unlessCancelled(session.whenFound(), token);
        if (token.isCancellationRequested) return null;
        const path = pathOfUri(textDocument.uri);
        const facts = session.factsOf(path);
        if (!facts) return null;
        const linked = project.filesThrough(path);
        const tables = { tablesByName: project.tablesByName() };
        const view = hoverAt({ facts, position, linked, project: tables, linkTo });
        return view && encodeHover(view, context.client.markdown);
      },
    ),
  );
  return { hoverProvider: true };
};
