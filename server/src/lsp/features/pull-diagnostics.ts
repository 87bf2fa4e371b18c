/*
 * Diagnostics for clients that ask for them, for one file or for the whole workspace.
 * An answer is final for the text it was asked for. A question about the workspace is answered when there is news.
 */
import { setTimeout } from 'node:timers/promises';
import type {
  Diagnostic,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { DocumentDiagnosticReportKind } from 'vscode-languageserver/node';
import { hashText } from '../../base/hash.ts';
import { pathOfUri, uriOfPath } from '../../workspace/file-path.ts';
import type { Session } from '../../workspace/session.ts';
import type { Feature, Loaded, ServerContext } from '../context.ts';
import { guarded, unlessCancelled } from '../context.ts';
import { fileDiagnostics } from '../file-diagnostics.ts';

/** How long changes are collected before all files are looked at, in milliseconds. */
const delay = 150;

/** Answers `textDocument/diagnostic` and `workspace/diagnostic`. */
export const pullDiagnostics: Feature = (context) => {
  if (!context.client.pullsDiagnostics) return {};
  const { diagnostics } = context.connection.languages;
  const nothing: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
  diagnostics.on(
    guarded<DocumentDiagnosticParams, DocumentDiagnosticReport>(
      context,
      'diagnostics',
      nothing,
      async ({ textDocument, previousResultId }, loaded, token) => {
        const { session } = loaded;
        await unlessCancelled(session.whenSettled(), token);
        const path = pathOfUri(textDocument.uri);
        const items = fileDiagnostics(path, loaded, context.settings);
        if (session.isOpen(path)) {
          context.answers.note('diagnostics', path, session.seenFactsOf(path));
        }
        return reportOf(items, previousResultId);
      },
    ),
  );
  diagnostics.onWorkspace(
    guarded<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport>(
      context,
      'workspace diagnostics',
      { items: [] },
      async ({ previousResultIds }, loaded, token) => {
        const { session } = loaded;
        const known = new Map(previousResultIds.map(({ uri, value }) => [pathOfUri(uri), value]));
        for (;;) {
          await unlessCancelled(session.whenSettled(), token);
          const items = workspaceReports(context, loaded, known);
          if (items.length > 0 || token.isCancellationRequested) return { items };
          await unlessCancelled(nextChange(context, session), token);
          await setTimeout(delay);
        }
      },
    ),
  );
  return {
    diagnosticProvider: {
      identifier: 'dynamolens',
      interFileDependencies: true,
      workspaceDiagnostics: true,
    },
  };
};

function reportOf(items: Diagnostic[], previous: string | undefined): DocumentDiagnosticReport {
  const resultId = hashText(JSON.stringify(items));
  return resultId === previous
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

/** The reports that are others than what the client knows, by path. */
function workspaceReports(
  { settings, documents }: ServerContext,
  loaded: Loaded,
  known: ReadonlyMap<string, string>,
): WorkspaceDocumentDiagnosticReport[] {
  const paths = new Set([...known.keys(), ...loaded.session.allFacts().map(({ file }) => file)]);
  const reports: WorkspaceDocumentDiagnosticReport[] = [];
  for (const path of [...paths].sort()) {
    const items = fileDiagnostics(path, loaded, settings);
    const previous = known.get(path);
    if (items.length === 0 && previous === undefined) continue;
    const report = reportOf(items, previous);
    if (report.kind === DocumentDiagnosticReportKind.Unchanged) continue;
    const open = documents.all().find((document) => document.path === path);
    reports.push({ ...report, uri: open?.uri ?? uriOfPath(path), version: open?.version ?? null });
  }
  return reports;
}

async function nextChange({ settings }: ServerContext, session: Session): Promise<void> {
  await new Promise<void>((resolve) => {
    const listening = [session.onChange(done), settings.onChange(done)];
    function done(): void {
      for (const one of listening) one.dispose();
      resolve();
    }
  });
}
