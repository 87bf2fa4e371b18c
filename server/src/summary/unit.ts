/*
 * The meaning of one unit of parsing (a statement, a class header, or a class member), as plain data.
 * It depends on nothing but the unit's own text and knows no other unit and no file.
 * The body holds no positions: two units with the same body differ at most in their anchors.
 */
import type { PieceKind } from '../syntax/piece.ts';
import type { AttemptedNames } from './attempted-names.ts';
import type {
  Anchor,
  BindingIndex,
  CallArgument,
  CallExpression,
  Expression,
  ScopeIndex,
  TableCommentIndex,
} from './expression.ts';

/** `x = value`, and everything else that gives a name a value by an expression. */
export interface AssignmentBinding {
  readonly kind: 'assignment';
  readonly name: string;
  readonly at: Anchor;
  readonly scope: ScopeIndex;
  /** Null for a bare annotation (`x: T`). */
  readonly value: Expression | null;
  readonly annotation: Expression | null;
  readonly stated?: TableCommentIndex;
}

export interface ParameterBinding {
  readonly kind: 'parameter';
  readonly name: string;
  readonly at: Anchor;
  readonly scope: ScopeIndex;
  /** 0-based position among the parameters as written. */
  readonly index: number;
  /** `x`, `*x`, `**x`, or `x` behind a `*`. */
  readonly form: 'plain' | 'rest' | 'keyword-rest' | 'keyword-only';
  readonly initial: Expression | null;
  readonly annotation: Expression | null;
  readonly stated?: TableCommentIndex;
}

/**
 * `import a.b` (module `a`, member null), `import a.b as c` (module `a.b`, member null),
 * `from .a import b` (module `a`, level 1, member `b`).
 */
export interface ImportBinding {
  readonly kind: 'import';
  readonly name: string;
  readonly at: Anchor;
  readonly scope: ScopeIndex;
  readonly module: string;
  /** The number of leading dots. */
  readonly level: number;
  readonly member: string | null;
}

export interface DefinitionBinding {
  readonly kind: 'function' | 'class';
  readonly name: string;
  readonly at: Anchor;
  readonly scope: ScopeIndex;
  /** The scope that the definition opens. */
  readonly body: ScopeIndex;
}

/** A name that gets a value nothing is known about: an exception, a match capture. */
export interface UnknownBinding {
  readonly kind: 'unknown';
  readonly name: string;
  readonly at: Anchor;
  readonly scope: ScopeIndex;
  readonly syntax: string;
}

export type Binding =
  AssignmentBinding | ParameterBinding | ImportBinding | DefinitionBinding | UnknownBinding;

/** `object.name = value`. */
export interface AttributeWrite {
  readonly object: Expression;
  readonly name: string;
  readonly value: Expression;
  readonly annotation: Expression | null;
  readonly at: Anchor;
  /** Whether every run of the function that ends well makes it, and without a look at what was there before. */
  readonly sure?: true;
  readonly stated?: TableCommentIndex;
  /** Whether it is written anew before other code can see it. */
  readonly lost?: true;
}

/** A callable, a class body, or the unit's own level (index 0). */
export interface Scope {
  readonly kind: 'unit' | 'function' | 'lambda' | 'class';
  /** The defined name; empty for the unit's level and for lambdas. */
  readonly name: string;
  readonly parent: ScopeIndex;
  /** The whole definition with its decorators. */
  readonly at: Anchor;
  /** The name token, or the lambda itself. */
  readonly nameAt: Anchor;
  readonly parameters: readonly BindingIndex[];
  readonly decorators: readonly Expression[];
  /** The arguments of a class statement. */
  readonly bases: readonly Expression[];
  /** What a class statement gives by keyword: `class Orders(Base, table="Orders")`. */
  readonly keywords?: readonly CallArgument[];
  readonly returnAnnotation: Expression | null;
  /** Every call written directly in this scope, in source order. */
  readonly calls: readonly CallExpression[];
  readonly returns: readonly Expression[];
  readonly yields: readonly Expression[];
  readonly writes: readonly AttributeWrite[];
  /** For a constructor: the attributes that it sets on every way. */
  readonly always?: readonly string[];
  /** What the user states about the result of the function. */
  readonly stated?: TableCommentIndex;
}

/** What a unit's level leaves behind for a name. */
export interface Exit {
  readonly name: string;
  readonly bindings: readonly BindingIndex[];
  /** Whether what the name meant before the unit may still hold after it. */
  readonly open: boolean;
}

/** A name that a function of this unit assigns after declaring it `global`. */
export interface GlobalWrite {
  readonly name: string;
  readonly binding: BindingIndex;
}

/** `from module import *`. */
export interface StarImport {
  readonly module: string;
  readonly level: number;
}

/** `# dynamolens: ignore[…]` in a comment of the unit. */
export interface IgnoreComment {
  readonly at: Anchor;
  readonly codes: readonly string[];
}

/** `# dynamolens: table=Orders,Invoices`: the tables that the user states for what the comment is about. */
export interface TableComment {
  readonly at: Anchor;
  readonly tables: readonly string[];
}

/** A comment for DynamoLens that is not understood, or a table comment that nothing on its line takes. */
export interface LostComment {
  readonly kind: 'malformed-comment' | 'unused-comment';
  readonly at: Anchor;
  /** What the comment says behind `dynamolens:`. */
  readonly words: string;
}

/** Everything about a unit that has no positions. */
export interface UnitBody {
  readonly kind: PieceKind;
  /** The name that the unit is known by: the function, class or first assigned name; empty when there is none. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly bindings: readonly Binding[];
  readonly exits: readonly Exit[];
  readonly globalWrites: readonly GlobalWrite[];
  readonly starImports: readonly StarImport[];
  readonly tableComments: readonly TableComment[];
  /** Whether the text does not parse. Such a unit raises no warnings. */
  readonly broken: boolean;
  /** Of a broken unit: the names that it would define. */
  readonly attempted?: AttemptedNames;
}

export interface UnitSummary {
  readonly body: UnitBody;
  /** Hash of the body: units of equal shape mean the same. */
  readonly shape: string;
  /** Start and end of each anchor in UTF-16 offsets from the start of the unit's text. */
  readonly anchors: Int32Array;
  readonly ignores: readonly IgnoreComment[];
  readonly lost: readonly LostComment[];
}
