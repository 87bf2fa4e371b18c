/*
 * The tables and links of the whole project, put together from the facts of its files.
 * One pass over the files, and files without facts cost nothing but a look, so it is cheap to do anew after an edit.
 * The result depends only on the facts, never on the order of the files.
 */
import { compareLocations, comparePositions } from '../base/location.ts';
import type { Location } from '../base/location.ts';
import type {
  CallFact,
  Caller,
  FileFacts,
  LinkType,
  TableDeclaration,
  TableKey,
  TableUse,
} from './facts.ts';
import type { KnownNameKind } from './touched.ts';
import { touchedBy } from './touched.ts';

/** The id of the one table that stands for all names that are not known. */
export const unknownTableId = 'table:?';

/** A table of the project: something creates it or names it. */
export interface TableFact {
  /** Unique in the project, such as `table:Movies`. */
  readonly id: string;
  readonly name: string;
  readonly nameKind: KnownNameKind;
  /** The calls that create it, in the order of files and places. */
  readonly declarations: readonly TableDeclaration<Location>[];
  /** The primary key as the first declaration that has one says; empty when none does. */
  readonly keys: readonly TableKey[];
  /** The names of all declared indexes, sorted. */
  readonly indexes: readonly string[];
  /** What else the declarations state, such as `billing PAY_PER_REQUEST`. */
  readonly details: readonly string[];
}

/** A link from a callable to a table, and the call that makes it. */
export interface LinkFact {
  readonly type: LinkType;
  readonly caller: Caller<Location>;
  /** The id of the table; {@link unknownTableId} when its name is not known. */
  readonly table: string;
  /** The method-name token of the call. */
  readonly at: Location;
}

/** How much there is in a project. */
export interface ProjectCounts {
  readonly calls: number;
  /** Calls whose table names are all known. */
  readonly resolvedCalls: number;
  /** Calls with a name that is not known, or not fully. */
  readonly unresolvedCalls: number;
}

/** Everything known about the tables of a project. */
export interface ProjectFacts {
  /** One per project, and only if a table is known. */
  readonly database: { readonly kind: 'Python DynamoDB Database' } | null;
  /** Sorted by name, then by kind of name. A variable that nothing defines is no table. */
  readonly tables: readonly TableFact[];
  /** The same tables by name; tables of one name differ in the kind of name. */
  readonly tablesByName: ReadonlyMap<string, readonly TableFact[]>;
  /** Whether something links to the unknown table. */
  readonly unknownTable: boolean;
  /** In the order of files and calls; within a call by table as the call lists them, then select, insert, update, delete. */
  readonly links: readonly LinkFact[];
  readonly counts: ProjectCounts;
}

/** Puts the facts of all files together. */
export function indexTables(files: readonly FileFacts<Location>[]): ProjectFacts {
  const withFacts = files
    .filter((facts) => facts.calls.length + facts.references.length + facts.declarations.length > 0)
    .sort((left, right) => compareText(left.file, right.file));
  const tablesByName = tablesByNameOf(withFacts);
  const tables = [...tablesByName.values()].flat();
  const calls = withFacts.flatMap((facts) => facts.calls);
  const links = calls.flatMap((call) => linksOf(call, tablesByName));
  const unresolvedCalls = calls.filter((call) => call.unknown !== null).length;
  return {
    database: tables.length > 0 ? { kind: 'Python DynamoDB Database' } : null,
    tables,
    tablesByName,
    unknownTable: links.some((link) => link.table === unknownTableId),
    links,
    counts: { calls: calls.length, resolvedCalls: calls.length - unresolvedCalls, unresolvedCalls },
  };
}

/** The table that a name stands for; null for a variable that nothing defines and for a name from elsewhere. */
export function tableOf(
  project: Pick<ProjectFacts, 'tablesByName'>,
  use: Pick<TableUse<Location>, 'name' | 'nameKind'>,
): TableFact | null {
  const tables = project.tablesByName.get(use.name);
  return tables?.find((table) => table.nameKind === use.nameKind) ?? null;
}

/**
 * The table that a use means, with the declarations it means: several stacks may declare a table of one name, and where
 * the way to the name leads through some of the declarations, the others do not count.
 */
