/*
 * Where a function is handed on instead of being called: to other functions, into containers, variables and attributes.
 * From these places come the calls that may mean it under another name.
 */
import { lastNames } from '../../link/mentions.ts';
import { type ScopeReference, scopeId, unitId, type UnitReference } from '../../link/place.ts';
import { unitsConcerning } from '../../link/test-code.ts';
import type { CallExpression, Expression } from '../../summary/expression.ts';
import { enclosingClass } from '../class/class.ts';
import { type Evaluator, parametersOf, type Site, siteOf } from '../evaluator.ts';

/** More units than this that hand something of the name on are not looked through. */
const MAX_HANDING = 40;

/** A call that may lead to a function although it does not call it by its name. */
export interface HandedCall {
  readonly call: CallExpression;
  readonly site: Site;
  /** Whether it hands the function on in an argument. */
  readonly hands: boolean;
}

/** Whether an expression is the function that is looked for, as it is written. */
type IsMeant = (expression: Expression) => boolean;

/** Whether an expression hands the function on: it is the function, or a display that holds it. */
function hands(expression: Expression | null, isMeant: IsMeant): boolean {
  if (!expression) return false;
  if (isMeant(expression)) return true;
  const any = (inner: readonly (Expression | null)[]): boolean =>
    inner.some((item) => hands(item, isMeant));
  switch (expression.kind) {
    case 'dict':
      return any(expression.entries.map(({ value }) => value));
    case 'sequence':
      return any(expression.items);
    case 'alternatives':
      return any(expression.options);
    case 'call':
      return any(expression.arguments.map(({ value }) => value));
    case 'element':
      return hands(expression.iterable, isMeant);
    case 'subscript':
      return hands(expression.object, isMeant);
    case 'item-assigned':
      return any([expression.value, expression.base]);
    case 'mutated':
      return any([expression.base, ...expression.arguments.map(({ value }) => value)]);
    default:
      return false;
  }
}

/** The function that is looked for, as expressions may mean it: by one of its names, or the lambda itself. */
function meantBy(names: ReadonlySet<string>, target: Site): (unit: UnitReference) => IsMeant {
  const home = unitId(target);
  return (unit) => {
    const isHome = unitId(unit) === home;
    return (expression) => {
      if (expression.kind === 'lambda') return isHome && expression.scope === target.scope;
      const named = expression.kind === 'name' || expression.kind === 'attribute';
      return named && names.has(expression.name);
    };
  };
}

/** The attributes that a function or constructor keeps what it is handed in. */
function keptIn(
  evaluator: Evaluator,
  { call, site }: HandedCall,
  isMeant: IsMeant,
): readonly string[] {
  const reached = evaluator.evaluate(call.callee, site).objects.flatMap((object) => {
    if (object.kind === 'function') return [object.scope];
    const init = object.kind === 'class' ? evaluator.constructorOf(object.scope) : null;
    return init ? [init] : [];
  });
  const keywords = call.arguments.flatMap(({ name, value }) =>
    name !== null && hands(value, isMeant) ? [name] : [],
  );
  const places = call.arguments.flatMap(({ kind, value }, index) =>
    kind === 'positional' && hands(value, isMeant) ? [index, index + 1] : [],
  );
  return reached.flatMap((scope) => writtenFrom(evaluator, scope, keywords, places));
}

/** The attributes that a function writes parameters to: those of these names or positions. */
function writtenFrom(
  evaluator: Evaluator,
  scope: ScopeReference,
  keywords: readonly string[],
  places: readonly number[],
): readonly string[] {
  const site = siteOf(evaluator.program, scope);
  if (!site) return [];
  const taken = new Set(
    parametersOf(site).flatMap(([binding, { name, index }]) =>
      keywords.includes(name) || places.includes(index) ? [binding] : [],
    ),
  );
  const isTaken: IsMeant = ({ kind, ...rest }) =>
    kind === 'name' && 'bindings' in rest && rest.bindings.some((binding) => taken.has(binding));
  const writes = site.body.scopes[scope.scope]?.writes ?? [];
  return writes.flatMap(({ name, value }) => (hands(value, isTaken) ? [name] : []));
}

