/*
 * Names that a text which does not parse would define if it did, by how its lines look.
 * Nothing is said about their values: they only explain why a name is not known.
 */

/** The names that a broken unit sets out to define. */
export interface AttemptedNames {
  /** At the level that the unit stands at. Attributes of objects start with a dot. */
  readonly here: readonly string[];
  /** Inside the function that the unit is. */
  readonly inside: readonly string[];
}

const TARGETS = /^[ \t]*((?:[\w.]+[ \t]*,[ \t]*)*[\w.]+)[ \t]*(?::[^=\n]*)?=(?!=)/gm;
const DEFINITION = /^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)/gm;
const IMPORT = /^[ \t]*(?:from[ \t]+[\w.]+[ \t]+)?import[ \t(]+([^\n#)]*)/gm;
const LOOP = /\bfor[ \t]+(\w+)[ \t]+in\b/g;
const ALIAS = /\bas[ \t]+(\w+)/g;

/** What starts with the definition of a function: what it assigns is its own affair. */
const IS_FUNCTION = /^\s*(?:@[^\n]*\n\s*)*(?:async[ \t]+)?def[ \t]+(\w+)/;

/** More names than this are not noted. */
const MAX_NAMES = 200;

function namesIn(text: string): readonly string[] {
  const names = new Set<string>();
  for (const [, targets = ''] of text.matchAll(TARGETS))
    for (const target of targets.split(',')) names.add(nameOf(target.trim()));
  for (const pattern of [DEFINITION, LOOP, ALIAS])
    for (const [, name = ''] of text.matchAll(pattern)) names.add(name);
  for (const [, members = ''] of text.matchAll(IMPORT))
    for (const member of members.split(',')) names.add(member.trim().split(/[. \t]/)[0] ?? '');
  names.delete('');
  return [...names].slice(0, MAX_NAMES).sort();
}

function nameOf(target: string): string {
  const dot = target.lastIndexOf('.');
  return dot < 0 ? target : target.slice(dot);
}

/** The names that a text which does not parse would define. */
export function attemptedNames(text: string): AttemptedNames {
  const names = namesIn(text);
  const [, defined] = IS_FUNCTION.exec(text) ?? [];
  if (defined === undefined) return { here: names, inside: [] };
  return {
    here: [defined, ...names.filter((name) => name.startsWith('.'))],
    inside: names.filter((name) => !name.startsWith('.')),
  };
}
