/*
 * Outputs of stacks that code reads and a template of the workspace writes. An output is known by its key alone, so its
 * value is not known before the code says which key it looks for.
 * Sources: https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/cloudformation/client/describe_stacks.html
 * and https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/cloudformation/stack/outputs.html
 */
import { type CallArguments, type LibraryModel, NO_LIBRARY } from '../flow/library/library.ts';
import { withStep } from '../flow/value/trail.ts';
import {
  type ApiObject,
  joinAll,
  joinOver,
  NOTHING,
  unknownValue,
  type Value,
  valueOf,
} from '../flow/value/value.ts';
import type { FilePath, Place } from '../link/place.ts';

/** The type of `boto3.client("cloudformation")`. */
export const STACK_CLIENT = 'StackClient';

/** The type of `boto3.resource("cloudformation")`. */
export const STACK_RESOURCE = 'StackResource';

/** What a template of the workspace gives out under a key, for the code in a file; null when none does. */
export type GivenOut = (file: FilePath, stack: Value, key: string) => Value | null;

const PAGINATOR = 'StackPaginator';
/** `boto3.resource("cloudformation").Stack(name)`. */
const STACK = 'Stack';
/** One of the `Stacks` in a response. */
const DESCRIPTION = 'StackDescription';
/** One of the `Outputs` of a stack. */
const OUTPUT = 'StackOutput';
const OUTPUT_KEY = 'StackOutputKey';
const OUTPUT_VALUE = 'StackOutputValue';

function api(type: string, parts: Readonly<Record<string, Value>>): Value {
  return valueOf({ kind: 'api', type, parts: new Map(Object.entries(parts)) });
}

function partOf({ parts }: ApiObject, name: string): Value {
  return parts.get(name) ?? NOTHING;
}

function listOf(element: Value): Value {
  return valueOf({ kind: 'sequence', items: [], rest: element });
}

function dictOf(key: string, value: Value, at: Place, note: string): Value {
  const entries = new Map([[key, value]]);
  const rest = unknownValue('api-response', note, at);
  return valueOf({ kind: 'dict', entries, keys: NOTHING, rest });
}

/** The key of an output that nothing is said about yet. */
const ANY_KEY: Value = valueOf({ kind: 'constant', text: '...' });

function outputsOf(stack: Value): Value {
  return listOf(api(OUTPUT, { stack, key: ANY_KEY }));
}

/** The stack that a call is about; nothing is known about it where the call names none. */
function stackIn(call: CallArguments, name: string, position: number | null): Value {
  return call.get(name, position)?.value ?? unknownValue('api-response', call.note, call.at);
}

function described(call: CallArguments): Value {
  const stacks = listOf(api(DESCRIPTION, { stack: stackIn(call, 'StackName', null) }));
  return dictOf('Stacks', stacks, call.at, call.note);
}

/** A resource of boto3 refers to the client that it works with. */
function resourceMethod(method: string, call: CallArguments): Value | null {
  if (method === 'Stack') return api(STACK, { stack: stackIn(call, 'name', 0) });
  return method === 'create_stack' ? api(STACK, { stack: stackIn(call, 'StackName', null) }) : null;
}

function paginatorMethod(object: ApiObject, method: string, call: CallArguments): Value | null {
  const isDescribing = partOf(object, 'operation').objects.some(
    (name) => name.kind === 'string' && name.text === 'describe_stacks',
  );
  return isDescribing && method === 'paginate' ? listOf(described(call)) : null;
}

/** What stands under a key of a stack or an output. */
function entryIn(
  givenOut: GivenOut,
  object: ApiObject,
  key: string,
  at: Place,
  note: string,
): Value | null {
  const stack = partOf(object, 'stack');
  switch (`${object.type}.${key}`) {
    case `${DESCRIPTION}.Outputs`:
      return outputsOf(stack);
    case `${DESCRIPTION}.StackName`:
      return stack;
    case `${OUTPUT}.OutputKey`:
      return api(OUTPUT_KEY, { stack });
    case `${OUTPUT}.OutputValue`: {
      const value = outputValue(givenOut, object, partOf(object, 'key'), at);
      return withStep(value, at, note);
    }
    default:
      return [DESCRIPTION, OUTPUT].includes(object.type)
        ? unknownValue('api-response', note, at)
        : null;
  }
}

