/*
 * In which ways a template is deployed: once for each environment of the `samconfig` files that are meant for it, with
 * the values that they give its parameters. Values of different environments never mix.
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
 */
import { withStep } from '../../flow/value/trail.ts';
import { textValue, type Value } from '../../flow/value/value.ts';
import { folderOf } from '../../link/modules.ts';
import type { FilePath } from '../../link/place.ts';
import {
  type DocumentNode,
  entriesOf,
  itemsOf,
  type MapEntry,
  nodeAt,
  textOf,
} from '../../syntax/document/document.ts';
import { joinPath, placeOfNode, type Template, type TemplateContext } from '../template.ts';
import type { ParameterValues } from './stack-options.ts';

/** One way to deploy a template. */
export interface Deployment {
  /** What the stack is called; null when nothing says it. */
  readonly name: Value | null;
  readonly given: ParameterValues;
}

const PLAIN: Deployment = { name: null, given: () => null };

const CONFIGURATIONS: readonly string[] = ['samconfig.toml', 'samconfig.yaml', 'samconfig.yml'];

/** The commands whose parameters say how a stack is deployed; an earlier one counts first. */
const COMMANDS: readonly string[] = ['deploy', 'sync', 'global'];

/** The templates that SAM takes when it is not told which. */
const DEFAULT_TEMPLATE = /^template\.(?:ya?ml|json)$/u;

/** Templates that commands before this one make of the template. */
const MADE_TEMPLATE = /(?:^|\/)(?:\.aws-sam\/|packaged)/u;

/** A pair in a text of overrides: `Key=value`, `Key="a value"`, `ParameterKey=Key,ParameterValue=value`. */
const PAIR =
  /(?:ParameterKey=([^\s,]+),ParameterValue=|([\w:.-]+)=)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s"']*)/gu;

function foldersAbove(file: FilePath): readonly FilePath[] {
  const folders: FilePath[] = [];
  for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) folders.push(folder);
  return folders;
}

/** What stands under a key for the first command that has it. */
function parameterIn(environment: DocumentNode, key: string): DocumentNode | null {
  for (const command of COMMANDS) {
    const found = nodeAt(environment, command, 'parameters', key);
    if (found) return found;
  }
  return null;
}

/** Whether an environment of a configuration is meant for a template. */
function isFor(folder: FilePath, environment: DocumentNode, file: FilePath): boolean {
  const written = textOf(
    parameterIn(environment, 'template_file') ?? parameterIn(environment, 'template'),
  );
  if (written !== null && !MADE_TEMPLATE.test(written)) return joinPath(folder, written) === file;
  return folderOf(file) === folder && DEFAULT_TEMPLATE.test(file.slice(folder.length + 1));
}

function isDeployed(environment: DocumentNode): boolean {
  return COMMANDS.some((command) => nodeAt(environment, command, 'parameters') !== null);
}

function unquoted(text: string): string {
  return /^["']/u.test(text) ? text.slice(1, -1).replace(/\\(.)/gu, '$1') : text;
}

/** The values for parameters in a text, a list of texts, or a map. */
function overridesIn(file: FilePath, node: DocumentNode | null): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  const add = (name: string, text: string, at: DocumentNode): void => {
    const value = textValue(unquoted(text));
    found.set(name, withStep(value, placeOfNode(file, at.path), `${name}=${text}`));
  };
  for (const one of [node, ...itemsOf(node)]) {
    if (!one) continue;
    for (const { key, value } of entriesOf(one)) {
      const text = textOf(value);
      if (text !== null) add(key, text, value);
    }
    for (const [, first, second, value = ''] of (textOf(one) ?? '').matchAll(PAIR))
      add(first ?? second ?? '', value, one);
  }
  return found;
}

function deploymentOf(file: FilePath, environment: DocumentNode): Deployment {
  const name = parameterIn(environment, 'stack_name');
  const text = textOf(name);
  const overrides = overridesIn(file, parameterIn(environment, 'parameter_overrides'));
  return {
    name: text === null || text === '' ? null : textValue(text),
    given: (parameter) => overrides.get(parameter) ?? null,
  };
}

/** The ways in which a template is deployed; one way without anything given when no configuration is meant for it. */
export function deploymentsOf(context: TemplateContext, { file }: Template): readonly Deployment[] {
  const found = foldersAbove(file).flatMap((folder) =>
    CONFIGURATIONS.flatMap((name) => {
      const configuration = `${folder}/${name}`;
      return entriesOf(context.documentOf(configuration))
        .filter(({ value }: MapEntry) => isDeployed(value) && isFor(folder, value, file))
        .map(({ value }) => deploymentOf(configuration, value));
    }),
  );
  return found.length > 0 ? found : [PLAIN];
}
