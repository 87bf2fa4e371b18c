/*
 * What one file of a CDK app declares. Constructs are found by name and proven by evaluation.
 */
import { argumentsOf } from '../../flow/callable/arguments.ts';
import type { PlacedCall } from '../../flow/callable/callers.ts';
import { type Evaluator, placeOf, siteOf } from '../../flow/evaluator.ts';
import { withStep } from '../../flow/value/trail.ts';
import { joinAll, type Value } from '../../flow/value/value.ts';
import type { FilePath } from '../../link/place.ts';
import { calledName } from '../../link/mentions.ts';
import { printExpression } from '../../summary/print.ts';
import { unitsConcerning } from '../../link/test-code.ts';
import type { EnvironmentSetting, InfraModel, StackOutput, StoredParameter } from '../model.ts';
import { sameItem } from '../same-infra.ts';
import { type CallStyle, nameOrId, propertyIn, textsOf } from './construct-call.ts';
import { waysInto } from './contexts.ts';
import { callsIn, constructsMade, type MadeConstruct } from './construct-site.ts';
import {
  CHALICE,
  CHALICE_APP,
  FUNCTION,
  functionKey,
  FUNCTIONS,
  TABLE,
  TABLES,
} from './library.ts';
import { applicationOf, containerOf, functionOf, runsPython } from './read-function.ts';
import { tableOf } from './read-table.ts';

/** Constructs that run containers with an environment. */
const CONTAINERS = /^ecs(?:_patterns)?\.(?:ContainerDefinition|\w*Service|\w*Task)$/u;

/** Methods that add to what was made before. */
const ADD_VARIABLE: ReadonlySet<string> = new Set([
  'addEnvironment',
  'add_environment',
  'add_environment_variable',
]);
const ADD_INDEX: ReadonlySet<string> = new Set([
  'addGlobalSecondaryIndex',
  'addLocalSecondaryIndex',
  'add_global_secondary_index',
  'add_local_secondary_index',
]);
const ADD_CONTAINER: ReadonlySet<string> = new Set(['addContainer', 'add_container']);

/** The last names of calls that matter. Further ones are found because they derive from a class of the CDK. */
export const CONSTRUCT_WORDS: ReadonlySet<string> = new Set([
  ...[...TABLES, ...FUNCTIONS].map((name) => name.slice(name.lastIndexOf('.') + 1)),
  'CfnOutput',
  'Chalice',
  'StringParameter',
  'ContainerDefinition',
  'ApplicationLoadBalancedFargateService',
  'ApplicationLoadBalancedEc2Service',
  'NetworkLoadBalancedFargateService',
  'QueueProcessingFargateService',
  'ScheduledFargateTask',
  ...ADD_CONTAINER,
]);

/** What a receiver is to the CDK: the object itself, or what an instance of a derived class is to it. */
function receiverOf(evaluator: Evaluator, { call, site }: PlacedCall): Value | null {
  if (call.callee.kind !== 'attribute') return null;
  const value = evaluator.evaluate(call.callee.object, site);
  const bases = value.objects.flatMap((object) =>
    object.kind === 'instance' ? [evaluator.libraryBaseOf(object)] : [],
  );
  return joinAll([value, ...bases]);
}

/** The calls of methods of a name on something made by this construct, all over the program, in each way they run. */
function callsOn(
  evaluator: Evaluator,
  file: FilePath,
  methods: ReadonlySet<string>,
  isMeant: (receiver: Value) => boolean,
): readonly PlacedCall[] {
  const { program } = evaluator;
  const units = [...methods].flatMap((name) => unitsConcerning(program, file, 'call', name));
  const counts = (place: PlacedCall): boolean => {
    const receiver = receiverOf(evaluator, place);
    return receiver !== null && isMeant(receiver);
  };
  return units.flatMap((unit) => {
    const level = siteOf(program, { ...unit, scope: 0 });
    return (level?.body.scopes ?? []).flatMap((scope, index) => {
      const site = level && { ...level, scope: index };
      return scope.calls
        .flatMap((call) => (site && methods.has(calledName(call) ?? '') ? [{ call, site }] : []))
        .filter(counts)
        .flatMap(({ call, site: from }) =>
          waysInto(evaluator, from).map((way) => ({ call, site: way })),
        )
        .filter(counts);
    });
  });
}

function hasPart(receiver: Value, type: string, part: string, text: string): boolean {
  return receiver.objects.some(
    (object) =>
      object.kind === 'api' &&
      object.type === type &&
      textsOf(object.parts.get(part) ?? null).includes(text),
  );
}

/** `fn.addEnvironment('NAME', value)`. */
function addedVariables(evaluator: Evaluator, made: MadeConstruct): readonly EnvironmentSetting[] {
  const key = functionKey(made.given);
  const calls = callsOn(evaluator, made.site.file, ADD_VARIABLE, (receiver) =>
    [FUNCTION, CHALICE].some((type) => hasPart(receiver, type, 'key', key)),
  );
  return calls.flatMap(({ call, site }) => {
    const [name, value] = call.arguments.map((argument) =>
      evaluator.evaluate(argument.value, site),
    );
    const at = placeOf(site, call.at);
    return textsOf(name ?? null).flatMap((variable) =>
      value ? [{ variable, value: withStep(value, at, printExpression(call)), at }] : [],
    );
  });
}

