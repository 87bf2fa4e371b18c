/*
 * The configuration of a Pulumi program: what `Pulumi.yaml` and the files of its stacks (`Pulumi.dev.yaml`) set.
 * Source: https://www.pulumi.com/docs/iac/concepts/config/
 */
import { joinAll, textValue, type Value } from '../../flow/value/value.ts';
import { folderOf } from '../../link/modules.ts';
import type { FilePath } from '../../link/place.ts';
import { documentOf, type Program } from '../../link/program.ts';
import { entryOf, textOf } from '../../syntax/document/document.ts';

const PROJECT = /\/Pulumi\.ya?ml$/u;
const SETTINGS = /\/Pulumi(?:\.[^/]+)?\.ya?ml$/u;

/** The folder of the program that a file belongs to; null outside of all of them. */
export function projectFolder(program: Program, file: FilePath): FilePath | null {
  const projects = new Set(
    (program.documentPaths.get('') ?? []).flatMap((path) =>
      PROJECT.test(path) ? [folderOf(path)] : [],
    ),
  );
  for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder))
    if (projects.has(folder)) return folder;
  return null;
}

/** What any stack sets for a key; nothing where none does, or where it is a secret. */
export function configured(
  program: Program,
  file: FilePath,
  namespace: string | null,
  key: string,
): Value {
  const folder = projectFolder(program, file);
  const files = (program.documentPaths.get('') ?? []).filter(
    (path) => SETTINGS.test(path) && folderOf(path) === folder,
  );
  const project = files
    .filter((path) => PROJECT.test(path))
    .flatMap((path) => textOf(entryOf(documentOf(program, path), 'name')) ?? []);
  const keys =
    namespace === null
      ? [...project.map((name) => `${name}:${key}`), key]
      : [`${namespace}:${key}`];
  const found = files.flatMap((path) => {
    const config = entryOf(documentOf(program, path), 'config');
    return keys.flatMap((name) => {
      const entry = entryOf(config, name);
      return (
        textOf(entry) ?? textOf(entryOf(entry, 'value')) ?? textOf(entryOf(entry, 'default')) ?? []
      );
    });
  });
  return joinAll(found.map((text) => textValue(text)));
}
