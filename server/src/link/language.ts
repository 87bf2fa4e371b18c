/*
 * The languages that programs are written in, told by the names of files. What one calls or derives is nothing to another.
 */
import type { FilePath } from './place.ts';

export type Language = 'python' | 'typescript';

/** The language of a file that is code. Declarations without code (`*.d.ts`) are none of TypeScript. */
export function languageOf(file: FilePath): Language {
  return isTypeScript(file) ? 'typescript' : 'python';
}

/** Whether a file is TypeScript that says what happens when it runs. */
export function isTypeScript(file: FilePath): boolean {
  return /\.[cm]?ts$/u.test(file) && !/\.d\.[cm]?ts$/u.test(file);
}
