/*
 * Texts that only keep a place for a value that somebody has to fill in. They are no names.
 */

const PLACEHOLDERS: readonly RegExp[] = [
  // <your-table>, {{ table }}, [TABLE NAME]
  /<[^<>]*>|\{\{.*\}\}|^\[.*\]$/u,
  // changeme, replace_this, FILL-IN
  /^(?:change|replace|fill|insert|update|edit|set|put|add|enter)[-_ ]?(?:me|this|it|in|here)(?![a-z])/iu,
  // your-table-name, name_of_your_table, table-name-here
  /(?:^|[^a-z])your(?:[^a-z]|$)|(?:^|[-_ ])here$/iu,
  // dots, stars, a row of the letter x
  /^(?:x{2,}|[^\p{L}\p{N}]*)$/iu,
  /^(?:todo|tbd|fixme|placeholder|none|null|nil|undefined|n\/a)$/iu,
];

/** Whether a text stands for a value that is still to be filled in. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDERS.some((placeholder) => placeholder.test(text.trim()));
}
