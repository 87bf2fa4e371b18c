/*
 * Reading the workspace, with progress that the user can cancel.
 * It begins when settings are known, and anew when they say that other files count.
 */
import type { WorkDoneProgressServerReporter } from 'vscode-languageserver/node';
import type { Feature, ServerContext } from '../context.ts';
import { indexedWords } from '../coverage-words.ts';

/** Reads the workspace whenever its folders or their rules change. */
export const indexing: Feature = (context) => {
  context.settings.onChange(({ files, names }) => {
    if (names) {
      setNames(context).catch((error: unknown) => context.logError('names', error));
    }
    if (!files) return;
    index(context).catch((error: unknown) => context.logError('indexing', error));
  });
  return {};
};

/** Names that are not stated any more are taken back: those of a folder come as a whole. */
async function setNames({ loaded, settings }: ServerContext): Promise<void> {
  const { session } = await loaded;
  for (const { folder, names } of settings.names()) session.setNames(folder, names);
}

async function index(context: ServerContext): Promise<void> {
  const { session } = await context.loaded;
  const abort = new AbortController();
  const progress = beginProgress(context, () => abort.abort());
  const start = performance.now();
  try {
    const { signal } = abort;
    await session.index(context.settings.rules(), { signal, onProgress: progress.update });
  } finally {
    progress.end();
  }
  const report = session.report();
  // A newer run took over; it will have its own say.
  if (report.indexing) return;
  context.connection.console.log(indexedWords(report, performance.now() - start));
  for (const { path, why } of report.leftOut) {
    context.connection.console.debug(`Left out: ${path} (${why})`);
  }
}

interface Progress {
  readonly update: (done: number, total: number) => void;
  readonly end: () => void;
}

/** The client is asked for a progress report, and indexing goes on meanwhile: some clients are slow to answer. */
function beginProgress(context: ServerContext, cancel: () => void): Progress {
  let reporter: WorkDoneProgressServerReporter | null = null;
  let isOver = false;
  let percentage = 0;
  context.connection.window.createWorkDoneProgress().then(
    (created) => {
      created.begin('DynamoLens', percentage, 'Indexing Python files', true);
      created.token.onCancellationRequested(cancel);
      if (isOver) created.done();
      else reporter = created;
    },
    (error: unknown) => context.logError('progress', error),
  );
  return {
    update: (done, total) => {
      const now = Math.floor((100 * done) / total);
      if (now <= percentage) return;
      percentage = now;
      reporter?.report(now, `${done} of ${total} steps`);
    },
    end: () => {
      isOver = true;
      reporter?.done();
    },
  };
}
