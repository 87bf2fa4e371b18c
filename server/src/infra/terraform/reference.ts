/*
 * What references mean: `var`, `local`, `module`, `data`, resources, `each`, `count`, `path` and names bound on the way.
 * Source: https://developer.hashicorp.com/terraform/language/expressions/references
 */
import { withStep } from '../../flow/value/trail.ts';
import { joinAll, NOTHING, textValue, unknownValue, type Value } from '../../flow/value/value.ts';
import { entryOf, type ExpressionNode } from '../../syntax/document/document.ts';
import { printNode } from '../print-node.ts';
import { placeOfKey, placeOfNode } from '../template.ts';
import type { DeclaredResource, Written } from './configuration.ts';
import { knownText, leftOpen, mapValue } from './known.ts';
import { childrenOf, knownModule } from './module-call.ts';
import { gathered, repetitionsOf } from './repetition.ts';
import { attributeOf, resourceAsValue, statedName } from './resource-name.ts';
import { evaluateIn, type Instance, once, outermost, type Scope } from './scope.ts';
import { referenceOf, type ReferenceStep, takeSteps } from './steps.ts';

/** The value of a reference. What is only known at deployment stays as it is written. */
export function evaluateReference(scope: Scope, node: ExpressionNode): Value {
  const { start, steps } = referenceOf(scope, node);
  if (start.kind !== 'expression' || start.form.kind !== 'name')
    return takeSteps(evaluateIn(scope, start), steps, node.source);
  const { name } = start.form;
  const bound = scope.bound.get(name);
  if (bound) return takeSteps(bound, steps, node.source);
  return evaluateNamed(scope, name, steps, node.source);
}

function evaluateNamed(
  { instance }: Scope,
  root: string,
  steps: readonly ReferenceStep[],
  source: string,
): Value {
  const [first, ...rest] = steps;
  if (first?.kind !== 'member') return leftOpen(source);
  switch (root) {
    case 'var':
      return takeSteps(variableValue(instance, first.name), rest, source);
    case 'local':
      return takeSteps(localValue(instance, first.name), rest, source);
    case 'module':
      return moduleValue(instance, first.name, rest, source);
    case 'path':
      return pathValue(instance, first.name) ?? leftOpen(source);
    case 'data': {
      const [second, ...others] = rest;
      const name = second?.kind === 'member' ? second.name : '';
      const data = instance.configuration.data.get(`${first.name}.${name}`);
      return data ? resourceValue(instance, data, others, source) : leftOpen(source);
    }
    default: {
      const resource = instance.configuration.resources.get(`${root}.${first.name}`);
      return resource ? resourceValue(instance, resource, rest, source) : leftOpen(source);
    }
  }
}

/** The value of `var.name`: what is given, or its default. */
function variableValue(instance: Instance, name: string): Value {
  return once(instance, `var.${name}`, () => {
    const given = instance.given(name);
    if (given) return given;
    const variable = instance.configuration.variables.get(name);
    const initial = variable && entryOf(variable.node, 'default');
    if (!initial) return leftOpen(`var.${name}`);
    const value = evaluateIn(outermost(instance, variable.file), initial);
    const at = placeOfKey(variable.file, variable.node.path);
    return withStep(value, at, `${name} (default: ${printNode(initial)})`);
  });
}

function localValue(instance: Instance, name: string): Value {
  const local = instance.configuration.locals.get(name);
  if (!local) return leftOpen(`local.${name}`);
  return once(instance, `local.${name}`, () => stepInto(instance, name, local));
}

/** The value of an entry of a file, with the entry as a step of the way to it. */
function stepInto(instance: Instance, name: string, { file, node }: Written): Value {
  const value = evaluateIn(outermost(instance, file), node);
  return withStep(value, placeOfNode(file, node.path), `${name} = ${printNode(node)}`);
}

