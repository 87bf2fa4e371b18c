/*
 * Which language a document is written in, by its name, and reading it.
 */
import { assertNever } from '../../base/assert-never.ts';
import type { HclParser } from '../hcl/hcl-parser.ts';
import { readHcl, withExpressions } from '../hcl/read-hcl.ts';
import type { ParsedDocument } from './document.ts';
import { readDotenv } from './read-dotenv.ts';
import { readIni } from './read-ini.ts';
import { readJson } from './read-json.ts';
import { readToml } from './read-toml.ts';
import { readYaml } from './read-yaml.ts';

/** The languages of documents. */
export type DocumentLanguage = 'yaml' | 'json' | 'toml' | 'ini' | 'dotenv' | 'hcl' | 'hcl-json';

const BY_ENDING: ReadonlyMap<string, DocumentLanguage> = new Map([
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['json', 'json'],
  ['toml', 'toml'],
  ['tf', 'hcl'],
  ['tofu', 'hcl'],
  ['tfvars', 'hcl'],
]);

/** `.env`, `.env.dev`, `.env-sample`, `dev.env`, `env.example`. */
const VARIABLES = /^(?:\.env(?:[._-].*)?|[^.].*\.env|env\.(?:example|sample|template|dist))$/u;

/** Endings of files that are called like files of variables, and are programs or encrypted. */
const NO_VARIABLES = /\.(?:py|[cm]?[jt]sx?|sh|ps1|json|ya?ml|toml|enc|gpg|asc|age)$/u;

/** Files in INI that say something; most others are settings of something else. */
const INI = /^(?:\.?pytest\.ini|tox\.ini|setup\.cfg)$/u;

/** The language of a file; null when it is no document. */
export function documentLanguageOf(file: string): DocumentLanguage | null {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (VARIABLES.test(name) && !NO_VARIABLES.test(name)) return 'dotenv';
  if (INI.test(name)) return 'ini';
  if (name.endsWith('.template')) return 'yaml';
  if (/\.(?:tf|tofu)\.json$/u.test(name)) return 'hcl-json';
  return BY_ENDING.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) ?? null;
}

/** Whether reading a language takes the grammar of Terraform. */
export function needsHcl(language: DocumentLanguage | null): boolean {
  return language === 'hcl' || language === 'hcl-json';
}

/** Nothing, for now: the grammar is not there. */
const UNREAD: ParsedDocument = { root: null, spans: new Map(), problems: [] };

/** Longer texts are left alone. */
const MAX_LENGTH = 2_000_000;

const TOO_LARGE: ParsedDocument = {
  root: null,
  spans: new Map(),
  problems: [{ span: { start: 0, end: 0 }, message: 'too large to be read' }],
};

/** Reads a document. JSON is also YAML, so a text that may be either is read as YAML. */
export function readDocument(
  language: DocumentLanguage,
  text: string,
  hcl: HclParser | null,
): ParsedDocument {
  if (text.length > MAX_LENGTH) return TOO_LARGE;
  switch (language) {
    case 'yaml':
      return readYaml(text);
    case 'json':
      return readJson(text);
    case 'toml':
      return readToml(text);
    case 'ini':
      return readIni(text);
    case 'hcl':
      return hcl ? readHcl(hcl, text) : UNREAD;
    case 'hcl-json': {
      const read = readJson(text);
      if (!hcl || !read.root) return { ...read, root: null };
      return { ...read, root: withExpressions(hcl, read.root) };
    }
    case 'dotenv':
      return readDotenv(text);
    default:
      return assertNever(language);
  }
}
