/**
 * What the first word of a line says about the statement it starts or continues.
 * Only Python's reserved words are looked at: they can be told from names without parsing.
 */

import { AT_SIGN, endOfLine, EQUALS, isBlank, isNamePart } from './characters.ts';

/** What a line's first word can be; `other` is everything else. */
export type LineWord =
  'decorator' | 'def' | 'class' | 'async' | 'clause' | 'branching' | 'with' | 'other';

/** How far behind the start of a word {@link lineWordAt} looks, at most. */
export const WORD_REACH = 10;

const WORDS: ReadonlyMap<string, LineWord> = new Map<string, LineWord>([
  ['def', 'def'],
  ['class', 'class'],
  ['async', 'async'],
  ['elif', 'clause'],
  ['else', 'clause'],
  ['except', 'clause'],
  ['finally', 'clause'],
  ['if', 'branching'],
  ['for', 'branching'],
  ['while', 'branching'],
  ['try', 'branching'],
  ['with', 'with'],
]);

/** Words that start a line of a statement but never a line within brackets. */
const NEVER_IN_BRACKETS: ReadonlySet<string> = new Set([
  'assert',
  'break',
  'class',
  'continue',
  'def',
  'del',
  'elif',
  'except',
  'finally',
  'global',
  'import',
  'nonlocal',
  'pass',
  'raise',
  'return',
  'try',
  'while',
  'with',
]);

/** The kind of the word at `offset`, where a line's first character that is not blank stands. */
export function lineWordAt(text: string, offset: number): LineWord {
  if (text.charCodeAt(offset) === AT_SIGN) return 'decorator';
  return WORDS.get(wordAt(text, offset)) ?? 'other';
}

/** Whether the line whose first word is at `offset` starts a function or class, so that decorators may precede it. */
export function startsDefinition(text: string, offset: number): boolean {
  const word = wordAt(text, offset);
  if (word === 'async') return wordAt(text, skipBlanks(text, offset + word.length)) === 'def';
  return word === 'def' || word === 'class';
}

/**
 * Whether the line whose first word is at `offset` must start a new statement although a bracket is still open.
 * In text without errors no line within brackets is one of these: the words cannot be part of an expression.
 */
export function breaksOpenBracket(text: string, offset: number): boolean {
  const word = wordAt(text, offset);
  if (word === '') return false;
  const behind = offset + word.length;
  if (NEVER_IN_BRACKETS.has(word)) return text.charCodeAt(behind) !== EQUALS;
  if (word === 'async') return /^[ \t]+(?:def|with)\b/.test(text.slice(behind, behind + 40));
  // `yield from x` may be broken before `from`, so the whole `from … import` must be there.
  if (word !== 'from') return false;
  return /^[ \t]+[\w.]+[ \t]+import\b/.test(text.slice(behind, endOfLine(text, behind)));
}

/** The lower-case word at `offset` when it can be a reserved word, otherwise ''. */
function wordAt(text: string, offset: number): string {
  let end = offset;
  while (end - offset < WORD_REACH - 1) {
    const unit = text.charCodeAt(end);
    if (unit < 97 || unit > 122) break;
    end++;
  }
  if (end === offset || isNamePart(text.charCodeAt(end))) return '';
  return text.slice(offset, end);
}

function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (isBlank(text.charCodeAt(at))) at++;
  return at;
}
