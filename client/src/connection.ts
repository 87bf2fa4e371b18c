// The connection to the language server: how its process is started, stopped and replaced.
// At most one server runs for a window; whatever happened to the last one, a restart begins with a new client.
import { EventEmitter } from 'vscode';
import type { Event, LogOutputChannel } from 'vscode';
import { LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
import type { LanguageClientOptions, ServerOptions } from 'vscode-languageclient/node';
import {
  showCallSitesCommand,
  statusNotification,
  tablesOutdatedNotification,
  templateFiles,
  variablesFiles,
} from '../../server/src/lsp/protocol.ts';
import type { InitializationOptions, StatusParams } from '../../server/src/lsp/protocol.ts';

/** The port on which a server started from the debugger waits for an inspector to attach. */
const inspectPort = 6009;

/** What is known about the server: what it says itself, or that it is not there to say anything. */
export type ServerState = StatusParams | { readonly state: 'starting' | 'stopped' };

/** A server that can be started again as often as needed. */
export interface Connection {
  /** Stops the running server, if any, and starts a new one. Never rejects: a failure is a state and a message. */
  readonly restart: () => Promise<void>;
  /** Stops the running server, if any. Never rejects. */
  readonly stop: () => Promise<void>;
  /** Sends a request to the running server; rejects when there is none or when it answers with an error. */
  readonly request: <Result>(method: string) => Promise<Result>;
  readonly onStateChange: Event<ServerState>;
  /** Fired when the report that was requested last does not hold any more. */
  readonly onTablesOutdated: Event<void>;
}

function createClient(module: string, output: LogOutputChannel): LanguageClient {
  const server = { module, transport: TransportKind.ipc };
  const serverOptions: ServerOptions = {
    run: server,
    debug: { ...server, options: { execArgv: ['--nolazy', `--inspect=${inspectPort}`] } },
  };
  const initializationOptions: InitializationOptions = { clientCommands: [showCallSitesCommand] };
  const clientOptions: LanguageClientOptions = {
    documentSelector: [
      { scheme: 'file', language: 'python' },
      { scheme: 'file', pattern: '**/dynamolens.json' },
      { scheme: 'file', pattern: templateFiles },
      { scheme: 'file', pattern: variablesFiles },
    ],
    initializationOptions,
    outputChannel: output,
  };
  return new LanguageClient('dynamolens', 'DynamoLens', serverOptions, clientOptions);
}

/** Stops the server behind a client in whatever state it is. What goes wrong is in the output, and ends with the process. */
async function stopClient(client: LanguageClient): Promise<void> {
  const ignore = (): void => undefined;
  if (client.state === State.Starting) await client.start().catch(ignore);
  if (client.state === State.Running) await client.stop().catch(ignore);
}

/** Prepares the connection to the server in the file `module`; nothing runs before the first `restart`. */
export function createConnection(module: string, output: LogOutputChannel): Connection {
  const stateChange = new EventEmitter<ServerState>();
  const tablesOutdated = new EventEmitter<void>();
  let client: LanguageClient | undefined;
  let queue = Promise.resolve();
  // One after the other: a second restart waits for the first, so that no server is left running unseen.
  const inTurn = (step: () => Promise<void>): Promise<void> => (queue = queue.then(step));
  const stop = async (): Promise<void> => {
    if (client) await stopClient(client);
    client = undefined;
  };
  const start = async (): Promise<void> => {
    await stop();
    client = createClient(module, output);
    client.onNotification(statusNotification, (status: StatusParams) => {
      stateChange.fire(status);
    });
    client.onNotification(tablesOutdatedNotification, () => {
      tablesOutdated.fire();
    });
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) stateChange.fire({ state: 'starting' });
      else if (newState !== State.Running) stateChange.fire({ state: 'stopped' });
    });
    // The client itself shows a message that leads to the output.
    await client.start().catch(() => undefined);
  };
  return {
    restart: () => inTurn(start),
    stop: () => inTurn(stop),
    request: async (method) => {
      if (client?.state !== State.Running) throw new Error('The DynamoLens server is not running.');
      return client.sendRequest(method);
    },
    onStateChange: stateChange.event,
    onTablesOutdated: tablesOutdated.event,
  };
}
