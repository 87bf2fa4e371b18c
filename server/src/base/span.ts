/*
 * A stretch of a text, as most of the syntax is kept.
 * Offsets count UTF-16 code units from the start of the text; the end is exclusive.
 */

/** A half-open stretch `[start, end)` of a text, in UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
