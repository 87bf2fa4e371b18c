/*
 * Which language a document is written in, by its name, and reading it.
 */
import { assertNever } from '../../base/assert-never.ts';
import type { ParsedDocument } from './document.ts';
import { readJson } from './read-json.ts';
import { readYaml } from './read-yaml.ts';

/** The languages of documents. */
export type DocumentLanguage = 'yaml' | 'json';

const BY_ENDING: ReadonlyMap<string, DocumentLanguage> = new Map([
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['json', 'json'],
]);

/** The language of a file; null when it is no document. */
export function documentLanguageOf(file: string): DocumentLanguage | null {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (name.endsWith('.template')) return 'yaml';
  return BY_ENDING.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) ?? null;
}

/** Reads a document. JSON is also YAML, so a text that may be either is read as YAML. */
export function readDocument(language: DocumentLanguage, text: string): ParsedDocument {
  switch (language) {
    case 'yaml':
      return readYaml(text);
    case 'json':
      return readJson(text);
    default:
      return assertNever(language);
  }
}
