/*
 * What pytest hands to tests besides fixtures: sets of parameters, and the request that a fixture answers.
 * Sources: https://docs.pytest.org/en/stable/reference/reference.html#pytest-param and #request
 */
import { type LibraryModel, NO_LIBRARY } from '../library/library.ts';
import { type ApiObject, joinOver, NOTHING, type Value, valueOf } from '../value/value.ts';

/** `pytest.param(…)`; its parts are the positional arguments by number. */
const PARAMETER_SET = 'pytest.param';

/** The object `request`. */
export const FIXTURE_REQUEST = 'pytest.FixtureRequest';

/** The parts of a request: the parameter of this run, and the function that asks. */
const PARAM = 'param';
const ASKER = 'asker';

/** The method of a request that asks for a fixture by name. */
export const GET_FIXTURE_VALUE = 'getfixturevalue';

/** The request of a function. */
export function requestOf(param: Value, asker: Value): Value {
  const parts = new Map([
    [ASKER, asker],
    [PARAM, param],
  ]);
  return valueOf({ kind: 'api', type: FIXTURE_REQUEST, parts });
}

/** The functions that a request may come from. */
export function askersOf(request: ApiObject): Value {
  return request.parts.get(ASKER) ?? NOTHING;
}

/** The values of a set of parameters by number; a value that is no set is its own only parameter. */
export function parameterOfSet(value: Value, index: number): Value {
  return joinOver(value, (object) =>
    object.kind === 'api' && object.type === PARAMETER_SET
      ? (object.parts.get(String(index)) ?? NOTHING)
      : valueOf(object),
  );
}

/** Whether an object is a set of parameters. */
export function isParameterSet(object: Value['objects'][number]): boolean {
  return object.kind === 'api' && object.type === PARAMETER_SET;
}

/** pytest. */
export const pytestLibrary: LibraryModel = {
  ...NO_LIBRARY,
  callExternal: (name, call) => {
    if (name !== PARAMETER_SET) return null;
    const parts = call.positional().map((value, index) => [String(index), value] as const);
    return valueOf({ kind: 'api', type: PARAMETER_SET, parts: new Map(parts) });
  },
  attributeOf: (object, name) =>
    object.type === FIXTURE_REQUEST && name === PARAM
      ? parameterOfSet(object.parts.get(PARAM) ?? NOTHING, 0)
      : null,
};
