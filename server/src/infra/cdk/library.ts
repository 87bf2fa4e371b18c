/*
 * The AWS CDK as a library: what its constructs are as values, so that tables and functions can be followed through
 * properties, attributes, methods and derived classes. One model for all languages.
 */
import type { CallArguments, LibraryModel } from '../../flow/library/library.ts';
import { mapTexts } from '../../flow/container/text.ts';
import { withStep } from '../../flow/value/trail.ts';
import {
  type ApiObject,
  joinAll,
  NOTHING,
  textValue,
  unknownValue,
  type Value,
  valueOf,
} from '../../flow/value/value.ts';
import {
  type CallStyle,
  type ConstructCall,
  constructCall,
  joined,
  nameOrId,
  propertyIn,
  textsOf,
  token,
} from './construct-call.ts';
import { constructName } from './construct-names.ts';

/** Types of objects of this library. */
export const TABLE = 'cdk.table';
export const FUNCTION = 'cdk.function';
export const ASSET = 'cdk.asset';
export const CHALICE = 'cdk.chalice';
const PARAMETER = 'cdk.parameter';
const TEMPLATE_PARAMETER = 'cdk.template-parameter';
const STACK = 'cdk.stack';
const CONSTRUCT = 'cdk.construct';

/** Classes that make tables, with the property that holds the name. */
export const TABLES: ReadonlySet<string> = new Set([
  'dynamodb.Table',
  'dynamodb.TableV2',
  'dynamodb.GlobalTable',
  'dynamodb.CfnTable',
  'dynamodb.CfnGlobalTable',
]);

/** Classes that make functions whose code may be Python. */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  'lambda.Function',
  'lambda.CfnFunction',
  'lambda.DockerImageFunction',
  'lambda.SingletonFunction',
  'lambda_python.PythonFunction',
]);

/** The construct that deploys an application of Chalice. */
export const CHALICE_APP = 'chalice.Chalice';

/** What CloudFormation knows about the stack that the code runs for. */
const PSEUDO: ReadonlyMap<string, string> = new Map([
  ['stackName', 'AWS::StackName'],
  ['stackId', 'AWS::StackId'],
  ['account', 'AWS::AccountId'],
  ['region', 'AWS::Region'],
  ['partition', 'AWS::Partition'],
  ['urlSuffix', 'AWS::URLSuffix'],
]);

const CONSTANTS: ReadonlyMap<string, string> = new Map([
  ['core.Aws.STACK_NAME', 'AWS::StackName'],
  ['core.Aws.STACK_ID', 'AWS::StackId'],
  ['core.Aws.ACCOUNT_ID', 'AWS::AccountId'],
  ['core.Aws.REGION', 'AWS::Region'],
  ['core.Aws.PARTITION', 'AWS::Partition'],
]);

