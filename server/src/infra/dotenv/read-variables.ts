/*
 * Files of variables (`.env`, `.env.dev`, `dev.env`) → model: what they set for all code of their folder.
 * Values may refer to variables of the same file, as python-dotenv and Compose read them.
 * Source: https://saurabh-kumar.com/python-dotenv/#file-format
 */
import { isNothing } from '../../flow/value/value.ts';
import { withStep } from '../../flow/value/trail.ts';
import { folderOf } from '../../link/modules.ts';
import type { FilePath } from '../../link/place.ts';
import { type DocumentNode, entriesOf, entryOf, textOf } from '../../syntax/document/document.ts';
import { documentLanguageOf } from '../../syntax/document/read-document.ts';
import { interpolatedText, interpolatedValue, type VariableLookup } from '../interpolate.ts';
import { type EnvironmentSetting, type InfraModel, NO_INFRA } from '../model.ts';
import { RANK } from '../shared-settings.ts';
import {
  placeOfNode,
  type Template,
  type TemplateContext,
  type TemplateReader,
} from '../template.ts';

/** Words in the name of a file that is there to be copied. */
const EXAMPLE =
  /(?:^|[._-])(?:examples?|sample|template|tmpl|tpl|dist|defaults?|skeleton)(?:[._-]|$)/iu;

/** Words in the name of a file that is for tests. */
const TESTS = /(?:^|[._-])(?:tests?|testing|pytest|unittests?)(?:[._-]|$)/iu;

/** The values of a file of variables, as other files that take it in see them. */
export function variablesOf(root: DocumentNode | null): VariableLookup {
  const open = new Set<string>();
  const lookup: VariableLookup = (name) => {
    const text = textOf(entryOf(root, name));
    if (text === null || open.has(name)) return null;
    open.add(name);
    const value = interpolatedText(text, lookup);
    open.delete(name);
    return value;
  };
  return lookup;
}

/** What a file of variables sets. Placeholders set nothing. */
export function variablesIn(file: FilePath, root: DocumentNode): readonly EnvironmentSetting[] {
  const lookup = variablesOf(root);
  return entriesOf(root).flatMap(({ key, value }) => {
    const text = textOf(value) ?? '';
    const given = interpolatedValue(text, (name) => (name === key ? null : lookup(name)));
    if (isNothing(given)) return [];
    const at = placeOfNode(file, value.path);
    return [{ variable: key, value: withStep(given, at, `${key}=${text}`), at }];
  });
}

function readVariables(_context: TemplateContext, { file, root }: Template): InfraModel {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const shared = {
    folder: folderOf(file),
    rank: EXAMPLE.test(name) ? RANK.example : RANK.variables,
    settings: variablesIn(file, root),
    testsOnly: TESTS.test(name),
  };
  return { ...NO_INFRA, shared: [shared] };
}

/** `.env`, `.env.dev`, `dev.env`, `.env.example`. */
export const dotenvReader: TemplateReader = {
  recognizes: ({ file }) => documentLanguageOf(file) === 'dotenv',
  read: readVariables,
};
