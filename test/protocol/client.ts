/*
 * A small editor for tests: it starts the built server, talks to it over standard input and output,
 * and keeps everything the server says.
 */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { MessageConnection } from 'vscode-languageserver/node';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type {
  ClientCapabilities,
  CodeLens,
  ConfigurationParams,
  Diagnostic,
  Hover,
  InitializeResult,
  Location,
  LocationLink,
  Position,
  PublishDiagnosticsParams,
  RegistrationParams,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { StatusParams } from '../../server/src/lsp/protocol.ts';

/** The built server. `npm test` builds it; `npm run build` does it by hand. */
export const serverFile = join(import.meta.dirname, '../../dist/server.cjs');

/** What a capable editor says about itself. */
export const allCapabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    codeLens: { refreshSupport: true },
    diagnostics: { refreshSupport: true },
  },
  textDocument: { hover: { contentFormat: ['markdown', 'plaintext'] } },
  window: { workDoneProgress: true, showDocument: { support: true } },
};

/** The same for an editor that asks for diagnostics. */
export const pullCapabilities: ClientCapabilities = {
  ...allCapabilities,
  textDocument: { ...allCapabilities.textDocument, diagnostic: {} },
};

export interface ClientOptions {
  /** Absolute paths of the workspace folders. */
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  /** Settings by section, as `workspace/configuration` gives them. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly initializationOptions?: unknown;
  /** Called with each value of a progress report. */
  readonly onProgress?: (token: string | number, value: Progress) => void;
}

export interface Progress {
  readonly kind: 'begin' | 'report' | 'end';
  readonly percentage?: number;
  readonly cancellable?: boolean;
}

/** What the server said so far. */
export interface Heard {
  readonly published: PublishDiagnosticsParams[];
  readonly statuses: StatusParams[];
  readonly log: string[];
  readonly messages: string[];
  readonly shown: { uri: string; selection?: { start: Position } }[];
  readonly registered: Map<string, unknown>;
  readonly progress: Progress[];
  /** Names of the refresh requests. */
  readonly refreshes: string[];
}

interface Message {
  readonly message: string;
}

interface ProgressMessage {
  readonly token: string | number;
  readonly value: Progress;
}

export class TestClient {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  readonly heard: Heard = {
    published: [],
    statuses: [],
    log: [],
    messages: [],
    shown: [],
    registered: new Map(),
    progress: [],
    refreshes: [],
  };
  readonly #versions = new Map<string, number>();
  #settings: Readonly<Record<string, unknown>>;

