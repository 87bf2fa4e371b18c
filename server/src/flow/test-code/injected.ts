/*
 * Parameters that a test runner fills: mocks of `@patch`, values of `@pytest.mark.parametrize`, and fixtures by name.
 * Tests and fixtures have no callers in the workspace that matter.
 */
import { isTestFile } from '../../link/test-code.ts';
import type { CallExpression } from '../../summary/expression.ts';
import type { ParameterBinding } from '../../summary/unit.ts';
import { argumentsOf } from '../callable/arguments.ts';
import { enclosingClass } from '../class/class.ts';
import { elementOf, itemAt } from '../container/container.ts';
import { type Evaluator, placeOf, type Site, siteOf } from '../evaluator.ts';
import { aroundOf, fixtureParams, fixtureValue, isFixture, meansOneOf } from './fixture.ts';
import type { CallArguments } from '../library/library.ts';
import { askersOf, isParameterSet, parameterOfSet, requestOf } from './pytest-library.ts';
import {
  type ApiObject,
  isNothing,
  joinAll,
  joinOver,
  unknownValue,
  type Value,
  valueOf,
} from '../value/value.ts';

const PARAMETRIZE: ReadonlySet<string> = new Set(['pytest.mark.parametrize']);

/** The decorators that pass a mock, with the position of the argument that keeps them from it. */
const PATCHES: ReadonlyMap<string, number> = new Map([
  ['unittest.mock.patch', 1],
  ['unittest.mock.patch.object', 2],
  ['mock.patch', 1],
  ['mock.patch.object', 2],
]);

/** What the test runner passes for a parameter; null when it passes nothing that is known. */
export function injectedValue(
  evaluator: Evaluator,
  { name, form, index, initial, at }: ParameterBinding,
  site: Site,
): Value | null {
  // pytest leaves parameters with a default alone.
  if (initial || form === 'rest' || form === 'keyword-rest') return null;
  const isTest = isTestFunction(evaluator, site);
  if (!isTest && !isFixture(evaluator, site)) return null;
  const owner = enclosingClass(evaluator.program, site);
  const ownerSite = owner && siteOf(evaluator.program, owner);
  const decorated = ownerSite && isTest ? [site, ownerSite] : [site];
  if (index - (owner ? 1 : 0) < countPatches(evaluator, decorated))
    return unknownValue('computed-at-run-time', name, placeOf(site, at));
  return (
    parametrizedValue(evaluator, name, decorated) ??
    fixtureValue(evaluator, name, site) ??
    (name === 'request' ? requestAt(evaluator, site) : null)
  );
}

/** Whether pytest and unittest take a function for a test. */
function isTestFunction({ program }: Evaluator, site: Site): boolean {
  const definition = site.body.scopes[site.scope];
  return (
    definition?.kind === 'function' &&
    definition.name.startsWith('test') &&
    isTestFile(program, site.file)
  );
}

interface Decorator {
  readonly expression: CallExpression;
  readonly around: Site;
}

/** The decorators with arguments of a function and of its class. */
function decoratorsOf(sites: readonly Site[]): readonly Decorator[] {
  return sites.flatMap((site) =>
    (site.body.scopes[site.scope]?.decorators ?? []).flatMap((expression): readonly Decorator[] =>
      expression.kind === 'call' ? [{ expression, around: aroundOf(site) }] : [],
    ),
  );
}

/**
 * How many mocks are passed in front of all else: https://docs.python.org/3/library/unittest.mock.html#patch
 * A patch that is told what to put in passes none.
 */
function countPatches(evaluator: Evaluator, sites: readonly Site[]): number {
  return decoratorsOf(sites).filter(({ expression, around }) =>
    [...PATCHES].some(
      ([name, position]) =>
        meansOneOf(evaluator, expression.callee, around, new Set([name])) &&
        argumentsOf(evaluator, expression, around).get('new', position) === null,
    ),
  ).length;
}

/** The values that `parametrize` lists for a parameter; null when it lists none, or lists them for a fixture. */
function parametrizedValue(
  evaluator: Evaluator,
  name: string,
  sites: readonly Site[],
): Value | null {
  for (const { expression, around } of decoratorsOf(sites)) {
    if (!meansOneOf(evaluator, expression.callee, around, PARAMETRIZE)) continue;
    const given = argumentsOf(evaluator, expression, around);
    const value = valueInSets(given, name);
    if (value) return value;
  }
  return null;
}

/** The values that one `parametrize` gives a name: https://docs.pytest.org/en/stable/how-to/parametrize.html */
function valueInSets(given: CallArguments, name: string): Value | null {
  const names = given.get('argnames', 0)?.value;
  const sets = given.get('argvalues', 1)?.value;
  const listed = names && namesIn(names);
  const position = listed?.names.indexOf(name) ?? -1;
  if (!listed || !sets || position < 0 || isIndirect(given, name)) return null;
  const set = elementOf(sets);
  if (listed.isSingle) return parameterOfSet(set, 0);
  return joinOver(set, (object) =>
    isParameterSet(object)
      ? parameterOfSet(valueOf(object), position)
      : itemAt(valueOf(object), position),
  );
}

/** The names in `"a, b"` or `["a", "b"]`; one name alone as a text stands for the whole value. */
function namesIn(value: Value): { readonly names: readonly string[]; readonly isSingle: boolean } {
  const [object] = value.objects;
  if (object?.kind === 'string') {
    const names = object.text.split(',').map((name) => name.trim());
    return { names: names.filter((name) => name !== ''), isSingle: names.length === 1 };
  }
  const items = object?.kind === 'sequence' ? object.items : [];
  const names = items.map(({ objects: [item] }) => (item?.kind === 'string' ? item.text : ''));
  return { names, isSingle: false };
}

/** Whether the values go to the fixture of the name instead. */
function isIndirect(given: CallArguments, name: string): boolean {
  const indirect = given.get('indirect', 2)?.value;
  if (!indirect) return false;
  return [...indirect.objects, ...elementOf(indirect).objects].some(
    (object) =>
      (object.kind === 'constant' && object.text === 'True') ||
      (object.kind === 'string' && object.text === name),
  );
}

/** The object `request` of a test or fixture. */
function requestAt(evaluator: Evaluator, site: Site): Value {
  const scope = { file: site.file, unit: site.unit, scope: site.scope };
  return requestOf(
    fixtureParams(evaluator, site),
    valueOf({ kind: 'function', scope, self: null, closure: null }),
  );
}

/** What `request.getfixturevalue(name)` gives. */
export function requestedValue(
  evaluator: Evaluator,
  request: ApiObject,
  given: CallArguments,
): Value {
  const names = given.get('argname', 0)?.value.objects ?? [];
  const values = askersOf(request).objects.flatMap((asker) => {
    const site = asker.kind === 'function' ? siteOf(evaluator.program, asker.scope) : null;
    return names.flatMap((name) => {
      const value =
        site && name.kind === 'string' ? fixtureValue(evaluator, name.text, site) : null;
      return value ? [value] : [];
    });
  });
  const found = joinAll(values);
  return isNothing(found)
    ? unknownValue('computed-at-run-time', 'request.getfixturevalue()', given.at)
    : found;
}
