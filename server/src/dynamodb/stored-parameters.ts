/*
 * Parameters of the Systems Manager that code reads and a template of the workspace writes.
 * Sources: https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/ssm/client/get_parameter.html
 * and https://docs.powertools.aws.dev/lambda/python/latest/utilities/parameters/
 */
import type { CallArguments, LibraryModel } from '../flow/library/library.ts';
import { withStep } from '../flow/value/trail.ts';
import { joinOver, NOTHING, unknownValue, type Value, valueOf } from '../flow/value/value.ts';
import type { FilePath } from '../link/place.ts';

/** The type of `boto3.client("ssm")`. */
export const PARAMETER_STORE = 'ParameterStore';

/** What a template stores under the name of a parameter, for the code in a file; null when none does. */
export type StoredUnder = (file: FilePath, name: string) => Value | null;

/** Functions of Powertools for AWS Lambda that give the value of one parameter. */
const POWERTOOLS: ReadonlySet<string> = new Set([
  'aws_lambda_powertools.utilities.parameters.get_parameter',
  'aws_lambda_powertools.utilities.parameters.ssm.get_parameter',
]);

function storedValue(stored: StoredUnder, name: Value, call: CallArguments): Value {
  return joinOver(name, (object) => {
    const unknown = unknownValue('api-response', call.note, call.at);
    if (object.kind !== 'string' && object.kind !== 'resource-name') return unknown;
    const value = stored(call.at.file, object.text);
    return value ? withStep(value, call.at, call.note) : unknown;
  });
}

function dictOf(key: string, value: Value): Value {
  const entries = new Map([[key, value]]);
  return valueOf({ kind: 'dict', entries, keys: NOTHING, rest: null });
}

/** The parameters of a workspace. */
export function createParameterLibrary(stored: StoredUnder): LibraryModel {
  return {
    tellingMethods: new Set(),
    callExternal: (name, call) => {
      const parameter = POWERTOOLS.has(name) ? call.get('name', 0) : null;
      return parameter && storedValue(stored, parameter.value, call);
    },
    callMethod: (object, method, call) => {
      if (object.type !== PARAMETER_STORE || method !== 'get_parameter') return null;
      const name = call.get('Name', null);
      return name && dictOf('Parameter', dictOf('Value', storedValue(stored, name.value, call)));
    },
    attributeOf: () => null,
    itemOf: () => null,
    renamed: () => null,
    objectNamed: () => null,
    isAboutNames: () => false,
    instanceOf: () => null,
  };
}
