/*
 * Whether a file must be parsed before anyone asks for it.
 * A plain look for words: it may say yes for a file without facts, and costs a fraction of parsing it.
 */
import {
  commonCalls,
  serviceWord,
  supportingWords,
  telltaleWords,
} from '../dynamodb/catalog/trigger-words.ts';

const service = anyOf([serviceWord], 'i');
const telltale = anyOf(telltaleWords, '');
// Looking for words that begin alike takes a third of the time, so their ends sort out most files first.
const telltaleEnd = anyOf(telltaleWords.map(fromUnderscore), '');
const common = anyOf(commonCalls, '');
const supporting = anyOf(supportingWords, 'i');

/**
 * Whether facts can start in this file.
 * Takes the text, or the bytes of a file read one to one as characters (latin-1): the words are plain ASCII.
 */
export function canMatter(text: string): boolean {
  return (
    service.test(text) ||
    (telltaleEnd.test(text) && telltale.test(text)) ||
    (supporting.test(text) && common.test(text))
  );
}

function fromUnderscore(word: string): string {
  return word.slice(Math.max(0, word.indexOf('_')));
}

function anyOf(words: readonly string[], flags: string): RegExp {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
  return new RegExp(escaped.join('|'), flags);
}
