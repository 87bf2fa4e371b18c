/*
 * Who calls a function of the workspace, and with what. Candidates are found by name and proven by evaluating the callee.
 */
import { isTypeScript } from '../../link/language.ts';
import { calledName } from '../../link/mentions.ts';
import { folderOf } from '../../link/modules.ts';
import { type ScopeReference, scopeId, unitId, type UnitReference } from '../../link/place.ts';
import { bodyOf, type Program, unitsOf } from '../../link/program.ts';
import { unitsConcerning } from '../../link/test-code.ts';
import type { CallExpression, Expression, NameExpression } from '../../summary/expression.ts';
import type { Scope } from '../../summary/unit.ts';
import { argumentsOf, bindParameters } from './arguments.ts';
import { bounded } from '../value/bounded.ts';
import { arrivalsOf, isFunctionOf } from './arrivals.ts';
import { unseenCallsOf } from './decorated.ts';
import { type HandedCall, handedCalls } from './handed.ts';
import { enclosingClass, INIT, NEW } from '../class/class.ts';
import {
  type Evaluator,
  parametersOf,
  type PassedArguments,
  type Site,
  siteOf,
} from '../evaluator.ts';
import { sameValue } from '../value/same.ts';
import { addSelfCalls } from './self-calls.ts';
import { passedToSetter } from '../class/setter.ts';
import {
  type ClassObject,
  type InstanceObject,
  isNothing,
  join,
  NOTHING,
  type Value,
  valueOf,
} from '../value/value.ts';

/** More units than this that call something of the name are not looked through: the name says too little. */
const MAX_CANDIDATES = 400;

/** The same for methods, whose receivers have to be evaluated. */
const MAX_METHOD_CANDIDATES = 40;

/** No caller is known, and there may be some. */
const NO_CALLERS: PassedArguments = {
  values: new Map(),
  omitted: new Set(),
  called: false,
  uncertain: false,
  cut: false,
};

/** While the callers are being looked for, they seem to exist and to pass nothing. */
export const NOT_YET: PassedArguments = { ...NO_CALLERS, called: true };

/** Whether two answers about callers are equal. */
export function samePassed(left: PassedArguments, right: PassedArguments): boolean {
  return (
    left.called === right.called &&
    left.uncertain === right.uncertain &&
    left.cut === right.cut &&
    left.omitted.size === right.omitted.size &&
    [...left.omitted].every((binding) => right.omitted.has(binding)) &&
    left.values.size === right.values.size &&
    [...left.values].every(([binding, value]) =>
      sameValue(value, right.values.get(binding) ?? NOTHING),
    )
  );
}

/** What both answers about callers say. */
export function joinPassed(left: PassedArguments, right: PassedArguments): PassedArguments {
  const values = new Map(left.values);
  for (const [binding, value] of right.values)
    values.set(binding, join(values.get(binding) ?? NOTHING, value));
  return {
    values,
    omitted: new Set([...left.omitted, ...right.omitted]),
    called: left.called || right.called,
    uncertain: left.uncertain || right.uncertain,
    cut: left.cut || right.cut,
  };
}

/** What is looked for: the function, the names it is called by, and how such a call is written. */
interface Target {
  readonly site: Site;
  readonly names: ReadonlySet<string>;
  /** A constructor is called by class names, and by `__init__` in classes derived from its own. */
  readonly form: 'function' | 'method' | 'constructor';
  readonly owner: ScopeReference | null;
  /** For a constructor: the units that define its class and those derived from it. */
  readonly family: readonly UnitReference[];
}

function targetOf(evaluator: Evaluator, site: Site, definition: Scope): Target {
  const { program } = evaluator;
  const owner = enclosingClass(program, site);
  if (!owner || (definition.name !== INIT && definition.name !== NEW)) {
    const names = new Set(withAliases(program, [definition.name]));
    return { site, names, form: owner ? 'method' : 'function', owner, family: [] };
  }
  const family = familyOf(evaluator, owner);
  const names = new Set(withAliases(program, family.names));
  return { site, names, form: 'constructor', owner, family: family.units };
}

function withAliases(program: Program, names: Iterable<string>): readonly string[] {
  const all = new Set(names);
  for (const name of names) for (const alias of program.aliases.get(name) ?? []) all.add(alias);
  return [...all];
}

/** A class and all classes derived from classes of these names: their names, and the units that define them. */
interface Family {
  readonly names: ReadonlySet<string>;
  readonly units: readonly UnitReference[];
}

