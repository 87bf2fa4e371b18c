/*
 * pytest fixtures: which function gives a test, or another fixture, what its parameter asks for by name.
 * Those of the class win over those of the module, then comes the `conftest.py` of each folder from the nearest outwards:
 * https://docs.pytest.org/en/stable/reference/fixtures.html
 */
import type { QueryEngine } from '../../base/query.ts';
import { folderOf, resolveModule } from '../../link/modules.ts';
import { methodsOf } from '../../link/classes.ts';
import { type FilePath, type ScopeReference, scopeId } from '../../link/place.ts';
import { bodyOf, type Program, unitsOf } from '../../link/program.ts';
import { rootOf } from '../../link/test-code.ts';
import type { Expression } from '../../summary/expression.ts';
import { argumentsOf } from '../callable/arguments.ts';
import { boundValue } from '../bound-name.ts';
import { enclosingClass, lineage } from '../class/class.ts';
import { elementOf } from '../container/container.ts';
import {
  type Evaluator,
  type FixtureLevel,
  type Fixtures,
  placeOf,
  type Site,
  siteOf,
} from '../evaluator.ts';
import type { CallArguments } from '../library/library.ts';
import { withStep } from '../value/trail.ts';
import { joinAll, NOTHING, type Value, valueOf } from '../value/value.ts';

const FIXTURE_DECORATORS: ReadonlySet<string> = new Set([
  'pytest.fixture',
  'pytest.yield_fixture',
  'pytest_asyncio.fixture',
]);

/** The site at which the decorators of a function or class are evaluated. */
export function aroundOf(site: Site): Site {
  return { ...site, scope: site.body.scopes[site.scope]?.parent ?? 0, call: null };
}

/** Whether an expression is the function of a library that one of the dotted names means. Its last name is looked at first. */
export function meansOneOf(
  evaluator: Evaluator,
  expression: Expression,
  site: Site,
  names: ReadonlySet<string>,
): boolean {
  if (expression.kind !== 'name' && expression.kind !== 'attribute') return false;
  const last = `.${expression.name}`;
  if (![...names].some((name) => name.endsWith(last))) return false;
  return evaluator
    .evaluate(expression, site)
    .objects.some((object) => object.kind === 'external' && names.has(object.name));
}

/** What `@pytest.fixture(…)` says above a function: its arguments, or `plain` without any; null when it is no fixture. */
function fixtureArguments(evaluator: Evaluator, site: Site): CallArguments | 'plain' | null {
  const around = aroundOf(site);
  for (const decorator of site.body.scopes[site.scope]?.decorators ?? []) {
    const callee = decorator.kind === 'call' ? decorator.callee : decorator;
    if (!meansOneOf(evaluator, callee, around, FIXTURE_DECORATORS)) continue;
    return decorator.kind === 'call' ? argumentsOf(evaluator, decorator, around) : 'plain';
  }
  return null;
}

/** Whether a function is a fixture. */
export function isFixture(evaluator: Evaluator, site: Site): boolean {
  return fixtureArguments(evaluator, site) !== null;
}

/** The values that `params` gives a fixture, one for each of its runs; bottom when there are none. */
export function fixtureParams(evaluator: Evaluator, site: Site): Value {
  const given = fixtureArguments(evaluator, site);
  const params = given === null || given === 'plain' ? null : given.get('params', null);
  return params ? elementOf(params.value) : NOTHING;
}

/** The name that a fixture is asked for by; null for a function that is none. */
function fixtureName(evaluator: Evaluator, site: Site): string | null {
  const given = fixtureArguments(evaluator, site);
  if (given === null) return null;
  const name = given === 'plain' ? null : given.get('name', null);
  const [only] = name?.value.objects ?? [];
  return only?.kind === 'string' ? only.text : (site.body.scopes[site.scope]?.name ?? null);
}

function functionsOf(evaluator: Evaluator, { file, owner }: FixtureLevel): readonly Site[] {
  const { program } = evaluator;
  if (owner)
    return methodsOf(evaluator.classes.shapeOf(owner)).flatMap(
      (method) => siteOf(program, method) ?? [],
    );
  return unitsOf(program, file).flatMap((entry): readonly Site[] => {
    const body = entry.owner === null ? bodyOf(program, { file, unit: entry.key }) : null;
    return (body?.scopes ?? []).flatMap((scope, index): readonly Site[] =>
      body && scope.kind === 'function' && scope.parent === 0 && index !== 0
        ? [{ file, unit: entry.key, scope: index, body, call: null }]
        : [],
    );
  });
}

