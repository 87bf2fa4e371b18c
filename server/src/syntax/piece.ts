/**
 * A piece is the unit of parsing: one top-level statement, or one member of a top-level class.
 * The pieces of a text are sorted and do not overlap. Between them lie only blank lines and comments
 * that carry no DynamoLens marker, so the pieces together hold all that a text means.
 */

/**
 * - `statement`: a top-level statement with its decorators, its suites and its `else`, `except`, … parts.
 * - `class-header`: decorators and first lines of a top-level class whose body follows as members.
 * - `member`: a statement directly in the body of such a class, with its decorators and its indentation.
 *   It belongs to the last class header before it.
 * - `comment`: a comment on a line of its own, outside any statement, that contains {@link MARKER}.
 */
export type PieceKind = 'statement' | 'class-header' | 'member' | 'comment';

/**
 * One piece of a text, in absolute UTF-16 offsets.
 * It starts at the start of a line (at the start of a text: behind a byte order mark)
 * and ends behind its last character that is not blank, which may belong to a comment.
 */
export interface Piece {
  readonly kind: PieceKind;
  readonly start: number;
  readonly end: number;
  /**
   * The text from `reach` on had no say in where this piece starts and ends.
   * It lies behind `end`, because what follows a statement decides whether it goes on (`else:`).
   * `Infinity`: the whole text had a say, because a string with three quotes is never closed.
   */
  readonly reach: number;
  /**
   * Whether an indented line behind this piece would be a member of the last class.
   * It still would behind a statement that has no indented lines: somebody is typing between two members.
   */
  readonly inClass: boolean;
}

/** What a comment must contain to be a piece. */
export const MARKER = 'dynamolens:';
