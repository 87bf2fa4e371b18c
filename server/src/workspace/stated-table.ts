/*
 * What the user states for names, by folder: in the editor's settings and in the project file, as inputs of the program.
 * For the same subject the settings win.
 */
import { lastWord, normalSubject, statedKey, type StatedName } from '../link/stated-names.ts';
import type { FilePath } from '../link/place.ts';
import type { Program } from '../link/program.ts';
import { groupBy } from '../base/group-by.ts';

/** Tables by variable or expression. */
export type NameSettings = Readonly<Record<string, readonly string[]>>;

export interface StatedTable {
  readonly setSettings: (folder: FilePath, names: NameSettings) => void;
  readonly setFile: (folder: FilePath, names: readonly StatedName[]) => void;
}

type Source = 'settings' | 'file';

/** An empty table that publishes to `program`. */
export function createStatedTable(program: Program): StatedTable {
  const known: Record<Source, Map<FilePath, readonly StatedName[]>> = {
    settings: new Map(),
    file: new Map(),
  };
  const set = (source: Source, folder: FilePath, names: readonly StatedName[]): void => {
    const before = namesOf(folder);
    known[source].set(folder, names);
    publish(program, folder, before, namesOf(folder));
  };
  const namesOf = (folder: FilePath): readonly StatedName[] => {
    const first = known.settings.get(folder) ?? [];
    const subjects = new Set(first.map(({ subject }) => subject));
    const rest = known.file.get(folder) ?? [];
    return [...first, ...rest.filter(({ subject }) => !subjects.has(subject))];
  };
  return {
    setSettings: (folder, names) => {
      set('settings', folder, Object.entries(names).map(fromSettings));
    },
    setFile: (folder, names) => {
      set('file', folder, names);
    },
  };
}

function fromSettings([name, tables]: readonly [string, readonly string[]]): StatedName {
  const subject = normalSubject(name);
  return { subject, tables, at: null, note: `dynamolens.names: ${name} = ${tables.join(', ')}` };
}

function publish(
  program: Program,
  folder: FilePath,
  before: readonly StatedName[],
  after: readonly StatedName[],
): void {
  const byWord = groupBy(after, ({ subject }) => lastWord(subject));
  const words = new Set([...before.map(({ subject }) => lastWord(subject)), ...byWord.keys()]);
  for (const word of words) program.stated.set(statedKey(folder, word), byWord.get(word));
}
