/*
 * What kind of class a class is, where a decorator or a base from outside the workspace decides how its instances are made.
 * Sources: https://docs.python.org/3/library/dataclasses.html, enum.html, typing.html, https://www.attrs.org/en/stable/names.html,
 * https://docs.pydantic.dev/latest/concepts/models/, https://docs.pydantic.dev/latest/concepts/pydantic_settings/
 */
import type { ScopeReference } from '../../link/place.ts';
import type { Expression } from '../../summary/expression.ts';
import { lineage } from './class.ts';
import { RECORD_TYPE } from './record.ts';
import type { ApiObject } from '../value/value.ts';
import { type Evaluator, type Nature, type Site, siteOf } from '../evaluator.ts';

const DECORATORS =
  /^(?:(?:pydantic\.)?dataclasses\.dataclass|attr\.(?:s|attrs|attributes|dataclass|define|frozen|mutable)|attrs\.(?:define|frozen|mutable))$/;

const BASES: readonly (readonly [RegExp, Nature])[] = [
  [/^pydantic(?:_settings|\.v1|\.env_settings)?(?:\.main)?\.BaseSettings$/, 'settings'],
  [/^(?:pydantic(?:\.v1)?(?:\.main)?\.BaseModel|sqlmodel(?:\.main)?\.SQLModel)$/, 'model'],
  [/^typing(?:_extensions)?\.NamedTuple$/, 'fields'],
  [/^typing(?:_extensions)?\.TypedDict$/, 'typed-dict'],
  [/^enum\.StrEnum$/, 'text-enum'],
  [/^enum\.(?:Enum|IntEnum|Flag|IntFlag)$/, 'enum'],
];

function externalNames(
  evaluator: Evaluator,
  expressions: readonly Expression[],
  site: Site,
): readonly string[] {
  return expressions.flatMap((expression) =>
    evaluator
      .evaluate(expression.kind === 'call' ? expression.callee : expression, site)
      .objects.flatMap((object) => (object.kind === 'external' ? [object.name] : [])),
  );
}

/** The type of records that a class derives from: `class Config(namedtuple(…))`. */
export function recordBase(evaluator: Evaluator, scope: ScopeReference): ApiObject | null {
  const site = siteOf(evaluator.program, scope);
  const definition = site?.body.scopes[scope.scope];
  if (!site || !definition) return null;
  const around = { ...site, scope: definition.parent };
  for (const base of definition.bases)
    for (const object of evaluator.evaluate(base, around).objects)
      if (object.kind === 'api' && object.type.startsWith(RECORD_TYPE)) return object;
  return null;
}

/** What a class itself says about its nature, without its bases in the workspace. */
function ownNature(evaluator: Evaluator, scope: ScopeReference): Nature {
  const site = siteOf(evaluator.program, scope);
  const definition = site?.body.scopes[scope.scope];
  if (!site || !definition) return 'plain';
  const around = { ...site, scope: definition.parent };
  if (externalNames(evaluator, definition.decorators, around).some((name) => DECORATORS.test(name)))
    return 'fields';
  if (recordBase(evaluator, scope)) return 'fields';
  const bases = externalNames(evaluator, definition.bases, around);
  const found = BASES.find(([pattern]) => bases.some((name) => pattern.test(name)))?.[1] ?? 'plain';
  return found === 'enum' && bases.includes('builtins.str') ? 'text-enum' : found;
}

/** The nature of a class: its own, or that of the first base that has one. */
export function findNature(evaluator: Evaluator, scope: ScopeReference): Nature {
  for (const candidate of lineage(evaluator, [scope])) {
    const nature = ownNature(evaluator, candidate);
    if (nature !== 'plain') return nature;
  }
  return 'plain';
}
