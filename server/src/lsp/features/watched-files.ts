/*
 * Files that come, change or go on disk, as the client's file watcher sees them.
 * Whole folders can come and go with a single event, so all new and gone paths are watched, whatever their name.
 */
import type { FileEvent } from 'vscode-languageserver/node';
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  WatchKind,
} from 'vscode-languageserver/node';
import { isOnDisk, pathOfUri } from '../../workspace/file-path.ts';
import { isProjectFile, PROJECT_FILE } from '../../workspace/project-file.ts';
import { templateFiles, variablesFiles } from '../protocol.ts';
import type { Session } from '../../workspace/session.ts';
import type { Feature } from '../context.ts';

const watchers = [
  { globPattern: '**/*.py', kind: WatchKind.Change },
  { globPattern: '**/.gitignore', kind: WatchKind.Change },
  { globPattern: `**/${PROJECT_FILE}`, kind: WatchKind.Change },
  { globPattern: templateFiles, kind: WatchKind.Change },
  { globPattern: variablesFiles, kind: WatchKind.Change },
  { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
];

/** Follows `workspace/didChangeWatchedFiles`. */
export const watchedFiles: Feature = (context) => {
  const { connection, client, logError } = context;
  connection.onDidChangeWatchedFiles(({ changes }) => {
    context.loaded
      .then(({ session }) => session.changeOnDisk(pathsOf(changes, session)))
      .catch((error: unknown) => logError('watched files', error));
  });
  if (client.registersWatchedFiles) {
    context.onReady(() => {
      connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers })
        .catch((error: unknown) => logError('watched files', error));
    });
  }
  return {};
};

function pathsOf(changes: readonly FileEvent[], session: Session): readonly string[] {
  const paths = new Set<string>();
  for (const { uri, type } of changes) {
    const path = pathOfUri(uri);
    if (isOnDisk(path) && (type !== FileChangeType.Changed || isOfInterest(path, session))) {
      paths.add(path);
    }
  }
  return [...paths];
}

function isOfInterest(path: string, session: Session): boolean {
  return /\.py$|\/\.gitignore$/u.test(path) || isProjectFile(path) || session.isInWorkspace(path);
}
