/**
 * One replacement in a text, as editors report it.
 * Both offsets belong to the text before the change.
 */

/** Replaces `[start, end)` of the old text with `text`. UTF-16 offsets. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text after `change`. */
export function applyChange(text: string, change: TextChange): string {
  return text.slice(0, change.start) + change.text + text.slice(change.end);
}
