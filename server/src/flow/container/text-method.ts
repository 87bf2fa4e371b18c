/*
 * Methods of texts whose result is known from the documentation of Python:
 * https://docs.python.org/3/library/stdtypes.html#text-sequence-type-str
 */
import { integerOf, subscriptValue } from './container.ts';
import type { CallArguments } from '../library/library.ts';
import { concatenateValues, fillTemplate, formatParts, mapTexts } from './text.ts';
import {
  type StringObject,
  join,
  MAX_OBJECTS,
  NOTHING,
  textValue,
  unknownValue,
  type Value,
  valueOf,
} from '../value/value.ts';

type Change = (text: string) => string;

/** Methods without arguments. */
const TEXT_METHODS: ReadonlyMap<string, Change> = new Map([
  ['lower', (text) => text.toLowerCase()],
  ['upper', (text) => text.toUpperCase()],
  ['swapcase', swapCase],
  ['title', (text) => text.replace(/[\p{L}]+/gu, capitalized)],
  ['strip', (text) => text.trim()],
  ['lstrip', (text) => text.trimStart()],
  ['rstrip', (text) => text.trimEnd()],
  ['capitalize', capitalized],
  ['casefold', (text) => text.toLowerCase()],
  ['encode', (text) => text],
]);

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

function swapCase(text: string): string {
  return Array.from(text, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  ).join('');
}

/** The texts that a value certainly is one of; null when it may be anything else. */
function knownTexts(value: Value | undefined): readonly string[] | null {
  if (!value || value.unknowns.length > 0) return null;
  const texts = value.objects.map((object) => (object.kind === 'string' ? object.text : null));
  return texts.includes(null) ? null : (texts as readonly string[]);
}

function stripStart(text: string, letters: string): string {
  let from = 0;
  while (from < text.length && letters.includes(text.charAt(from))) from += 1;
  return text.slice(from);
}

function stripEnd(text: string, letters: string): string {
  let to = text.length;
  while (to > 0 && letters.includes(text.charAt(to - 1))) to -= 1;
  return text.slice(0, to);
}

/** Methods with one text as argument that give a text. */
const CHANGES: ReadonlyMap<string, (text: string, argument: string) => string> = new Map([
  ['removeprefix', (text, a) => (text.startsWith(a) ? text.slice(a.length) : text)],
  ['removesuffix', (text, a) => (a !== '' && text.endsWith(a) ? text.slice(0, -a.length) : text)],
  ['strip', (text, a) => stripStart(stripEnd(text, a), a)],
  ['lstrip', stripStart],
  ['rstrip', stripEnd],
]);

/** `text.split(separator, limit)` from the left or, for `rsplit`, from the right; no limit is negative. */
function splitText(text: string, separator: string, limit: number, isRight: boolean): string[] {
  const parts = text.split(separator);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  const cut = isRight ? parts.length - limit : limit;
  return isRight
    ? [parts.slice(0, cut).join(separator), ...parts.slice(cut)]
    : [...parts.slice(0, cut), parts.slice(cut).join(separator)];
}

function partition(text: string, separator: string, isRight: boolean): string[] {
  const index = isRight ? text.lastIndexOf(separator) : text.indexOf(separator);
  if (index < 0) return isRight ? ['', '', text] : [text, '', ''];
  return [text.slice(0, index), separator, text.slice(index + separator.length)];
}

function textsValue(self: StringObject, texts: readonly string[]): Value {
  const items = texts.map((text) => valueOf({ ...self, text }));
  return valueOf({ kind: 'sequence', items, rest: null });
}

/** Methods that give several texts; null for any other, or when an argument is not known. */
function partsOf(self: StringObject, name: string, given: CallArguments): Value | null {
  const first = given.get('sep', 0);
  const [separator] = knownTexts(first?.value) ?? [];
  switch (name) {
    case 'split':
    case 'rsplit': {
      const limit = given.get('maxsplit', 1);
      const most = limit ? integerOf(limit.value) : -1;
      if (!first && most === -1) return textsValue(self, self.text.split(/\s+/).filter(Boolean));
      if (!separator || most === null || first?.value.objects.length !== 1) return null;
      return textsValue(self, splitText(self.text, separator, most, name === 'rsplit'));
    }
    case 'partition':
    case 'rpartition':
      return separator && first?.value.objects.length === 1
        ? textsValue(self, partition(self.text, separator, name === 'rpartition'))
        : null;
    case 'splitlines':
      return first
        ? null
        : textsValue(
            self,
            self.text
              .split(/\r\n|[\n\r]/)
              .filter((_, index, all) => index < all.length - 1 || all[index] !== ''),
          );
    default:
      return null;
  }
}

