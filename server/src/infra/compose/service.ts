/*
 * The services of a Compose file: what each one sets, where its code is, and what it takes from the services it extends.
 * Sources: https://docs.docker.com/reference/compose-file/services/#environment,
 * https://docs.docker.com/reference/compose-file/interpolation/
 */
import { withStep } from '../../flow/value/trail.ts';
import { isNothing } from '../../flow/value/value.ts';
import { folderOf } from '../../link/modules.ts';
import type { FilePath } from '../../link/place.ts';
import {
  type DocumentNode,
  entriesOf,
  entryOf,
  itemsOf,
  nodeAt,
  textOf,
} from '../../syntax/document/document.ts';
import { variablesIn, variablesOf } from '../dotenv/read-variables.ts';
import { interpolatedText, interpolatedValue, type VariableLookup } from '../interpolate.ts';
import type { EnvironmentSetting } from '../model.ts';
import { joinPath, placeOfNode, type TemplateContext } from '../template.ts';

/** Services that extend each other are followed so far. */
const MAX_EXTENDS = 10;

/** A service in its file. Paths are relative to that file. */
export interface Service {
  readonly file: FilePath;
  readonly node: DocumentNode;
}

/** A variable as a service sets it: `NAME: text`, or `NAME` alone for what it is outside. */
interface Written {
  readonly variable: string;
  readonly text: string | null;
  readonly node: DocumentNode;
}

/** What the variables of a Compose file are: what the file of variables beside it sets. */
function outsideOf(context: TemplateContext, file: FilePath): VariableLookup {
  return variablesOf(context.documentOf(`${folderOf(file)}/.env`));
}

function writtenIn(environment: DocumentNode | null): readonly Written[] {
  const listed = itemsOf(environment).flatMap((node): Written[] => {
    const text = textOf(node);
    if (text === null) return [];
    const end = text.indexOf('=');
    return end < 0
      ? [{ variable: text, text: null, node }]
      : [{ variable: text.slice(0, end), text: text.slice(end + 1), node }];
  });
  const mapped = entriesOf(environment).map(({ key, value }) => ({
    variable: key,
    text: textOf(value),
    node: value,
  }));
  return [...mapped, ...listed];
}

function settingOf(
  file: FilePath,
  { variable, text, node }: Written,
  outside: VariableLookup,
): EnvironmentSetting | null {
  const source = text ?? `\${${variable}}`;
  const value = interpolatedValue(source, outside);
  if (isNothing(value)) return null;
  const at = placeOfNode(file, node.path);
  return { variable, value: withStep(value, at, `${variable}: ${source}`), at };
}

/** The paths of `env_file`: a text, a list, or a list of maps with a `path`. */
function variableFiles({ file, node }: Service, outside: VariableLookup): readonly FilePath[] {
  const written = entryOf(node, 'env_file');
  const items = written?.kind === 'list' ? written.items : [written];
  return items.flatMap((item) => {
    const path = interpolatedText(textOf(item) ?? textOf(entryOf(item, 'path')) ?? '', outside);
    if (path === null || path === '' || path.startsWith('/')) return [];
    return joinPath(folderOf(file), path) ?? [];
  });
}

/** The service that a service extends; null when it extends none, or none that is known. */
function extended(context: TemplateContext, { file, node }: Service): Service | null {
  const written = entryOf(node, 'extends');
  const name = textOf(written) ?? textOf(entryOf(written, 'service'));
  if (name === null) return null;
  const path = textOf(entryOf(written, 'file'));
  const from = path === null ? file : joinPath(folderOf(file), path);
  const found = from === null ? null : nodeAt(context.documentOf(from), 'services', name);
  return from !== null && found ? { file: from, node: found } : null;
}

/** A service and those that it extends, the one that counts least first. */
export function chainOf(context: TemplateContext, service: Service): readonly Service[] {
  const chain = [service];
  const seen = new Set([service.node.path + service.file]);
  for (let next = extended(context, service); next; next = extended(context, next)) {
    const id = next.node.path + next.file;
    if (seen.has(id) || seen.size > MAX_EXTENDS) break;
    seen.add(id);
    chain.unshift(next);
  }
  return chain;
}

/** What a service sets. What it writes counts before its files of variables, a later file before an earlier one. */
export function settingsOfService(
  context: TemplateContext,
  chain: readonly Service[],
): readonly EnvironmentSetting[] {
  const settings = new Map<string, EnvironmentSetting | null>();
  for (const service of chain) {
    const outside = outsideOf(context, service.file);
    for (const file of variableFiles(service, outside)) {
      const root = context.documentOf(file);
      for (const setting of root ? variablesIn(file, root) : [])
        settings.set(setting.variable, setting);
    }
  }
  for (const { file, node } of chain) {
    const outside = outsideOf(context, file);
    for (const written of writtenIn(entryOf(node, 'environment')))
      settings.set(written.variable, settingOf(file, written, outside));
  }
  return [...settings.values()].flatMap((setting) => setting ?? []);
}

/** The folder that a service's image is built of; null when it is not built here. */
export function codeFolder(context: TemplateContext, chain: readonly Service[]): FilePath | null {
  for (const { file, node } of [...chain].reverse()) {
    const build = entryOf(node, 'build');
    if (!build) continue;
    const written = textOf(build) ?? textOf(entryOf(build, 'context')) ?? '.';
    const path = interpolatedText(written, outsideOf(context, file));
    const isLocal = path !== null && !/^(?:[a-z+]+:\/\/|git@|\/|~)/u.test(path);
    return isLocal ? joinPath(folderOf(file), path) : null;
  }
  return null;
}
