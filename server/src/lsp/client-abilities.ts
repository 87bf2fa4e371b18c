/*
 * What the client can do, read once from what it says in `initialize`.
 * Features ask these plain flags; what a client does not mention it cannot do.
 */
import type { ClientCapabilities, InitializeParams } from 'vscode-languageserver/node';

/** What the client supports, and what it asked for. */
export interface ClientAbilities {
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly workspaceFolders: boolean;
  readonly registersWatchedFiles: boolean;
  readonly codeLensRefresh: boolean;
  readonly pullsDiagnostics: boolean;
  readonly diagnosticsRefresh: boolean;
  readonly workDoneProgress: boolean;
  readonly showDocument: boolean;
  /** Whether hovers are shown as Markdown; as plain text otherwise. */
  readonly markdown: boolean;
  /** Whether a definition may say which stretch of text was asked about. */
  readonly definitionLinks: boolean;
  /** Commands that the client runs by itself. */
  readonly commands: ReadonlySet<string>;
}

/** Reads the abilities. */
export function abilitiesOf({
  capabilities,
  initializationOptions,
}: InitializeParams): ClientAbilities {
  const { textDocument, window } = capabilities;
  const formats = textDocument?.hover?.contentFormat;
  return {
    ...workspaceAbilities(capabilities.workspace ?? {}),
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    workDoneProgress: window?.workDoneProgress === true,
    showDocument: window?.showDocument?.support === true,
    markdown: formats?.includes('markdown') ?? true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    commands: clientCommands(initializationOptions),
  };
}

type WorkspaceAbilities = Pick<
  ClientAbilities,
  | 'configuration'
  | 'registersConfiguration'
  | 'workspaceFolders'
  | 'registersWatchedFiles'
  | 'codeLensRefresh'
  | 'diagnosticsRefresh'
>;

function workspaceAbilities(
  workspace: NonNullable<ClientCapabilities['workspace']>,
): WorkspaceAbilities {
  return {
    configuration: workspace.configuration === true,
    registersConfiguration: workspace.didChangeConfiguration?.dynamicRegistration === true,
    workspaceFolders: workspace.workspaceFolders === true,
    registersWatchedFiles: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
    codeLensRefresh: workspace.codeLens?.refreshSupport === true,
    diagnosticsRefresh: workspace.diagnostics?.refreshSupport === true,
  };
}

function clientCommands(options: unknown): ReadonlySet<string> {
  if (typeof options !== 'object' || options === null || !('clientCommands' in options)) {
    return new Set();
  }
  const { clientCommands: commands } = options;
  if (!Array.isArray(commands)) return new Set();
  return new Set(commands.filter((command): command is string => typeof command === 'string'));
}
