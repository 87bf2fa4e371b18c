/*
 * What a reader of one kind of template gets and gives. Readers are pure: a document goes in, a model comes out.
 */
import type { DocumentNode, DocumentPath } from '../syntax/document/document.ts';
import type { FilePath, Place } from '../link/place.ts';
import type { Program } from '../link/program.ts';
import type { InfraModel } from './model.ts';

/** A document that a reader looks at. */
export interface Template {
  readonly file: FilePath;
  readonly root: DocumentNode;
}

/** What a reader may ask about other files. */
export interface TemplateContext {
  readonly program: Program;
  /** Another document of the workspace; null when there is none. Paths outside of the workspace are never read. */
  readonly documentOf: (file: FilePath) => DocumentNode | null;
  /** The documents of the workspace, sorted. */
  readonly documents: () => readonly FilePath[];
  /** What another file says, such as a nested stack; a file that leads back to itself says nothing yet. */
  readonly modelOf: (file: FilePath) => InfraModel;
}

/** A reader of one kind of template. */
export interface TemplateReader {
  /** Whether a document is of this kind, by its path and its outermost keys. */
  readonly recognizes: (template: Template) => boolean;
  /** The documents that are parts of a template, so that they are none themselves. */
  readonly partsOf?: (context: TemplateContext, template: Template) => readonly FilePath[];
  readonly read: (context: TemplateContext, template: Template) => InfraModel;
}

/** Which part of a node a place means. */
const WHOLE = 0;
const NAME = 1;

/** Stands between the file and the path of a node that is put into another document; no path of a file holds it. */
const IN_FILE = '\0';

/** The path of a node of a file, for the places where the node stands in another document. */
function pathInFile(file: FilePath, path: DocumentPath): DocumentPath {
  return path.includes(IN_FILE) ? path : `${file}${IN_FILE}${path}`;
}

/** A node whose paths say which file it is in, so that it can stand in another document. */
export function nodeInFile(file: FilePath, node: DocumentNode): DocumentNode {
  const path = pathInFile(file, node.path);
  switch (node.kind) {
    case 'scalar':
    case 'expression':
      return { ...node, path };
    case 'list':
      return { ...node, path, items: node.items.map((item) => nodeInFile(file, item)) };
    case 'map': {
      const entries = node.entries.map(({ key, value }) => ({
        key,
        value: nodeInFile(file, value),
      }));
      return { ...node, path, entries };
    }
  }
}

function placeOf(file: FilePath, path: DocumentPath, anchor: number): Place {
  const end = path.indexOf(IN_FILE);
  return end < 0
    ? { file, unit: path, anchor }
    : { file: path.slice(0, end), unit: path.slice(end + 1), anchor };
}

/** The place of a node with its key, in `file` unless its path says otherwise. */
export function placeOfNode(file: FilePath, path: DocumentPath): Place {
  return placeOf(file, path, WHOLE);
}

/** The place of a node's key, in `file` unless its path says otherwise. */
export function placeOfKey(file: FilePath, path: DocumentPath): Place {
  return placeOf(file, path, NAME);
}

/** `base/relative` with `.` and `..` taken out; null when it leads above the root of all paths. */
export function joinPath(base: FilePath, relative: string): FilePath | null {
  const parts = relative.startsWith('/') ? [] : base.split('/');
  for (const part of relative.split('/')) {
    if (part === '..' && parts.length === 0) return null;
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  const joined = parts.join('/');
  return joined.startsWith('/') ? joined : `/${joined}`.replace(/^\/([A-Za-z]:)/u, '$1');
}
