/*
 * `jsonencode` and `jsondecode`. Parts that are left open stay so inside of the text.
 * Source: https://developer.hashicorp.com/terraform/language/functions/jsonencode
 */
import { textValue, type Value, valueOf } from '../../flow/value/value.ts';
import {
  constantValue,
  dictIn,
  knownText,
  listValue,
  mapValue,
  sequenceIn,
  textsOf,
} from './known.ts';

/** Deeper values are not written or read. */
const MAX_DEPTH = 50;

/** Larger values are not written. */
const MAX_PARTS = 10_000;

/** The value as plain data; undefined when it is not certain enough to be written down. */
function plainOf(value: Value, depth: number, budget: { parts: number }): unknown {
  budget.parts -= 1;
  if (budget.parts < 0) throw new RangeError('too large');
  const list = sequenceIn(value);
  const dict = dictIn(value);
  if (depth > MAX_DEPTH || list?.rest || dict?.rest) return undefined;
  if (list) return list.items.map((item) => plainOf(item, depth + 1, budget) ?? null);
  if (dict) {
    const entries = [...dict.entries].map(([key, entry]) => [
      key,
      plainOf(entry, depth + 1, budget) ?? null,
    ]);
    return Object.fromEntries(entries) as unknown;
  }
  const [only] = value.objects;
  if (only?.kind === 'constant') return JSON.parse(only.text) as unknown;
  return knownText(value) ?? textsOf(value)[0];
}

/** The text of a value; null when it is not certain enough. */
export function encodeJson(value: Value): Value | null {
  try {
    const plain = plainOf(value, 0, { parts: MAX_PARTS });
    return plain === undefined ? null : nameLike(JSON.stringify(plain));
  } catch {
    return null;
  }
}

/** A text with parts that are left open is a pattern. */
function nameLike(text: string): Value {
  return text.includes('${')
    ? valueOf({ kind: 'resource-name', form: 'pattern', text, trail: null })
    : textValue(text);
}

function valueFrom(plain: unknown, depth: number): Value {
  if (depth > MAX_DEPTH || plain === null || plain === undefined) return constantValue(null);
  if (typeof plain === 'string') return nameLike(plain);
  if (typeof plain === 'number' || typeof plain === 'boolean') return constantValue(plain);
  if (Array.isArray(plain)) return listValue(plain.map((item) => valueFrom(item, depth + 1)));
  const entries = Object.entries(plain).map(
    ([key, entry]) => [key, valueFrom(entry, depth + 1)] as const,
  );
  return mapValue(new Map(entries));
}

/** What a text of JSON says; null when it is none. */
export function decodeJson(value: Value): Value | null {
  const [text, ...others] = textsOf(value);
  if (text === undefined || others.length > 0) return null;
  try {
    return valueFrom(JSON.parse(text) as unknown, 0);
  } catch {
    return null;
  }
}
