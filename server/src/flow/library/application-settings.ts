/*
 * Settings that a framework collects: those of Django, of the modules that the code names as its settings, and what an
 * application of Flask is told to take from an object. What is named is looked up as the file that names it sees it.
 * Sources: https://docs.djangoproject.com/en/stable/topics/settings/, https://flask.palletsprojects.com/en/stable/config/
 */
import { nearestOf } from '../../link/modules.ts';
import type { FilePath, ScopeReference } from '../../link/place.ts';
import { bodyOf, unitsOf } from '../../link/program.ts';
import { unitsConcerning } from '../../link/test-code.ts';
import type { CallExpression } from '../../summary/expression.ts';
import { argumentsOf } from '../callable/arguments.ts';
import { lineage } from '../class/class.ts';
import { namesAssigned } from '../class/class-field.ts';
import { EMPTY_DICT, withEntry } from '../container/container.ts';
import { memberOf, moduleValue } from '../evaluate-import.ts';
import { type Evaluator, type Site, siteOf } from '../evaluator.ts';
import {
  isNothing,
  joinAll,
  joinOver,
  NOTHING,
  textValue,
  type Value,
  type ValueObject,
  valueOf,
} from '../value/value.ts';

/** What stands for the settings of Django. */
export const DJANGO_SETTINGS = 'django.conf.settings';

const SETTINGS_MODULE = 'DJANGO_SETTINGS_MODULE';

/** More units than this that call something of a name are not looked through. */
const MAX_CALLERS = 60;

interface PlacedCall {
  readonly call: CallExpression;
  readonly site: Site;
}

/** The calls of something of a name, for a file. */
function callsNamed({ program }: Evaluator, file: FilePath, name: string): readonly PlacedCall[] {
  const units = unitsConcerning(program, file, 'call', name);
  if (units.length > MAX_CALLERS) return [];
  return units.flatMap((unit) => {
    const level = siteOf(program, { ...unit, scope: 0 });
    return (level?.body.scopes ?? []).flatMap(({ calls }, scope) =>
      calls.flatMap((call) =>
        level && call.callee.kind === 'attribute' && call.callee.name === name
          ? [{ call, site: { ...level, scope } }]
          : [],
      ),
    );
  });
}

/** A setting of Django as a file sees it: of the modules that `os.environ.setdefault` names; null when none has it. */
export function djangoSetting(evaluator: Evaluator, file: FilePath, name: string): Value | null {
  evaluator.program.wanted.set(SETTINGS_MODULE, { name: 'setdefault', owner: SETTINGS_MODULE });
  const found = callsNamed(evaluator, file, 'setdefault').flatMap(({ call, site }) => {
    const [variable, module] = call.arguments;
    if (variable?.value.kind !== 'string' || variable.value.text !== SETTINGS_MODULE) return [];
    if (module?.value.kind !== 'string') return [];
    const settings = moduleValue(evaluator, site.file, module.value.text, 0);
    return [{ path: site.file, settings }];
  });
  const values = nearestOf(file, found).flatMap(({ settings }) =>
    settings.objects.map((object) =>
      object.kind === 'module' ? memberOf(evaluator, object, name) : null,
    ),
  );
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? joinAll(known) : null;
}

/** Methods of the configuration of an application that take settings from elsewhere. */
const LOADERS: readonly string[] = ['from_object', 'from_mapping'];

/** Whether an application is told to take its settings from elsewhere. */
export function loadsConfiguration({ program }: Evaluator, file: FilePath): boolean {
  return LOADERS.some((name) => unitsConcerning(program, file, 'call', name).length > 0);
}

/** What applications are told to take as their configuration, with the files that say so. */
export function loadedConfigurations(
  evaluator: Evaluator,
  file: FilePath,
  isConfiguration: (call: CallExpression, site: Site) => boolean,
): readonly { readonly path: FilePath; readonly values: readonly Value[] }[] {
  return LOADERS.flatMap((name) =>
    callsNamed(evaluator, file, name).flatMap(({ call, site }) => {
      if (!isConfiguration(call, site)) return [];
      const given = argumentsOf(evaluator, call, site);
      const [source = NOTHING] = given.positional();
      const values =
        name === 'from_mapping'
          ? [
              ...source.objects.filter(({ kind }) => kind === 'dict').map(valueOf),
              asDict(given.keywords()),
            ]
          : [
              joinOver(namedObject(evaluator, source, site.file), (object) =>
                settingsOf(evaluator, object),
              ),
            ];
      return [{ path: site.file, values }];
    }),
  );
}

function asDict(entries: ReadonlyMap<string, Value>): Value {
  const dict = [...entries].reduce(
    (known, [name, value]) => withEntry(known, textValue(name), value),
    EMPTY_DICT,
  );
  return valueOf({ ...dict, rest: NOTHING });
}

/** `"package.module.Class"` stands for the class, and `"package.module"` for the module. */
function namedObject(evaluator: Evaluator, source: Value, file: FilePath): Value {
  return joinOver(source, (object) => {
    if (object.kind !== 'string') return valueOf(object);
    const module = moduleValue(evaluator, file, object.text, 0);
    if (module.objects.some(({ kind }) => kind === 'module')) return module;
    const dot = object.text.lastIndexOf('.');
    const name = object.text.slice(dot + 1);
    return joinAll(
      moduleValue(evaluator, file, object.text.slice(0, Math.max(dot, 0)), 0).objects.map(
        (holder) =>
          holder.kind === 'module' ? (memberOf(evaluator, holder, name) ?? NOTHING) : NOTHING,
      ),
    );
  });
}

const IS_SETTING = /^[A-Z][A-Z0-9_]*$/;

/** The names in capital letters of a module, a class or an instance, with their values. */
function settingsOf(evaluator: Evaluator, object: ValueObject): Value {
  const entries = new Map<string, Value>();
  const add = (name: string, value: Value | null): void => {
    if (IS_SETTING.test(name) && value && !isNothing(value)) entries.set(name, value);
  };
  if (object.kind === 'module' && object.form === 'file')
    for (const name of moduleNames(evaluator, object.path))
      add(name, memberOf(evaluator, object, name));
  if (object.kind === 'class' || object.kind === 'instance')
    for (const name of classNames(evaluator, object.scope))
      add(name, evaluator.memberOf({ owner: object, name }));
  return asDict(entries);
}

function moduleNames({ program }: Evaluator, file: FilePath): readonly string[] {
  return unitsOf(program, file).flatMap(({ key, owner }) =>
    owner === null
      ? (bodyOf(program, { file, unit: key })?.exits ?? []).map(({ name }) => name)
      : [],
  );
}

function classNames(evaluator: Evaluator, scope: ScopeReference): readonly string[] {
  return [...lineage(evaluator, [scope])].flatMap((candidate) =>
    namesAssigned(evaluator.program, candidate).map(({ name }) => name),
  );
}
