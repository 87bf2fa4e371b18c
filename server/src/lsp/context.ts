/*
 * What every feature of the server gets. A feature is a function that registers its handlers and returns the
 * capabilities that go with them; it is called once, while `initialize` is answered.
 */
import type {
  CancellationToken,
  Connection,
  InitializeParams,
  ServerCapabilities,
  TextDocuments,
} from 'vscode-languageserver/node';
import type { Session } from '../workspace/session.ts';
import type { Answers } from './answers.ts';
import type { ClientAbilities } from './client-abilities.ts';
import type { OpenDocument } from './documents.ts';
import type { Project } from './project.ts';
import type { WorkspaceSettings } from './workspace-settings.ts';

/** A loaded server: the workspace, and its tables put together. */
export interface Loaded {
  readonly session: Session;
  readonly project: Project;
}

/** The surroundings of a feature. */
export interface ServerContext {
  readonly connection: Connection;
  readonly params: InitializeParams;
  readonly client: ClientAbilities;
  readonly documents: TextDocuments<OpenDocument>;
  readonly settings: WorkspaceSettings;
  readonly answers: Answers;
  /** Loading begins after `initialize` is answered. Rejects when the parser cannot be loaded. */
  readonly loaded: Promise<Loaded>;
  /** Calls back once, when the client is ready for requests. */
  readonly onReady: (callback: () => void) => void;
  /** Writes an error to the log of the client. Never throws. */
  readonly logError: (where: string, error: unknown) => void;
}

/** Registers one feature. */
export type Feature = (context: ServerContext) => ServerCapabilities;

/** A handler that answers `empty` instead of an error, which it logs. A cancelled request is not worked on. */
export function guarded<Params, Result>(
  context: ServerContext,
  name: string,
  empty: Result,
  answer: (params: Params, loaded: Loaded, token: CancellationToken) => Result | Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result> {
  return async (params, token) => {
    try {
      const loaded = await context.loaded;
      return token.isCancellationRequested ? empty : await answer(params, loaded, token);
    } catch (error) {
      context.logError(name, error);
      return empty;
    }
  };
}

/** Resolves with `done`, or as soon as the request is cancelled. */
export async function unlessCancelled(
  done: Promise<unknown>,
  token: CancellationToken,
): Promise<void> {
  if (token.isCancellationRequested) return;
  await new Promise<void>((resolve, reject) => {
    const listening = token.onCancellationRequested(() => resolve());
    done.then(() => resolve(), reject).finally(() => listening.dispose());
  });
}
