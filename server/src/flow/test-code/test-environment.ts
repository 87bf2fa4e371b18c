/*
 * Variables that tests set for themselves: `monkeypatch.setenv("X", …)`, `os.environ["X"] = …`, `patch.dict(os.environ, …)`.
 * They count for test code of the same file, those of `conftest.py` for test code of its folder, and never for other code.
 * Candidates are found by name and proven by evaluation.
 * Sources: https://docs.pytest.org/en/stable/how-to/monkeypatch.html, https://docs.python.org/3/library/os.html#os.environ,
 * https://docs.python.org/3/library/unittest.mock.html#patch-dict
 */
import { folderOf } from '../../link/modules.ts';
import type { FilePath, Place, UnitReference } from '../../link/place.ts';
import { type Program, unitsThat } from '../../link/program.ts';
import { isTestFile, rootOf } from '../../link/test-code.ts';
import { calledName, type MentionRole } from '../../link/mentions.ts';
import type { CallExpression, Expression } from '../../summary/expression.ts';
import type { AttributeWrite } from '../../summary/unit.ts';
import { printExpression } from '../../summary/print.ts';
import { argumentsOf } from '../callable/arguments.ts';
import { type Evaluator, placeOf, type Site, siteOf } from '../evaluator.ts';
import { sameValue } from '../value/same.ts';
import { withStep } from '../value/trail.ts';
import { joinAll, type Value } from '../value/value.ts';

/** A variable that a test sets. */
interface Setting {
  readonly variable: string;
  readonly value: Value;
  readonly at: Place;
}

const ENVIRONMENT = 'os.environ';

/** What units that may set a variable mention. */
const MENTIONS: readonly (readonly [MentionRole, string])[] = [
  ['write', 'environ'],
  ['call', 'setenv'],
  ['call', 'putenv'],
  ['call', 'setdefault'],
  ['call', 'update'],
  ['call', 'dict'],
];

/** The units that are tests. */
const TEST = /(?:^|\.)test[^.]*$/u;

function isEnvironment({ objects }: Value): boolean {
  return objects.some(
    (object) =>
      (object.kind === 'external' && object.name === ENVIRONMENT) ||
      (object.kind === 'string' && object.text === ENVIRONMENT),
  );
}

function named(name: Value, value: Value, at: Place, note: string): readonly Setting[] {
  return name.objects.flatMap((object) =>
    object.kind === 'string'
      ? [{ variable: object.text, value: withStep(value, at, note), at }]
      : [],
  );
}

function inDict({ objects }: Value, at: Place, note: string): readonly Setting[] {
  return objects.flatMap((object) =>
    object.kind === 'dict'
      ? [...object.entries].map(([variable, value]) => ({
          variable,
          value: withStep(value, at, note),
          at,
        }))
      : [],
  );
}

/** `os.environ.update(…)` and `patch.dict(os.environ, …)`: a dict, and keywords. */
function several(
  evaluator: Evaluator,
  call: CallExpression,
  site: Site,
  position: number,
): readonly Setting[] {
  const given = argumentsOf(evaluator, call, site);
  const keywords = [...given.keywords()].map(([variable, value]) => ({
    variable,
    value: withStep(value, given.at, given.note),
    at: given.at,
  }));
  const values = given.get('values', position)?.value;
  const dict = values ? inDict(values, given.at, given.note) : [];
  return [...dict, ...keywords.filter(({ variable }) => variable !== 'values')];
}

/** The names from outside that an expression may stand for. */
function outsideNames(evaluator: Evaluator, expression: Expression, site: Site): readonly string[] {
  return evaluator
    .evaluate(expression, site)
    .objects.flatMap((object) => (object.kind === 'external' ? [object.name] : []));
}