export function usedTableOf(
  project: Pick<ProjectFacts, 'tablesByName'>,
  use: Pick<TableUse<Location>, 'name' | 'nameKind' | 'trail'>,
): TableFact | null {
  const table = tableOf(project, use);
  const own = table?.declarations.filter((declaration) =>
    use.trail.some(({ at }) => isSameStart(at, declaration.at)),
  );
  return table && own && own.length > 0 ? { ...table, ...statedIn(own) } : table;
}

function isSameStart(left: Location, right: Location): boolean {
  return left.file === right.file && comparePositions(left.range.start, right.range.start) === 0;
}

type Declarations = readonly TableDeclaration<Location>[];

/** All known tables by name, sorted by name: what {@link indexTables} says about tables, without their links. */
export function tablesByNameOf(
  files: readonly FileFacts<Location>[],
): ReadonlyMap<string, readonly TableFact[]> {
  const drafts = new Map<string, Map<KnownNameKind, TableDeclaration<Location>[]>>();
  for (const facts of files) {
    for (const { tables } of [...facts.calls, ...facts.references]) {
      for (const table of tables) draftOf(drafts, table);
    }
    for (const declaration of facts.declarations) {
      draftOf(drafts, declaration)?.push(declaration);
    }
  }
  const sorted = [...drafts].sort(([left], [right]) => compareText(left, right));
  return new Map(sorted.map(([name, kinds]) => [name, tablesNamed(name, kinds)]));
}

function draftOf(
  drafts: Map<string, Map<KnownNameKind, TableDeclaration<Location>[]>>,
  { name, nameKind }: Pick<TableUse<Location>, 'name' | 'nameKind'>,
): TableDeclaration<Location>[] | null {
  if (nameKind === 'env') return null;
  const kinds = drafts.get(name) ?? new Map<KnownNameKind, TableDeclaration<Location>[]>();
  const declarations = kinds.get(nameKind) ?? [];
  drafts.set(name, kinds.set(nameKind, declarations));
  return declarations;
}

/** The kind that is listed first takes the plain id `table:NAME` when a name occurs in several kinds. */
const kindOrder: readonly KnownNameKind[] = ['physical', 'pattern', 'logical'];

function tablesNamed(
  name: string,
  kinds: ReadonlyMap<KnownNameKind, Declarations>,
): readonly TableFact[] {
  const present = kindOrder.filter((kind) => kinds.has(kind));
  return present.map((nameKind, index) => {
    const plain = `table:${name}`;
    const taken = index > 0 || plain === unknownTableId;
    const declarations = (kinds.get(nameKind) ?? []).toSorted((left, right) =>
      compareLocations(left.at, right.at),
    );
    const id = taken ? `table:${nameKind}:${name}` : plain;
    return { id, name, nameKind, ...statedIn(declarations) };
  });
}

/** What declarations say together. */
function statedIn(
  declarations: Declarations,
): Pick<TableFact, 'declarations' | 'keys' | 'indexes' | 'details'> {
  return {
    declarations,
    keys: declarations.find(({ keys }) => keys.length > 0)?.keys ?? [],
    indexes: [...new Set(declarations.flatMap(({ indexes }) => indexes))].sort(compareText),
    details: [...new Set(declarations.flatMap(({ details }) => details))],
  };
}

/** The links of one call, each pair of link type and table once. */
function linksOf(
  call: CallFact<Location>,
  tablesByName: ProjectFacts['tablesByName'],
): readonly LinkFact[] {
  const links: LinkFact[] = [];
  const seen = new Set<string>();
  for (const touched of touchedBy(call)) {
    const table =
      touched.kind === 'known' ? tableOf({ tablesByName }, touched.table)?.id : undefined;
    for (const type of touched.links) {
      const link = { type, caller: call.caller, table: table ?? unknownTableId, at: call.at };
      const key = `${type} ${link.table}`;
      if (!seen.has(key)) links.push(link);
      seen.add(key);
    }
  }
  return links;
}

/** Orders texts by UTF-16 code units, which no locale changes. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
