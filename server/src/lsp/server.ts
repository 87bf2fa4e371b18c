/*
 * The language server: its features on one connection.
 * `initialize` is answered before anything is loaded or read. An error of a feature costs its answer, never the server.
 */
import type { Connection, InitializeParams, ServerCapabilities } from 'vscode-languageserver/node';
import { ErrorCodes, PositionEncodingKind, ResponseError } from 'vscode-languageserver/node';
import { version } from '../version.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { Session } from '../workspace/session.ts';
import { Answers } from './answers.ts';
import { abilitiesOf } from './client-abilities.ts';
import type { Feature, Loaded, ServerContext } from './context.ts';
import { createDocuments } from './documents.ts';
import { codeLens } from './features/code-lens.ts';
import { commands } from './features/commands.ts';
import { configuration } from './features/configuration.ts';
import { definition } from './features/definition.ts';
import { hover } from './features/hover.ts';
import { indexing } from './features/indexing.ts';
import { pullDiagnostics } from './features/pull-diagnostics.ts';
import { pushDiagnostics } from './features/push-diagnostics.ts';
import { refresh } from './features/refresh.ts';
import { status } from './features/status.ts';
import { synchronization } from './features/synchronization.ts';
import { tables } from './features/tables.ts';
import { watchedFiles } from './features/watched-files.ts';
import { createProject } from './project.ts';
import { WorkspaceSettings } from './workspace-settings.ts';

// Documents are opened in the session when it is loaded; by then everybody else has to be listening.
const features: readonly Feature[] = [
  status,
  indexing,
  codeLens,
  hover,
  definition,
  pushDiagnostics,
  pullDiagnostics,
  refresh,
  watchedFiles,
  tables,
  commands,
  configuration,
  synchronization,
];

/** Serves one client. `loadAnalysis` is called once, after `initialize` was answered. */
export function startServer(connection: Connection, loadAnalysis: () => Promise<Analysis>): void {
  const ready = new Promise<void>((resolve) => connection.onInitialized(() => resolve()));
  let isInitialized = false;
  connection.onInitialize((params) => {
    if (isInitialized) {
      return new ResponseError(ErrorCodes.InvalidRequest, 'The server is initialized already.');
    }
    isInitialized = true;
    const context = createContext({ connection, params, ready, loadAnalysis });
    const capabilities: ServerCapabilities = { positionEncoding: PositionEncodingKind.UTF16 };
    for (const feature of features) Object.assign(capabilities, feature(context));
    return { capabilities, serverInfo: { name: 'DynamoLens', version } };
  });
  connection.listen();
}

interface Start {
  readonly connection: Connection;
  readonly params: InitializeParams;
  /** Resolves when the client said `initialized`. */
  readonly ready: Promise<void>;
  readonly loadAnalysis: () => Promise<Analysis>;
}

function createContext({ connection, params, ready, loadAnalysis }: Start): ServerContext {
  const logError = (where: string, error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.console.error(`${where}: ${text}`);
  };
  const load = async (): Promise<Loaded> => {
    await ready;
    const session = new Session(await loadAnalysis(), (error) => logError('analysis', error));
    return { session, project: createProject(session) };
  };
  const loaded = load();
  loaded.catch((error: unknown) => {
    logError('start', error);
    connection.window.showErrorMessage('DynamoLens could not load its Python parser.');
  });
  process.on('unhandledRejection', (error) => logError('unexpected', error));
  process.on('uncaughtException', (error) => logError('unexpected', error));
  return {
    connection,
    params,
    client: abilitiesOf(params),
    documents: createDocuments(),
    settings: new WorkspaceSettings(),
    answers: new Answers(),
    loaded,
    onReady: (callback) => void ready.then(callback),
    logError,
  };
}
