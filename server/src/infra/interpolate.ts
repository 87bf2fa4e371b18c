/*
 * Variables inside of texts, as Compose files and files of variables have them: `$NAME`, `${NAME}`, `${NAME:-default}`.
 * Source: https://docs.docker.com/reference/compose-file/interpolation/
 */
import { NOTHING, textValue, type Value, valueOf } from '../flow/value/value.ts';
import { isPlaceholder } from './placeholder.ts';

/** Gives the value of a variable; null when it is not known, which also means that it may not be set. */
export type VariableLookup = (name: string) => string | null;

/** A text with its variables put in; `isKnown` is false when some stand there as they are written. */
interface Interpolated {
  readonly text: string;
  readonly isKnown: boolean;
  /** Whether some of it is more than a variable that is not known. */
  readonly hasText: boolean;
}

const NAME = /^[A-Za-z_]\w*/u;

/** Defaults inside of defaults are followed so deep. */
const MAX_DEPTH = 10;

/** The offset of the brace that closes the one before `from`; -1 when there is none. */
function closingOf(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith('${', at)) depth += 1;
    else if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

function known(text: string): Interpolated {
  return { text, isKnown: true, hasText: text !== '' };
}

/** What `${inner}` gives. */
function variable(inner: string, lookup: VariableLookup, depth: number): Interpolated {
  const written: Interpolated = { text: `\${${inner}}`, isKnown: false, hasText: false };
  const name = NAME.exec(inner)?.[0];
  if (name === undefined) return written;
  const value = lookup(name);
  const operator = /^:?[-?+]/u.exec(inner.slice(name.length))?.[0] ?? '';
  const operand = inner.slice(name.length + operator.length);
  if (operator === '' && operand !== '') return written;
  const unset = value === null || (value === '' && operator.startsWith(':'));
  if (operator.endsWith('-') && unset) return replace(operand, lookup, depth + 1);
  if (operator.endsWith('+')) return unset ? known('') : replace(operand, lookup, depth + 1);
  return unset ? { ...written, text: `\${${name}}` } : known(value);
}

/** The dollar sign at `at` and what belongs to it: what it gives, and how long it is. */
function dollar(
  text: string,
  at: number,
  lookup: VariableLookup,
  depth: number,
): readonly [Interpolated, number] {
  if (text.startsWith('$$', at)) return [known('$'), 2];
  if (text[at + 1] === '{') {
    const end = closingOf(text, at + 2);
    if (end > 0) return [variable(text.slice(at + 2, end), lookup, depth), end + 1 - at];
  }
  const name = NAME.exec(text.slice(at + 1))?.[0];
  return name === undefined ? [known('$'), 1] : [variable(name, lookup, depth), name.length + 1];
}

function replace(text: string, lookup: VariableLookup, depth: number): Interpolated {
  const parts: Interpolated[] = [];
  let from = 0;
  for (let at = text.indexOf('$'); at >= 0 && depth < MAX_DEPTH; at = text.indexOf('$', from)) {
    const [part, length] = dollar(text, at, lookup, depth);
    parts.push(known(text.slice(from, at)), part);
    from = at + length;
  }
  parts.push(known(text.slice(from)));
  return {
    text: parts.map((part) => part.text).join(''),
    isKnown: parts.every(({ isKnown }) => isKnown),
    hasText: parts.some(({ hasText }) => hasText),
  };
}

/** The text with its variables put in; null when some of them are not known. */
export function interpolatedText(text: string, lookup: VariableLookup): string | null {
  const { text: result, isKnown } = replace(text, lookup, 0);
  return isKnown ? result : null;
}

/**
 * What a text gives: a text, or a pattern that keeps the variables that are not known. Nothing for a placeholder, and
 * where no part is known.
 */
export function interpolatedValue(text: string, lookup: VariableLookup): Value {
  const { text: result, isKnown, hasText } = replace(text, lookup, 0);
  if (!hasText || isPlaceholder(result)) return NOTHING;
  return isKnown
    ? textValue(result)
    : valueOf({ kind: 'resource-name', form: 'pattern', text: result, trail: null });
}