  constructor(options: ClientOptions) {
    this.#settings = options.settings ?? {};
    this.process = spawn(process.execPath, [serverFile, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdin, stdout } = this.process;
    this.connection = createMessageConnection(
      new StreamMessageReader(stdout!),
      new StreamMessageWriter(stdin!),
    );
    // The server may be gone by the time the test ends.
    this.connection.onError(() => undefined);
    this.#listen(options);
    this.connection.listen();
  }

  #listen({ onProgress }: ClientOptions): void {
    const { connection, heard } = this;
    connection.onNotification(
      'textDocument/publishDiagnostics',
      (params: PublishDiagnosticsParams) => void heard.published.push(params),
    );
    connection.onNotification(
      'dynamolens/status',
      (params: StatusParams) => void heard.statuses.push(params),
    );
    connection.onNotification(
      'window/logMessage',
      ({ message }: Message) => void heard.log.push(message),
    );
    connection.onNotification(
      'window/showMessage',
      ({ message }: Message) => void heard.messages.push(message),
    );
    connection.onNotification('$/progress', ({ token, value }: ProgressMessage) => {
      heard.progress.push(value);
      onProgress?.(token, value);
    });
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onRequest('window/showDocument', (params: Heard['shown'][number]) => {
      heard.shown.push(params);
      return { success: true };
    });
    connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
      for (const { method, registerOptions } of registrations) {
        heard.registered.set(method, registerOptions);
      }
      return null;
    });
    connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) =>
      items.map(({ section = '' }) => this.#settings[section] ?? null),
    );
    for (const name of ['workspace/codeLens/refresh', 'workspace/diagnostic/refresh']) {
      connection.onRequest(name, () => {
        heard.refreshes.push(name);
        return null;
      });
    }
  }

  /** Changes settings and says so. */
  async configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.#settings = settings;
    await this.notify('workspace/didChangeConfiguration', { settings: null });
  }

  async notify(method: string, params: object): Promise<void> {
    await this.connection.sendNotification(method, params);
  }

  async open(uri: string, text?: string, languageId = 'python'): Promise<void> {
    this.#versions.set(uri, 1);
    await this.notify('textDocument/didOpen', {
      textDocument: {
        uri,
        languageId,
        version: 1,
        text: text ?? readFileSync(URI.parse(uri).fsPath, 'utf8'),
      },
    });
  }

  /** Replaces stretches of an open document, in order. Returns the new version. */
  async edit(
    uri: string,
    ...edits: readonly { start: Position; end?: Position; text: string }[]
  ): Promise<number> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.notify('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: edits.map(({ start, end, text }) => ({
        range: { start, end: end ?? start },
        text,
      })),
    });
    return version;
  }

  async close(uri: string): Promise<void> {
    await this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  /** Says what changed on disk: 1 created, 2 changed, 3 deleted. */
  async touch(changes: Readonly<Record<string, 1 | 2 | 3>>): Promise<void> {
    await this.notify('workspace/didChangeWatchedFiles', {
      changes: Object.entries(changes).map(([path, type]) => ({ uri: uriOf(path), type })),
    });
  }

  async lenses(uri: string): Promise<CodeLens[]> {
    return this.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
  }

  /** The lenses as `line: title`. */
  async lensTitles(uri: string): Promise<string[]> {
    const lenses = await this.lenses(uri);
    return lenses.map(({ range, command }) => `${range.start.line}: ${command!.title}`);
  }

  async hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  }

  async definition(uri: string, position: Position): Promise<Location[] | LocationLink[] | null> {
    const params = { textDocument: { uri }, position };
    return this.connection.sendRequest('textDocument/definition', params);
  }

  /** What the client would show for a document: what was published last. */
  shown(uri: string): Diagnostic[] {
    return this.heard.published.findLast((one) => one.uri === uri)?.diagnostics ?? [];
  }

  /** Resolves when the workspace was read. */
  async ready(): Promise<void> {
    await this.until(() => this.heard.statuses.at(-1)?.state === 'ready', 'ready');
  }

  /** Resolves when the condition holds. */
  async until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + 10_000;
    while (!(await condition())) {
      if (Date.now() > end) {
        throw new Error(`Not within ten seconds: ${what}\n${JSON.stringify(this.heard, null, 1)}`);
      }
      await pause(10);
    }
  }

  /** Ends the server in the polite way and gives its exit code. */
  async stop(): Promise<number | null> {
    const code = this.exitCode();
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return code;
  }

  /** Resolves with the exit code of the server. */
  async exitCode(): Promise<number | null> {
    return new Promise((resolve) => this.process.once('exit', resolve));
  }
}

/** Starts a server for this test and initializes it. */
export async function startClient(
  options: ClientOptions = {},
): Promise<{ client: TestClient; result: InitializeResult }> {
  const client = new TestClient(options);
  onTestFinished(() => {
    client.connection.dispose();
    client.process.kill('SIGKILL');
  });
  const result = await client.connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: options.capabilities ?? allCapabilities,
    initializationOptions: options.initializationOptions,
    workspaceFolders: (options.folders ?? []).map((path) => ({ uri: uriOf(path), name: path })),
  });
  await client.notify('initialized', {});
  return { client, result };
}

export function uriOf(path: string): string {
  return URI.file(path).toString();
}

/** The position of `needle` in a text, in UTF-16 units; `into` units into it. */
export function positionOf(text: string, needle: string, into = 0): Position {
  const offset = text.indexOf(needle);
  if (offset < 0) throw new Error(`${needle} is not in the text.`);
  const before = text.slice(0, offset + into).split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before.at(-1)!.length };
}

export async function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
