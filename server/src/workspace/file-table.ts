/*
 * The files whose text is known: their units as inputs of the program, and where the units stand.
 */
import type { Location } from '../base/location.ts';
import { createLineIndex, type LineIndex, positionAt } from '../base/line-index.ts';
import type { TextChange } from '../base/text-change.ts';
import type { IgnoreDirective, StatementProblem } from '../dynamodb/facts.ts';
import { type FilePath, type Place, unitId, type UnitKey } from '../link/place.ts';
import type { Program } from '../link/program.ts';
import { type KeyedUnit, keyedUnits } from './module-keys.ts';
import { createNameIndex, type NameIndex } from './name-index.ts';
import { differenceOf, type OnParse, type PlacedUnit, type StoredModule } from './module-store.ts';
import type { SourceLanguage } from './source-language.ts';

interface FileEntry {
  module: StoredModule;
  units: ReadonlyMap<UnitKey, KeyedUnit>;
  lines: LineIndex;
  version: number;
}

export interface FileTable {
  readonly has: (file: FilePath) => boolean;
  readonly paths: () => readonly FilePath[];
  /** Returns whether the text is new. */
  readonly setText: (file: FilePath, text: string) => boolean;
  readonly changeText: (file: FilePath, changes: readonly TextChange[]) => boolean;
  /** Reads files anew whose text stays, and returns them. */
  readonly reread: (counts: (file: FilePath) => boolean) => readonly FilePath[];
  readonly remove: (file: FilePath) => void;
  /** A number that changes with the text; 0 when the file is not known. */
  readonly versionOf: (file: FilePath) => number;
  readonly locate: (place: Place) => Location;
  readonly directivesOf: (file: FilePath) => readonly IgnoreDirective<Location>[];
  /** The comments that count for nothing. Code that does not parse at the moment has none. */
  readonly lostCommentsOf: (file: FilePath) => readonly StatementProblem<Location>[];
  /** Tells the program which units call what, after texts changed. */
  readonly publish: () => void;
  /** The statements parsed since the last call, as `file: first line`. */
  readonly takeParsed: () => readonly string[];
}

/** Tells the program about the units of a file that are new, changed or gone. */
function publishUnits(
  program: Program,
  names: NameIndex,
  file: FilePath,
  before: ReadonlyMap<UnitKey, KeyedUnit>,
  after: readonly KeyedUnit[],
): ReadonlyMap<UnitKey, KeyedUnit> {
  const units = new Map(after.map((unit) => [unit.entry.key, unit]));
  for (const key of before.keys()) {
    if (units.has(key)) continue;
    const unit = { file, unit: key };
    program.bodies.set(unitId(unit), undefined);
    program.owners.set(unitId(unit), undefined);
    names.update(unit, null);
  }
  for (const [key, { summary, stale, entry }] of units) {
    const id = unitId({ file, unit: key });
    const old = before.get(key);
    const same = old?.summary.shape === summary.shape && old.stale === stale;
    if (!same) {
      program.bodies.set(id, stale ? { ...summary.body, broken: true } : summary.body);
      names.update({ file, unit: key }, summary.body);
    }
    if (old?.entry.owner !== entry.owner) program.owners.set(id, entry.owner ?? undefined);
  }
  program.units.set(
    file,
    after.map(({ entry }) => entry),
  );
  return units;
}

function rangeOf(lines: LineIndex, start: number, end: number): Location['range'] {
  return { start: positionAt(lines, start), end: positionAt(lines, end) };
}

function anchorSpan(unit: PlacedUnit, anchor: number): readonly [number, number] {
  const { anchors } = unit.summary;
  return [unit.start + (anchors[2 * anchor] ?? 0), unit.start + (anchors[2 * anchor + 1] ?? 0)];
}

/** The ignore comments of a file. One that stands before all code holds for the whole file. */
function directivesIn(
  file: FilePath,
  { module, lines }: FileEntry,
): readonly IgnoreDirective<Location>[] {
  const firstCode = module.pieces.find(({ kind }) => kind !== 'comment')?.start ?? Infinity;
  return module.stored.flatMap(({ piece, units }) =>
    units.flatMap((unit) =>
      unit.summary.ignores.map(({ at, codes }): IgnoreDirective<Location> => {
        const [start, end] = anchorSpan(unit, at);
        const scope = piece.kind === 'comment' && start < firstCode ? 'file' : 'line';
        return { kind: 'ignore', at: { file, range: rangeOf(lines, start, end) }, scope, codes };
      }),
    ),
  );
}

