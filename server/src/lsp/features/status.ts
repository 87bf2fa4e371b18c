/*
 * Tells the client what the server is doing and how many tables it knows, whenever that changes.
 */
import type { Feature, Loaded, ServerContext } from '../context.ts';
import { noteworthyWords } from '../coverage-words.ts';
import type { StatusParams } from '../protocol.ts';
import { statusNotification } from '../protocol.ts';

/** How long changes are collected, in milliseconds: counting looks at the whole workspace. */
const delay = 200;

/** Sends `dynamolens/status`. */
export const status: Feature = (context) => {
  context.loaded.then(
    (loaded) => {
      const state: State = { context, loaded, sent: '', timer: undefined };
      loaded.session.onIndexing(() => send(state));
      loaded.session.onChange(() => {
        state.timer ??= setTimeout(() => send(state), delay);
      });
    },
    () => undefined,
  );
  return {};
};

interface State {
  readonly context: ServerContext;
  readonly loaded: Loaded;
  /** What the client knows. */
  sent: string;
  timer: NodeJS.Timeout | undefined;
}

function send(state: State): void {
  clearTimeout(state.timer);
  state.timer = undefined;
  const params = paramsOf(state.loaded);
  const text = JSON.stringify(params);
  if (text === state.sent) return;
  state.sent = text;
  state.context.connection
    .sendNotification(statusNotification, params)
    .catch((error: unknown) => state.context.logError('status', error));
}

function paramsOf({ session, project }: Loaded): StatusParams {
  const report = session.report();
  const { tables, counts } = project.tables();
  const message = report.indexing ? undefined : noteworthyWords(report);
  return {
    state: report.indexing ? 'indexing' : 'ready',
    tables: tables.length,
    unresolved: counts.unresolvedCalls,
    files: report.indexed,
    ...(message === undefined ? {} : { message }),
  };
}
