/*
 * Workspace folders and settings: asked for at the start and whenever the client says that they changed.
 * A client that cannot be asked may send its settings with that notification. What is wrong with them is told once.
 */
import {
  DidChangeConfigurationNotification,
  type ConfigurationItem,
  type DidChangeConfigurationParams,
  type InitializeParams,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import { pathOfUri, isOnDisk, pathOfFile, uriOfPath } from '../../workspace/file-path.ts';
import type { Feature, ServerContext } from '../context.ts';
import type { Settings } from '../settings.ts';
import { defaultSettings, parseSettings } from '../settings.ts';

const sections = ['dynamolens', 'files.exclude'];

/** How long to wait for a client that does not answer, in milliseconds. */
const patience = 5000;

/** Follows folders and settings. */
export const configuration: Feature = (context) => {
  const { connection, client, params } = context;
  const state: State = {
    context,
    folders: initialFolders(params),
    sent: defaultSettings,
    told: new Set(),
    asked: 0,
  };
  const apply = (): void => void applySettings(state);
  context.onReady(() => {
    if (client.registersConfiguration) {
      const registration = { section: sections };
      connection.client
        .register(DidChangeConfigurationNotification.type, registration)
        .catch((error: unknown) => context.logError('configuration', error));
    }
    if (client.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(folderPaths(removed));
        const kept = state.folders.filter((folder) => !gone.has(folder));
        state.folders = [...new Set([...kept, ...folderPaths(added)])];
        apply();
      });
    }
    apply();
  });
  connection.onDidChangeConfiguration((change) => {
    if (!client.configuration) state.sent = sentSettings(state, change);
    apply();
  });
  return { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } };
};

interface State {
  readonly context: ServerContext;
  /** Paths of the workspace folders. */
  folders: readonly string[];
  /** The settings of a client that cannot be asked. */
  sent: Settings;
  /** What was complained about already. */
  readonly told: Set<string>;
  /** Number of times the client was asked: only the last answer counts. */
  asked: number;
}

function initialFolders(params: InitializeParams): readonly string[] {
  if (params.workspaceFolders) return folderPaths(params.workspaceFolders);
  // Both are deprecated, and still what some clients send.
  const { rootUri, rootPath } = params as { rootUri?: string | null; rootPath?: string | null };
  if (typeof rootUri === 'string') return folderPaths([{ uri: rootUri, name: '' }]);
  return typeof rootPath === 'string' ? [pathOfFile(rootPath)] : [];
}

function folderPaths(folders: readonly WorkspaceFolder[]): readonly string[] {
  const paths = folders.map(({ uri }) => pathOfFile(pathOfUri(uri)));
  return [...new Set(paths.filter(isOnDisk))];
}

async function applySettings(state: State): Promise<void> {
  const { context, folders } = state;
  const turn = ++state.asked;
  const [outside = defaultSettings, ...ofFolders] = context.client.configuration
    ? await askForSettings(state)
    : [state.sent, ...folders.map(() => state.sent)];
  if (turn !== state.asked) return;
  const folderSettings = folders.map((folder, index) => {
    return { folder, settings: ofFolders[index] ?? outside };
  });
  context.settings.replace(folderSettings, outside);
}

/** The settings that belong to no folder, then those of each folder. */
async function askForSettings(state: State): Promise<readonly Settings[]> {
  const scopes = [undefined, ...state.folders.map(uriOfPath)];
  const items = scopes.flatMap((scopeUri) =>
    sections.map((section): ConfigurationItem => ({ section, ...(scopeUri ? { scopeUri } : {}) })),
  );
  const answer = await Promise.race([
    state.context.connection.workspace.getConfiguration(items).catch((error: unknown) => {
      state.context.logError('configuration', error);
      return [];
    }),
    silence(),
  ]);
  const values: readonly unknown[] = Array.isArray(answer) ? answer : [];
  return scopes.map((_scope, index) => understood(state, values[2 * index], values[2 * index + 1]));
}

async function silence(): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, patience).unref());
}

function sentSettings(state: State, { settings }: DidChangeConfigurationParams): Settings {
  const value: unknown = settings;
  if (typeof value !== 'object' || value === null) return state.sent;
  const section: unknown = 'dynamolens' in value ? value.dynamolens : undefined;
  const files: unknown = 'files' in value ? value.files : undefined;
  const isNested = typeof files === 'object' && files !== null && 'exclude' in files;
  return understood(state, section, isNested ? files.exclude : undefined);
}

function understood(state: State, section: unknown, filesExclude: unknown): Settings {
  const { settings, problems } = parseSettings(section, filesExclude);
  for (const problem of problems) {
    if (state.told.has(problem)) continue;
    state.told.add(problem);
    state.context.connection.console.warn(`Settings: ${problem}`);
  }
  return settings;
}