/** `text.replace(old, new)`, with everything that either can be. */
function replaced(self: StringObject, given: CallArguments): Value | null {
  const [first, second, count] = given.positional();
  const old = knownTexts(first);
  if (!old || !second || count || old.length * second.objects.length > MAX_OBJECTS) return null;
  return old.map((text) => replacedWith(self, text, second)).reduce(join, NOTHING);
}

/** A replacement that is not known leaves the rest of the text known. */
function replacedWith(self: StringObject, old: string, by: Value): Value {
  if (old === '' || !self.text.includes(old)) return valueOf(self);
  const parts = self.text.split(old).flatMap((text, index): Value[] => {
    const plain = text === '' ? [] : [valueOf({ ...self, text })];
    return index === 0 ? plain : [by, ...plain];
  });
  const isOnce = self.text.split(old).length === 2;
  const texts = knownTexts(by);
  // The same replacement stands everywhere, so that combinations of several would be too many.
  if (isOnce || texts === null) return concatenateValues(parts);
  return texts
    .map((text) => valueOf({ ...self, text: self.text.replaceAll(old, text) }))
    .reduce(join, NOTHING);
}

function formatText(self: StringObject, given: CallArguments): Value {
  return fillTemplate(valueOf(self), formatParts, (key) =>
    typeof key === 'number'
      ? (given.positional()[key] ?? given.spread())
      : (given.keywords().get(key) ?? null),
  );
}

/** `text.zfill(width)` and its like. */
function padded(self: StringObject, name: string, given: CallArguments): Value | null {
  const [first, second] = given.positional();
  const width = first ? integerOf(first) : null;
  const [letter = ' '] = second ? (knownTexts(second) ?? []) : [];
  if (width === null || width > 255 || self.text.startsWith('-')) return null;
  switch (name) {
    case 'zfill':
      return valueOf({ ...self, text: self.text.padStart(width, '0') });
    case 'ljust':
      return valueOf({ ...self, text: self.text.padEnd(width, letter) });
    case 'rjust':
      return valueOf({ ...self, text: self.text.padStart(width, letter) });
    default:
      return null;
  }
}

function joinTexts(separator: StringObject, items: Value): Value {
  const [sequence] = items.objects;
  const isOne = items.objects.length === 1 && items.unknowns.length === 0;
  if (!isOne || sequence?.kind !== 'sequence' || sequence.rest)
    return unknownValue('computed-at-run-time', '.join()', null);
  const parts = sequence.items.flatMap((item, index) =>
    index === 0 ? [item] : [valueOf(separator), item],
  );
  return parts.length === 0 ? textValue('') : concatenateValues(parts);
}

/** The value of a method of a known text. */
export function callTextMethod(self: StringObject, name: string, given: CallArguments): Value {
  const plain = TEXT_METHODS.get(name);
  const [first] = given.positional();
  if (plain && !first) return mapTexts(valueOf(self), plain);
  if (name === 'format') return formatText(self, given);
  if (name === 'format_map' && first)
    return fillTemplate(valueOf(self), formatParts, (key) =>
      subscriptValue(first, textValue(String(key)), given.at),
    );
  if (name === 'join' && first) return joinTexts(self, first);
  const change = CHANGES.get(name);
  const arguments_ = knownTexts(first);
  if (change && arguments_)
    return arguments_
      .map((argument) => mapTexts(valueOf(self), (text) => change(text, argument)))
      .reduce(join, NOTHING);
  const known =
    name === 'replace'
      ? replaced(self, given)
      : (partsOf(self, name, given) ?? padded(self, name, given));
  return known ?? unknownValue('computed-at-run-time', `.${name}()`, given.at);
}
