/*
 * Keys for the units of a file: what a unit defines, with a number when several define the same.
 * They do not depend on where a unit stands or on what was edited before.
 */
import type { UnitKey } from '../link/place.ts';
import type { UnitEntry } from '../link/program.ts';
import type { PlacedUnit, StoredModule } from './module-store.ts';

/** A unit of a file under its key. */
export interface KeyedUnit extends PlacedUnit {
  readonly entry: UnitEntry;
}

/** The units of a file in order, under their keys. Comments are no units. Written as loops, because it runs at every edit. */
export function keyedUnits(module: StoredModule): readonly KeyedUnit[] {
  const counts = new Map<string, number>();
  const keyed: KeyedUnit[] = [];
  let owner: UnitKey | null = null;
  for (const { units } of module.stored) {
    for (const { summary, start, stale } of units) {
      const { body, shape } = summary;
      if (body.kind === 'comment') continue;
      const own = body.name === '' ? `~${shape}` : body.name;
      const memberOf: UnitKey | null = body.kind === 'member' ? owner : null;
      const name: string = memberOf === null ? own : `${memberOf}.${own}`;
      const count: number = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      const key: UnitKey = count === 1 ? name : `${name}#${count}`;
      if (body.kind === 'class-header') owner = key;
      else if (body.kind !== 'member') owner = null;
      keyed.push({ summary, start, stale, entry: { key, owner: memberOf } });
    }
  }
  return keyed;
}
