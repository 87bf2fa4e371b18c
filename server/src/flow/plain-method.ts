/*
 * Methods of texts, dicts and sequences whose result is known from the documentation of Python:
 * https://docs.python.org/3/library/stdtypes.html
 */
import { CALLED, elementOf, subscriptValue, valuesOf } from './container.ts';
import type { CallArguments } from './library.ts';
import { concatenateValues, fillTemplate, formatParts, mapTexts } from './text.ts';
import type { DictObject, MethodObject, SequenceObject, StringObject, Value } from './value.ts';
import { join, NOTHING, textValue, unknownValue, valueOf } from './value.ts';

const TEXT_METHODS: ReadonlyMap<string, (text: string) => string> = new Map([
  ['lower', (text) => text.toLowerCase()],
  ['upper', (text) => text.toUpperCase()],
  ['strip', (text) => text.trim()],
  ['lstrip', (text) => text.trimStart()],
  ['rstrip', (text) => text.trimEnd()],
  ['capitalize', (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()],
  ['casefold', (text) => text.toLowerCase()],
  ['encode', (text) => text],
]);

/** Methods that give a table's name as it is: names hold no white space. */
const KEEPS_TEXT: ReadonlySet<string> = new Set(['strip', 'lstrip', 'rstrip', 'encode']);

function onlyText(value: Value | undefined): string | null {
  const [object] = value?.objects ?? [];
  return value?.unknowns.length === 0 && value.objects.length === 1 && object?.kind === 'string'
    ? object.text
    : null;
}

/** Methods with one or two texts as arguments. */
function textChange(name: string, a: string, b: string | null): ((text: string) => string) | null {
  switch (name) {
    case 'replace':
      return b === null ? null : (text) => text.replaceAll(a, b);
    case 'removeprefix':
      return (text) => (text.startsWith(a) ? text.slice(a.length) : text);
    case 'removesuffix':
      return (text) => (a !== '' && text.endsWith(a) ? text.slice(0, -a.length) : text);
    default:
      return null;
  }
}

function splitText(self: StringObject, separator: string): Value {
  const items = self.text.split(separator).map((text) => textValue(text, self.trail));
  return valueOf({ kind: 'sequence', items, rest: null });
}

function formatText(self: StringObject, given: CallArguments): Value {
  return fillTemplate(valueOf(self), formatParts, (key) =>
    typeof key === 'number'
      ? (given.positional()[key] ?? null)
      : (given.keywords().get(key) ?? null),
  );
}

function callTextMethod(self: StringObject, name: string, given: CallArguments): Value {
  const plain = TEXT_METHODS.get(name);
  const [first, second] = given.positional();
  if (plain && !first) return mapTexts(valueOf(self), plain);
  if (name === 'format') return formatText(self, given);
  if (name === 'join' && first) return joinTexts(self, first);
  const a = onlyText(first);
  if (a !== null && a !== '' && name === 'split' && !second) return splitText(self, a);
  const change = a === null ? null : textChange(name, a, onlyText(second));
  return change
    ? mapTexts(valueOf(self), change)
    : unknownValue('computed-at-run-time', `.${name}()`, given.at);
}

function joinTexts(separator: StringObject, items: Value): Value {
  const [sequence] = items.objects;
  const known =
    items.objects.length === 1 && items.unknowns.length === 0 && sequence?.kind === 'sequence';
  if (!known || sequence.rest) return unknownValue('computed-at-run-time', '.join()', null);
  const parts = sequence.items.flatMap((item, index) =>
    index === 0 ? [item] : [valueOf(separator), item],
  );
  return parts.length === 0 ? textValue('') : concatenateValues(parts);
}

function callDictMethod(self: DictObject, name: string, given: CallArguments): Value {
  const [first, second] = given.positional();
  switch (name) {
    case 'get':
    case 'pop':
    case 'setdefault':
      return first
        ? getItem(self, first, second ?? valueOf({ kind: 'constant', text: 'None' }), given)
        : NOTHING;
    case 'copy':
      return valueOf(self);
    case 'keys':
      return valueOf({ kind: 'sequence', items: [], rest: self.keys });
    case 'values':
      return valueOf({ kind: 'sequence', items: [], rest: valuesOf(self) });
    case 'items': {
      const pair = valueOf({ kind: 'sequence', items: [self.keys, valuesOf(self)], rest: null });
      return valueOf({ kind: 'sequence', items: [], rest: pair });
    }
    default:
      return unknownValue('computed-at-run-time', `.${name}()`, given.at);
  }
}

/** `dict.get(key, default)`: the default only where the key may be absent. */
function getItem(self: DictObject, key: Value, initial: Value, given: CallArguments): Value {
  const text = onlyText(key);
  if (text !== null && self.entries.has(text)) return self.entries.get(text) ?? NOTHING;
  if (text !== null && !self.rest) return initial;
  return join(subscriptValue(valueOf(self), key, given.at), initial);
}

function callSequenceMethod(self: SequenceObject, name: string, given: CallArguments): Value {
  if (name === 'copy') return valueOf(self);
  if (name === 'pop' || name === CALLED) return elementOf(valueOf(self));
  return unknownValue('computed-at-run-time', `.${name}()`, given.at);
}

/** Calls a method of a text, a dict or a sequence. */
export function callPlainMethod(
  self: Exclude<MethodObject['self'], { readonly kind: 'api' }>,
  name: string,
  given: CallArguments,
): Value {
  switch (self.kind) {
    case 'string':
      return callTextMethod(self, name, given);
    case 'dict':
      return callDictMethod(self, name, given);
    case 'sequence':
      return callSequenceMethod(self, name, given);
    case 'resource-name':
      return KEEPS_TEXT.has(name)
        ? valueOf(self)
        : unknownValue('computed-at-run-time', `.${name}()`, given.at);
    case 'environment':
      return unknownValue('environment-variable', self.variable, self.at, { trail: self.trail });
  }
}
