/*
 * The command line of the language server.
 * What is not understood is an error: a server that starts in another way than meant is hard to find out about.
 */

/** How the server and its client talk. */
export type Transport =
  | { readonly kind: 'stdio' }
  | { readonly kind: 'node-ipc' }
  | { readonly kind: 'socket'; readonly port: number };

/** What the command line asks for. */
export type ServerArguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'serve'; readonly transport: Transport };

/** The text of `--help`. */
export const serverUsage = `Usage: dynamolens-server (--stdio | --node-ipc | --socket=PORT)

The DynamoLens language server. Editors start it; it speaks the Language Server Protocol.

  --stdio                through standard input and output
  --node-ipc             through the channel of a Node parent process
  --socket=PORT          through a connection to PORT on this machine
  --clientProcessId=PID  end when this process has ended
  --version              print the version
  --help                 print this text
`;

/** Reads the arguments behind the program's name. `hasChannel`: whether a Node parent process is there to talk to. */
export function readServerArguments(args: readonly string[], hasChannel: boolean): ServerArguments {
  if (args.includes('--help') || args.includes('-h')) return { kind: 'help' };
  if (args.includes('--version')) return { kind: 'version' };
  const transports: Transport[] = [];
  for (const [name, value] of namedValues(args)) {
    const read = readArgument(name, value);
    if (typeof read === 'string') return { kind: 'wrong', message: read };
    if (read) transports.push(read);
  }
  return chosen(transports, hasChannel);
}

/** A transport, null for an argument that chooses none, or what is wrong. */
function readArgument(name: string, value: string | null): Transport | null | string {
  const number = value !== null && /^\d{1,10}$/u.test(value) ? Number(value) : 0;
  switch (name) {
    case '--socket':
      if (number < 1 || number > 65535) return '--socket needs a port number.';
      return { kind: 'socket', port: number };
    case '--clientProcessId':
      // The protocol library watches the process; here the value is only checked.
      return number > 0 ? null : '--clientProcessId needs a process number.';
    case '--stdio':
      return value === null ? { kind: 'stdio' } : '--stdio takes no value.';
    case '--node-ipc':
      return value === null ? { kind: 'node-ipc' } : '--node-ipc takes no value.';
    default:
      return `Unknown argument: ${value === null ? name : `${name}=${value}`}`;
  }
}

function chosen([transport, another]: readonly Transport[], hasChannel: boolean): ServerArguments {
  if (!transport) return wrong('Say how to talk: --stdio, --node-ipc or --socket=PORT.');
  if (another) return wrong('Only one of --stdio, --node-ipc and --socket is possible.');
  if (transport.kind === 'node-ipc' && !hasChannel) {
    return wrong('--node-ipc needs a Node parent process with a channel.');
  }
  return { kind: 'serve', transport };
}

/** Names with their values; `--name=value` and, where a value is needed, `--name value`. */
function* namedValues(args: readonly string[]): Generator<[name: string, value: string | null]> {
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    const equals = arg.indexOf('=');
    if (equals > 0) yield [arg.slice(0, equals), arg.slice(equals + 1)];
    else if (arg === '--socket' || arg === '--clientProcessId') yield [arg, args[++index] ?? null];
    else yield [arg, null];
  }
}

function wrong(message: string): ServerArguments {
  return { kind: 'wrong', message };
}
