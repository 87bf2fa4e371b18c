/*
 * By name, the units of all files that mention it, and the aliases it is imported under.
 * Kept edit by edit; the program is told about each name whose units changed.
 */
import type { Input } from '../base/query.ts';
import type { UnitReference } from '../link/place.ts';
import { unitId } from '../link/place.ts';
import type { Program } from '../link/program.ts';
import { namesShown, type UnitNames } from '../link/mentions.ts';
import type { UnitBody } from '../summary/unit.ts';

const NO_NAMES: UnitNames = { mentions: new Set(), aliases: [] };

/** For each key, what belongs to it, by the id of the unit that says so. */
type Entries<T> = Map<string, Map<string, T>>;

export interface NameIndex {
  /** Replaces what is known about a unit; null when the unit is gone. */
  readonly update: (unit: UnitReference, body: UnitBody | null) => void;
  /** Tells the program about the names that changed since the last call. */
  readonly publish: () => void;
}

function remove<T>(entries: Entries<T>, key: string, id: string): void {
  const units = entries.get(key);
  units?.delete(id);
  if (units?.size === 0) entries.delete(key);
}

function add<T>(entries: Entries<T>, key: string, id: string, item: T): void {
  const units = entries.get(key);
  if (units) units.set(id, item);
  else entries.set(key, new Map([[id, item]]));
}

function publishKeys<T>(keys: Set<string>, entries: Entries<T>, input: Input<readonly T[]>): void {
  for (const key of keys) {
    const units = entries.get(key);
    const sorted = units && [...units].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
    input.set(key, sorted);
  }
  keys.clear();
}

/** An empty index that publishes to `program`. */
export function createNameIndex(program: Program): NameIndex {
  const known = new Map<string, UnitNames>();
  const mentions: Entries<UnitReference> = new Map();
  const aliases: Entries<string> = new Map();
  const changed = {
    mentions: new Set<string>(),
    aliases: new Set<string>(),
  };
  const apply = <T>(
    entries: Entries<T>,
    keys: Set<string>,
    before: Iterable<string>,
    after: ReadonlyMap<string, T>,
    id: string,
  ): void => {
    for (const key of before) {
      if (after.has(key)) continue;
      remove(entries, key, id);
      keys.add(key);
    }
    for (const [key, item] of after) {
      if (entries.get(key)?.get(id) !== undefined) continue;
      add(entries, key, id, item);
      keys.add(key);
    }
  };
  return {
    update: (unit, body) => {
      const id = unitId(unit);
      const before = known.get(id) ?? NO_NAMES;
      const after = body ? namesShown(body) : NO_NAMES;
      if (body) known.set(id, after);
      else known.delete(id);
      const here = new Map([...after.mentions].map((key) => [key, unit]));
      apply(mentions, changed.mentions, before.mentions, here, id);
      const oldAliases = before.aliases.map(([name]) => name);
      apply(aliases, changed.aliases, oldAliases, new Map(after.aliases), id);
    },
    publish: () => {
      publishKeys(changed.mentions, mentions, program.mentions);
      publishKeys(changed.aliases, aliases, program.aliases);
    },
  };
}
