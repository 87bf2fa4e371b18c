/*
 * The documents that a service takes in with `${file(…)}`: they are parts of it, and no templates themselves.
 * Found from the texts alone: a path that depends on more than the service's own texts is not looked at.
 */
import type { FilePath } from '../../link/place.ts';
import { folderOf } from '../../link/modules.ts';
import { type DocumentNode, textOf } from '../../syntax/document/document.ts';
import { joinPath, type Template, type TemplateContext } from '../template.ts';
import { isService, nodesIn } from './scope.ts';

/** More documents are not looked at for one service. */
const MAX_FILES = 500;

const FILE = /\$\{\s*file\(\s*(['"]?)([^'")]+\.(?:ya?ml|json))\1\s*\)/giu;

function pathsIn(root: DocumentNode): readonly string[] {
  const paths: string[] = [];
  for (const node of nodesIn(root)) {
    const text = textOf(node);
    if (text?.includes('file(') !== true) continue;
    for (const [, , path] of text.matchAll(FILE)) if (path !== undefined) paths.push(path);
  }
  return paths;
}

/** The documents that a service takes in, and those that these take in. Paths are relative to the service everywhere. */
export function includedFiles(
  context: TemplateContext,
  { file, root }: Template,
): readonly FilePath[] {
  const folder = folderOf(file);
  const found = new Set<FilePath>();
  const pending: DocumentNode[] = [root];
  for (let next = pending.pop(); next && found.size < MAX_FILES; next = pending.pop()) {
    for (const path of pathsIn(next)) {
      const included = joinPath(folder, path);
      if (included === null || included === file || found.has(included)) continue;
      const document = context.documentOf(included);
      // A service that another one takes values from is still a service.
      if (!document || isService({ file: included, root: document })) continue;
      found.add(included);
      pending.push(document);
    }
  }
  return [...found].sort();
}
