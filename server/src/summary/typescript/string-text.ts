/*
 * String literals of TypeScript: their text with escapes resolved.
 * Rules: https://tc39.es/ecma262/#sec-literals-string-literals
 */
import type { TypeScriptNode } from '../../syntax/typescript/parser.ts';
import { type Reading, textOf } from './reading.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['0', '\0'],
]);

/** The text that the inside of a literal stands for. */
export function unescape(inside: string): string {
  if (!inside.includes('\\')) return inside;
  return inside.replace(
    /\\(?:\r\n|u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g,
    (whole, point?: string, four?: string, two?: string, other?: string) => {
      const digits = point ?? four ?? two;
      if (digits !== undefined) {
        const code = parseInt(digits, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }
      if (other === undefined || /[\n\r\u2028\u2029]/.test(other)) return '';
      return ESCAPES.get(other) ?? other;
    },
  );
}

/** `'text'` or `"text"`. */
export function stringText(reading: Reading, node: TypeScriptNode): string {
  const source = textOf(reading, node);
  const isClosed = source.length > 1 && source.endsWith(source.charAt(0));
  return unescape(isClosed ? source.slice(1, -1) : source.slice(1));
}
