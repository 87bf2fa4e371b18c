/*
 * The diagnostics of one file as the client gets them, pushed or pulled.
 */
import type { Diagnostic } from 'vscode-languageserver/node';
import { diagnosticsOf } from '../ide/diagnostics.ts';
import type { Loaded } from './context.ts';
import { encodeDiagnostic } from './encode.ts';
import type { WorkspaceSettings } from './workspace-settings.ts';

/** The diagnostics of a file; none for a file that is neither open nor part of the workspace. */
export function fileDiagnostics(
  path: string,
  { session, project }: Loaded,
  settings: WorkspaceSettings,
): Diagnostic[] {
  if (!session.isOpen(path) && !session.isInWorkspace(path)) return [];
  const facts = session.seenFactsOf(path);
  if (!facts) return [];
  return diagnosticsOf(facts, settings.of(path).diagnostics, project.declared()).map(
    encodeDiagnostic,
  );
}