function lostCommentsIn(
  file: FilePath,
  { module, lines }: FileEntry,
): readonly StatementProblem<Location>[] {
  const units = module.stored.flatMap((stored) => stored.units);
  return units.flatMap((unit) => {
    if (unit.stale || unit.summary.body.broken) return [];
    return unit.summary.lost.map(({ kind, at, words }): StatementProblem<Location> => ({
      kind: kind === 'malformed-comment' ? 'malformed' : 'unused',
      at: { file, range: rangeOf(lines, ...anchorSpan(unit, at)) },
      text: `# dynamolens: ${words}`,
      known: [],
    }));
  });
}

/** What the table remembers between calls. */
interface TableState {
  readonly program: Program;
  readonly names: NameIndex;
  readonly languageFor: (file: FilePath) => SourceLanguage;
  readonly entries: Map<FilePath, FileEntry>;
  readonly keepsLog: boolean;
  parsed: string[];
  version: number;
}

function store(state: TableState, file: FilePath, module: StoredModule): void {
  const before = state.entries.get(file)?.units ?? new Map<UnitKey, KeyedUnit>();
  const units = publishUnits(state.program, state.names, file, before, keyedUnits(module));
  state.program.missing.delete(file);
  state.version += 1;
  state.entries.set(file, {
    module,
    units,
    lines: createLineIndex(module.text),
    version: state.version,
  });
}

function onParse(state: TableState, file: FilePath): OnParse {
  return (text) => {
    if (!state.keepsLog) return;
    state.parsed.push(`${file}: ${(text.split(/\r\n|\r|\n/, 1)[0] ?? '').trim()}`);
  };
}

function changeText(state: TableState, file: FilePath, changes: readonly TextChange[]): boolean {
  const entry = state.entries.get(file);
  if (!entry) return false;
  const language = state.languageFor(file);
  store(state, file, language.change(entry.module, changes, onParse(state, file)));
  return true;
}

function setText(state: TableState, file: FilePath, text: string): boolean {
  const known = state.entries.get(file)?.module.text;
  if (known === text) return false;
  if (known !== undefined) return changeText(state, file, [differenceOf(known, text)]);
  store(state, file, state.languageFor(file).create(text, onParse(state, file)));
  return true;
}

function remove(state: TableState, file: FilePath): void {
  const entry = state.entries.get(file);
  if (!entry) return;
  publishUnits(state.program, state.names, file, entry.units, []);
  state.program.units.set(file, undefined);
  state.entries.delete(file);
}

/** A place of a unit that is gone lies at the start of its file. */
function locate(state: TableState, { file, unit, anchor }: Place): Location {
  const entry = state.entries.get(file);
  const found = entry?.units.get(unit);
  if (!entry || !found) return { file, range: rangeOf(createLineIndex(''), 0, 0) };
  return { file, range: rangeOf(entry.lines, ...anchorSpan(found, anchor)) };
}

/** Reads files anew whose text stays: their language is understood only now. */
function reread(state: TableState, counts: (file: FilePath) => boolean): readonly FilePath[] {
  const files = [...state.entries.keys()].filter(counts);
  for (const file of files) {
    const { text } = state.entries.get(file)?.module ?? { text: '' };
    store(state, file, state.languageFor(file).create(text, onParse(state, file)));
  }
  return files;
}

/**
 * An empty table that publishes to `program`; `languageFor` says how a file is read, `keepsLog` whether what is
 * parsed is noted for `takeParsed`.
 */
export function createFileTable(
  program: Program,
  languageFor: (file: FilePath) => SourceLanguage,
  keepsLog: boolean,
): FileTable {
  const names = createNameIndex(program);
  const entries = new Map<FilePath, FileEntry>();
  const shared = { program, names, languageFor, entries, keepsLog };
  const state: TableState = { ...shared, parsed: [], version: 0 };
  return {
    has: (file) => state.entries.has(file),
    paths: () => [...state.entries.keys()].sort(),
    setText: (file, text) => setText(state, file, text),
    changeText: (file, changes) => changeText(state, file, changes),
    reread: (counts) => reread(state, counts),
    publish: () => {
      names.publish();
    },
    remove: (file) => {
      remove(state, file);
    },
    versionOf: (file) => state.entries.get(file)?.version ?? 0,
    locate: (place) => locate(state, place),
    directivesOf: (file) => {
      const entry = state.entries.get(file);
      return entry ? directivesIn(file, entry) : [];
    },
    lostCommentsOf: (file) => {
      const entry = state.entries.get(file);
      return entry ? lostCommentsIn(file, entry) : [];
    },
    takeParsed: () => {
      const taken = state.parsed;
      state.parsed = [];
      return taken;
    },
  };
}
