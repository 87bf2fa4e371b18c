/*
 * Markdown whose structure the user's text cannot change.
 * Text of the user's code goes in only through these functions.
 */
import type { Location } from '../base/location.ts';
import { oneLine } from '../dynamodb/labels.ts';

/** Gives the address of a place, such as `file:///work/orders.py#L3`. Whoever shows the Markdown knows the form. */
export type LinkTo = (location: Location) => string;

/** Longest piece of code shown inline, in code points. */
const longestCode = 120;

/**
 * Code in a line of Markdown. Backticks in it are kept, by a longer fence; it is cut to one line of moderate length.
 */
export function inlineCode(code: string): string {
  const line = oneLine(code, longestCode);
  const longestRun = Math.max(0, ...(line.match(/`+/gu) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longestRun + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/**
 * Plain text inside a line of Markdown: nothing in it formats, links or is taken for HTML.
 * Underscores inside words stay as they are, because editors that show the source read better without `\\_`.
 */
export function plainText(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\\`*[\]<>|~&$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');
}

/** A link. `label` is Markdown; `address` may be any text. */
export function link(label: string, address: string): string {
  return `[${label}](${address.replace(/[\s()<>\\]/gu, encode)})`;
}

/** A link to a place, called by its file's name and its 1-based line, such as `[orders.py:3](…)`. */
export function placeLink(at: Location, linkTo: LinkTo): string {
  const name = at.file.slice(at.file.lastIndexOf('/') + 1);
  return link(`${plainText(name)}:${at.range.start.line + 1}`, linkTo(at));
}

/** The marks that texts of this module are made of, in the order in which they are looked for. */
const MARKS = new RegExp(
  [
    '(?<fence>`+) ?(?<code>.*?) ?\\k<fence>(?!`)',
    '\\[(?<label>(?:\\\\.|[^\\]\\\\])*)\\]\\((?<address>[^)]*)\\)',
    '\\\\(?<escaped>[^\\n])',
    '\\*\\*|^_|_$| {2}$',
  ].join('|'),
  'gmu',
);

/**
 * The words of such a Markdown text, for who shows none: links become their labels, code loses its fence.
 * Labels of files say which file and line they mean; pages of the web keep their address.
 */
export function withoutMarkdown(markdown: string): string {
  let text = '';
  let from = 0;
  for (const match of markdown.matchAll(MARKS)) {
    const { code, label, address = '', escaped = '' } = match.groups ?? {};
    const words = label === undefined ? (code ?? escaped) : withoutMarkdown(label);
    text += markdown.slice(from, match.index) + words;
    if (/^https?:/u.test(address)) text += ` (${address})`;
    from = match.index + match[0].length;
  }
  return text + markdown.slice(from);
}

function encode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
