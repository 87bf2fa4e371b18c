/*
 * Classes as they are written: which methods they have, what they derive from, and which class a method belongs to.
 */
import { type ScopeReference, scopeId, unitId, type UnitKey } from '../../link/place.ts';
import { bodyOf, type Program } from '../../link/program.ts';
import { unitsConcerning } from '../../link/test-code.ts';
import { printExpression } from '../../summary/print.ts';
import type { Scope } from '../../summary/unit.ts';
import { type Evaluator, type Site, siteOf } from '../evaluator.ts';

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
  const owner = parent === 0 && site.scope !== 0 ? program.owners.get(unitId(site)) : undefined;
  return owner === undefined ? null : classOfHeader(program, site.file, owner);
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

/** The name of constructors. */
export const INIT = '__init__';

/** The names of what runs behind a constructor that is made of the fields of a class. */
export const POST_INITS: readonly string[] = [
  '__post_init__',
  '__attrs_post_init__',
  'model_post_init',
];

/** The name of what runs for each class that derives from one. */
export const INIT_SUBCLASS = '__init_subclass__';

/** The name of what makes an instance before its constructor runs. */
export const NEW = '__new__';

/** Whether the first parameter of a method is the class. */
export function takesClass({ name, decorators }: Scope): boolean {
  return (
    name === NEW ||
    name === INIT_SUBCLASS ||
    decorators.some((item) => printExpression(item) === 'classmethod')
  );
}

/** At most this many classes of a lineage are looked through. */
const MAX_LINEAGE = 32;

/**
 * Classes and their bases in the order in which attributes are looked for, each once. Bases are looked up when the walk gets to them.
 * Rule: https://docs.python.org/3/howto/mro.html
 */
export function* lineage(
  evaluator: Evaluator,
  start: readonly ScopeReference[],
): Iterable<ScopeReference> {
  const seen = new Set<string>();
  let classes = start;
  while (classes.length > 0 && seen.size < MAX_LINEAGE) {
    const [only] = classes;
    const several = classes.length > 1 ? linearized(evaluator, classes) : [];
    for (const scope of several.length > 0 || !only ? several : [only]) {
      if (seen.has(scopeId(scope))) return;
      seen.add(scopeId(scope));
      yield scope;
    }
    classes = several.length === 0 && only ? basesOf(evaluator, only) : [];
  }
}

/** Classes with all their bases: a class stands before its bases, and bases stand as their class lists them. */
function linearized(
  evaluator: Evaluator,
  classes: readonly ScopeReference[],
): readonly ScopeReference[] {
  const last = new Map<string, ScopeReference>();
  let steps = 0;
  const walk = (scope: ScopeReference, below: ReadonlySet<string>): void => {
    const id = scopeId(scope);
    if (below.has(id) || ++steps > MAX_LINEAGE * 2) return;
    // A class that several others derive from stands behind the last of them.
    last.delete(id);
    last.set(id, scope);
    const path = new Set(below).add(id);
    for (const base of basesOf(evaluator, scope)) walk(base, path);
  };
  for (const scope of classes) walk(scope, new Set());
  return [...last.values()].slice(0, MAX_LINEAGE);
}

/** The classes of the workspace that derive directly from a class; for a class of production code those of production code. */
export function findSubclasses(
  evaluator: Evaluator,
  scope: ScopeReference,
): readonly ScopeReference[] {
  const { program } = evaluator;
  const name = bodyOf(program, scope)?.scopes[scope.scope]?.name ?? '';
  const id = scopeId(scope);
  return unitsConcerning(program, scope.file, 'base', name).flatMap(({ file, unit }) =>
    (bodyOf(program, { file, unit })?.scopes ?? []).flatMap(
      (candidate, index): ScopeReference[] => {
        const derived = { file, unit, scope: index };
        if (candidate.kind !== 'class') return [];
        return basesOf(evaluator, derived).some((base) => scopeId(base) === id) ? [derived] : [];
      },
    ),
  );
}
