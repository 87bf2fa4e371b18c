/*
 * Names that the user states in the settings or in a project file: for an environment variable, or for a dotted expression.
 * They count for the folder that they are stated for; of nested folders the innermost has its say first.
 */
import type { FilePath, Place } from './place.ts';

/** One stated name. */
export interface StatedName {
  /** A variable (`ORDERS_TABLE`) or an expression (`app.config.ORDERS`, `settings.TABLES['orders']`). */
  readonly subject: string;
  readonly tables: readonly string[];
  /** Where it is stated; null when that is no file, such as the settings of an editor. */
  readonly at: Place | null;
  /** The step that it is in a trail. */
  readonly note: string;
}

/** A subject as it is compared: without white space, and with single quotes. */
export function normalSubject(subject: string): string {
  return subject.replace(/\s+/gu, '').replaceAll('"', "'");
}

/** The last word of a subject. Whoever has an expression in hand looks for it first, before printing anything. */
export function lastWord(subject: string): string {
  return /([\w-]+)[^\w-]*$/u.exec(subject)?.[1] ?? '';
}

/** Whether a subject is an expression and not a variable. */
export function isExpression(subject: string): boolean {
  return /[.[(]/u.test(subject);
}

/** The key of what is stated for a folder under a last word. */
export function statedKey(folder: FilePath, word: string): string {
  return `${folder}::${word}`;
}
