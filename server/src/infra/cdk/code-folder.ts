/*
 * Where the code of a function of a CDK app lies. Paths of assets are relative to where the app is started: the folder
 * of `cdk.json`. Source: https://docs.aws.amazon.com/cdk/v2/guide/assets.html
 */
import type { FilePath } from '../../link/place.ts';
import { documentOf, type Program } from '../../link/program.ts';
import { folderOf } from '../../link/modules.ts';
import { joinPath } from '../template.ts';

/** The folders that a path may start from, most likely first. */
function startFolders(program: Program, file: FilePath): readonly FilePath[] {
  const roots = program.roots.get('') ?? [];
  const above: FilePath[] = [];
  for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) {
    above.push(folder);
    if (roots.includes(folder)) break;
  }
  const app = above.find((folder) => documentOf(program, `${folder}/cdk.json`) !== null);
  return app === undefined ? above : [app, ...above.filter((folder) => folder !== app)];
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|[A-Za-z]:[/\\])/u.test(path);
}

/** The folders that the path of an asset may mean in a file, most likely first. */
export function assetFolders(program: Program, file: FilePath, path: string): readonly FilePath[] {
  if (isAbsolute(path)) return [joinPath('', path)].flatMap((folder) => folder ?? []);
  return startFolders(program, file).flatMap((folder) => joinPath(folder, path) ?? []);
}
