/*
 * What one call touches: its known tables, the environment variables that stand for tables, the unknown table.
 * Everything that counts, lists or names tables goes through here, so that all of it agrees.
 */
import type {
  CallFact,
  LinkType,
  NameKind,
  TableDeclaration,
  TableUse,
  UnknownName,
} from './facts.ts';

/** The kinds of name that make a table; a variable that nothing defines makes none. */
export type KnownNameKind = Exclude<NameKind, 'env'>;

/** A table use whose table exists in the project. */
export interface KnownTableUse<At> extends TableUse<At> {
  readonly nameKind: KnownNameKind;
}

/** One thing that a call touches. `links` are in the order select, insert, update, delete. */
export type Touched<At> =
  | {
      readonly kind: 'known';
      readonly table: KnownTableUse<At>;
      readonly links: readonly LinkType[];
    }
  | { readonly kind: 'env'; readonly table: TableUse<At>; readonly links: readonly LinkType[] }
  | {
      readonly kind: 'unknown';
      /** Why the name is not known; null when the call says nothing about it. */
      readonly unknown: UnknownName<At> | null;
      readonly links: readonly LinkType[];
    };

/** The part of a call that says which tables it touches. */
export type CallNames<At> = Pick<CallFact<At>, 'tables' | 'unknown' | 'links'>;

const linkOrder: readonly LinkType[] = [
  'useSelectLink',
  'useInsertLink',
  'useUpdateLink',
  'useDeleteLink',
];

/** The distinct links in the order select, insert, update, delete. */
export function orderedLinks(links: Iterable<LinkType>): readonly LinkType[] {
  const present = new Set(links);
  return linkOrder.filter((link) => present.has(link));
}

/** Whether a table is known by this use: everything but a variable that nothing defines. */
function isKnownUse<At>(use: TableUse<At>): use is KnownTableUse<At> {
  return use.nameKind !== 'env';
}

/** Whether the call brings a table into being. Such a call has no link to the table. */
export function isTableCreation(call: CallFact<unknown>): boolean {
  return call.method === 'create_table';
}

/** Whether a table is declared by code that makes it, and not by a template. */
export function isMadeByCode({ source }: TableDeclaration<unknown>): boolean {
  return source === 'create_table';
}

/**
 * Everything a call touches, in the order known tables, variables, unknown table.
 * Never empty: a call without any table touches the unknown one.
 */
export function touchedBy<At>(call: CallNames<At>): readonly Touched<At>[] {
  const known: Touched<At>[] = [];
  const variables: Touched<At>[] = [];
  for (const table of call.tables) {
    const links = orderedLinks(table.links);
    if (isKnownUse(table)) known.push({ kind: 'known', table, links });
    else variables.push({ kind: 'env', table, links });
  }
  const unknown: Touched<At>[] = hasUnknownPart(call)
    ? [{ kind: 'unknown', unknown: call.unknown, links: orderedLinks(call.links) }]
    : [];
  return [...known, ...variables, ...unknown];
}

/**
 * Whether something beyond the listed tables is touched.
 * A listed variable already stands for the unknown name that it causes, so that one is not counted twice.
 */
function hasUnknownPart(call: CallNames<unknown>): boolean {
  if (call.tables.length === 0) return true;
  if (call.unknown === null) return false;
  const { reason, pattern } = call.unknown;
  const listed = call.tables.some((table) => table.nameKind === 'env');
  return !(listed && reason === 'environment-variable' && pattern === undefined);
}
