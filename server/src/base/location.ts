/*
 * Where something stands in a workspace, for people and editors.
 * Positions are 0-based and count UTF-16 code units, as the Language Server Protocol does.
 */

/** A 0-based line and a 0-based column in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A half-open range of positions. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A range in a file. `file` is the `/`-separated absolute path the workspace knows the file by. */
export interface Location {
  readonly file: string;
  readonly range: Range;
}

/** Orders positions by line, then by column. */
export function comparePositions(left: Position, right: Position): number {
  return left.line - right.line || left.character - right.character;
}

/** Orders locations by file, then by start, then by end. */
export function compareLocations(left: Location, right: Location): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return (
    comparePositions(left.range.start, right.range.start) ||
    comparePositions(left.range.end, right.range.end)
  );
}

/** Whether `position` lies in `range`; its end counts as inside, because a cursor behind a word belongs to it. */
export function rangeContains(range: Range, position: Position): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;
}
