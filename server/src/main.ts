/*
 * The language server process: reads the command line, opens the connection, starts the server on it.
 * Nothing but the protocol is written to standard output while it speaks through it.
 */
import { Console } from 'node:console';
import type { Connection } from 'vscode-languageserver/node';
import {
  createConnection,
  createServerSocketTransport,
  IPCMessageReader,
  IPCMessageWriter,
} from 'vscode-languageserver/node';
import type { ServerArguments, Transport } from './lsp/arguments.ts';
import { readServerArguments, serverUsage } from './lsp/arguments.ts';
import { startServer } from './lsp/server.ts';
import { version } from './version.ts';
import { loadAnalysis } from './workspace/load-analysis.ts';

function connect(transport: Transport): Connection {
  switch (transport.kind) {
    case 'stdio':
      // Whatever a package prints would break the protocol.
      globalThis.console = new Console(process.stderr, process.stderr);
      return createConnection(process.stdin, process.stdout);
    case 'node-ipc':
      process.on('disconnect', endWithoutClient);
      return createConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
    case 'socket': {
      const [reader, writer] = createServerSocketTransport(transport.port);
      reader.onClose(endWithoutClient);
      return createConnection(reader, writer);
    }
  }
}

/** With standard input the protocol library does the same. After a proper `exit` nobody comes here. */
function endWithoutClient(): void {
  process.exit(1);
}

function run(args: ServerArguments): void {
  switch (args.kind) {
    case 'help':
      process.stdout.write(serverUsage);
      return;
    case 'version':
      process.stdout.write(`${version}\n`);
      return;
    case 'wrong':
      process.stderr.write(`dynamolens-server: ${args.message}\n\n${serverUsage}`);
      process.exitCode = 2;
      return;
    case 'serve':
      startServer(connect(args.transport), loadAnalysis);
  }
}

run(readServerArguments(process.argv.slice(2), process.send !== undefined));
