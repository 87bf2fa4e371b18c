/*
 * Paths of files that Python puts together, as far as they are written down. A path is an object of its own and no text:
 * it names a place on the machine that runs the code, and never a table.
 * Sources: https://docs.python.org/3/library/os.path.html, https://docs.python.org/3/library/pathlib.html
 */
import { type CallArguments, type LibraryModel, NO_LIBRARY } from './library.ts';
import {
  type ApiObject,
  joinAll,
  textValue,
  type Value,
  type ValueObject,
  valueOf,
} from '../value/value.ts';
import type { FilePath } from '../../link/place.ts';

const PATH = 'python.path';

/** Paths longer than this are not followed. */
const MAX_LENGTH = 4000;

const WORDS: ReadonlyMap<string, string> = new Map([
  ['os.pardir', '..'],
  ['os.path.pardir', '..'],
  ['os.curdir', '.'],
  ['os.path.curdir', '.'],
]);

function pathOf(object: ValueObject, file: FilePath | null): readonly string[] {
  if (object.kind === 'string') return [object.text];
  if (object.kind === 'api' && object.type === PATH) return textsOf(object);
  if (object.kind !== 'external') return [];
  if (object.name === 'builtins.__file__') return file === null ? [] : [file];
  const word = WORDS.get(object.name);
  return word === undefined ? [] : [word];
}

function textsOf({ parts }: ApiObject): readonly string[] {
  const texts = parts.get('text')?.objects ?? [];
  return texts.flatMap((object) => (object.kind === 'string' ? [object.text] : []));
}

/** The paths that a value may be, written as texts or put together. */
export function pathsIn(value: Value | null): readonly string[] {
  return (value?.objects ?? []).flatMap((object) => pathOf(object, null));
}

function pathValue(texts: readonly string[]): Value | null {
  const short = texts.filter(({ length }) => length <= MAX_LENGTH);
  if (short.length === 0) return null;
  const text = joinAll(short.map((path) => textValue(path)));
  return valueOf({ kind: 'api', type: PATH, parts: new Map([['text', text]]) });
}

/** `left/right`; an absolute path starts anew. */
function joined(left: string, right: string): string {
  return right.startsWith('/') || left === '' ? right : `${left.replace(/\/$/u, '')}/${right}`;
}

/** The folder of a path; of a path that goes up, one folder further up. */
function parentOf(path: string): string {
  const plain = path.replace(/\/+$/u, '');
  if (/(?:^|\/)\.\.?$/u.test(plain)) return joined(plain, '..');
  return plain.includes('/') ? plain.slice(0, plain.lastIndexOf('/')) : '.';
}

function join(parts: readonly Value[], file: FilePath): Value | null {
  const [first, ...rest] = parts.map((part) =>
    part.objects.flatMap((object) => pathOf(object, file)),
  );
  const start = first ?? [];
  return pathValue(
    rest.reduce(
      (paths, next) => paths.flatMap((left) => next.map((right) => joined(left, right))),
      start,
    ),
  );
}

const KEEPS: ReadonlySet<string> = new Set([
  'os.path.abspath',
  'os.path.realpath',
  'os.path.normpath',
  'os.path.expanduser',
  'os.fspath',
]);

const CLASSES: ReadonlySet<string> = new Set(['pathlib.Path', 'pathlib.PurePath']);

function callExternal(name: string, call: CallArguments): Value | null {
  const { file } = call.at;
  if (name === 'os.path.join' || CLASSES.has(name)) return join(call.positional(), file);
  if (KEEPS.has(name)) return join(call.positional().slice(0, 1), file);
  if (name !== 'os.path.dirname') return null;
  const [path] = call.positional();
  return pathValue((path?.objects ?? []).flatMap((one) => pathOf(one, file)).map(parentOf));
}

function callMethod(object: ApiObject, method: string, call: CallArguments): Value | null {
  if (object.type !== PATH) return null;
  switch (method) {
    case 'resolve':
    case 'absolute':
    case 'as_posix':
      return valueOf(object);
    case 'joinpath':
      return join([valueOf(object), ...call.positional()], call.at.file);
    default:
      return null;
  }
}

/** Paths of files. */
export const pathLibrary: LibraryModel = {
  ...NO_LIBRARY,
  callExternal,
  callMethod,
  attributeOf: (object, name) =>
    object.type === PATH && name === 'parent' ? pathValue(textsOf(object).map(parentOf)) : null,
};
