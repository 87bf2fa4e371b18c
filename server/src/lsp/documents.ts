/*
 * The open documents, updated in place with the edits kept: the analysis wants to know what changed, not only
 * what came of it. Offsets and positions count UTF-16 code units.
 */
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextChange } from '../base/text-change.ts';
import { pathOfUri } from '../workspace/file-path.ts';

/** A document that is open in the editor. */
export interface OpenDocument {
  /** As the client writes it. */
  readonly uri: string;
  /** The path the workspace knows it by. */
  readonly path: string;
  readonly version: number;
  readonly text: TextDocument;
  /** The edits of the last change, in order; null when the document was just opened. */
  readonly edits: readonly TextChange[] | null;
}

/** Makes an empty set of open documents. It is filled as soon as it listens to a connection. */
export function createDocuments(): TextDocuments<OpenDocument> {
  return new TextDocuments<OpenDocument>({
    create: (uri, languageId, version, content) => {
      const text = TextDocument.create(uri, languageId, version, content);
      return { uri, path: pathOfUri(uri), version, text, edits: null };
    },
    update: updateDocument,
  });
}

/** Whether a document is one to analyse. */
export function isPython(document: OpenDocument): boolean {
  return document.text.languageId === 'python' || document.path.endsWith('.py');
}

function updateDocument(
  document: OpenDocument,
  changes: readonly TextDocumentContentChangeEvent[],
  version: number,
): OpenDocument {
  const edits: TextChange[] = [];
  let text = document.text;
  for (const change of changes) {
    edits.push(editOf(text, change));
    text = TextDocument.update(text, [change], version);
  }
  return { ...document, text, version, edits };
}

function editOf(document: TextDocument, change: TextDocumentContentChangeEvent): TextChange {
  if (!('range' in change)) return { start: 0, end: document.getText().length, text: change.text };
  const from = document.offsetAt(change.range.start);
  const to = document.offsetAt(change.range.end);
  return { start: Math.min(from, to), end: Math.max(from, to), text: change.text };
}