function familyOf({ program }: Evaluator, owner: ScopeReference): Family {
  const names = new Set([bodyOf(program, owner)?.scopes[owner.scope]?.name ?? '']);
  const units = new Map<string, UnitReference>([[unitId(owner), owner]]);
  for (const name of names) {
    if (names.size > MAX_CANDIDATES) break;
    for (const unit of unitsConcerning(program, owner.file, 'base', name)) {
      units.set(unitId(unit), unit);
      for (const scope of bodyOf(program, unit)?.scopes ?? [])
        if (scope.kind === 'class') names.add(scope.name);
    }
  }
  return { names, units: [...units.values()] };
}

/** The units of a class that call a constructor by its name, as `super().__init__(…)` does. */
function constructorCallsIn(program: Program, unit: UnitReference): readonly UnitReference[] {
  const members = unitsOf(program, unit.file)
    .filter(({ owner }) => owner === unit.unit)
    .map(({ key }) => ({ file: unit.file, unit: key }));
  return [unit, ...members].filter((member) =>
    bodyOf(program, member)?.scopes.some(({ calls }) =>
      calls.some((call) => [INIT, NEW].includes(calledName(call) ?? '')),
    ),
  );
}

/** Notes that files with calls of these names matter. They must also name the class or the module of the function. */
function want(program: Program, { site, names, owner }: Target): void {
  // Code that declares infrastructure is given whole.
  if (isTypeScript(site.file)) return;
  const stem = site.file.endsWith('/__init__.py')
    ? folderOf(site.file)
    : site.file.slice(0, -'.py'.length);
  const module = stem.slice(stem.lastIndexOf('/') + 1);
  const className = owner && bodyOf(program, owner)?.scopes[owner.scope]?.name;
  for (const name of names) {
    for (const word of className ? [module, className] : [module]) {
      program.wanted.set(`${name} ${word}`, { name, owner: word });
    }
  }
}

/** The units that call something of the names; of production code only, for production code. */
function candidates(evaluator: Evaluator, target: Target): readonly UnitReference[] {
  const { program } = evaluator;
  const units = new Map<string, UnitReference>();
  const { file } = target.site;
  const add = (unit: UnitReference): void => void units.set(unitId(unit), unit);
  for (const name of target.names) unitsConcerning(program, file, 'call', name).forEach(add);
  if (target.form !== 'constructor') return [...units.values()];
  for (const unit of target.family)
    for (const member of constructorCallsIn(program, unit)) add(member);
  return [...units.values()];
}

/** Whether a call can mean the target as it is written. It keeps the search from evaluating half a program. */
function mayReach(call: CallExpression, site: Site, { form, names }: Target): boolean {
  const name = calledName(call);
  if (name === INIT || name === NEW) return form === 'constructor';
  if (name === null || !names.has(name)) return false;
  if (form === 'method') return call.callee.kind === 'attribute';
  const root = rootOf(call.callee);
  // A function or class is reached by its name or through a module, never through a parameter.
  if (!root) return false;
  return root.bindings.every((binding) => site.body.bindings[binding]?.kind !== 'parameter');
}

function rootOf(expression: Expression): NameExpression | null {
  if (expression.kind === 'attribute') return rootOf(expression.object);
  return expression.kind === 'name' ? expression : null;
}

interface Collector {
  readonly values: Map<number, Value>;
  readonly omitted: Set<number>;
  called: boolean;
  uncertain: boolean;
  readonly cut: boolean;
}

/** Joins what one call passes, if it calls the function by its name at all. */
function collectCall(
  evaluator: Evaluator,
  target: Site,
  { call, site }: PlacedCall,
  into: Collector,
): void {
  const callee = evaluator.evaluate(call.callee, site);
  if (call.callee.kind === 'attribute' && callee.unknowns.length > 0) into.uncertain = true;
  const step = { callee, given: argumentsOf(evaluator, call, site), hands: false };
  collectArrivals(evaluator, target, step, into);
  if (isNothing(callee)) into.called = true;
}

/** Joins what a call passes in the end to a function that it may lead to. */
function collectHanded(
  evaluator: Evaluator,
  target: Site,
  { call, site, hands }: HandedCall,
  into: Collector,
): void {
  const callee = evaluator.evaluate(call.callee, site);
  const step = { callee, given: argumentsOf(evaluator, call, site), hands };
  collectArrivals(evaluator, target, step, into);
}

