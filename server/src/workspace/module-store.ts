/*
 * The units of one file: its text cut into pieces, each piece summarized, kept up to date edit by edit.
 * A piece that does not parse keeps the units it was good with, moved along with the edits, marked stale.
 */
import { applyChange, type TextChange } from '../base/text-change.ts';
import { pieceText, summarizeUnit } from '../summary/summarize.ts';
import type { UnitSummary } from '../summary/unit.ts';
import { cutText } from '../syntax/cut.ts';
import type { PythonParser } from '../syntax/parser.ts';
import type { Piece } from '../syntax/piece.ts';
import { recutText } from '../syntax/recut.ts';

/** A unit with its place in the text. Anchors are relative to `start`. */
export interface PlacedUnit {
  readonly summary: UnitSummary;
  readonly start: number;
  /** Whether the text has changed since and does not parse now. */
  readonly stale: boolean;
}

/** A piece and the units it stands for: its own, or the last good ones where it stands. */
interface StoredPiece {
  readonly piece: Piece;
  readonly units: readonly PlacedUnit[];
}

/** One version of a file. */
export interface StoredModule {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly stored: readonly StoredPiece[];
}

/** Told about every piece that is parsed, with its text. */
export type OnParse = (text: string) => void;

function parsePiece(
  parser: PythonParser,
  text: string,
  piece: Piece,
  onParse: OnParse,
): StoredPiece {
  const source = pieceText(text, piece);
  onParse(source);
  const summary = parser.withTree(source, piece.kind, (root) =>
    summarizeUnit(root, source, piece.kind),
  );
  return { piece, units: [{ summary, start: piece.start, stale: false }] };
}

/** Reads a whole text. */
export function createModule(parser: PythonParser, text: string, onParse: OnParse): StoredModule {
  const pieces = cutText(text);
  return { text, pieces, stored: pieces.map((piece) => parsePiece(parser, text, piece, onParse)) };
}

/** Where an offset of the old text lies in the new one; inside the replaced part, at its start. */
function movedOffset(offset: number, change: TextChange): number {
  if (offset <= change.start) return offset;
  return offset >= change.end
    ? offset + change.text.length - (change.end - change.start)
    : change.start;
}

function movedUnit(unit: PlacedUnit, change: TextChange): PlacedUnit {
  const start = movedOffset(unit.start, change);
  const { anchors } = unit.summary;
  const moved = anchors.map((anchor) => movedOffset(unit.start + anchor, change) - start);
  return { summary: { ...unit.summary, anchors: moved }, start, stale: true };
}

function shifted(stored: StoredPiece, piece: Piece): StoredPiece {
  const by = piece.start - stored.piece.start;
  if (by === 0) return { piece, units: stored.units };
  return { piece, units: stored.units.map((unit) => ({ ...unit, start: unit.start + by })) };
}

/** What was where new pieces stand now. */
interface Replaced {
  readonly text: string;
  readonly pieces: readonly StoredPiece[];
  readonly change: TextChange;
}

/** The old piece of the same kind and text, which still means the same. */
function sameAsBefore(
  { pieces, text }: Replaced,
  kind: Piece['kind'],
  source: string,
): StoredPiece | undefined {
  return pieces.find(
    (old) => old.piece.kind === kind && isGood(old) && pieceText(text, old.piece) === source,
  );
}

/** Units that can stand for a piece that does not parse: those of the old piece it replaces, else those that lie in it now. */
function lastGoodUnits(
  piece: Piece,
  replaced: Replaced,
  counterpart: StoredPiece | undefined,
): readonly PlacedUnit[] {
  const units = counterpart ? counterpart.units : replaced.pieces.flatMap((old) => old.units);
  const moved = units
    .filter(({ summary }) => !summary.body.broken)
    .map((unit) => movedUnit(unit, replaced.change));
  if (counterpart) return moved.map((unit) => inside(unit, piece));
  return moved.filter(({ start }) => start >= piece.start && start < piece.end);
}

/** A unit whose text was replaced as a whole stands where its piece does. */
function inside(unit: PlacedUnit, piece: Piece): PlacedUnit {
  if (unit.start >= piece.start && unit.start < piece.end) return unit;
  return { ...unit, start: piece.start };
}

/** The units of a freshly cut piece: those of an old piece of the same text, new ones, or the last good ones. */
function renewPiece(
  parser: PythonParser,
  text: string,
  piece: Piece,
  replaced: Replaced,
  counterpart: StoredPiece | undefined,
  onParse: OnParse,
): StoredPiece {
  const same = sameAsBefore(replaced, piece.kind, pieceText(text, piece));
  if (same) return shifted(same, piece);
  const fresh = parsePiece(parser, text, piece, onParse);
  if (isGood(fresh)) return fresh;
  const kept = lastGoodUnits(piece, replaced, counterpart);
  return kept.length > 0 ? { piece, units: kept } : fresh;
}

function isGood({ units }: StoredPiece): boolean {
  return units.every(({ summary, stale }) => !summary.body.broken && !stale);
}

/** The file after one edit: only pieces that the edit touched are parsed. */
export function changeModule(
  parser: PythonParser,
  module: StoredModule,
  change: TextChange,
  onParse: OnParse,
): StoredModule {
  const text = applyChange(module.text, change);
  const { pieces, head, tail } = recutText(module.pieces, text, change);
  const replaced = {
    text: module.text,
    pieces: module.stored.slice(head, module.stored.length - tail),
    change,
  };
  // As many pieces as before: each new one is an old one edited.
  const paired = replaced.pieces.length === pieces.length - head - tail;
  const stored = pieces.map((piece, index) => {
    const old = index < head ? module.stored[index] : undefined;
    if (old) return old;
    const behind = pieces.length - index;
    const last = behind <= tail ? module.stored[module.stored.length - behind] : undefined;
    if (last) return shifted(last, piece);
    const counterpart = paired ? replaced.pieces[index - head] : undefined;
    return renewPiece(parser, text, piece, replaced, counterpart, onParse);
  });
  return { text, pieces, stored };
}

/** The one edit that turns `before` into `after`: what lies between their common start and end. */
export function differenceOf(before: string, after: string): TextChange {
  const limit = Math.min(before.length, after.length);
  let start = 0;
  while (start < limit && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let same = 0;
  while (
    same < limit - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same += 1;
  }
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}
