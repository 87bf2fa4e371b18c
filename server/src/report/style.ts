/*
 * Colours of the terminal, or none. Without colours a text is what it was.
 */

/** What a piece of text is; how it looks is decided here. */
export type Role = 'heading' | 'quiet' | 'table' | 'warning' | 'error';

/** Gives a text the look of its role. */
export type Style = (role: Role, text: string) => string;

/** Leaves every text as it is. */
export const plainStyle: Style = (_role, text) => text;

const codes: Readonly<Record<Role, readonly [on: number, off: number]>> = {
  heading: [1, 22],
  quiet: [2, 22],
  table: [36, 39],
  warning: [33, 39],
  error: [31, 39],
};

/** Colours and weights by ANSI escape sequences. */
export const ansiStyle: Style = (role, text) => {
  const [on, off] = codes[role];
  return text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`;
};
