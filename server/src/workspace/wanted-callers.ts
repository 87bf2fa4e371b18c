/*
 * Whether a file that was left unread may call a function whose callers matter now.
 * A plain look for words: it may say yes for a file that calls something else of the same name.
 */
import { groupBy } from '../base/group-by.ts';
import type { WantedCallers } from '../link/program.ts';

/** Tells whether a text mentions any of the wanted callers: it calls the name or hands it on, and has the word that belongs to it. */
export function mentionsAny(wanted: readonly WantedCallers[]): (text: string) => boolean {
  if (wanted.length === 0) return () => false;
  const groups = [...groupBy(wanted, ({ owner }) => owner)].map(([owner, functions]) => ({
    owner,
    calls: callsOf(functions.map(({ name }) => name)),
  }));
  const anyCall = callsOf(wanted.map(({ name }) => name));
  return (text) =>
    anyCall.test(text) &&
    groups.some(({ owner, calls }) => text.includes(owner) && calls.test(text));
}

/** Names of Python hold no character that means something in a pattern, but letters beyond ASCII are no word characters to it. */
function callsOf(names: readonly string[]): RegExp {
  return new RegExp(`(?<![\\w])(?:${[...new Set(names)].join('|')})\\s*[(),\\]}]`);
}
