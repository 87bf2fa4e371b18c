/*
 * What programs of Node.js use to put paths and names together.
 * Sources: https://nodejs.org/api/path.html, https://tc39.es/ecma262/#sec-object-constructor
 */
import { elementOf, EMPTY_DICT, valuesOf, withSpread } from '../../../flow/container/container.ts';
import type { CallArguments, LibraryModel } from '../../../flow/library/library.ts';
import {
  joinOver,
  NOTHING,
  textValue,
  unknownValue,
  type Value,
  valueOf,
} from '../../../flow/value/value.ts';
import { folderOf } from '../../../link/modules.ts';
import { joined, textsOf, token } from '../construct-call.ts';

const PATH = /^(?:node:)?path(?:\/posix)?(?:\.default)?\.(\w+)$/u;

/** `path.join('a', '..', 'b')`: pieces in a row; `resolve` starts anew at an absolute one. */
function joinPaths(method: string, call: CallArguments): Value | null {
  const parts = call.positional();
  if (method !== 'join' && method !== 'resolve') return null;
  const texts = parts.map((part) => textsOf(part)[0]);
  const last =
    method === 'resolve' ? texts.findLastIndex((text) => text?.startsWith('/') === true) : 0;
  const used = parts.slice(Math.max(0, last));
  return joined(used.flatMap((part, index) => (index === 0 ? [part] : [textValue('/'), part])));
}

function objectFunction(name: string, call: CallArguments): Value | null {
  const [first, ...rest] = call.positional();
  if (!first) return null;
  const list = (item: Value): Value => valueOf({ kind: 'sequence', items: [], rest: item });
  const each = (ask: (keys: Value, values: Value) => Value): Value =>
    joinOver(first, (object) =>
      object.kind === 'dict'
        ? ask(object.keys, valuesOf(object))
        : unknownValue('computed-at-run-time', `Object.${name}()`, call.at),
    );
  switch (name) {
    case 'keys':
      return each(list);
    case 'values':
      return each((_, values) => list(values));
    case 'entries':
      return each((keys, values) =>
        list(valueOf({ kind: 'sequence', items: [keys, values], rest: null })),
      );
    case 'assign':
      return valueOf([first, ...rest].reduce(withSpread, EMPTY_DICT));
    case 'fromEntries':
      return valueOf({ ...EMPTY_DICT, rest: elementOf(elementOf(first)) });
    case 'freeze':
      return first;
    default:
      return null;
  }
}

function callExternal(name: string, call: CallArguments): Value | null {
  if (name === 'builtins.__dirname') return textValue(folderOf(call.at.file));
  if (name === 'builtins.process.cwd') return textValue('.');
  if (name === 'builtins.String') return call.positional()[0] ?? null;
  if (name.startsWith('builtins.Object.'))
    return objectFunction(name.slice('builtins.Object.'.length), call);
  const [, method] = PATH.exec(name) ?? [];
  return method === undefined ? null : joinPaths(method, call);
}

/** A variable of the environment in which the templates are made. */
function variable(index: Value): Value | null {
  const [name] = textsOf(index);
  return name === undefined ? null : token(name);
}

/** Node.js and the language itself. */
export const nodeLibrary: LibraryModel = {
  tellingMethods: new Set(),
  callExternal,
  attributeOf: () => null,
  callMethod: () => null,
  itemOf: (name, index) => (name === 'builtins.process.env' ? (variable(index) ?? NOTHING) : null),
  renamed: () => null,
  objectNamed: () => null,
  isAboutNames: () => false,
  instanceOf: () => null,
};
