/*
 * Pulumi as a library: what its resources and outputs are as values, so that tables and functions can be followed through
 * a program. An output stands for what it will hold.
 * Sources: https://www.pulumi.com/docs/iac/concepts/inputs-outputs/, https://www.pulumi.com/registry/packages/aws/
 */
import { elementOf } from '../../flow/container/container.ts';
import { type CallArguments, type LibraryModel, NO_LIBRARY } from '../../flow/library/library.ts';
import {
  concatenateValues,
  fillTemplate,
  formatParts,
  textsIn,
} from '../../flow/container/text.ts';
import { withStep } from '../../flow/value/trail.ts';
import {
  type ApiObject,
  isNothing,
  joinOver,
  NOTHING,
  textValue,
  unknownValue,
  type Value,
  valueOf,
} from '../../flow/value/value.ts';
import type { Program } from '../../link/program.ts';
import { nameOrId, textsOf, token } from '../cdk/construct-call.ts';
import { configured } from './config.ts';

/** Types of objects of this library. */
export const ARCHIVE = 'pulumi.archive';
const OUTPUT = 'pulumi.output';
const TABLE = 'pulumi.table';
const PARAMETER = 'pulumi.parameter';
const CONFIG = 'pulumi.config';
const RESOURCE = 'pulumi.resource';

/** The key of what an archive holds as a whole. */
export const WHOLE = '.';

const NONE = valueOf({ kind: 'constant', text: 'None' });

/** `dynamodb.Table` for a dotted name of the provider, whichever way it is imported; null for any other. */
export function resourceName(name: string): string | null {
  const found = /^pulumi_aws(?:_native)?\.(?:(\w+)\.)?(?:\w+\.)*?(\w+(?:\.get)?)$/u.exec(name);
  return found ? `${found[1] ?? ''}.${found[2] ?? ''}` : null;
}

function api(type: string, parts: Readonly<Record<string, Value>>): Value {
  return valueOf({ kind: 'api', type, parts: new Map(Object.entries(parts)) });
}

function outputOf(value: Value): Value {
  return api(OUTPUT, { value: plain(value) });
}

/** A value with what outputs hold in place of the outputs. */
export function plain(value: Value): Value {
  return joinOver(value, (object) =>
    object.kind === 'api' && object.type === OUTPUT
      ? (object.parts.get('value') ?? NOTHING)
      : valueOf(object),
  );
}

/** An argument of a resource; null when it is not given. */
export function argument(call: CallArguments, name: string): Value | null {
  const value = call.get(name, null)?.value;
  if (!value) return null;
  const known = plain(value);
  const objects = known.objects.filter(
    (object) => object.kind !== 'constant' || object.text !== 'None',
  );
  return objects.length + known.unknowns.length > 0 ? { ...known, objects } : null;
}

/** What the program calls a resource. */
export function idOf(call: CallArguments): Value {
  return plain(call.get('resource_name', 0)?.value ?? NOTHING);
}

/** The name of the table that a resource makes, as the last step of the way to it: a name of its own, or none that is known. */
export function tableName(call: CallArguments): Value {
  const name = argument(call, 'name') ?? argument(call, 'table_name');
  const [id = 'table'] = textsIn(idOf(call));
  const written = name ? [...textsIn(name)].map((text) => ` (name: ${text})`).join('') : '';
  if (name && name.unknowns.length > 0) return withStep(name, call.at, id);
  return withStep(nameOrId(name, idOf(call), call.at), call.at, `${id}${written}`);
}

/** Where the code of an archive comes from, by the paths that it has inside. */
function archiveParts(given: Value | null): Readonly<Record<string, Value>> {
  const parts: Record<string, Value> = {};
  for (const object of given?.objects ?? []) {
    if (object.kind !== 'dict') continue;
    for (const [key, value] of object.entries) {
      const [inner] = value.objects;
      const path = inner?.kind === 'api' && inner.type === ARCHIVE ? inner.parts.get(WHOLE) : null;
      if (path) parts[key.replace(/^\.\/(?=.)|\/$/gu, '') || WHOLE] = path;
    }
  }
  return parts;
}

function outputFunction(method: string, call: CallArguments): Value | null {
  const given = call.positional();
  const [first = NOTHING] = given;
  const keywords = call.keywords();
  switch (method) {
    case 'concat':
      return outputOf(concatenateValues(given.map(plain)));
    case 'format':
      return outputOf(
        fillTemplate(plain(first), formatParts, (key) => {
          const value = typeof key === 'number' ? given[key + 1] : keywords.get(key);
          return value ? plain(value) : null;
        }),
      );
    case 'all': {
      const entries = new Map([...keywords].map(([key, value]) => [key, plain(value)] as const));
      return outputOf(
        valueOf(
          entries.size > 0
            ? { kind: 'dict', entries, keys: NOTHING, rest: null }
            : { kind: 'sequence', items: given.map(plain), rest: call.spread() },
        ),
      );
    }
    case 'from_input':
    case 'secret':
    case 'unsecret':
      return outputOf(first);
    default:
      return null;
  }
}

