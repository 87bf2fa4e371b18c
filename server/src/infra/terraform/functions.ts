/*
 * Functions of Terraform, as far as they say something about names and environments. Others are left open.
 * Source: https://developer.hashicorp.com/terraform/language/functions
 */
import { concatenateValues, percentParts } from '../../flow/container/text.ts';
import { joinAll, NOTHING, textValue, type Value } from '../../flow/value/value.ts';
import type { ExpressionForm } from '../../syntax/document/document.ts';
import { collectionFunction } from './collection-functions.ts';
import { decodeJson, encodeJson } from './json.ts';
import {
  asText,
  constantValue,
  isNull,
  knownNumber,
  knownText,
  leftOpen,
  mapKnown,
  sequenceIn,
  withoutNull,
} from './known.ts';
import { evaluateIn, type Scope } from './scope.ts';

type CallForm = Extract<ExpressionForm, { readonly kind: 'call' }>;

/** The value of a call; `source` is the call as it is written. */
export function callFunction(scope: Scope, source: string, form: CallForm): Value {
  const given = argumentsOf(scope, form);
  return (
    textFunction(form.name, given, source) ??
    collectionFunction(form.name, given, source) ??
    choiceFunction(form.name, given, source) ??
    leftOpen(source)
  );
}

function argumentsOf(scope: Scope, { given, spread }: CallForm): readonly Value[] {
  const values = given.map((node) => evaluateIn(scope, node));
  const last = values.at(-1);
  if (!spread || !last) return values;
  const list = sequenceIn(last);
  return list ? [...values.slice(0, -1), ...list.items, ...(list.rest ? [list.rest] : [])] : values;
}

