/*
 * The callable that a call belongs to: function, method, nested function, lambda, class body or module.
 */
import { type Place, unitId, type UnitReference } from '../link/place.ts';
import { bodyOf, type Program } from '../link/program.ts';
import type { ScopeIndex } from '../summary/expression.ts';
import type { UnitBody } from '../summary/unit.ts';
import type { Caller } from './facts.ts';

/** The names of a scope and of the scopes around it inside its unit, outermost first. */
function namesInside(body: UnitBody, scope: ScopeIndex): readonly string[] {
  const names: string[] = [];
  for (let index = scope; index !== 0; index = body.scopes[index]?.parent ?? 0) {
    const current = body.scopes[index];
    names.unshift(current?.kind === 'lambda' ? '<lambda>' : (current?.name ?? ''));
  }
  return names;
}

function kindOf(body: UnitBody, scope: ScopeIndex): Caller<Place>['kind'] {
  const current = body.scopes[scope];
  if (current?.kind === 'lambda') return 'lambda';
  if (current?.kind === 'class') return 'class';
  const inClass =
    current?.parent === 0
      ? body.kind === 'member'
      : body.scopes[current?.parent ?? 0]?.kind === 'class';
  return inClass ? 'method' : 'function';
}

/** The caller of what stands directly in a scope. */
export function callerOf(
  program: Program,
  unit: UnitReference,
  body: UnitBody,
  scope: ScopeIndex,
): Caller<Place> {
  const place = (anchor: number): Place => ({ file: unit.file, unit: unit.unit, anchor });
  const owner = program.owners.get(unitId(unit));
  const header = owner === undefined ? null : bodyOf(program, { file: unit.file, unit: owner });
  const headerScope = header?.scopes.find(({ kind }) => kind === 'class');
  const outer = headerScope ? [headerScope.name] : [];
  const current = body.scopes[scope];
  if (scope !== 0 && current) {
    const name = [...outer, ...namesInside(body, scope)].join('.');
    return { name, kind: kindOf(body, scope), at: place(current.nameAt), whole: place(current.at) };
  }
  if (headerScope && owner !== undefined) {
    const inHeader = (anchor: number): Place => ({ file: unit.file, unit: owner, anchor });
    const { name, nameAt, at } = headerScope;
    return { name, kind: 'class', at: inHeader(nameAt), whole: inHeader(at) };
  }
  return { name: '<module>', kind: 'module', at: place(0), whole: place(0) };
}
