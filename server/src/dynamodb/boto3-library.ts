/*
 * boto3 as the evaluation sees it: how clients, resources, tables, batch writers and paginators come to be.
 * Sources: https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/dynamodb.html
 * and, for annotations, https://youtype.github.io/boto3_stubs_docs/mypy_boto3_dynamodb/
 */
import type { Annotated, CallArguments, LibraryModel } from '../flow/library/library.ts';
import { withSource } from '../flow/value/trail.ts';
import {
  type ApiObject,
  joinOver,
  NOTHING,
  textValue,
  unknownValue,
  type Value,
  valueOf,
} from '../flow/value/value.ts';
import { STACK_CLIENT, STACK_RESOURCE } from './stack-outputs.ts';
import { PARAMETER_STORE } from './stored-parameters.ts';
import { OPERATION_METHODS, operationOf, TABLE_CONSTRUCTOR } from './catalog/reference.ts';

const SERVICE = 'dynamodb';

/** Services that hold names of tables, by what they are called and the role. */
const OTHER_SERVICES: ReadonlyMap<string, string> = new Map([
  ['ssm Client', PARAMETER_STORE],
  ['cloudformation Client', STACK_CLIENT],
  ['cloudformation ServiceResource', STACK_RESOURCE],
]);

/** Library objects of the same type merge, so a type stands for one role only. */
function api(type: string, parts: readonly (readonly [string, Value])[] = []): Value {
  return valueOf({ kind: 'api', type, parts: new Map(parts) });
}

function partOf(object: ApiObject, name: string): Value {
  return object.parts.get(name) ?? NOTHING;
}

/** Why an argument is not known that no position and no keyword gives: it may be among `*values` that are not known. */
function notGiven(call: CallArguments, name: string): Value {
  const loose = call.spread();
  if (!loose) return unknownValue('missing-argument', name, call.at);
  return loose.unknowns.length > 0
    ? { objects: [], unknowns: loose.unknowns }
    : unknownValue('computed-at-run-time', name, call.at);
}

/** A client or resource of the service that the call names. Another service's is an object nothing is known about. */
function serviceObject(role: 'Client' | 'ServiceResource', call: CallArguments): Value {
  const service = call.get('service_name', 0);
  if (!service) return notGiven(call, 'service_name');
  return joinOver(service.value, (object) => {
    if (object.kind !== 'string')
      return unknownValue('computed-at-run-time', 'service_name', service.at);
    if (object.text === SERVICE) return api(role);
    return api(OTHER_SERVICES.get(`${object.text} ${role}`) ?? 'OtherService');
  });
}

/** A table's name from an argument of the call. The argument is then what should have given the name. */
function nameFrom(call: CallArguments, name: string, position: number | null): Value {
  const argument = call.get(name, position);
  if (!argument) return withSource(notGiven(call, name), call.at);
  return withSource(argument.value, argument.at);
}

function callExternal(name: string, call: CallArguments): Value | null {
  switch (name) {
    case 'boto3.client':
      return serviceObject('Client', call);
    case 'boto3.resource':
      return serviceObject('ServiceResource', call);
    case 'boto3.Session':
    case 'boto3.session.Session':
    case 'botocore.session.get_session':
    case 'botocore.session.Session':
      return api('Session');
    default:
      return null;
  }
}

function attributeOf(object: ApiObject, name: string): Value | null {
  switch (object.type) {
    case 'Table':
      if (name === 'name' || name === 'table_name') return partOf(object, 'name');
      return name === 'meta' ? api('Meta') : null;
    case 'ServiceResource':
      return name === 'meta' ? api('Meta') : null;
    case 'Meta':
      return name === 'client' ? api('Client') : null;
    default:
      return null;
  }
}

/**
 * The response of a batch operation: what was not processed has the shape of the request, and names the same tables.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
function batchResponse(operation: string, call: CallArguments): Value | null {
  const source = operationOf(operation)?.table;
  const requested = source?.kind === 'keys' ? call.get(source.name, null) : null;
  if (!requested) return null;
  const entries = new Map([
    ['UnprocessedItems', requested.value],
    ['UnprocessedKeys', requested.value],
  ]);
  const rest = unknownValue('api-response', `${operation}()`, call.at);
  return valueOf({ kind: 'dict', entries, keys: NOTHING, rest });
}

function callMethod(object: ApiObject, method: string, call: CallArguments): Value | null {
  switch (object.type) {
    case 'Session':
      if (method === 'client' || method === 'create_client') return serviceObject('Client', call);
      return method === 'resource' ? serviceObject('ServiceResource', call) : null;
    case 'ServiceResource':
      if (method === TABLE_CONSTRUCTOR) return api('Table', [['name', nameFrom(call, 'name', 0)]]);
      return method === 'create_table'
        ? api('Table', [['name', nameFrom(call, 'TableName', null)]])
        : batchResponse(`${object.type}.${method}`, call);
    case 'Client':
      if (method !== 'get_paginator') return batchResponse(`${object.type}.${method}`, call);
      return api('Paginator', [['operation', call.get('operation_name', 0)?.value ?? NOTHING]]);
    case 'Table':
      return method === 'batch_writer'
        ? api('BatchWriter', [['name', partOf(object, 'name')]])
        : null;
    case 'BatchWriter':
      return method === '__enter__' ? valueOf(object) : null;
    default:
      return null;
  }
}

const STUBS =
  /^(?:mypy_boto3|types_boto3|types_boto3_lite|types_aiobotocore)_dynamodb\.(?:\w+\.)*(\w+)$/;

/** The role of a stub type; a table's name is then not known. */
function stubObject(type: string, { name, at, reason, because }: Annotated): Value | null {
  const handedIn = (): Value =>
    because ? { objects: [], unknowns: because } : unknownValue(reason, name, at);
  switch (type) {
    case 'DynamoDBClient':
      return api('Client');
    case 'DynamoDBServiceResource':
      return api('ServiceResource');
    case 'Table':
      return api('Table', [['name', handedIn()]]);
    case 'BatchWriter':
      return api('BatchWriter', [['name', handedIn()]]);
    case 'QueryPaginator':
      return api('Paginator', [['operation', textValue('query')]]);
    case 'ScanPaginator':
      return api('Paginator', [['operation', textValue('scan')]]);
    default:
      return null;
  }
}

function instanceOf(name: string, annotated: Annotated): Value | null {
  if (name === 'boto3.Session' || name === 'boto3.session.Session') return api('Session');
  // The class that all resources derive from. Only the resource of DynamoDB has tables.
  if (name === 'boto3.resources.base.ServiceResource') return api('ServiceResource');
  const type = STUBS.exec(name)?.[1];
  return type === undefined ? null : stubObject(type, annotated);
}

/** boto3, botocore's sessions, and the stub packages for DynamoDB. */
export const boto3Library: LibraryModel = {
  tellingMethods: new Set([...OPERATION_METHODS, TABLE_CONSTRUCTOR]),
  callExternal,
  attributeOf,
  callMethod,
  itemOf: () => null,
  renamed: (object, nameFor) =>
    object.type === 'Table' || object.type === 'BatchWriter'
      ? { ...object, parts: new Map([['name', nameFor(partOf(object, 'name'))]]) }
      : null,
  objectNamed: (name) => api('Table', [['name', name]]),
  isAboutNames: ({ type }, method) =>
    type === 'Paginator'
      ? OPERATION_METHODS.has(method)
      : operationOf(`${type}.${method}`) !== null,
  instanceOf,
};