/** `table.addGlobalSecondaryIndex({ indexName })`. */
function addedIndexes(evaluator: Evaluator, made: MadeConstruct): readonly string[] {
  const names = new Set(
    tableOf(made, []).name.objects.flatMap((object) => ('text' in object ? [object.text] : [])),
  );
  const isMeant = (receiver: Value): boolean =>
    receiver.objects.some(
      (object) =>
        object.kind === 'api' &&
        object.type === TABLE &&
        object.parts.get('name')?.objects.some((name) => 'text' in name && names.has(name.text)) ===
          true,
    );
  return callsOn(evaluator, made.site.file, ADD_INDEX, isMeant).flatMap(({ call, site }) => {
    const given = argumentsOf(evaluator, call, site);
    const name = propertyIn(given.positional()[0] ?? null, 'indexName');
    return textsOf(name ?? given.get('index_name', null)?.value ?? null);
  });
}

function parameterOf({ given }: MadeConstruct): StoredParameter | null {
  const value = given.property('stringValue') ?? given.property('value');
  if (!value) return null;
  const name = nameOrId(
    given.property('parameterName') ?? given.property('name'),
    given.id,
    given.at,
  );
  return { name, value: withStep(value, given.at, 'StringParameter'), at: given.at };
}

function outputsOf({ given }: MadeConstruct): readonly StackOutput[] {
  const value = given.property('value');
  if (!value) return [];
  return textsOf(given.id).map((key) => ({
    key,
    stack: null,
    exported: given.property('exportName'),
    value: withStep(value, given.at, key),
    at: given.at,
  }));
}

/** `task.addContainer('id', { … })` on a task definition of ECS. */
function containersAdded(
  evaluator: Evaluator,
  style: CallStyle,
  place: PlacedCall,
): readonly MadeConstruct[] {
  if (!ADD_CONTAINER.has(calledName(place.call) ?? '')) return [];
  const receiver = receiverOf(evaluator, place);
  const isTask = receiver?.objects.some(
    (object) =>
      object.kind === 'api' &&
      textsOf(object.parts.get('name') ?? null).some((name) => /^ecs\..*Task/u.test(name)),
  );
  if (isTask !== true) return [];
  const call = argumentsOf(evaluator, place.call, place.site);
  const [id, options] = call.positional();
  const property = (name: string): Value | null =>
    style === 'properties'
      ? propertyIn(options ?? null, name)
      : (call.get(name, null)?.value ?? null);
  const given = { at: call.at, id: id ?? joinAll([]), property };
  return [{ ...place, name: 'ecs.ContainerDefinition', given }];
}

const PARAMETERS = /^ssm\.(?:String|Cfn)Parameter$/u;
const OUTPUT = 'core.CfnOutput';

/** Whether a construct says something that is read. */
function isRead(name: string): boolean {
  const isResource = TABLES.has(name) || FUNCTIONS.has(name) || name === OUTPUT;
  if (name === CHALICE_APP) return true;
  return isResource || CONTAINERS.test(name) || PARAMETERS.test(name);
}

/** Ways that make the same thing say it once. */
function distinct<T>(items: readonly T[]): readonly T[] {
  return items.filter(
    (item, index) => !items.slice(0, index).some((earlier) => sameItem(earlier, item)),
  );
}

/** Everything that a file of a CDK app declares. */
export function readConstructs(evaluator: Evaluator, style: CallStyle, file: FilePath): InfraModel {
  const places = callsIn(evaluator, file, CONSTRUCT_WORDS);
  const made = places.flatMap((place) => [
    ...constructsMade(evaluator, style, place, isRead),
    ...containersAdded(evaluator, style, place),
  ]);
  const named = (names: ReadonlySet<string>): readonly MadeConstruct[] =>
    made.filter(({ name }) => names.has(name));
  const functions = named(FUNCTIONS)
    .filter(runsPython)
    .map((one) => functionOf(evaluator, one, addedVariables(evaluator, one)));
  const applications = made
    .filter(({ name }) => name === CHALICE_APP)
    .map((one) => applicationOf(evaluator, one, addedVariables(evaluator, one)));
  const containers = made.filter(({ name }) => CONTAINERS.test(name));
  const parameters = made.filter(({ name }) => PARAMETERS.test(name));
  const outputs = made.filter(({ name }) => name === OUTPUT);
  return {
    tables: distinct(named(TABLES).map((one) => tableOf(one, addedIndexes(evaluator, one)))),
    functions: distinct([
      ...functions,
      ...applications,
      ...containers.map((one) => containerOf(evaluator, one)),
    ]),
    shared: [],
    parameters: distinct(parameters.flatMap((one) => parameterOf(one) ?? [])),
    outputs: distinct(outputs.flatMap(outputsOf)),
    problems: [],
  };
}
