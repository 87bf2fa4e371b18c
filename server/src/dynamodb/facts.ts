/*
 * The conclusions about the user's code, as plain data.
 * `At` says where a fact stands: a place relative to its statement inside the engine, a `Location` for everyone else.
 * Facts never hold positions of their own, so moving a statement changes no fact.
 */
import type { UnknownReason } from '../flow/value/reason.ts';
import type { TableKey, TemplateSource } from '../infra/model.ts';

export type { TableKey, TemplateSource, UnknownReason };

/** The link types of the reference document. */
export type LinkType = 'useSelectLink' | 'useInsertLink' | 'useUpdateLink' | 'useDeleteLink';

/**
 * What kind of name a table is known by.
 * `physical`: as AWS sees it; `pattern`: partly known through a template; `logical`: declared without a physical name;
 * `env`: an environment variable that nothing in the workspace defines (the name is the variable's).
 */
export type NameKind = 'physical' | 'pattern' | 'logical' | 'env';

/** One step of how a name was found, from the call back to its root. */
export interface TrailStep<At> {
  readonly at: At;
  /** The step as short Python-like source, such as `TABLE = 'Movies'`. */
  readonly note: string;
  /** The environment variable that is read here and that a template sets; the next step is where it is set. */
  readonly reads?: string;
}

/** One table that a call touches. */
export interface TableUse<At> {
  readonly name: string;
  readonly nameKind: NameKind;
  readonly links: readonly LinkType[];
  readonly trail: readonly TrailStep<At>[];
}

/** A variable that the templates of the functions which read it do not set. */
export interface UnsetVariable {
  /** The names of the functions, sorted. */
  readonly functions: readonly string[];
  /** Variables of theirs that may have been meant, most alike first. */
  readonly similar: readonly string[];
}

/** Why (part of) a name is not known. */
export interface UnknownName<At> {
  readonly reason: UnknownReason;
  /** What the reason is about: the parameter, the variable, the module, … */
  readonly detail: string;
  /** The known part of the name with `*` for what is not known, such as `*-orders`. */
  readonly pattern?: string;
  /** For an environment variable that the project's templates surely do not set for the code that reads it. */
  readonly unset?: UnsetVariable;
  /** Where the knowledge ends. */
  readonly at: At;
  readonly trail: readonly TrailStep<At>[];
}

/** The callable (or class body, or module) that a link starts from. */
export interface Caller<At> {
  /** Qualified name such as `Movies.get_movie`; `<module>` at module level; `<lambda>` as the last part for a lambda. */
  readonly name: string;
  readonly kind: 'function' | 'method' | 'lambda' | 'class' | 'module';
  /** The name token (`def NAME`), or the start of the lambda or module-level statement. */
  readonly at: At;
  /** The whole definition with its decorators; for module level: the statement. A lens stands above its first line. */
  readonly whole: At;
}

/** A recognised call of a DynamoDB operation. */
export interface CallFact<At> {
  readonly kind: 'call';
  /** The method-name token, such as `get_item`. */
  readonly at: At;
  /** `get_item`, `paginate`, … */
  readonly method: string;
  /** `Table.get_item`, `Client.query`, `Paginator.scan`, … */
  readonly api: string;
  readonly caller: Caller<At>;
  /** The expression that gives the table: the receiver of a `Table` method, the value of `TableName=`, `RequestItems=`, … */
  readonly nameAt: At;
  readonly tables: readonly TableUse<At>[];
  /** The union of the links over all tables; of the unknown table too when the name is not (fully) known. */
  readonly links: readonly LinkType[];
  /** Set when no table is known, when a name comes from an undefined environment variable, or when there surely are more names. */
  readonly unknown: UnknownName<At> | null;
  /** Whether the facts come from the last good version of a statement that does not parse at the moment. */
  readonly stale: boolean;
}

/** Where a table comes into being: a `create_table` call, or a template. */
export interface TableDeclaration<At> {
  readonly kind: 'declaration';
  readonly source: 'create_table' | TemplateSource;
  readonly name: string;
  readonly nameKind: NameKind;
  /** The whole call expression, or what names the table in its template: the table's bookmark. */
  readonly at: At;
  readonly keys: readonly TableKey[];
  readonly indexes: readonly string[];
  /** What else is stated, in words: billing, stream, time to live. */
  readonly details: readonly string[];
}

/** An expression that should give a table's name, and what it gives. */
export interface NameReference<At> {
  readonly kind: 'reference';
  readonly at: At;
  readonly tables: readonly TableUse<At>[];
  /** Set when the name is not known: this is what the `unresolved-table` diagnostic is made of. */
  readonly unknown: UnknownName<At> | null;
  readonly stale: boolean;
}

/** `# dynamolens: ignore[code]` at the end of a line, or alone on a line before any code for the whole file. */
export interface IgnoreDirective<At> {
  readonly kind: 'ignore';
  readonly at: At;
  readonly scope: 'line' | 'file';
  /** The codes to ignore; empty means all. */
  readonly codes: readonly string[];
}

/** Something that the user states and that counts for nothing, or that the code contradicts. */
export interface StatementProblem<At> {
  /** `malformed`: it is not understood; `unused`: nothing takes it; `contradicted`: the code surely gives other names. */
  readonly kind: 'malformed' | 'unused' | 'contradicted';
  readonly at: At;
  /** The statement as it is written; of a malformed one in a project file, what is wrong with it. */
  readonly text: string;
  /** For a contradicted one: the names that the code gives. */
  readonly known: readonly string[];
}

/** Something that keeps a template, or a part of it, from being read. */
export interface TemplateError<At> {
  readonly at: At;
  /** What is wrong, without a full stop. */
  readonly message: string;
}

/** Everything known about one file. Lists are in source order. */
export interface FileFacts<At> {
  readonly file: string;
  /** Whether it is test code. */
  readonly isTest: boolean;
  readonly calls: readonly CallFact<At>[];
  readonly declarations: readonly TableDeclaration<At>[];
  readonly references: readonly NameReference<At>[];
  readonly directives: readonly IgnoreDirective<At>[];
  readonly statements: readonly StatementProblem<At>[];
  /** Of a template. */
  readonly errors: readonly TemplateError<At>[];
}
