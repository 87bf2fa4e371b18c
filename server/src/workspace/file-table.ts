/*
 * The files whose text is known: their units as inputs of the program, and where the units stand.
 */
import type { Location } from '../base/location.ts';
import { createLineIndex, type LineIndex, positionAt } from '../base/line-index.ts';
import type { TextChange } from '../base/text-change.ts';
import type { IgnoreDirective } from '../dynamodb/facts.ts';
import type { FilePath, Place, UnitKey } from '../link/place.ts';
import type { Program } from '../link/program.ts';
import type { PythonParser } from '../syntax/parser.ts';
import { type KeyedUnit, keyedUnits } from './module-keys.ts';
import { changeModule, createModule, differenceOf, type PlacedUnit, type StoredModule } from './module-store.ts';

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
  readonly remove: (file: FilePath) => void;
  /** A number that changes with the text; 0 when the file is not known. */
  readonly versionOf: (file: FilePath) => number;
  readonly locate: (place: Place) => Location;
  readonly directivesOf: (file: FilePath) => readonly IgnoreDirective<Location>[];
  /** The statements parsed since the last call, as `file: first line`. */
  readonly takeParsed: () => readonly string[];
}

/** Tells the program about the units of a file that are new, changed or gone. */
function publishUnits(
  program: Program,
  file: FilePath,
  before: ReadonlyMap<UnitKey, KeyedUnit>,
  after: readonly KeyedUnit[],
): ReadonlyMap<UnitKey, KeyedUnit> {
  const units = new Map(after.map((unit) => [unit.entry.key, unit]));
  for (const key of before.keys()) {
    if (units.has(key)) continue;
    program.bodies.set(`${file}::${key}`, undefined);
    program.owners.set(`${file}::${key}`, undefined);
  }
  for (const [key, { summary, stale, entry }] of units) {
    const id = `${file}::${key}`;
    const old = before.get(key);
    const same = old?.summary.shape === summary.shape && old.stale === stale;
    if (!same) program.bodies.set(id, stale ? { ...summary.body, broken: true } : summary.body);
    if (!old || old.entry.owner !== entry.owner) program.owners.set(id, entry.owner ?? undefined);
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
function directivesIn(file: FilePath, { module, lines }: FileEntry): readonly IgnoreDirective<Location>[] {
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

/** An empty table that publishes to `program`. */
export function createFileTable(program: Program, parser: PythonParser): FileTable {
  const entries = new Map<FilePath, FileEntry>();
  let parsed: string[] = [];
  let version = 0;

  const store = (file: FilePath, module: StoredModule): void => {
    const before = entries.get(file)?.units ?? new Map<UnitKey, KeyedUnit>();
    const units = publishUnits(program, file, before, keyedUnits(module));
    program.missing.delete(file);
    entries.set(file, { module, units, lines: createLineIndex(module.text), version: ++version });
  };
  const onParse = (file: FilePath) => (text: string) => {
    parsed.push(`${file}: ${(text.split(/\r\n|\r|\n/, 1)[0] ?? '').trim()}`);
  };
  const changeText = (file: FilePath, changes: readonly TextChange[]): boolean => {
    const entry = entries.get(file);
    if (!entry) return false;
    store(
      file,
      changes.reduce((module, change) => changeModule(parser, module, change, onParse(file)), entry.module),
    );
    return true;
  };

  return {
    has: (file) => entries.has(file),
    paths: () => [...entries.keys()].sort(),
    setText: (file, text) => {
      const entry = entries.get(file);
      if (entry?.module.text === text) return false;
      if (entry) return changeText(file, [differenceOf(entry.module.text, text)]);
      store(file, createModule(parser, text, onParse(file)));
      return true;
    },
    changeText,
    remove: (file) => {
      const entry = entries.get(file);
      if (!entry) return;
      publishUnits(program, file, entry.units, []);
      program.units.set(file, undefined);
      entries.delete(file);
    },
    versionOf: (file) => entries.get(file)?.version ?? 0,
    locate: ({ file, unit, anchor }) => {
      const entry = entries.get(file);
      const found = entry?.units.get(unit);
      if (!entry || !found) return { file, range: rangeOf(createLineIndex(''), 0, 0) };
      return { file, range: rangeOf(entry.lines, ...anchorSpan(found, anchor)) };
    },
    directivesOf: (file) => {
      const entry = entries.get(file);
      return entry ? directivesIn(file, entry) : [];
    },
    takeParsed: () => {
      const taken = parsed;
      parsed = [];
      return taken;
    },
  };
}
