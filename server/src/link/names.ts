/*
 * What a module-level or class-level name stands for: the bindings of all units that may have given it its value.
 */
import type { BindingReference, FilePath, ScopeReference, UnitKey } from './place.ts';
import { bodyOf, type Program, type UnitEntry, unitsOf } from './program.ts';
import type { StarImport, UnitBody } from '../summary/unit.ts';

/** The bindings that a name may have, and whether it may still mean something outside. */
export interface NameBindings {
  readonly bindings: readonly BindingReference[];
  readonly open: boolean;
}

/** Where a name is asked for. `before` is a unit of the same level; null asks for what holds in the end. */
export interface NameRequest {
  readonly file: FilePath;
  /** The class header for a class-level name, null for a module-level one. */
  readonly owner: UnitKey | null;
  readonly name: string;
  readonly before: UnitKey | null;
}

/** A module, or (`owner`) one of its classes. */
export interface NameLevel {
  readonly file: FilePath;
  readonly owner: UnitKey | null;
}

interface NameExit {
  readonly unit: UnitKey;
  /** Position of the unit in its file. */
  readonly order: number;
  readonly bindings: readonly number[];
  readonly open: boolean;
}

/** The names of one level (a module, or one class) and who binds them. */
interface NameTable {
  readonly exits: ReadonlyMap<string, readonly NameExit[]>;
  readonly globals: ReadonlyMap<string, readonly BindingReference[]>;
  readonly order: ReadonlyMap<UnitKey, number>;
  readonly stars: readonly StarImport[];
  readonly attempts: ReadonlyMap<string, UnitKey>;
}

/** The questions about names that this folder answers. */
export interface NameQueries {
  readonly bindingsOf: (request: NameRequest) => NameBindings;
  /** The units of a level that do not parse and would define a name, by that name. */
  readonly attemptsOf: (level: NameLevel) => ReadonlyMap<string, UnitKey>;
  /** The `from … import *` of a module, in source order. */
  readonly starImportsOf: (file: FilePath) => readonly StarImport[];
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function buildTable(program: Program, file: FilePath, owner: UnitKey | null): NameTable {
  const exits = new Map<string, NameExit[]>();
  const globals = new Map<string, BindingReference[]>();
  const order = new Map<UnitKey, number>();
  const stars: StarImport[] = [];
  const attempts = new Map<string, UnitKey>();
  unitsOf(program, file).forEach((entry, index) => {
    // Only the module looks into all units: an edit elsewhere is no reason to make the table of a class anew.
    if (owner !== null && entry.owner !== owner) return;
    const body = bodyOf(program, { file, unit: entry.key });
    if (!body) return;
    if (owner === null) {
      addGlobals(globals, file, entry, body);
      stars.push(...body.starImports);
    }
    if (entry.owner !== owner) return;
    order.set(entry.key, index);
    for (const name of body.attempted?.here ?? []) attempts.set(name, entry.key);
    for (const exit of body.exits)
      addTo(exits, exit.name, { unit: entry.key, order: index, ...exit });
  });
  return { exits, globals, order, stars, attempts };
}

function addGlobals(
  globals: Map<string, BindingReference[]>,
  file: FilePath,
  entry: UnitEntry,
  body: UnitBody,
): void {
  for (const { name, binding } of body.globalWrites)
    addTo(globals, name, { file, unit: entry.key, name, binding });
}

function bindingsIn(table: NameTable, { file, name, before }: NameRequest): NameBindings {
  const limit = before === null ? Infinity : (table.order.get(before) ?? Infinity);
  const bindings: BindingReference[] = [];
  let open = true;
  for (const exit of [...(table.exits.get(name) ?? [])].reverse()) {
    if (exit.order >= limit) continue;
    bindings.unshift(...exit.bindings.map((binding) => ({ file, unit: exit.unit, name, binding })));
    open = exit.open;
    if (!open) break;
  }
  if (before === null) bindings.push(...(table.globals.get(name) ?? []));
  return { bindings, open: open && bindings.length === 0 };
}

function sameBindings(left: NameBindings, right: NameBindings): boolean {
  return (
    left.open === right.open &&
    left.bindings.length === right.bindings.length &&
    left.bindings.every((binding, index) => {
      const other = right.bindings[index];
      return (
        other?.file === binding.file &&
        other.unit === binding.unit &&
        other.binding === binding.binding
      );
    })
  );
}

/** Creates the questions about names of a program. */
export function createNameQueries(program: Program): NameQueries {
  const table = program.engine.query('names', {
    key: ({ file, owner }: NameLevel) => (owner === null ? file : `${file}::${owner}`),
    compute: ({ file, owner }) => buildTable(program, file, owner),
  });
  return {
    bindingsOf: program.engine.query('bindings', {
      key: ({ file, owner, name, before }: NameRequest) =>
        `${file}::${owner ?? ''}/${name}<${before ?? ''}`,
      compute: (request) => bindingsIn(table(request), request),
      equal: sameBindings,
    }),
    attemptsOf: program.engine.query('attempted names', {
      key: ({ file, owner }: NameLevel) => (owner === null ? file : `${file}::${owner}`),
      compute: (level) => table(level).attempts,
      equal: (left, right) => JSON.stringify([...left]) === JSON.stringify([...right]),
    }),
    starImportsOf: program.engine.query('star imports', {
      key: (file: FilePath) => file,
      compute: (file) => table({ file, owner: null }).stars,
      equal: (left, right) => JSON.stringify(left) === JSON.stringify(right),
    }),
  };
}

/** The scopes around a scope inside its unit, nearest first, without itself; the unit's own level comes last. */
export function enclosingScopes(body: UnitBody, scope: ScopeReference['scope']): readonly number[] {
  const around: number[] = [];
  for (let index = scope; index !== 0;) {
    index = body.scopes[index]?.parent ?? 0;
    around.push(index);
  }
  return around;
}