function coreFunction(name: string, call: CallArguments): Value | null {
  if (name.startsWith('Output.')) return outputFunction(name.slice('Output.'.length), call);
  switch (name) {
    case 'Config':
      return api(CONFIG, { name: call.get('name', 0)?.value ?? NONE });
    case 'get_stack':
      return token('pulumi.stack');
    case 'get_project':
      return token('pulumi.project');
    case 'FileArchive':
    case 'FileAsset':
      return api(ARCHIVE, { [WHOLE]: plain(call.get('path', 0)?.value ?? NOTHING) });
    case 'AssetArchive':
      return api(ARCHIVE, archiveParts(call.get('assets', 0)?.value ?? null));
    default:
      return null;
  }
}

function providerFunction(name: string, call: CallArguments): Value {
  if (name === 'dynamodb.Table') return api(TABLE, { name: tableName(call) });
  if (name === 'dynamodb.Table.get' || name === 'dynamodb.get_table') {
    const found = call.get(name.endsWith('.get') ? 'id' : 'name', name.endsWith('.get') ? 1 : 0);
    return api(TABLE, { name: withStep(plain(found?.value ?? NOTHING), call.at, call.note) });
  }
  if (name === 'ssm.Parameter') {
    const parts = { name: argument(call, 'name'), value: argument(call, 'value') };
    return api(PARAMETER, { name: parts.name ?? NOTHING, value: parts.value ?? NOTHING });
  }
  if (/Args(?:Dict)?$/u.test(name))
    return valueOf({ kind: 'dict', entries: call.keywords(), keys: NOTHING, rest: null });
  return api(RESOURCE, { name: textValue(name) });
}

function callExternal(name: string, call: CallArguments): Value | null {
  if (name.startsWith('pulumi.')) return coreFunction(name.slice('pulumi.'.length), call);
  const resource = resourceName(name);
  return resource === null ? null : providerFunction(resource, call);
}

/** Attributes of a table that stand for it: operations take the ARN as well as the name. */
const TABLE_ATTRIBUTES: ReadonlySet<string> = new Set(['name', 'id', 'arn', 'table_name']);

function attributeOf({ type, parts }: ApiObject, name: string): Value | null {
  const later = unknownValue('known-at-deployment', `.${name}`, null);
  switch (type) {
    case TABLE:
      return outputOf(TABLE_ATTRIBUTES.has(name) ? (parts.get('name') ?? NOTHING) : later);
    case PARAMETER:
      return outputOf(name === 'value' || name === 'name' ? (parts.get(name) ?? NOTHING) : later);
    case RESOURCE:
      return outputOf(later);
    default:
      return null;
  }
}

/** `config.get(key)` and `config.require(key)`: what the files of the stacks set. */
function configValue(
  program: Program,
  { parts }: ApiObject,
  method: string,
  call: CallArguments,
): Value {
  const [key] = textsOf(call.get('key', 0)?.value ?? null);
  if (key === undefined || !/^(?:get|require)(?:_secret)?$/u.test(method))
    return unknownValue('known-at-deployment', `.${method}()`, call.at);
  const [namespace = null] = textsOf(parts.get('name') ?? null);
  const set = withStep(configured(program, call.at.file, namespace, key), call.at, call.note);
  const initial = call.get('default', null)?.value ?? NONE;
  const value = isNothing(set)
    ? method.startsWith('get')
      ? initial
      : token(`config.${key}`)
    : set;
  return method.endsWith('_secret') ? outputOf(value) : value;
}

/** Pulumi, for the programs of a workspace. */
export function createPulumiLibrary(program: Program): LibraryModel {
  return {
    ...NO_LIBRARY,
    callExternal,
    attributeOf,
    callMethod: (object, method, call) =>
      object.type === CONFIG ? configValue(program, object, method, call) : null,
    callback: ({ type, parts }, method, call) => {
      const callee = call.get('func', 0)?.value;
      if (type !== OUTPUT || method !== 'apply' || !callee) return null;
      return { callee, passed: [parts.get('value') ?? NOTHING], resultOf: outputOf };
    },
  };
}

/** The items of a list, of what outputs hold. */
export function itemsOf(value: Value | null): readonly Value[] {
  return (value?.objects ?? []).flatMap((object) => {
    if (object.kind !== 'sequence') return [];
    return [...object.items, ...(object.rest ? [elementOf(valueOf(object))] : [])];
  });
}
