/*
 * Classes: their members, what their methods write to `self`, and their bases.
 */
import type { ScopeReference, UnitKey } from '../link/place.ts';
import { bodyOf, type Program, unitsOf } from '../link/program.ts';
import type { Expression } from '../summary/expression.ts';
import { printExpression } from '../summary/print.ts';
import type { AttributeWrite, Scope, UnitBody } from '../summary/unit.ts';
import { annotatedValue } from './annotation.ts';
import { type Evaluator, type MemberRequest, placeOf, type Site, siteOf } from './evaluator.ts';
import { withStep } from './trail.ts';
import {
  type ClassObject,
  type InstanceObject,
  join,
  joinAll,
  type Value,
  valueOf,
} from './value.ts';

/** A class is looked for in at most this many bases. */
const MAX_BASES = 32;

/** The class whose header a member's unit belongs to, as its scope; null when the unit is gone. */
function classOfHeader(program: Program, file: string, header: UnitKey): ScopeReference | null {
  const body = bodyOf(program, { file, unit: header });
  const scope = body?.scopes.findIndex((candidate) => candidate.kind === 'class') ?? -1;
  return scope < 0 ? null : { file, unit: header, scope };
}

/** The class that a function of this scope is a method of; null for anything else. */
export function enclosingClass(program: Program, site: Site): ScopeReference | null {
  const parent = site.body.scopes[site.scope]?.parent ?? 0;
  if (site.body.scopes[parent]?.kind === 'class')
    return { file: site.file, unit: site.unit, scope: parent };
  const owner =
    parent === 0 && site.scope !== 0 ? program.owners.get(`${site.file}::${site.unit}`) : undefined;
  return owner === undefined ? null : classOfHeader(program, site.file, owner);
}

/** The units and scopes that the body of a class consists of: members of their own, or scopes of the same unit. */
function methodsOf(program: Program, scope: ScopeReference): readonly Site[] {
  const body = bodyOf(program, scope);
  if (!body) return [];
  const inside = methodScopes(body, scope.scope).map((index) => ({
    ...scope,
    scope: index,
    body,
    call: null,
  }));
  if (body.kind !== 'class-header') return inside;
  return unitsOf(program, scope.file).flatMap((entry) => {
    const member =
      entry.owner === scope.unit ? bodyOf(program, { file: scope.file, unit: entry.key }) : null;
    if (!member) return [];
    return methodScopes(member, 0).map((index) => ({
      file: scope.file,
      unit: entry.key,
      scope: index,
      body: member,
      call: null,
    }));
  });
}

function methodScopes(body: UnitBody, parent: number): readonly number[] {
  return body.scopes.flatMap((scope, index) =>
    scope.kind === 'function' && scope.parent === parent && index !== 0 ? [index] : [],
  );
}

function writesSelf(write: AttributeWrite, scope: Scope, name: string): boolean {
  const [self] = scope.parameters;
  const { object } = write;
  return (
    write.name === name &&
    object.kind === 'name' &&
    self !== undefined &&
    object.bindings.includes(self)
  );
}

/** Whether an expression is `None`, which says that the attribute gets its value elsewhere. */
function isNone(expression: Expression): boolean {
  return expression.kind === 'constant' && expression.text === 'None';
}

interface Found {
  readonly values: readonly Value[];
  /** Whether a base need not be asked any more. */
  readonly final: boolean;
}

function writtenValues(evaluator: Evaluator, scope: ScopeReference, name: string): Found {
  const values: Value[] = [];
  let final = false;
  for (const site of methodsOf(evaluator.program, scope)) {
    const definition = site.body.scopes[site.scope];
    for (const write of definition?.writes ?? []) {
      if (!definition || !writesSelf(write, definition, name)) continue;
      if (isNone(write.value) && !write.annotation) continue;
      final = true;
      values.push(writtenValue(evaluator, write, site));
    }
  }
  return { values, final };
}

