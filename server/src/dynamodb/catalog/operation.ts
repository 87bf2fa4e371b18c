/*
 * The shape of a row of the catalog: one method of one class of boto3, and what it means for tables.
 */
import type { LinkType } from '../facts.ts';

/** The types of library objects that operations are called on. */
export type Surface = 'Client' | 'ServiceResource' | 'Table' | 'BatchWriter' | 'Paginator';

/** Where a call says which table it means. */
export type TableSource =
  /** The object that the method is called on. */
  | { readonly kind: 'receiver' }
  /** An argument that is the name. */
  | { readonly kind: 'argument'; readonly name: string }
  /** The keys of a dict argument. */
  | { readonly kind: 'keys'; readonly name: string }
  /** `item.REQUEST.TableName` of each item of a list argument, for the requests named here. */
  | { readonly kind: 'requests'; readonly name: string; readonly requests: readonly string[] };

/** One row. */
export interface Operation {
  readonly surface: Surface;
  readonly method: string;
  /** `Table.get_item`; for paginators the operation they page through: `Paginator.query`. */
  readonly api: string;
  readonly links: readonly LinkType[];
  readonly table: TableSource;
  /** Whether the call makes the table. */
  readonly creates: boolean;
}
