/*
 * Fields of settings classes: what the code does not give comes from environment variables.
 * Source: https://docs.pydantic.dev/latest/concepts/pydantic_settings/
 */
import type { Place, ScopeReference } from '../../link/place.ts';
import type { Expression } from '../../summary/expression.ts';
import { described, hasDefault, siteOfField } from './class-field.ts';
import { type Evaluator, type Field, placeOf, type Site } from '../evaluator.ts';
import type { CallArguments } from '../library/library.ts';
import { type InstanceObject, joinAll, NOTHING, textValue, type Value } from '../value/value.ts';

/** The value of a field of a settings class; null for anything else. */
export function settingValue(
  evaluator: Evaluator,
  { scope }: InstanceObject,
  name: string,
): Value | null {
  if (evaluator.natureOf(scope) !== 'settings') return null;
  const field = evaluator.fieldsOf(scope).find((candidate) => candidate.name === name);
  const site = field && siteOfField(evaluator, field);
  if (!field || !site) return null;
  const binding = site.body.bindings[field.binding.binding];
  const at = placeOf(site, binding?.at ?? 0);
  const initial = hasDefault(field) ? evaluator.bindingValue(field.binding) : NOTHING;
  const variables = variablesOf(evaluator, scope, field, site);
  return joinAll(
    variables.map(
      (variable) =>
        evaluator.library.callExternal('os.getenv', readOf(variable, initial, at)) ?? initial,
    ),
  );
}

/** The arguments of `os.getenv(variable, initial)`, which a settings class does in its own way. */
function readOf(variable: string, initial: Value, at: Place): CallArguments {
  const given = new Map([
    ['key', textValue(variable)],
    ['default', initial],
  ]);
  return {
    at,
    note: variable,
    depth: 0,
    get: (name) => {
      const value = given.get(name);
      return value ? { value, at } : null;
    },
    keywords: () => given,
    positional: () => [],
    spread: () => null,
  };
}

/** The environment variables that may give a field: its aliases, else its name behind the prefix of the class. */
function variablesOf(
  evaluator: Evaluator,
  scope: ScopeReference,
  field: Field,
  site: Site,
): readonly string[] {
  const alias = ['env', 'validation_alias', 'alias']
    .map((name) => described(field.description, name))
    .find((expression) => expression !== null);
  const stated = alias ? textsOf(evaluator, alias, site) : [];
  const names =
    stated.length > 0 ? stated : prefixesOf(evaluator, scope).map((item) => item + field.name);
  return names.map((name) => name.toUpperCase());
}

/** The texts of an alias: one, a list of them, or `AliasChoices(…)`. */
function textsOf(evaluator: Evaluator, alias: Expression, site: Site): readonly string[] {
  if (alias.kind === 'sequence')
    return alias.items.flatMap((item) => textsOf(evaluator, item, site));
  if (alias.kind === 'call')
    return alias.arguments.flatMap(({ kind, value }) =>
      kind === 'positional' ? textsOf(evaluator, value, site) : [],
    );
  return textsIn(evaluator.evaluate(alias, site));
}

function textsIn({ objects }: Value): readonly string[] {
  return objects.flatMap((object) => (object.kind === 'string' ? [object.text] : []));
}

/** The prefix in `model_config` or in `class Config`; empty when there is none. */
function prefixesOf(evaluator: Evaluator, scope: ScopeReference): readonly string[] {
  const owner = { kind: 'class', scope } as const;
  const config = evaluator.memberOf({ owner, name: 'model_config' });
  const entries = (config?.objects ?? []).flatMap((object) =>
    object.kind === 'dict' ? (object.entries.get('env_prefix') ?? []) : [],
  );
  const inner = evaluator.memberOf({ owner, name: 'Config' })?.objects ?? [];
  const written = inner.flatMap((object) =>
    object.kind === 'class'
      ? (evaluator.memberOf({ owner: object, name: 'env_prefix' }) ?? [])
      : [],
  );
  const prefixes = [...entries, ...written].flatMap(textsIn);
  return prefixes.length > 0 ? prefixes : [''];
}