/** `table_name` → `tableName`. */
function camelCase(name: string): string {
  return name.replace(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}

function api(type: string, parts: Readonly<Record<string, Value>>): Value {
  return valueOf({ kind: 'api', type, parts: new Map(Object.entries(parts)) });
}

function describe(name: Value | null, id: Value): string {
  const [text] = textsOf(id);
  const [first] = name?.objects ?? [];
  const written = first && 'text' in first ? ` (tableName: ${first.text})` : '';
  return `${text ?? 'table'}${written}`;
}

/** The name of the table that a construct makes, as the last step of the way to it. */
export function tableName(call: ConstructCall): Value {
  const name = call.property('tableName');
  return withStep(nameOrId(name, call.id, call.at), call.at, describe(name, call.id));
}

/** The name at the end of the ARN of a table. */
function nameInArn(arn: Value): Value {
  return mapTexts(arn, (text) => /table\/([^/]+)/u.exec(text)?.[1] ?? text);
}

/** `Table.fromTableName(scope, id, name)` and its kin: a table that is made elsewhere. */
function importedTable(method: string, call: CallArguments, style: CallStyle): Value | null {
  const third = (name: string): Value | null => call.get(name, 2)?.value ?? null;
  const named = (name: Value): Value => api(TABLE, { name: withStep(name, call.at, call.note) });
  switch (method) {
    case 'fromTableName':
      return named(third('table_name') ?? NOTHING);
    case 'fromTableArn':
      return named(nameInArn(third('table_arn') ?? NOTHING));
    case 'fromTableAttributes': {
      const attribute = (name: string): Value | null =>
        style === 'properties'
          ? propertyIn(third('attrs'), name)
          : constructCall(call, style).property(name);
      const arn = attribute('tableArn');
      return named(attribute('tableName') ?? (arn ? nameInArn(arn) : NOTHING));
    }
    default:
      return null;
  }
}

/** What tells the functions of a program apart: where each is made, and under which id. */
export function functionKey({ at, id }: ConstructCall): string {
  return `${at.file}::${at.unit}@${at.anchor} ${textsOf(id).join()}`;
}

const ASSETS: ReadonlySet<string> = new Set([
  'lambda.Code.fromAsset',
  'lambda.AssetCode',
  'lambda.Code.asset',
  'lambda.AssetCode.fromAsset',
  'lambda.DockerImageCode.fromImageAsset',
  'lambda.Code.fromAssetImage',
  'lambda.Code.fromDockerBuild',
  'ecs.ContainerImage.fromAsset',
]);

/** `Code.fromAsset(path)`; a container image may say which handler it runs. */
function assetOf(call: CallArguments, style: CallStyle): Value {
  const path = call.get('path', 0) ?? call.get('directory', 0);
  const options = call.positional()[1] ?? null;
  const command =
    style === 'properties' ? propertyIn(options, 'cmd') : (call.get('cmd', null)?.value ?? null);
  return api(ASSET, { path: path?.value ?? NOTHING, command: command ?? NOTHING });
}

function construct(name: string, call: CallArguments, style: CallStyle): Value | null {
  if (TABLES.has(name)) return api(TABLE, { name: tableName(constructCall(call, style)) });
  if (FUNCTIONS.has(name))
    return api(FUNCTION, { key: textValue(functionKey(constructCall(call, style))) });
  if (name === CHALICE_APP)
    return api(CHALICE, { key: textValue(functionKey(constructCall(call, style))) });
  if (name === 'ssm.StringParameter') {
    const { property } = constructCall(call, style);
    const parts = { name: property('parameterName'), value: property('stringValue') };
    return api(PARAMETER, { name: parts.name ?? NOTHING, value: parts.value ?? NOTHING });
  }
  if (name === 'core.CfnParameter') {
    const { property, id } = constructCall(call, style);
    return api(TEMPLATE_PARAMETER, { value: property('default') ?? tokenOf(id) });
  }
  if (name === 'core.Stack' || name === 'core.NestedStack') return api(STACK, {});
  return null;
}

/**
 * `dynamodb.Attribute(name=…, type=…)` and its kin: properties that belong together, which TypeScript writes as an object.
 * They are given by name alone; a construct is also given its scope. Null for anything else.
 */
function propertiesIn(name: string, call: CallArguments, style: CallStyle): Value | null {
  if (style !== 'keywords' || !/^dynamodb\.(?:\w+\.)?[A-Z]\w*$/u.test(name)) return null;
  const given = call.keywords();
  if (call.positional().length > 0 || given.size === 0 || given.has('scope')) return null;
  const keys = joinAll([...given.keys()].map((key) => textValue(key)));
  return valueOf({ kind: 'dict', entries: given, keys, rest: null });
}

function callExternal(style: CallStyle, external: string, call: CallArguments): Value | null {
  const name = constructName(external);
  if (name === null) return null;
  const made = construct(name, call, style) ?? propertiesIn(name, call, style);
  if (made) return made;
  const [, type = '', written] = /^(.*)\.([^.]+)$/u.exec(name) ?? [];
  const method = camelCase(written ?? '');
  if (TABLES.has(type)) return importedTable(method, call, style);
  if (ASSETS.has(`${type}.${method}`)) return assetOf(call, style);
  if (type === 'core.Stack' && method === 'of') return api(STACK, {});
  if (type === 'core.Fn') return intrinsic(method, call);
  return api(CONSTRUCT, { name: textValue(name) });
}

/** A name as CloudFormation refers to it. */
function tokenOf(id: Value): Value {
  const [name] = textsOf(id);
  return name === undefined ? NOTHING : token(name);
}

/** `Fn.join`, `Fn.sub`, `Fn.ref`: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.Fn.html */
function intrinsic(method: string, call: CallArguments): Value {
  const [first, second] = call.positional();
  const [text] = textsOf(first ?? null);
  if (method === 'ref' && text !== undefined) return token(text);
  if (method === 'sub' && text !== undefined && !second)
    return valueOf({ kind: 'resource-name', form: 'pattern', text, trail: null });
  const [list] = second?.objects ?? [];
  if (method === 'join' && first && list?.kind === 'sequence' && !list.rest)
    return joined(list.items.flatMap((item, index) => (index === 0 ? [item] : [first, item])));
  return unknownValue('known-at-deployment', `Fn.${method}()`, call.at);
}

/** Attributes of a table that stand for it: operations take the ARN as well as the name. */
const TABLE_ATTRIBUTES: ReadonlySet<string> = new Set([
  'tableName',
  'tableArn',
  'ref',
  'attrArn',
  'attrTableName',
]);

function attributeOf({ type, parts }: ApiObject, written: string): Value | null {
  const name = camelCase(written);
  const later = unknownValue('known-at-deployment', `.${written}`, null);
  switch (type) {
    case TABLE:
      return TABLE_ATTRIBUTES.has(name) ? (parts.get('name') ?? null) : null;
    case PARAMETER:
      if (name === 'stringValue') return parts.get('value') ?? null;
      return name === 'parameterName' ? (parts.get('name') ?? null) : null;
    case TEMPLATE_PARAMETER:
      return /^value(?:AsString)?$/u.test(name) ? (parts.get('value') ?? null) : null;
    case STACK: {
      const pseudo = PSEUDO.get(name);
      return pseudo === undefined ? null : token(pseudo);
    }
    case FUNCTION:
    case CONSTRUCT:
      return /(?:Arn|Name|Id|Url|Ref|Endpoint|Address)$|^(?:ref|url)$/u.test(name) ? later : null;
    default:
      return null;
  }
}

/** The CDK, as a language with this style of calls uses it. */
export function createCdkLibrary(style: CallStyle): LibraryModel {
  return {
    tellingMethods: new Set(),
    valueNamed: (name) => {
      const constant = CONSTANTS.get(constructName(name) ?? '');
      return constant === undefined ? null : token(constant);
    },
    callExternal: (name, call) => callExternal(style, name, call),
    baseNamed: (name, call) => callExternal(style, name, call),
    attributeOf,
    callMethod: (object, method, call) =>
      object.type.startsWith('cdk.')
        ? unknownValue('known-at-deployment', `.${method}()`, call.at)
        : null,
    itemOf: () => null,
    renamed: () => null,
    objectNamed: () => null,
    isAboutNames: () => false,
    instanceOf: () => null,
  };
}