function trimChars(text: string, characters: string): string {
  let [start, end] = [0, text.length];
  while (start < end && characters.includes(text.charAt(start))) start += 1;
  while (end > start && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function titled(text: string): string {
  return text.replace(/(^|[^\p{L}\p{N}_'])(\p{L})/gu, (whole) => whole.toUpperCase());
}

function replaceIn(text: string, search: string, by: string): string {
  const pattern = /^\/(.+)\/$/su.exec(search)?.[1];
  if (pattern === undefined) return text.replaceAll(search, by);
  // A pattern of a template may take forever; only those without nested repetition are tried.
  if (/[*+}]\)?[*+{]|\([^)]*[*+][^)]*\)[*+{]/u.test(pattern)) return text;
  try {
    return text.replace(new RegExp(pattern, 'gu'), by);
  } catch {
    return text;
  }
}

function substring(text: string, offset: number, length: number): string {
  const characters = Array.from(text);
  const start = offset < 0 ? characters.length + offset : offset;
  return characters.slice(start, length < 0 ? undefined : start + length).join('');
}

/** Functions of one text and further certain arguments. */
const OF_TEXT: ReadonlyMap<string, (text: string, given: readonly string[]) => string | null> =
  new Map<string, (text: string, given: readonly string[]) => string | null>([
    ['lower', (text) => text.toLowerCase()],
    ['upper', (text) => text.toUpperCase()],
    ['title', titled],
    ['trimspace', (text) => text.trim()],
    ['chomp', (text) => text.replace(/[\r\n]+$/u, '')],
    ['strrev', (text) => Array.from(text).toReversed().join('')],
    ['trim', (text, [characters]) => trimChars(text, characters ?? '')],
    [
      'trimprefix',
      (text, [prefix = '']) => (text.startsWith(prefix) ? text.slice(prefix.length) : text),
    ],
    [
      'trimsuffix',
      (text, [suffix = '']) =>
        suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
    ],
    ['replace', (text, [search = '', by = '']) => replaceIn(text, search, by)],
    ['substr', (text, [offset, length]) => substring(text, Number(offset), Number(length))],
    ['basename', (text) => text.replace(/\/+$/u, '').split('/').at(-1) ?? ''],
    ['dirname', (text) => text.replace(/\/[^/]*$/u, '')],
    ['abspath', (text) => text],
    ['pathexpand', (text) => text],
  ]);

const SAME: ReadonlySet<string> = new Set([
  'tostring',
  'tonumber',
  'tobool',
  'tolist',
  'tomap',
  'sensitive',
  'nonsensitive',
  'ephemeralasnull',
]);

function textFunction(name: string, given: readonly Value[], source: string): Value | null {
  const [first, ...rest] = given;
  if (!first) return null;
  const change = OF_TEXT.get(name);
  if (change) {
    const known = rest.map(knownText);
    const certain = known.flatMap((text) => text ?? []);
    if (certain.length < known.length) return leftOpen(source);
    return mapKnown(first, (text) => change(text, certain) ?? text, leftOpen(source));
  }
  switch (name) {
    case 'format':
      return formatted(first, rest, source);
    case 'join':
      return joined(first, rest, source);
    case 'tostring':
      return asText(first);
    case 'jsonencode':
      return encodeJson(first) ?? leftOpen(source);
    case 'jsondecode':
      return decodeJson(first) ?? leftOpen(source);
    case 'startswith':
    case 'endswith':
    case 'strcontains':
      return testText(name, first, rest[0] ?? NOTHING) ?? leftOpen(source);
    default:
      return SAME.has(name) ? first : null;
  }
}

function testText(name: string, text: Value, part: Value): Value | null {
  const [whole, sought] = [knownText(text), knownText(part)];
  if (whole === null || sought === null) return null;
  if (name === 'startswith') return constantValue(whole.startsWith(sought));
  return constantValue(name === 'endswith' ? whole.endsWith(sought) : whole.includes(sought));
}

/** `format("%s-%s", a, b)`; `%v` is the plain form of anything. */
function formatted(template: Value, given: readonly Value[], source: string): Value {
  const text = knownText(template);
  if (text === null) return leftOpen(source);
  const parts = percentParts(text.replaceAll('%v', '%s')).map((part): Value => {
    if (part.kind === 'text') return textValue(part.text);
    const value = typeof part.key === 'number' ? given[part.key] : undefined;
    const number = value && !part.exact ? padded(text, part.key, value) : null;
    return number ?? asText((part.exact ? value : null) ?? leftOpen(source));
  });
  return concatenateValues(parts.filter((part) => knownText(part) !== ''));
}

/** `%03d` of a number that is known; null for any other form. */
function padded(template: string, position: string | number, value: Value): Value | null {
  const form = [...template.matchAll(/%([^a-z%]*)([a-z])/gu)][Number(position)];
  const width = form?.[2] === 'd' ? /^0(\d+)$/u.exec(form[1] ?? '')?.[1] : undefined;
  const number = knownNumber(value);
  if (width === undefined || number === null) return null;
  return textValue(String(number).padStart(Math.min(Number(width), 64), '0'));
}

function joined(separator: Value, lists: readonly Value[], source: string): Value {
  const between = knownText(separator);
  if (between === null) return leftOpen(source);
  const parts: Value[] = [];
  for (const value of lists) {
    const list = sequenceIn(value);
    if (!list) return leftOpen(source);
    parts.push(...list.items, ...(list.rest ? [list.rest] : []));
  }
  const texts = parts.map((part) => {
    const text = asText(part);
    return text.objects.length > 0 ? text : leftOpen(source);
  });
  const row = texts.flatMap((text, index) => (index === 0 ? [text] : [textValue(between), text]));
  if (row.length === 0) return textValue('');
  return concatenateValues(row.filter((part, index) => index === 0 || knownText(part) !== ''));
}

/** Functions that take the first of their arguments that is something. */
function choiceFunction(name: string, given: readonly Value[], source: string): Value | null {
  switch (name) {
    case 'try': {
      // What has no such part fails, and the next argument counts.
      const possible = given.filter(
        ({ objects, unknowns }) => objects.length + unknowns.length > 0,
      );
      return possible[0] ?? NOTHING;
    }
    case 'can':
      return constantValue((given[0]?.objects.length ?? 0) > 0);
    case 'coalesce':
      return firstSaid(given);
    default:
      return name.startsWith('provider::') ? leftOpen(source) : null;
  }
}

/** The first argument that is neither null nor empty; of those that may be, the next may count as well. */
function firstSaid(given: readonly Value[]): Value {
  const possible: Value[] = [];
  for (const value of given) {
    if (isNull(value) || knownText(value) === '') continue;
    const said = withoutNull(value);
    possible.push(said);
    if (said === value && value.objects.length > 0) break;
  }
  return joinAll(possible);
}
