/*
 * Where the code of functions is: archives that are made of a folder or a file, objects in S3 that are made of archives.
 * Sources: https://registry.terraform.io/providers/hashicorp/archive/latest/docs/data-sources/file and
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function
 */
import type { Value } from '../../flow/value/value.ts';
import type { FilePath } from '../../link/place.ts';
import { type DocumentNode, entryOf } from '../../syntax/document/document.ts';
import { joinPath } from '../template.ts';
import { blocksOf, type ScopedBlock } from './blocks.ts';
import { textsOf } from './known.ts';
import { evaluateIn, type Scope } from './scope.ts';

/** Folders and files that code is taken from. */
export interface CodeSource {
  readonly folders: readonly FilePath[];
  readonly files: readonly FilePath[];
}

const NO_CODE: CodeSource = { folders: [], files: [] };

/** The archives and S3 objects of all modules of a root, by what they are called. */
export interface CodeIndex {
  readonly archives: ReadonlyMap<string, CodeSource>;
  /** What objects are made of, by their keys. */
  readonly objects: ReadonlyMap<string, readonly string[]>;
}

/** The texts under a key of a block. */
export function textsUnder({ scope, node }: ScopedBlock, key: string): readonly string[] {
  const value = entryOf(node, key);
  return value ? textsOf(evaluateIn(scope, value)) : [];
}

/** What a path in a module means: relative ones start where Terraform runs; many mean the module's folder. */
function pathsFor({ instance }: Scope, text: string): readonly FilePath[] {
  if (text.includes('${') || /^[a-z0-9]+:\/\//iu.test(text)) return [];
  const isWhole = /^(?:\/|[A-Za-z]:\/)/u.test(text);
  const bases = isWhole ? [''] : [instance.world.root, instance.configuration.folder];
  return [...new Set(bases.flatMap((base) => joinPath(base, isWhole ? `/${text}` : text) ?? []))];
}

function folderOf(file: FilePath): FilePath {
  return file.slice(0, file.lastIndexOf('/'));
}

export function joinSources(sources: readonly CodeSource[]): CodeSource {
  return {
    folders: [...new Set(sources.flatMap(({ folders }) => folders))],
    files: [...new Set(sources.flatMap(({ files }) => files))],
  };
}

function fromFolder(scope: Scope, text: string): CodeSource {
  return { folders: pathsFor(scope, text), files: [] };
}

function fromFile(scope: Scope, text: string): CodeSource {
  const files = pathsFor(scope, text);
  return { folders: files.map(folderOf), files };
}

/** A path of a folder or of a file with an ending. */
export function fromPath(scope: Scope, text: string): CodeSource {
  return /\.[A-Za-z0-9]+$/u.test(text) ? fromFile(scope, text) : fromFolder(scope, text);
}

/** The file whose text `file("…")` gives. */
function readFile(scope: Scope, node: DocumentNode | null): readonly Value[] {
  if (node?.kind !== 'expression' || node.form.kind !== 'call') return [];
  const [path] = node.form.given;
  return /^(?:template)?file$/u.test(node.form.name) && path ? [evaluateIn(scope, path)] : [];
}

/** What an `archive_file` puts into its archive. */
export function archiveSource(block: ScopedBlock): CodeSource {
  const { scope, node } = block;
  const contents = blocksOf(scope, node, 'source').flatMap((inner) =>
    readFile(inner.scope, entryOf(inner.node, 'content')).flatMap(textsOf),
  );
  return joinSources([
    ...textsUnder(block, 'source_dir').map((text) => fromFolder(scope, text)),
    ...[...textsUnder(block, 'source_file'), ...contents].map((text) => fromFile(scope, text)),
  ]);
}

/** The keys that an archive is known by: its path as it is written, and what that means. */
export function archiveKeys(scope: Scope, text: string): readonly string[] {
  return [text, ...pathsFor(scope, text)];
}

/** The code in an archive. One that nothing here makes is taken to be made of what is beside it. */
function codeInArchive(index: CodeIndex, scope: Scope, text: string): CodeSource {
  const known = archiveKeys(scope, text).flatMap((key) => index.archives.get(key) ?? []);
  if (known.length > 0) return joinSources(known);
  const paths = pathsFor(scope, text);
  return {
    folders: paths.flatMap((path) => [path.replace(/\.[^./]+$/u, ''), folderOf(path)]),
    files: [],
  };
}

/** The code of an `aws_lambda_function`. */
export function codeOfFunction(index: CodeIndex, block: ScopedBlock): CodeSource {
  const { scope } = block;
  const files = textsUnder(block, 'filename');
  const keys = textsUnder(block, 's3_key');
  const archives = [...files, ...keys.flatMap((key) => index.objects.get(key) ?? [])];
  const found = archives.map((text) => codeInArchive(index, scope, text));
  return found.length > 0 ? joinSources(found) : NO_CODE;
}