/** The other names of what is handed on in a unit: variables, attributes, functions that return it. */
function aliasesIn(site: Site, isMeant: IsMeant): readonly string[] {
  const bound = site.body.bindings.flatMap((binding) => {
    if (binding.kind === 'assignment') return hands(binding.value, isMeant) ? [binding.name] : [];
    return binding.kind === 'parameter' && hands(binding.initial, isMeant) ? [binding.name] : [];
  });
  const kept = site.body.scopes.flatMap(({ name, writes, returns }) => [
    ...writes.flatMap((write) => (hands(write.value, isMeant) ? [write.name] : [])),
    ...(returns.some((value) => hands(value, isMeant)) ? [name] : []),
  ]);
  return [...bound, ...kept];
}

function handsIn(call: CallExpression, isMeant: IsMeant): boolean {
  return call.arguments.some(({ value }) => hands(value, isMeant));
}

/** The calls in a unit that hand the function on, and those of what such a call gives: `adapted(function)(…)`. */
function handingCalls(level: Site, isMeant: IsMeant): readonly HandedCall[] {
  return level.body.scopes.flatMap(({ calls }, scope) => {
    const site = { ...level, scope };
    return calls.flatMap((call): readonly HandedCall[] => {
      if (handsIn(call, isMeant)) return [{ call, site, hands: true }];
      const { callee } = call;
      return callee.kind === 'call' && handsIn(callee, isMeant)
        ? [{ call, site, hands: false }]
        : [];
    });
  });
}

/** Whether a call means the function by its own name: as an attribute when it is a method, else in any way. */
function isByName(
  { callee }: CallExpression,
  isMethod: boolean,
  names: ReadonlySet<string>,
): boolean {
  if (callee.kind !== 'attribute' && (isMethod || callee.kind !== 'name')) return false;
  return names.has(callee.name);
}

/** The calls in a unit whose callee is one of the names, or comes out of something of these names. */
function callsThrough(level: Site, names: ReadonlySet<string>): readonly HandedCall[] {
  return level.body.scopes.flatMap(({ calls }, scope) =>
    calls.flatMap((call) =>
      lastNames(call, level.body).some((name) => names.has(name))
        ? [{ call, site: { ...level, scope }, hands: false }]
        : [],
    ),
  );
}

/**
 * The calls that may lead to a function under another name. Empty when nobody hands it on; null when there are too many
 * places to look at.
 */
export function handedCalls(
  evaluator: Evaluator,
  target: Site,
  names: ReadonlySet<string>,
): readonly HandedCall[] | null {
  const { program } = evaluator;
  const isLambda = target.body.scopes[target.scope]?.kind === 'lambda';
  const units = isLambda
    ? [target]
    : [...names].flatMap((name) => unitsConcerning(program, target.file, 'handed', name));
  if (units.length > MAX_HANDING) return null;
  const isMethod = enclosingClass(program, target) !== null;
  const meant = meantBy(isLambda ? new Set() : names, target);
  const found: HandedCall[] = [];
  const aliases = new Set<string>();
  for (const unit of units) {
    const level = siteOf(program, { ...unit, scope: 0 });
    if (!level) continue;
    const isMeant = meant(unit);
    const handing = handingCalls(level, isMeant);
    found.push(...handing);
    for (const alias of aliasesIn(level, isMeant)) aliases.add(alias);
    for (const call of handing)
      keptIn(evaluator, call, isMeant).forEach((name) => aliases.add(name));
  }
  aliases.delete('');
  const through = throughAliases(evaluator, target, aliases);
  return [...found, ...through.filter(({ call }) => !isByName(call, isMethod, names))];
}

function throughAliases(
  evaluator: Evaluator,
  target: Site,
  aliases: ReadonlySet<string>,
): readonly HandedCall[] {
  const { program } = evaluator;
  const units = new Map<string, UnitReference>();
  for (const name of aliases)
    for (const role of ['call', 'through'] as const) {
      const callers = unitsConcerning(program, target.file, role, name);
      if (callers.length <= MAX_HANDING) for (const unit of callers) units.set(unitId(unit), unit);
    }
  const id = scopeId(target);
  return [...units.values()].flatMap((unit) => {
    const level = siteOf(program, { ...unit, scope: 0 });
    const calls = level ? callsThrough(level, aliases) : [];
    return calls.filter(({ site }) => scopeId(site) !== id);
  });
}