function settingsOfCall(
  evaluator: Evaluator,
  call: CallExpression,
  site: Site,
): readonly Setting[] {
  const method = calledName(call);
  const { callee } = call;
  const one = (): readonly Setting[] => {
    const given = argumentsOf(evaluator, call, site);
    const [name, value] = given.positional();
    return name && value ? named(name, value, given.at, given.note) : [];
  };
  switch (method) {
    case 'setenv':
      // Fixtures come by the name of a parameter, and nothing else has such a method.
      return callee.kind === 'attribute' ? one() : [];
    case 'putenv':
    case 'setdefault':
      return outsideNames(evaluator, callee, site).some((name) =>
        [`${ENVIRONMENT}.setdefault`, 'os.putenv'].includes(name),
      )
        ? one()
        : [];
    case 'update':
      return outsideNames(evaluator, callee, site).includes(`${ENVIRONMENT}.update`)
        ? several(evaluator, call, site, 0)
        : [];
    case 'dict': {
      const isPatch = outsideNames(evaluator, callee, site).some((name) =>
        /(?:^|\.)patch\.dict$/u.test(name),
      );
      if (!isPatch) return [];
      const target = argumentsOf(evaluator, call, site).get('in_dict', 0)?.value;
      return target && isEnvironment(target) ? several(evaluator, call, site, 1) : [];
    }
    default:
      return [];
  }
}

/** `os.environ["X"] = value`. */
function settingsOfWrite(
  evaluator: Evaluator,
  { object, name, value, at }: AttributeWrite,
  site: Site,
): readonly Setting[] {
  if (name !== 'environ' || value.kind !== 'item-assigned') return [];
  if (!outsideNames(evaluator, object, site).includes('os')) return [];
  const place = placeOf(site, at);
  const note = `os.environ[${printExpression(value.key)}] = ${printExpression(value.value)}`;
  return named(
    evaluator.evaluate(value.key, site),
    evaluator.evaluate(value.value, site),
    place,
    note,
  );
}

function settingsInUnit(evaluator: Evaluator, unit: UnitReference): readonly Setting[] {
  const level = siteOf(evaluator.program, { ...unit, scope: 0 });
  return (level?.body.scopes ?? []).flatMap((scope, index) => {
    if (!level) return [];
    const site = { ...level, scope: index };
    return [
      ...scope.writes.flatMap((write) => settingsOfWrite(evaluator, write, site)),
      ...scope.calls.flatMap((call) => settingsOfCall(evaluator, call, site)),
    ];
  });
}

/** The files whose settings count for a test, the nearest first. */
function filesFor(program: Program, file: FilePath): readonly FilePath[] {
  const root = rootOf(program, file) ?? folderOf(file);
  const files = [file];
  for (let folder = folderOf(file); folder.startsWith(root); folder = folderOf(folder)) {
    files.push(`${folder}/conftest.py`);
    if (folder === root) break;
  }
  return [...new Set(files)];
}

/** What a variable is where a test reads it; null when no test sets it there. */
export type TestEnvironment = (at: Place, variable: string) => Value | null;

/** Creates the question what tests set for themselves. */
export function createTestEnvironment(
  program: Program,
  evaluator: () => Evaluator,
): TestEnvironment {
  const settingsIn = program.engine.query<FilePath, readonly Setting[]>('variables set', {
    key: (file) => file,
    compute: (file) => {
      const units = MENTIONS.flatMap(([role, name]) => unitsThat(program, role, name));
      const own = new Map(
        units.filter((unit) => unit.file === file).map((unit) => [unit.unit, unit]),
      );
      return [...own.values()].flatMap((unit) => settingsInUnit(evaluator(), unit));
    },
    bottom: [],
    equal: (left, right) =>
      left.length === right.length &&
      left.every((setting, index) => {
        const other = right[index];
        return other?.variable === setting.variable && sameValue(setting.value, other.value);
      }),
  });
  return (at, variable) => {
    if (!isTestFile(program, at.file)) return null;
    for (const file of filesFor(program, at.file)) {
      const found = settingsIn(file).filter((setting) => setting.variable === variable);
      // What a test sets for itself counts before what its file sets, and for no other test.
      const own = found.filter((setting) => file === at.file && setting.at.unit === at.unit);
      const chosen = own.length > 0 ? own : found.filter((setting) => !TEST.test(setting.at.unit));
      if (chosen.length > 0) return joinAll(chosen.map(({ value }) => value));
    }
    return null;
  };
}
