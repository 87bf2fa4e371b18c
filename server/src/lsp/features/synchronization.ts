/*
 * Open documents: what the editor opens, edits and closes goes to the session, edit by edit.
 * Until the session is there, the documents only collect; then it gets them as they are by that time.
 */
import { TextDocumentSyncKind } from 'vscode-languageserver/node';
import { isProjectFile } from '../../workspace/project-file.ts';
import type { Session } from '../../workspace/session.ts';
import { isInfrastructureFile } from '../../workspace/template-files.ts';
import type { OpenDocument } from '../documents.ts';
import { isPython } from '../documents.ts';
import type { Feature } from '../context.ts';

/** Follows the documents of the editor. */
export const synchronization: Feature = (context) => {
  const { documents, connection, logError } = context;
  let session: Session | null = null;
  const safely = (work: (session: Session) => void): void => {
    try {
      if (session) work(session);
    } catch (error) {
      logError('synchronization', error);
    }
  };
  documents.onDidChangeContent(({ document }) => safely((to) => passOn(to, document)));
  // A template that is new counts from when it is on disk, and not every client watches files.
  documents.onDidSave(({ document: { path } }) =>
    safely((to) => {
      if (!to.isInWorkspace(path)) to.changeOnDisk([path]);
    }),
  );
  documents.onDidClose(({ document }) => safely((to) => to.closeDocument(document.path)));
  documents.listen(connection);
  context.loaded.then(
    (loaded) => {
      session = loaded.session;
      for (const document of documents.all()) safely((to) => open(to, document));
    },
    // Whoever began to load says what went wrong.
    () => undefined,
  );
  return {
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
  };
};

function passOn(session: Session, document: OpenDocument): void {
  if (document.edits && session.isOpen(document.path)) {
    session.changeDocument(document.path, document.edits);
  } else {
    open(session, document);
  }
}

function open(session: Session, document: OpenDocument): void {
  const { path } = document;
  if (isPython(document) || isProjectFile(path) || isInfrastructureFile(path))
    session.openDocument(path, document.text.getText());
}
