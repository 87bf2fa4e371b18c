/*
 * Diagnostics for clients that wait for them: sent when they are final, and only when they are others than before.
 * A file without any is never mentioned unless it had some.
 */
import type { Diagnostic } from 'vscode-languageserver/node';
import { uriOfPath } from '../../workspace/file-path.ts';
import type { Feature, Loaded, ServerContext } from '../context.ts';
import { fileDiagnostics } from '../file-diagnostics.ts';

/** How long changes are collected, in milliseconds: nobody reads warnings between two keystrokes. */
const delay = 150;

/** Sends `textDocument/publishDiagnostics` to clients that do not ask. */
export const pushDiagnostics: Feature = (context) => {
  if (context.client.pullsDiagnostics) return {};
  context.loaded.then(
    (loaded) => startPushing(context, loaded),
    () => undefined,
  );
  return {};
};

function startPushing(context: ServerContext, loaded: Loaded): void {
  const { session } = loaded;
  const state: State = {
    context,
    loaded,
    declared: '',
    dirty: new Set(),
    shown: new Map(),
    timer: undefined,
    waiting: false,
  };
  session.onChange((paths) => schedule(state, paths));
  context.documents.onDidClose(({ document }) => schedule(state, [document.path]));
  context.settings.onChange(() => {
    schedule(state, allFiles(state));
  });
}

interface State {
  readonly context: ServerContext;
  readonly loaded: Loaded;
  /** What the project declared when files were last looked at; it matters to all of them. */
  declared: string;
  /** Files to look at again. */
  readonly dirty: Set<string>;
  /** What the client shows, for files with any diagnostics. */
  readonly shown: Map<string, string>;
  timer: NodeJS.Timeout | undefined;
  waiting: boolean;
}

function schedule(state: State, paths: Iterable<string>): void {
  for (const path of paths) state.dirty.add(path);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => {
    flush(state).catch((error: unknown) => state.context.logError('diagnostics', error));
  }, delay);
}

async function flush(state: State): Promise<void> {
  if (state.waiting) return;
  state.waiting = true;
  await state.loaded.session.whenSettled();
  state.waiting = false;
  const { key } = state.loaded.project.declared();
  const paths = [...(key === state.declared ? state.dirty : allFiles(state))];
  state.declared = key;
  state.dirty.clear();
  for (const path of paths) await publish(state, path);
}

function allFiles({ shown, dirty, loaded }: State): ReadonlySet<string> {
  return new Set([...shown.keys(), ...dirty, ...loaded.session.allFacts().map(({ file }) => file)]);
}

async function publish({ context, loaded, shown }: State, path: string): Promise<void> {
  const diagnostics = fileDiagnostics(path, loaded, context.settings);
  const text = textOf(diagnostics);
  if (text === (shown.get(path) ?? '')) return;
  if (text === '') shown.delete(path);
  else shown.set(path, text);
  const document = context.documents.all().find((open) => open.path === path);
  await context.connection.sendDiagnostics({
    uri: document?.uri ?? uriOfPath(path),
    diagnostics,
    ...(document ? { version: document.version } : {}),
  });
}

function textOf(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.length === 0 ? '' : JSON.stringify(diagnostics);
}
