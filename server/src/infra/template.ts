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
  readonly read: (context: TemplateContext, template: Template) => InfraModel;
}

/** Which part of a node a place means. */
const WHOLE = 0;
const NAME = 1;

/** The place of a node with its key. */
export function placeOfNode(file: FilePath, path: DocumentPath): Place {
  return { file, unit: path, anchor: WHOLE };
}

/** The place of a node's key. */
export function placeOfKey(file: FilePath, path: DocumentPath): Place {
  return { file, unit: path, anchor: NAME };
}

/** Whether a place lies in a document and not in code. */
export function isDocumentPlace({ unit }: Place): boolean {
  return unit.startsWith('#');
}

/** Whether a place in a document means the key of a node. */
export function isKeyPlace({ anchor }: Place): boolean {
  return anchor === NAME;
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
