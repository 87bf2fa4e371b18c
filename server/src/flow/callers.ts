/*
 * Who calls a function of the workspace, and with what. Candidates are found by name and proven by evaluating the callee.
 */
import { calledName } from '../link/call-sites.ts';
import { folderOf } from '../link/modules.ts';
import { type ScopeReference, scopeId, type UnitReference } from '../link/place.ts';
import { bodyOf, type Program } from '../link/program.ts';
import { isTestFile } from '../link/test-code.ts';
import type { CallExpression } from '../summary/expression.ts';
import type { Scope } from '../summary/unit.ts';
import { bindParameters } from './arguments.ts';
import { enclosingClass } from './class.ts';
import { constructorOf } from './construct.ts';
import {
  type Evaluator,
  parametersOf,
  type PassedArguments,
  type Site,
  siteOf,
} from './evaluator.ts';
import { sameValue } from './same.ts';
import { isNothing, join, NOTHING, type Value, valueOf } from './value.ts';

/** More units than this that call something of the name are not looked through: the name says too little. */
const MAX_CANDIDATES = 400;

/** While the callers are being looked for, they seem to exist and to pass nothing. */
export const NOT_YET: PassedArguments = {
  values: new Map(),
  omitted: new Set(),
  called: true,
  uncertain: false,
};

/** Whether two answers about callers are equal. */
export function samePassed(left: PassedArguments, right: PassedArguments): boolean {
  return (
    left.called === right.called &&
    left.uncertain === right.uncertain &&
    left.omitted.size === right.omitted.size &&
    [...left.omitted].every((binding) => right.omitted.has(binding)) &&
    left.values.size === right.values.size &&
    [...left.values].every(([binding, value]) =>
      sameValue(value, right.values.get(binding) ?? NOTHING),
    )
  );
}

const NO_CALLERS: PassedArguments = {
  values: new Map(),
  omitted: new Set(),
  called: false,
  uncertain: false,
};

/** The names that a function can be called by, with the word that files with such calls must hold. */
function namesOf(evaluator: Evaluator, site: Site, definition: Scope): readonly string[] {
  const { program } = evaluator;
  const owner = enclosingClass(program, site);
  if (!owner || definition.name !== '__init__') return withAliases(program, [definition.name]);
  return withAliases(program, [...classNames(evaluator, owner), '__init__']);
}

function withAliases(program: Program, names: readonly string[]): readonly string[] {
  const all = new Set(names);
  for (const name of names) for (const alias of program.aliases.get(name) ?? []) all.add(alias);
  return [...all];
}

/** The names of a class and of all classes derived from classes of these names. */
function classNames(evaluator: Evaluator, owner: ScopeReference): readonly string[] {
  const { program } = evaluator;
  const first = bodyOf(program, owner)?.scopes[owner.scope]?.name ?? '';
  const names = new Set([first]);
  for (const name of names) {
    if (names.size > MAX_CANDIDATES) break;
    for (const unit of program.subclasses.get(name) ?? []) {
      for (const scope of bodyOf(program, unit)?.scopes ?? [])
        if (scope.kind === 'class') names.add(scope.name);
    }
  }
  return [...names];
}

/** Notes that files with calls of these names matter. They must also name the class or the module of the function. */
function want(
  program: Program,
  site: Site,
  names: readonly string[],
  owner: ScopeReference | null,
): void {
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

function candidates(
  program: Program,
  site: Site,
  names: readonly string[],
): readonly UnitReference[] {
  const units = new Map<string, UnitReference>();
  const inTest = isTestFile(site.file);
  for (const name of names) {
    for (const unit of program.callSites.get(name) ?? []) {
      if (inTest || !isTestFile(unit.file)) units.set(`${unit.file}::${unit.unit}`, unit);
    }
  }
  return [...units.values()];
}

interface Collector {
  readonly values: Map<number, Value>;
  readonly omitted: Set<number>;
  called: boolean;
  uncertain: boolean;
}

/** Joins what one call passes, if it calls the function at all. */
function collectCall(
  evaluator: Evaluator,
  target: Site,
  call: CallExpression,
  site: Site,
  into: Collector,
): void {
  const callee = evaluator.evaluate(call.callee, site);
  if (call.callee.kind === 'attribute' && callee.unknowns.length > 0) into.uncertain = true;
  const parameters = parametersOf(target);
  for (const object of callee.objects) {
    const reached =
      object.kind === 'class'
        ? constructorOf(evaluator, object.scope)
        : object.kind === 'function'
          ? object.scope
          : null;
    if (!reached || scopeId(reached) !== scopeId(target)) continue;
    const self = object.kind === 'function' ? object.self : null;
    const made =
      object.kind === 'class'
        ? valueOf({ kind: 'instance', scope: object.scope, made: null })
        : null;
    const bound = bindParameters(evaluator, parameters, call, site, self ? valueOf(self) : made);
    into.called = true;
    for (const [binding] of parameters) {
      const value = bound.get(binding);
      if (value) into.values.set(binding, join(into.values.get(binding) ?? NOTHING, value));
      else into.omitted.add(binding);
    }
  }
  if (isNothing(callee)) into.called = true;
}

/** What the callers of a function pass in; of production callers only, for production code. */
export function evaluatePassed(evaluator: Evaluator, scope: ScopeReference): PassedArguments {
  const target = siteOf(evaluator.program, scope);
  const definition = target?.body.scopes[scope.scope];
  if (!target || definition?.kind !== 'function') return NO_CALLERS;
  const names = namesOf(evaluator, target, definition);
  want(evaluator.program, target, names, enclosingClass(evaluator.program, target));
  const units = candidates(evaluator.program, target, names);
  if (units.length > MAX_CANDIDATES) return { ...NO_CALLERS, uncertain: true };
  const into: Collector = {
    values: new Map(),
    omitted: new Set(),
    called: false,
    uncertain: false,
  };
  const called = new Set(names);
  for (const unit of units) {
    const level = siteOf(evaluator.program, { ...unit, scope: 0 });
    level?.body.scopes.forEach((caller, index) => {
      const site: Site = { ...level, scope: index };
      if (scopeId(site) === scopeId(target)) return;
      for (const call of caller.calls) {
        const name = calledName(call);
        if (name !== null && called.has(name)) collectCall(evaluator, target, call, site, into);
      }
    });
  }
  return into;
}
