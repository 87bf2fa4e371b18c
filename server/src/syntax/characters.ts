/**
 * The characters the line scanner looks at, and what it must do about them.
 * Everything here is a lookup by UTF-16 code unit, because it runs for every character of every file.
 */

export const TAB = 9;
const LINE_FEED = 10;
export const FORM_FEED = 12;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
export const HASH = 35;
const SINGLE_QUOTE = 39;
export const COLON = 58;
export const EQUALS = 61;
export const AT_SIGN = 64;
export const BACKSLASH = 92;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;
export const BYTE_ORDER_MARK = 0xfeff;

/** What the scanner must do about a character of code. */
export const Action = {
  none: 0,
  newline: 1,
  quote: 2,
  open: 3,
  close: 4,
  comment: 5,
  continuation: 6,
  colon: 7,
} as const;

const actions = new Uint8Array(128);
actions[LINE_FEED] = Action.newline;
actions[CARRIAGE_RETURN] = Action.newline;
actions[DOUBLE_QUOTE] = Action.quote;
actions[SINGLE_QUOTE] = Action.quote;
actions[HASH] = Action.comment;
actions[BACKSLASH] = Action.continuation;
actions[COLON] = Action.colon;
for (const bracket of '([{') actions[bracket.charCodeAt(0)] = Action.open;
for (const bracket of ')]}') actions[bracket.charCodeAt(0)] = Action.close;

/** The action for the code unit `unit`; `none` for units beyond ASCII and for NaN. */
export function actionOf(unit: number): number {
  return unit < 128 ? (actions[unit] ?? 0) : Action.none;
}

/** Whether `unit` ends a line: \n or \r. */
export function isNewline(unit: number): boolean {
  return unit === LINE_FEED || unit === CARRIAGE_RETURN;
}

/** Whether `unit` is white space within a line, as Python's tokenizer sees it. */
export function isBlank(unit: number): boolean {
  return unit === SPACE || unit === TAB || unit === FORM_FEED;
}

/** Whether `unit` may continue a name. Everything beyond ASCII counts as part of a name. */
export function isNamePart(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95 ||
    unit >= 128
  );
}

/** The offset behind the line ending at `offset`; `offset` itself when there is none. */
export function skipNewline(text: string, offset: number): number {
  const unit = text.charCodeAt(offset);
  if (unit === CARRIAGE_RETURN) {
    return text.charCodeAt(offset + 1) === LINE_FEED ? offset + 2 : offset + 1;
  }
  return unit === LINE_FEED ? offset + 1 : offset;
}

/** The offset of the line ending at or behind `offset`, or the length of the text. */
export function endOfLine(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isNewline(text.charCodeAt(at))) at++;
  return at;
}

/** The offset behind the last character before `offset` that is neither blank nor a line ending. */
export function trimEnd(text: string, offset: number): number {
  let at = offset;
  while (at > 0) {
    const unit = text.charCodeAt(at - 1);
    if (!isBlank(unit) && !isNewline(unit)) break;
    at--;
  }
  return at;
}
