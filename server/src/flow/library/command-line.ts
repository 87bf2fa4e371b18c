/*
 * Arguments of the command line: what a program takes when none is given, and that it is given otherwise.
 * Sources: https://docs.python.org/3/library/argparse.html, optparse.html,
 * https://click.palletsprojects.com/en/stable/options/, https://typer.tiangolo.com/tutorial/options/
 */
import type { FilePath, Place } from '../../link/place.ts';
import { unitsOf } from '../../link/program.ts';
import type { CallExpression } from '../../summary/expression.ts';
import type { ParameterBinding } from '../../summary/unit.ts';
import { argumentsOf } from '../callable/arguments.ts';
import { type Evaluator, type Site, siteOf } from '../evaluator.ts';
import { type CallArguments, type LibraryModel, NO_LIBRARY } from './library.ts';
import {
  join,
  NOTHING,
  unknownValue,
  type Value,
  type ValueObject,
  valueOf,
} from '../value/value.ts';

const PARSER = 'argparse.ArgumentParser';
const OPTION_PARSER = 'optparse.OptionParser';
/** What parsing gives: its parts are the options by the names of their attributes. */
const NAMESPACE = 'argparse.Namespace';

/** Classes of parsers. */
const PARSERS: ReadonlySet<string> = new Set([PARSER, OPTION_PARSER]);

const CLICK_OPTION = /^(?:rich_click|asyncclick|click)\.(option|argument)$/;

function isNone(object: ValueObject): boolean {
  return object.kind === 'constant' && object.text === 'None';
}

function textsOf(values: readonly Value[]): readonly string[] {
  return values.flatMap(({ objects }) =>
    objects.flatMap((object) => (object.kind === 'string' ? [object.text] : [])),
  );
}

/** What an option is when it is not given: its default, without which only whoever starts the program knows. */
function optionValue(initial: Value | null, label: string, at: Place): Value {
  const objects = (initial?.objects ?? []).filter((object) => !isNone(object));
  const unknowns = initial?.unknowns ?? [];
  return objects.length > 0 || unknowns.length > 0
    ? { objects, unknowns }
    : unknownValue('command-line-argument', label, at);
}

/** The attribute that an option is kept in: `dest`, else its first long name, else the first one. */
function attributeFor(names: readonly string[], dest: string | undefined): string | null {
  const name = dest ?? names.find((option) => option.startsWith('--')) ?? names[0];
  return name === undefined ? null : name.replace(/^-+/, '').replaceAll('-', '_');
}

/** Whether an option's default is what it says: a function that changes it would have to be followed. */
function keepsText(given: CallArguments): boolean {
  const type = given.get('type', null);
  return (type?.value.objects ?? []).every(
    (object) =>
      object.kind === 'string' || (object.kind === 'external' && object.name === 'builtins.str'),
  );
}

function addOption(parts: Map<string, Value>, given: CallArguments): void {
  const names = textsOf(given.positional());
  const dest = given.get('dest', null);
  const attribute = attributeFor(names, dest ? textsOf([dest.value])[0] : undefined);
  if (attribute === null) return;
  const initial = keepsText(given) ? (given.get('default', null)?.value ?? null) : null;
  const value = optionValue(initial, names[0] ?? attribute, given.at);
  parts.set(attribute, join(parts.get(attribute) ?? NOTHING, value));
}

function addCall(
  evaluator: Evaluator,
  parts: Map<string, Value>,
  call: CallExpression,
  site: Site,
): void {
  if (call.callee.kind !== 'attribute') return;
  switch (call.callee.name) {
    case 'add_argument':
    case 'add_option':
      addOption(parts, argumentsOf(evaluator, call, site));
      return;
    case 'set_defaults':
      for (const [name, value] of argumentsOf(evaluator, call, site).keywords())
        parts.set(name, join(parts.get(name) ?? NOTHING, value));
      return;
    default:
  }
}