/** The value of an output of a module. */
export function outputValue(instance: Instance, name: string): Value {
  const output = instance.configuration.outputs.get(name);
  const node = output && entryOf(output.node, 'value');
  if (!node) return NOTHING;
  return once(instance, `output.${name}`, () => {
    const value = evaluateIn(outermost(instance, output.file), node);
    return withStep(
      value,
      placeOfKey(output.file, output.node.path),
      `${name} = ${printNode(node)}`,
    );
  });
}

/** What a step picks of things with keys: those of the key, and the steps that are left. */
function pick<T extends { readonly key: string | number | null }>(
  by: 'key' | 'index' | null,
  all: readonly T[],
  steps: readonly ReferenceStep[],
): { readonly picked: readonly T[]; readonly rest: readonly ReferenceStep[] } | null {
  const [step, ...rest] = steps;
  if (by === null) return { picked: all, rest: steps };
  if (step?.kind !== 'index') return null;
  const key = knownText(step.key);
  const exact = all.filter((item) => key !== null && String(item.key) === key);
  const open = all.filter((item) => item.key === null);
  return {
    picked: exact.length > 0 ? exact : key === null || open.length === 0 ? all : open,
    rest,
  };
}

function moduleValue(
  instance: Instance,
  name: string,
  steps: readonly ReferenceStep[],
  source: string,
): Value {
  const call = instance.configuration.modules.get(name);
  if (!call) return leftOpen(source);
  const repetitions = repetitionsOf(outermost(instance, call.file), call.node);
  if (knownModule(call.node) === 'table') {
    const values = repetitions.all.map(({ scope }) => knownTable(scope, name, call));
    return takeSteps(gathered(repetitions, values) ?? leftOpen(source), steps, source);
  }
  const children = childrenOf(instance, name, call);
  if (children.length === 0) return leftOpen(source);
  const chosen = pick(repetitions.by, children, steps);
  const [asked, ...rest] = chosen?.rest ?? [];
  if (chosen && asked?.kind === 'member') {
    const values = chosen.picked.map((child) => outputValue(child.instance, asked.name));
    return takeSteps(joinAll(values), rest, source);
  }
  const whole = children.map((child) => {
    const names = [...child.instance.configuration.outputs.keys()];
    const outputs = names.map((key) => [key, outputValue(child.instance, key)] as const);
    return mapValue(new Map(outputs));
  });
  return takeSteps(
    gathered({ by: repetitions.by, all: children }, whole) ?? leftOpen(source),
    steps,
    source,
  );
}

/** The outputs of the registry's module of tables. */
function knownTable(scope: Scope, name: string, { node }: Written): Value {
  const table = statedName(scope, name, node);
  return mapValue(
    new Map([
      ['dynamodb_table_id', table],
      ['dynamodb_table_arn', table],
    ]),
    unknownValue('known-at-deployment', name, null),
  );
}

function pathValue({ configuration, world }: Instance, name: string): Value | null {
  if (name === 'module') return textValue(configuration.folder);
  return name === 'root' || name === 'cwd' ? textValue(world.root) : null;
}

function resourceValue(
  instance: Instance,
  resource: DeclaredResource,
  steps: readonly ReferenceStep[],
  source: string,
): Value {
  const repetitions = repetitionsOf(outermost(instance, resource.file), resource.node);
  const chosen = pick(repetitions.by, repetitions.all, steps);
  const [asked, ...rest] = chosen?.rest ?? [];
  if (chosen && asked?.kind === 'member') {
    const values = chosen.picked.map(({ scope, key }) =>
      once(instance, `${resource.node.path}[${key ?? ''}].${asked.name}`, () =>
        attributeOf(scope, resource, asked.name, source),
      ),
    );
    return takeSteps(joinAll(values), rest, source);
  }
  const values = repetitions.all.map(({ scope, key }) =>
    once(instance, `${resource.node.path}[${key ?? ''}]`, () => resourceAsValue(scope, resource)),
  );
  return takeSteps(gathered(repetitions, values) ?? leftOpen(source), steps, source);
}