function collectArrivals(
  evaluator: Evaluator,
  target: Site,
  step: Parameters<typeof arrivalsOf>[1],
  into: Collector,
): void {
  const parameters = parametersOf(target);
  for (const { object, given, isPartial } of arrivalsOf(
    evaluator,
    step,
    isFunctionOf(evaluator, target),
  )) {
    if (object.kind === 'method') continue;
    const self = object.kind === 'class' ? instanceOf(object) : object.self;
    const bound = bindParameters(parameters, given, self && valueOf(self));
    into.called = true;
    for (const [binding] of parameters) {
      const value = bound.get(binding);
      if (value)
        into.values.set(binding, join(into.values.get(binding) ?? NOTHING, bounded(value)));
      else if (!isPartial) into.omitted.add(binding);
    }
  }
}

/** What a decorator passes to a function that nobody is seen to call: such as the handler of a framework. */
function collectUnseen(evaluator: Evaluator, target: Site, into: Collector): void {
  const unseen = unseenCallsOf(evaluator, target);
  if (!unseen) return;
  const passed: Collector = { ...into, values: new Map(), omitted: new Set() };
  collectArrivals(evaluator, target, { ...unseen, hands: false }, passed);
  for (const [binding, value] of passed.values)
    if (value.objects.length > 0) into.values.set(binding, value);
}

function instanceOf({ scope }: ClassObject): InstanceObject {
  return { kind: 'instance', scope, made: null };
}

/** The answer when callers are not followed any further: none is known, and there are some if anything of the name is called. */
export function unfollowed(
  { program }: Evaluator,
  { file, unit, scope }: ScopeReference,
): PassedArguments {
  const name = bodyOf(program, { file, unit })?.scopes[scope]?.name ?? '';
  const cut = (['call', 'handed'] as const).some(
    (role) => unitsConcerning(program, file, role, name).length > 0,
  );
  return cut ? { ...NO_CALLERS, cut } : NO_CALLERS;
}

/** A call, and where it stands. */
export interface PlacedCall {
  readonly call: CallExpression;
  readonly site: Site;
}

/** The calls that can mean the target as they are written, in other functions; null when there are too many. */
function callsOf(evaluator: Evaluator, target: Target): readonly PlacedCall[] | null {
  const units = candidates(evaluator, target);
  const limit = target.form === 'method' ? MAX_METHOD_CANDIDATES : MAX_CANDIDATES;
  if (units.length > limit) return null;
  const id = scopeId(target.site);
  return units.flatMap((unit) => {
    const level = siteOf(evaluator.program, { ...unit, scope: 0 });
    return (level?.body.scopes ?? []).flatMap((caller, index) => {
      if (!level || scopeId({ ...level, scope: index }) === id) return [];
      const site: Site = { ...level, scope: index };
      return caller.calls.flatMap((call) => (mayReach(call, site, target) ? [{ call, site }] : []));
    });
  });
}

/** The calls by others that can mean a function as they are written; null when there are too many to look at. */
export function possibleCalls(
  evaluator: Evaluator,
  scope: ScopeReference,
): readonly PlacedCall[] | null {
  const site = siteOf(evaluator.program, scope);
  const definition = site?.body.scopes[scope.scope];
  if (!site || definition?.kind !== 'function') return [];
  return callsOf(evaluator, targetOf(evaluator, site, definition));
}

/** What the callers of a function pass in. */
export function evaluatePassed(evaluator: Evaluator, scope: ScopeReference): PassedArguments {
  const site = siteOf(evaluator.program, scope);
  const definition = site?.body.scopes[scope.scope];
  if (!site || !definition) return NO_CALLERS;
  const assigned = passedToSetter(evaluator, site);
  if (assigned) return assigned;
  const target = targetOf(evaluator, site, definition);
  if (definition.kind === 'function') want(evaluator.program, target);
  const calls = callsOf(evaluator, target);
  const handed = handedCalls(evaluator, site, target.names);
  if (!calls) return { ...NO_CALLERS, uncertain: true, cut: true };
  const into: Collector = {
    values: new Map(),
    omitted: new Set(),
    called: false,
    uncertain: false,
    cut: handed === null,
  };
  for (const call of calls) collectCall(evaluator, site, call, into);
  for (const call of handed ?? []) collectHanded(evaluator, site, call, into);
  if (!into.called) collectUnseen(evaluator, site, into);
  const own = definition.calls.filter((call) => mayReach(call, site, target));
  addSelfCalls(evaluator, site, own, into.values);
  return into;
}