/** A parser, with all options that its file adds to any: groups and subcommands end in the same attributes. */
function parserIn(evaluator: Evaluator, type: string, file: FilePath): Value {
  const parts = new Map<string, Value>();
  for (const { key } of unitsOf(evaluator.program, file)) {
    const unit = siteOf(evaluator.program, { file, unit: key, scope: 0 });
    unit?.body.scopes.forEach(({ calls }, scope) => {
      for (const call of calls) addCall(evaluator, parts, call, { ...unit, scope });
    });
  }
  const sorted = new Map([...parts].sort(([a], [b]) => (a < b ? -1 : 1)));
  return valueOf({ kind: 'api', type, parts: sorted });
}

/** The value of making a parser, or of an option as a default of Typer; null for anything else. */
export function commandLineCall(
  evaluator: Evaluator,
  name: string,
  given: CallArguments,
): Value | null {
  if (PARSERS.has(name)) return parserIn(evaluator, name, given.at.file);
  if (name !== 'typer.Option' && name !== 'typer.Argument') return null;
  const initial = given.get('default', 0)?.value ?? NOTHING;
  const [, ...names] = given.positional();
  const [label = ''] = textsOf(names);
  const fromEnvironment = variableOf(evaluator, given, initial);
  if (fromEnvironment) return fromEnvironment;
  // `typer.Option(...)` is required.
  const isKnown = initial.objects.length > 0;
  return optionValue(isKnown ? initial : null, label, given.at);
}

/** The value of an option that may also come from an environment variable; null when it may not. */
function variableOf(evaluator: Evaluator, given: CallArguments, initial: Value): Value | null {
  const variable = given.get('envvar', null);
  if (!variable) return null;
  const read: CallArguments = {
    ...given,
    get: (name) =>
      name === 'key' ? variable : name === 'default' ? { value: initial, at: given.at } : null,
  };
  return evaluator.library.callExternal('os.getenv', read);
}

/** The parameter that a click option or argument is passed to. */
function clickParameter(names: readonly string[]): string | null {
  const plain = names.find((name) => !name.startsWith('-'));
  const longest = [...names].sort((a, b) => b.length - a.length)[0];
  const name = plain ?? names.find((option) => option.startsWith('--')) ?? longest;
  return name === undefined ? null : name.replace(/^-+/, '').replaceAll('-', '_').toLowerCase();
}

/** What click passes for a parameter of a decorated function; null when none of its decorators speaks of it. */
export function clickValue(
  evaluator: Evaluator,
  { name }: ParameterBinding,
  site: Site,
): Value | null {
  const scope = site.body.scopes[site.scope];
  if (!scope || scope.decorators.length === 0) return null;
  const around: Site = { ...site, scope: scope.parent, call: null };
  for (const decorator of scope.decorators) {
    if (decorator.kind !== 'call') continue;
    const isOption = evaluator
      .evaluate(decorator.callee, around)
      .objects.some((object) => object.kind === 'external' && CLICK_OPTION.test(object.name));
    if (!isOption) continue;
    const given = argumentsOf(evaluator, decorator, around);
    const names = textsOf(given.positional());
    if (clickParameter(names) !== name) continue;
    const initial = given.get('default', null)?.value ?? NOTHING;
    return (
      variableOf(evaluator, given, initial) ?? optionValue(initial, names[0] ?? name, given.at)
    );
  }
  return null;
}

/** Parsers and what they give. */
export const commandLineLibrary: LibraryModel = {
  ...NO_LIBRARY,
  callExternal: (name, call) => {
    const parsed = name === 'builtins.vars' ? call.get('object', 0) : null;
    const namespace = parsed?.value.objects.find(
      (object) => object.kind === 'api' && object.type === NAMESPACE,
    );
    if (namespace?.kind !== 'api') return null;
    return valueOf({ kind: 'dict', entries: namespace.parts, keys: NOTHING, rest: null });
  },
  attributeOf: ({ type, parts }, name) => {
    if (type !== NAMESPACE) return null;
    return parts.get(name) ?? unknownValue('command-line-argument', name, null);
  },
  callMethod: ({ type, parts }, method) => {
    if (!PARSERS.has(type) || !/^parse_(?:known_|intermixed_)*args$/.test(method)) return null;
    const parsed = valueOf({ kind: 'api', type: NAMESPACE, parts });
    const isPair = type === OPTION_PARSER || method.startsWith('parse_known_');
    return isPair ? valueOf({ kind: 'sequence', items: [parsed, NOTHING], rest: null }) : parsed;
  },
};