function definedFixtures(evaluator: Evaluator, level: FixtureLevel): Fixtures {
  const fixtures = new Map<string, ScopeReference>();
  for (const site of functionsOf(evaluator, level)) {
    const name = fixtureName(evaluator, site);
    if (name !== null) {
      fixtures.set(name, { file: site.file, unit: site.unit, scope: site.scope });
    }
  }
  return fixtures;
}

function sameFixtures(left: Fixtures, right: Fixtures): boolean {
  return (
    left.size === right.size &&
    [...left].every(([name, scope]) => {
      const other = right.get(name);
      return other !== undefined && scopeId(other) === scopeId(scope);
    })
  );
}

const NO_FIXTURES: Fixtures = new Map();

/** The question which fixtures a class or module itself defines. */
export function fixturesQuery(
  engine: QueryEngine,
  title: string,
  evaluator: () => Evaluator,
): (level: FixtureLevel) => Fixtures {
  return engine.query<FixtureLevel, Fixtures>(title, {
    key: ({ file, owner }) => (owner ? scopeId(owner) : file),
    compute: (level) => definedFixtures(evaluator(), level),
    bottom: NO_FIXTURES,
    equal: sameFixtures,
  });
}

/** The fixtures of a name that a module brings from others: by import, by `import *`, and as plug-ins. */
function broughtFixtures(
  evaluator: Evaluator,
  file: FilePath,
  name: string,
): readonly ScopeReference[] {
  const { program, names } = evaluator;
  const imported = boundValue(evaluator, { file, owner: null, name, before: null });
  const functions = (imported?.objects ?? []).flatMap((object): readonly ScopeReference[] => {
    const site = object.kind === 'function' ? siteOf(program, object.scope) : null;
    return site && fixtureName(evaluator, site) === name ? [site] : [];
  });
  if (functions.length > 0) return functions;
  const plugins = boundValue(evaluator, {
    file,
    owner: null,
    name: 'pytest_plugins',
    before: null,
  });
  const modules = [...(plugins?.objects ?? []), ...elementOf(plugins ?? NOTHING).objects].flatMap(
    (object) => (object.kind === 'string' ? [{ module: object.text, level: 0 }] : []),
  );
  return [...names.starImportsOf(file), ...modules].flatMap(({ module, level }) =>
    resolveModule(program, { from: file, module, level }).flatMap((target) => {
      const found =
        target.kind === 'file'
          ? evaluator.fixturesOf({ file: target.path, owner: null }).get(name)
          : undefined;
      return found ? [found] : [];
    }),
  );
}

/** The modules whose fixtures a file may ask for: itself, then `conftest.py` of its folder and of those around it. */
function fixtureFiles(program: Program, file: FilePath): readonly FilePath[] {
  const files = [file];
  const root = rootOf(program, file);
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const conftest = `${folder}/conftest.py`;
    if (conftest !== file && program.files.get(conftest)) files.push(conftest);
    if (root === null || folder === root || folder === '') return files;
  }
}

/** The fixtures that a function may mean by a name, all of the nearest place. One that asks for its own name means the next. */
function fixturesNamed(evaluator: Evaluator, name: string, asker: Site): readonly ScopeReference[] {
  const { program } = evaluator;
  const others = (found: readonly ScopeReference[]): readonly ScopeReference[] =>
    found.filter((scope) => scopeId(scope) !== scopeId(asker));
  const definedAt = (level: FixtureLevel): readonly ScopeReference[] => {
    const found = evaluator.fixturesOf(level).get(name);
    return found ? others([found]) : [];
  };
  const owner = enclosingClass(program, asker);
  for (const scope of owner ? lineage(evaluator, [owner]) : []) {
    const found = definedAt({ file: scope.file, owner: scope });
    if (found.length > 0) return found;
  }
  for (const file of fixtureFiles(program, asker.file)) {
    const defined = definedAt({ file, owner: null });
    const found = defined.length > 0 ? defined : others(broughtFixtures(evaluator, file, name));
    if (found.length > 0) return found;
  }
  return [];
}

/** What a function gets that asks for a fixture: what the fixture returns or yields; null when no fixture has the name. */
export function fixtureValue(evaluator: Evaluator, name: string, asker: Site): Value | null {
  const values = fixturesNamed(evaluator, name, asker).map((scope): Value => {
    const site = siteOf(evaluator.program, scope);
    const definition = site?.body.scopes[scope.scope];
    if (!site || !definition) return NOTHING;
    if (definition.returns.length === 0 && definition.yields.length === 0)
      return valueOf({ kind: 'constant', text: 'None' });
    const result = evaluator.returnsOf({ scope, parameters: null, depth: 0 });
    const value = definition.yields.length > 0 ? elementOf(result) : result;
    return withStep(value, placeOf(site, definition.nameAt), `fixture ${name}`);
  });
  return values.length > 0 ? joinAll(values) : null;
}
