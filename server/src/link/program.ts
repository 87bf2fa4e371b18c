/*
 * The workspace as the core sees it: inputs that its owner sets, and the questions that span files.
 * Nothing here reads a disk: a module that exists but was never given is noted as missing, and its owner may give it.
 */
import type { Input, QueryEngine } from '../base/query.ts';
import { type DocumentNode, sameDocument } from '../syntax/document/document.ts';
import type { UnitBody } from '../summary/unit.ts';
import { mentionKey, type MentionRole } from './mentions.ts';
import type { FilePath, UnitKey, UnitReference } from './place.ts';
import { unitId } from './place.ts';
import { statedKey, type StatedName } from './stated-names.ts';

/** A unit in its module. */
export interface UnitEntry {
  readonly key: UnitKey;
  /** For a class member: the unit that is its class's header. */
  readonly owner: UnitKey | null;
}

/** Everything the core knows about a workspace. Keys of `bodies` are those of `unitId`. */
export interface Program {
  readonly engine: QueryEngine;
  /** The units of a file in source order; undefined when the file was not given. */
  readonly units: Input<readonly UnitEntry[]>;
  readonly bodies: Input<UnitBody>;
  /** For class members: the unit that is the header of their class. Keys are those of `unitId`. */
  readonly owners: Input<UnitKey>;
  /** Whether a path is a Python file that exists. */
  readonly files: Input<true>;
  /** Whether a folder holds Python files, directly or deeper. */
  readonly folders: Input<true>;
  /** For a name that could be imported: the folders that hold `name.py` or `name/` and are no packages themselves. */
  readonly importFolders: Input<readonly FilePath[]>;
  /** The units that mention a name in a role; `unitsThat` asks for them. */
  readonly mentions: Input<readonly UnitReference[]>;
  /** The names that a name is imported under. */
  readonly aliases: Input<readonly string[]>;
  /** What the user states for names, by folder and last word; `statedUnder` asks for it. */
  readonly stated: Input<readonly StatedName[]>;
  /** Documents that are no programs, such as templates; undefined when a file was not given. */
  readonly documents: Input<DocumentNode>;
  /** The files whose documents were given, sorted, under the empty key. */
  readonly documentPaths: Input<readonly FilePath[]>;
  /** The root folders, under the empty key. */
  readonly roots: Input<readonly FilePath[]>;
  /** Files that were asked for, exist, and were not given. */
  readonly missing: Set<FilePath>;
  /** Documents that were asked for by name: they are read whatever is in them. */
  readonly askedDocuments: Set<FilePath>;
  /** Functions whose callers were asked for: files that mention them matter. */
  readonly wanted: Map<string, WantedCallers>;
}

/** A function whose callers matter. */
export interface WantedCallers {
  /** The name that it is called by. */
  readonly name: string;
  /** A word that a file must also hold: the module or the class that the function belongs to. */
  readonly owner: string;
}

function sameList<T>(
  same: (left: T, right: T) => boolean,
): (left: readonly T[], right: readonly T[]) => boolean {
  return (left, right) =>
    left.length === right.length && left.every((item, index) => same(item, right[index] as T));
}

function sameUnit(left: UnitReference, right: UnitReference): boolean {
  return left.file === right.file && left.unit === right.unit;
}

/** An empty workspace. */
export function createProgram(engine: QueryEngine): Program {
  return {
    engine,
    units: engine.input(
      'units',
      sameList<UnitEntry>((left, right) => left.key === right.key && left.owner === right.owner),
    ),
    bodies: engine.input('body'),
    owners: engine.input('owner'),
    files: engine.input('file'),
    folders: engine.input('folder'),
    importFolders: engine.input('import folders', sameList<FilePath>(Object.is)),
    mentions: engine.input('mentions', sameList(sameUnit)),
    aliases: engine.input('aliases', sameList<string>(Object.is)),
    stated: engine.input('stated', (left, right) => JSON.stringify(left) === JSON.stringify(right)),
    documents: engine.input('document', sameDocument),
    documentPaths: engine.input('documents', sameList<FilePath>(Object.is)),
    roots: engine.input('roots', sameList<FilePath>(Object.is)),
    missing: new Set(),
    askedDocuments: new Set(),
    wanted: new Map(),
  };
}

/** The units of a file. When the file exists but was never given, it is noted as missing and seems empty for now. */
export function unitsOf(program: Program, file: FilePath): readonly UnitEntry[] {
  const units = program.units.get(file);
  if (!units && program.files.get(file)) program.missing.add(file);
  return units ?? [];
}

/** A document that is asked for by name; null when it was not given (yet). */
export function documentOf(program: Program, file: FilePath): DocumentNode | null {
  program.askedDocuments.add(file);
  return program.documents.get(file) ?? null;
}

/** The meaning of a unit; null when there is no such unit (any more). */
export function bodyOf(program: Program, reference: UnitReference): UnitBody | null {
  return program.bodies.get(unitId(reference)) ?? null;
}

/** The units that mention a name in a role, in a fixed order. */
export function unitsThat(
  program: Program,
  role: MentionRole,
  name: string,
): readonly UnitReference[] {
  return program.mentions.get(mentionKey(role, name)) ?? [];
}

/** What is stated for the subjects that end with `word`, for a file: the innermost folder's first. */
export function statedUnder(program: Program, file: FilePath, word: string): readonly StatedName[] {
  const roots = (program.roots.get('') ?? []).filter((root) => file.startsWith(`${root}/`));
  if (roots.length === 1 && roots[0] !== undefined)
    return program.stated.get(statedKey(roots[0], word)) ?? [];
  return [...roots]
    .sort((left, right) => right.length - left.length)
    .flatMap((root) => program.stated.get(statedKey(root, word)) ?? []);
}