/** The value of an output under a key; an object that waits for one where any key is possible. */
function outputValue(givenOut: GivenOut, output: ApiObject, key: Value, at: Place): Value {
  const stack = partOf(output, 'stack');
  return joinOver(key, (object) => {
    if (object.kind === 'constant') return api(OUTPUT_VALUE, { stack });
    const found = object.kind === 'string' ? givenOut(at.file, stack, object.text) : null;
    const detail = object.kind === 'string' ? `Outputs.${object.text}` : 'Outputs';
    return found ?? unknownValue('api-response', detail, at);
  });
}

function attributeOf(object: ApiObject, name: string): Value | null {
  const stack = partOf(object, 'stack');
  switch (`${object.type}.${name}`) {
    case `${STACK}.outputs`:
      return outputsOf(stack);
    case `${STACK}.name`:
    case `${STACK}.stack_name`:
      return stack;
    case `${STACK_RESOURCE}.meta`:
    case `${STACK}.meta`:
      return api('StackMeta', {});
    case 'StackMeta.client':
      return api(STACK_CLIENT, {});
    default:
      return null;
  }
}

function callMethod(
  givenOut: GivenOut,
  object: ApiObject,
  method: string,
  call: CallArguments,
): Value | null {
  switch (object.type) {
    case STACK_RESOURCE:
      return resourceMethod(method, call);
    case STACK_CLIENT:
      if (method === 'describe_stacks') return described(call);
      return method === 'get_paginator'
        ? api(PAGINATOR, { operation: call.get('operation_name', 0)?.value ?? NOTHING })
        : null;
    case PAGINATOR:
      return paginatorMethod(object, method, call);
    case DESCRIPTION:
    case OUTPUT: {
      const [key] = call.positional();
      return method === 'get' && key ? entryOf(givenOut, object, key, call.at, call.note) : null;
    }
    default:
      return null;
  }
}

function entryOf(
  givenOut: GivenOut,
  object: ApiObject,
  key: Value,
  at: Place,
  note: string,
): Value | null {
  if (object.type !== DESCRIPTION && object.type !== OUTPUT) return null;
  const found = key.objects.map((one) =>
    one.kind === 'string'
      ? entryIn(givenOut, object, one.text, at, note)
      : unknownValue('api-response', note, at),
  );
  return joinAll([
    ...found.map((value) => value ?? NOTHING),
    { objects: [], unknowns: key.unknowns },
  ]);
}

/** An output with a known key; the description of a stack with a known name. */
function having(object: ApiObject, key: string, value: Value): Value | null {
  const changed = (part: string): Value =>
    valueOf({ ...object, parts: new Map([...object.parts, [part, value]]) });
  if (object.type === OUTPUT && key === 'OutputKey') return changed('key');
  return object.type === DESCRIPTION && key === 'StackName' ? changed('stack') : null;
}

const STUB = /^(?:mypy_boto3|types_boto3)_cloudformation\.(?:\w+\.)*(\w+)$/;

function instanceOf(name: string): Value | null {
  switch (STUB.exec(name)?.[1]) {
    case 'CloudFormationClient':
      return api(STACK_CLIENT, {});
    case 'CloudFormationServiceResource':
      return api(STACK_RESOURCE, {});
    default:
      return null;
  }
}

/** The outputs of the stacks of a workspace. */
export function createStackLibrary(givenOut: GivenOut): LibraryModel {
  return {
    ...NO_LIBRARY,
    attributeOf,
    callMethod: (object, method, call) => callMethod(givenOut, object, method, call),
    entryOf: (object, key, at, note) => entryOf(givenOut, object, key, at, note),
    having,
    underKey: (key, value, text, at) =>
      key.type === OUTPUT_KEY && value.type === OUTPUT_VALUE
        ? outputValue(givenOut, value, text, at)
        : null,
    instanceOf,
  };
}