function writtenValue(evaluator: Evaluator, write: AttributeWrite, site: Site): Value {
  const at = placeOf(site, write.at);
  const note = `self.${write.name} = ${printExpression(write.value)}`;
  const value = evaluator.evaluate(write.value, site);
  const promised =
    write.annotation &&
    annotatedValue(evaluator, write.annotation, site, {
      name: write.name,
      at,
      reason: 'unassigned-name',
    });
  const known = value.objects.some((object) => object.kind === 'api') || !promised;
  return withStep(
    known ? value : join(promised, { objects: value.objects, unknowns: [] }),
    at,
    note,
  );
}

function classLevelValues(evaluator: Evaluator, scope: ScopeReference, name: string): Found {
  const body = bodyOf(evaluator.program, scope);
  const { file, unit } = scope;
  if (body?.kind === 'class-header') {
    const { bindings, open } = evaluator.names.bindingsOf({
      file,
      owner: unit,
      name,
      before: null,
    });
    return {
      values: bindings.map((binding) => evaluator.bindingValue(binding)),
      final: bindings.length > 0 && !open,
    };
  }
  const values = (body?.bindings ?? []).flatMap((binding, index) =>
    binding.scope === scope.scope && binding.name === name
      ? [evaluator.bindingValue({ file, unit, name, binding: index })]
      : [],
  );
  return { values, final: values.length > 0 };
}

/** The bases of a class that are classes of the workspace, in order. */
export function basesOf(evaluator: Evaluator, scope: ScopeReference): readonly ScopeReference[] {
  const site = siteOf(evaluator.program, scope);
  const definition = site?.body.scopes[scope.scope];
  if (!site || !definition) return [];
  const around = { ...site, scope: definition.parent };
  return definition.bases.flatMap((base) =>
    evaluator
      .evaluate(base, around)
      .objects.flatMap((object) => (object.kind === 'class' ? [object.scope] : [])),
  );
}

/** An attribute of a class or of its instances: what methods write, then the class's own names, then the bases; null when there is none. */
export function evaluateMember(evaluator: Evaluator, { owner, name }: MemberRequest): Value | null {
  const found: Value[] = [];
  const seen = new Set<string>();
  const queue = [owner.scope];
  for (let scope = queue.shift(); scope && seen.size < MAX_BASES; scope = queue.shift()) {
    const id = `${scope.file}::${scope.unit}/${scope.scope}`;
    if (seen.has(id)) continue;
    seen.add(id);
    const written = writtenValues(evaluator, scope, name);
    const own = classLevelValues(evaluator, scope, name);
    found.push(...written.values, ...own.values);
    if (written.final || own.final) break;
    queue.push(...basesOf(evaluator, scope));
  }
  return found.length > 0 ? bindMembers(evaluator, joinAll(found), owner) : null;
}

/** Functions found in a class become methods of the owner; properties become what they return. */
function bindMembers(
  evaluator: Evaluator,
  value: Value,
  owner: ClassObject | InstanceObject,
): Value {
  const bound = value.objects.map((object): Value => {
    if (object.kind !== 'function' || object.self) return valueOf(object);
    const definition = bodyOf(evaluator.program, object.scope)?.scopes[object.scope.scope];
    const decorators = (definition?.decorators ?? []).map(printExpression);
    if (decorators.includes('staticmethod') || definition?.kind === 'lambda')
      return valueOf(object);
    const self = selfFor(owner, decorators.includes('classmethod'));
    if (owner.kind === 'instance' && decorators.some(isProperty)) {
      const parameter = definition?.parameters[0];
      const parameters = new Map(parameter === undefined ? [] : [[parameter, valueOf(owner)]]);
      return evaluator.returnsOf({ scope: object.scope, parameters, depth: 1 });
    }
    return valueOf(self ? { ...object, self } : object);
  });
  return joinAll([...bound, { objects: [], unknowns: value.unknowns }]);
}

function isProperty(decorator: string): boolean {
  return /^(?:\w+\.)?(?:property|cached_property)$/.test(decorator);
}

function selfFor(
  owner: ClassObject | InstanceObject,
  isClassMethod: boolean,
): ClassObject | InstanceObject | null {
  if (isClassMethod) return { kind: 'class', scope: owner.scope };
  return owner.kind === 'instance' ? owner : null;
}
