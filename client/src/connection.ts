// The connection to the language server: how its process is started, stopped and replaced.
// At most one server runs for a window; whatever happened to the last one, a restart begins with a new client.
import { LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
import type { LanguageClientOptions, ServerOptions } from 'vscode-languageclient/node';
import type { LogOutputChannel } from 'vscode';
import { showCallSitesCommand, statusNotification } from '../../server/src/lsp/protocol.ts';
import type { InitializationOptions } from '../../server/src/lsp/protocol.ts';
import type { StatusView } from './status.ts';

/** The port on which a server started from the debugger waits for an inspector to attach. */
const inspectPort = 6009;

/** Makes a client for the server in the file `module`. It is not started, and shows its state in `status`. */
function createClient(
  module: string,
  output: LogOutputChannel,
  status: StatusView,
): LanguageClient {
  const server = { module, transport: TransportKind.ipc };
  const serverOptions: ServerOptions = {
    run: server,
    debug: { ...server, options: { execArgv: ['--nolazy', `--inspect=${String(inspectPort)}`] } },
  };
  const initializationOptions: InitializationOptions = { clientCommands: [showCallSitesCommand] };
  const clientOptions: LanguageClientOptions = {
    documentSelector: [{ scheme: 'file', language: 'python' }],
    initializationOptions,
    outputChannel: output,
  };
  const client = new LanguageClient('dynamolens', 'DynamoLens', serverOptions, clientOptions);
  client.onNotification(statusNotification, status.showServerStatus);
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Starting) status.showStarting();
    if (newState === State.Stopped || newState === State.StartFailed) status.showStopped();
  });
  return client;
}

/** Stops the server behind `client` in whatever state it is. What goes wrong is in the output, and ends with the process. */
async function stopClient(client: LanguageClient): Promise<void> {
  const ignore = (): void => undefined;
  if (client.state === State.Starting) await client.start().catch(ignore);
  if (client.state === State.Running) await client.stop().catch(ignore);
}

/** A server that can be started again as often as needed. */
export interface Connection {
  /** Stops the running server, if any, and starts a new one. Says in the status and in a message when that fails. */
  readonly restart: () => Promise<void>;
  /** Stops the running server, if any. */
  readonly stop: () => Promise<void>;
  /** Sends a request to the running server; rejects when there is none or when it answers with an error. */
  readonly request: <Result>(method: string) => Promise<Result>;
}

/** Prepares the connection to the server in the file `module`; nothing runs before the first `restart`. */
export function createConnection(
  module: string,
  output: LogOutputChannel,
  status: StatusView,
): Connection {
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
    client = createClient(module, output, status);
    // The client itself shows a message that leads to the output; here only the status follows.
    await client.start().catch(status.showStopped);
  };
  return {
    restart: () => inTurn(start),
    stop: () => inTurn(stop),
    request: async (method) => {
      if (client?.state !== State.Running) throw new Error('The DynamoLens server is not running.');
      return client.sendRequest(method);
    },
  };
}
