// The messages that DynamoLens adds to the Language Server Protocol, shared by the server and the VS Code client.
// Only method names, command names, patterns and plain data types live here: no imports, no code that runs. Positions are as in the
// protocol: 0-based lines, 0-based UTF-16 characters.

/** A place in a text document: 0-based line, 0-based UTF-16 character. */
export interface WirePosition {
  readonly line: number;
  readonly character: number;
}

/** A stretch of text in the document `uri`; the end is exclusive. */
export interface WireLocation {
  readonly uri: string;
  readonly range: { readonly start: WirePosition; readonly end: WirePosition };
}

/** Pattern of the files that may be templates: documents, and code in TypeScript that may declare resources. */
export const templateFiles = '**/*.{yaml,yml,json,template,tf,tofu,tfvars,ts,mts,cts}';

/** Pattern of the files that hold environment variables. */
export const variablesFiles = '**/.env*';

/**
 * Notification from the server: what the server is doing and what it knows so far.
 * Sent when indexing starts, when it ends, and afterwards whenever one of the figures changes.
 */
export const statusNotification = 'dynamolens/status';

/** Parameters of {@link statusNotification}. The figures are those of the whole workspace, not of the open files. */
export interface StatusParams {
  /** `indexing` while the workspace is read for the first time or anew, `ready` otherwise. */
  readonly state: 'indexing' | 'ready';
  /** Number of known tables; the unknown table does not count. */
  readonly tables: number;
  /** Number of calls whose table is not known. */
  readonly unresolved: number;
  /** Number of Python files that were read. */
  readonly files: number;
  /** What was left out or went wrong, in plain words; absent when there is nothing to say. */
  readonly message?: string;
}

/** Request from the client, without parameters: the tables of the workspace as a report for people. */
export const tablesRequest = 'dynamolens/tables';

/** Result of {@link tablesRequest}. */
export interface TablesResult {
  /** The report as Markdown. Links into files are `file:` addresses with the 1-based line as fragment: `#L12`. */
  readonly markdown: string;
}

/**
 * Notification from the server, without parameters: the report that the client asked for last does not hold any more.
 * Sent at most once for each {@link tablesRequest}, a moment after the change.
 */
export const tablesOutdatedNotification = 'dynamolens/tablesOutdated';

/**
 * Command of a code lens that opens the list of call sites.
 * The client runs it when it names it in {@link InitializationOptions.clientCommands}; its arguments are
 * {@link ShowCallSitesArguments}.
 */
export const showCallSitesCommand = 'dynamolens.showCallSites';

/** Arguments of {@link showCallSitesCommand}: the lens's document, the lens's position, and the calls. */
export type ShowCallSitesArguments = readonly [
  uri: string,
  position: WirePosition,
  locations: readonly WireLocation[],
];

/** What a client may say in the `initializationOptions` of `initialize`; all of it is optional. */
export interface InitializationOptions {
  /** Commands the client runs by itself. For a command not listed here the server offers its own, or none. */
  readonly clientCommands?: readonly string[];
}
