/*
 * The shape of `dynamolens scan --format json`, version 1. Other programs read it: fields are added, never changed.
 * Lines and columns are 1-based, columns count UTF-16 code units; paths are relative to the scanned folder with `/`.
 */
import type { LinkType, NameKind, TableDeclaration, UnknownReason } from '../dynamodb/facts.ts';

export interface JsonReport {
  readonly version: 1;
  readonly tool: { readonly name: 'dynamolens'; readonly version: string };
  /** Null when no table is known. */
  readonly database: { readonly kind: 'Python DynamoDB Database' } | null;
  /** By name; the unknown table is the last, and there only if something links to it. */
  readonly tables: readonly (JsonTable | JsonUnknownTable)[];
  readonly calls: readonly JsonCall[];
  readonly links: readonly JsonLink[];
  readonly diagnostics: readonly JsonDiagnostic[];
  readonly stats: JsonStats;
}

export interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface JsonTable {
  readonly id: string;
  readonly kind: 'Python DynamoDB Table';
  readonly name: string;
  readonly nameKind: Exclude<NameKind, 'env'>;
  readonly declarations: readonly JsonDeclaration[];
  readonly keys: readonly {
    readonly name: string;
    readonly role: 'HASH' | 'RANGE';
    readonly type: string | null;
  }[];
  readonly indexes: readonly string[];
}

/** A call that creates a table; its place is the whole call. */
export interface JsonDeclaration extends JsonPlace {
  readonly source: TableDeclaration<unknown>['source'];
}

export interface JsonUnknownTable {
  readonly id: 'table:?';
  readonly kind: 'Python Unknown DynamoDB Table';
  readonly name: null;
  readonly nameKind: 'unknown';
}

/** A recognised call; its place is the method-name token. */
export interface JsonCall extends JsonPlace {
  readonly method: string;
  readonly api: string;
  /** `line` is where the caller's name stands. */
  readonly caller: { readonly name: string; readonly kind: string; readonly line: number };
  readonly tables: readonly JsonTableUse[];
  /** The union over the tables, sorted by name. */
  readonly links: readonly LinkType[];
  readonly unknown: {
    readonly reason: UnknownReason;
    readonly detail: string;
    readonly pattern?: string;
  } | null;
  /** How the names were found, from the call back to the root; with several tables, one after the other. */
  readonly trail: readonly {
    readonly file: string;
    readonly line: number;
    readonly note: string;
  }[];
}

export interface JsonTableUse {
  /** The id of the table; `table:?` for a variable that nothing defines. */
  readonly table: string;
  readonly name: string;
  readonly nameKind: NameKind;
  readonly links: readonly LinkType[];
}

/** A link; its place is the start of the method-name token of the call that makes it. */
export interface JsonLink {
  readonly type: LinkType;
  /** Such as `shop/orders.py::Orders.save`. */
  readonly caller: string;
  readonly table: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface JsonDiagnostic extends JsonPlace {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
}

export interface JsonStats {
  /** Python files that were read. */
  readonly files: number;
  readonly parsedFiles: number;
  readonly calls: number;
  /** Calls whose table names are all known. */
  readonly resolvedCalls: number;
  /** The one value that varies from run to run. */
  readonly milliseconds: number;
}
