/*
 * Handler strings of Lambda functions → files.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html
 */
import type { FilePath } from '../link/place.ts';
import { joinPath } from './template.ts';

/** The files that `module.function` in a code folder may mean, most likely first. */
export function handlerFiles(folder: FilePath, handler: string): readonly FilePath[] {
  const dot = handler.lastIndexOf('.');
  if (dot <= 0) return [];
  const module = handler.slice(0, dot);
  const dotted = module.replaceAll('.', '/');
  return [...new Set([`${dotted}.py`, `${dotted}/__init__.py`, `${module}.py`])].flatMap(
    (path) => joinPath(folder, path) ?? [],
  );
}
