/*
 * Files that programs read their settings from. What stands in them is not known; what the code falls back on is.
 * Sources: https://docs.python.org/3/library/json.html, configparser.html, tomllib.html,
 * https://pyyaml.org/wiki/PyYAMLDocumentation, https://pypi.org/project/python-dotenv/
 */
import type { Place } from '../../link/place.ts';
import { type CallArguments, type LibraryModel, NO_LIBRARY } from './library.ts';
import { join, NOTHING, unknownValue, type Value, valueOf } from '../value/value.ts';
import { type Unknown } from '../value/unknown.ts';

/** Functions that read a whole file or text, which is their first argument. */
const LOADERS: ReadonlySet<string> = new Set(
  (
    'json.load json.loads simplejson.load simplejson.loads ujson.load ujson.loads orjson.loads ' +
    'yaml.load yaml.safe_load yaml.full_load yaml.unsafe_load toml.load toml.loads ' +
    'tomli.load tomli.loads tomllib.load tomllib.loads plistlib.load plistlib.loads'
  ).split(' '),
);

const PARSER = /^configparser\.(?:ConfigParser|RawConfigParser|SafeConfigParser)$/;

/** What stands for a parser of INI files. */
const PARSED = 'configparser.ConfigParser()';

/** What stands in a file: entries that nothing is known about. */
function contentOf(unknowns: readonly Unknown[]): Value {
  const unknown: Value = { objects: [], unknowns };
  return valueOf({ kind: 'dict', entries: new Map(), keys: unknown, rest: unknown });
}

function fromFile(file: Value | undefined, at: Place): Value {
  const [only] = file?.objects ?? [];
  const name = only?.kind === 'string' && file?.objects.length === 1 ? only.text : '';
  return unknownValue('configuration-file', name, at);
}

/** What a loader gives: as little is known about it as about the file or the text that it reads. */
function loaded(name: string, call: CallArguments): Value {
  const [source] = call.positional();
  const [only] = source?.objects ?? [];
  if (source && source.unknowns.length > 0) return contentOf(source.unknowns);
  if (only?.kind === 'environment') {
    const { variable, at, trail } = only;
    return contentOf(unknownValue('environment-variable', variable, at, { trail }).unknowns);
  }
  const isText = name.endsWith('s') && !name.startsWith('yaml.');
  return contentOf(
    isText
      ? unknownValue('computed-at-run-time', `${name}()`, call.at).unknowns
      : fromFile(undefined, call.at).unknowns,
  );
}

function callExternal(name: string, call: CallArguments): Value | null {
  if (LOADERS.has(name)) return loaded(name, call);
  if (name === 'builtins.open' || name === 'io.open')
    return fromFile(call.get('file', 0)?.value, call.at);
  if (name === 'dotenv.dotenv_values')
    return contentOf(fromFile(call.get('dotenv_path', 0)?.value, call.at).unknowns);
  if (PARSER.test(name)) return valueOf({ kind: 'external', name: PARSED });
  if (name !== `${PARSED}.get`) return null;
  const fallback = call.get('fallback', null)?.value ?? NOTHING;
  return join(fromFile(undefined, call.at), fallback);
}

/** Files with settings. */
export const configurationLibrary: LibraryModel = {
  ...NO_LIBRARY,
  callExternal,
  itemOf: (name, _index, at) =>
    name === PARSED ? contentOf(fromFile(undefined, at).unknowns) : null,
};
