/*
 * What an expression means for the question "which value can this be?", without its positions.
 * Every expression has an anchor (`at`), unique in its unit; the unit's anchor table says where it stands.
 * What the question never needs (comparisons, arithmetic on numbers, …) is `opaque`.
 */

/** Index into the anchor table of a unit. Counts up in source order, so equal code has equal anchors. */
export type Anchor = number;

/** Index into the bindings of a unit. */
export type BindingIndex = number;

/** Stands among bindings for further ones, when there are too many to list. */
export const MORE_BINDINGS: BindingIndex = -2;

/** Index into the scopes of a unit. */
export type ScopeIndex = number;

/** Index into the table comments of a unit. */
export type TableCommentIndex = number;

export interface StringExpression {
  readonly kind: 'string';
  readonly at: Anchor;
  readonly text: string;
}

/** `None`, `True`, `False`, or a number, as written. */
export interface ConstantExpression {
  readonly kind: 'constant';
  readonly at: Anchor;
  readonly text: string;
}

/** What a condition says about a name where it holds. */
export type Narrowing =
  /** `isinstance(name, type)`, `case Type():` */
  | { readonly kind: 'instance'; readonly type: Expression }
  /** `name == "text"`, `name in ("a", "b")`, `case "a" | "b":` */
  | { readonly kind: 'equal'; readonly options: readonly Expression[] }
  /** `name["key"] == "text"`, `name.get("key") == other` */
  | { readonly kind: 'entry'; readonly key: string; readonly options: readonly Expression[] }
  /** `case {…}:`, `case [ … ]:` */
  | { readonly kind: 'shape'; readonly shape: 'dict' | 'sequence' }
  /** `if name:` */
  | { readonly kind: 'true' }
  /** `name is not None` */
  | { readonly kind: 'not-none' }
  /** The opposite of `isinstance(name, type)` and of `name == "text"`. */
  | { readonly kind: 'not'; readonly of: OpposedNarrowing }
  /** Two conditions, one inside or behind the other. */
  | { readonly kind: 'both'; readonly first: Narrowing; readonly second: Narrowing };

/** What still says something where it does not hold. */
export type OpposedNarrowing =
  | { readonly kind: 'instance'; readonly type: Expression }
  | { readonly kind: 'equal'; readonly options: readonly Expression[] };

export interface NameExpression {
  readonly kind: 'name';
  readonly at: Anchor;
  readonly name: string;
  /** The bindings of the same scope that may reach this place. */
  readonly bindings: readonly BindingIndex[];
  /** Whether the name may (also) mean something outside: an earlier unit, an enclosing scope, a builtin. */
  readonly open: boolean;
  /** What the conditions around this place say about the name. */
  readonly narrowing?: Narrowing;
}

export interface AttributeExpression {
  readonly kind: 'attribute';
  readonly at: Anchor;
  readonly object: Expression;
  readonly name: string;
  readonly nameAt: Anchor;
  /** Whether an entry of a dict is meant, too: in TypeScript, objects are both. */
  readonly orEntry?: true;
  /** Inside a constructor, for an attribute that it sets: what reaches this place. */
  readonly reaching?: AttributeReaching;
}

/** What an attribute holds at a place in a constructor. */
export interface AttributeReaching {
  /** The writes that may have given it its value, as indexes into those of the scope. */
  readonly writes: readonly number[];
  /** Whether it may be what it was before the constructor. */
  readonly before: boolean;
  /** Whether other code may have changed it. */
  readonly changed: boolean;
}

export interface CallArgument {
  /** `f(x)`, `f(name=x)`, `f(*x)`, `f(**x)`. */
  readonly kind: 'positional' | 'keyword' | 'spread' | 'keyword-spread';
  readonly name: string | null;
  readonly value: Expression;
}

/** The table comment of a call: its index in the unit, and how the call stands to it. */
export interface StatedCall {
  readonly comment: TableCommentIndex;
  /** `line`: the call ends on the comment's line. `around`: it is the innermost one that the comment stands in. */
  readonly role: 'line' | 'around';
}

export interface CallExpression {
  readonly kind: 'call';
  readonly at: Anchor;
  readonly callee: Expression;
  readonly arguments: readonly CallArgument[];
  /** What the user states about its table. */
  readonly stated?: StatedCall;
}

export interface SubscriptExpression {
  readonly kind: 'subscript';
  readonly at: Anchor;
  readonly object: Expression;
  readonly index: Expression;
}

/** `from:to:step` between the brackets of a subscript; null for what is left out. */
export interface SliceExpression {
  readonly kind: 'slice';
  readonly at: Anchor;
  readonly from: Expression | null;
  readonly to: Expression | null;
  readonly step: Expression | null;
}

/** `a + b`, an f-string, or strings written side by side: the texts of the parts in a row. */
export interface ConcatenationExpression {
  readonly kind: 'concatenation';
  readonly at: Anchor;
  readonly form: 'plus' | 'f-string';
  readonly parts: readonly Expression[];
}

/** `template % values`. */
export interface PercentExpression {
  readonly kind: 'percent';
  readonly at: Anchor;
  readonly template: Expression;
  readonly values: Expression;
}

/** `a or b`, `a and b`, `a if c else b`: any of the options; `a | b`: either type, or both dicts in one. */
export interface AlternativesExpression {
  readonly kind: 'alternatives';
  readonly at: Anchor;
  readonly form: 'or' | 'and' | 'conditional' | 'union';
  readonly options: readonly Expression[];
}

/** One `key: value` of a dict display; `key` is null for `**value`. */
export interface DictEntry {
  readonly key: Expression | null;
  readonly value: Expression;
}

export interface DictExpression {
  readonly kind: 'dict';
  readonly at: Anchor;
  readonly entries: readonly DictEntry[];
}

/** A list, tuple or set display. */
export interface SequenceExpression {
  readonly kind: 'sequence';
  readonly at: Anchor;
  readonly form: 'list' | 'tuple' | 'set';
  readonly items: readonly Expression[];
}

/** `*value` inside a sequence. */
export interface SpreadExpression {
  readonly kind: 'spread';
  readonly at: Anchor;
  readonly value: Expression;
}

/** What a loop goes through, and the bindings that each of its rounds starts with. */
export interface Iteration {
  readonly iterable: Expression;
  readonly targets: readonly BindingIndex[];
}

/** A list, set or generator comprehension: a sequence of any number of `element`. */
export interface ComprehensionExpression {
  readonly kind: 'comprehension';
  readonly at: Anchor;
  readonly element: Expression;
  /** Where every round of the one loop gives one element, in their order. */
  readonly over?: Iteration;
}

/** A dict comprehension. */
export interface DictComprehensionExpression {
  readonly kind: 'dict-comprehension';
  readonly at: Anchor;
  readonly key: Expression;
  readonly value: Expression;
  /** Where every round of the one loop gives one entry. */
  readonly over?: Iteration;
}

export interface LambdaExpression {
  readonly kind: 'lambda';
  readonly at: Anchor;
  readonly scope: ScopeIndex;
}

export interface AwaitExpression {
  readonly kind: 'await';
  readonly at: Anchor;
  readonly value: Expression;
}

/** One element of an iterable: what a `for` target or a comprehension variable is bound to. */
export interface ElementExpression {
  readonly kind: 'element';
  readonly at: Anchor;
  readonly iterable: Expression;
}

/** What `with context as x` binds to `x`. */
export interface EnteredExpression {
  readonly kind: 'entered';
  readonly at: Anchor;
  readonly context: Expression;
}

/** Item number `index` of `source`: what an unpacking assignment binds. A negative index counts from the end. */
export interface UnpackedExpression {
  readonly kind: 'unpacked';
  readonly at: Anchor;
  readonly source: Expression;
  readonly index: number;
}

/** `base` after `base[key] = value`. Without a base: any dict of which no more is known than this. */
export interface ItemAssignedExpression {
  readonly kind: 'item-assigned';
  readonly at: Anchor;
  readonly base: Expression | null;
  readonly key: Expression;
  readonly value: Expression;
  /** The loop around it, each round of which sets an item. */
  readonly over?: Iteration;
}

/** `base` after a method that changes it in place was called, such as `base.append(x)`; null as for items. */
export interface MutatedExpression {
  readonly kind: 'mutated';
  readonly at: Anchor;
  readonly base: Expression | null;
  readonly method: string;
  readonly arguments: readonly CallArgument[];
}

/** What a `return` gives back, with a table comment on its line. */
export interface StatedExpression {
  readonly kind: 'stated';
  readonly at: Anchor;
  readonly value: Expression;
  readonly stated: TableCommentIndex;
}

/** An expression whose value is never asked for, or that is not understood. */
export interface OpaqueExpression {
  readonly kind: 'opaque';
  readonly at: Anchor;
  /** The grammar's word for it, for explanations. */
  readonly syntax: string;
}

export type Expression =
  | StringExpression
  | ConstantExpression
  | NameExpression
  | AttributeExpression
  | CallExpression
  | SubscriptExpression
  | SliceExpression
  | ConcatenationExpression
  | PercentExpression
  | AlternativesExpression
  | DictExpression
  | SequenceExpression
  | SpreadExpression
  | ComprehensionExpression
  | DictComprehensionExpression
  | LambdaExpression
  | AwaitExpression
  | ElementExpression
  | EnteredExpression
  | UnpackedExpression
  | ItemAssignedExpression
  | MutatedExpression
  | StatedExpression
  | OpaqueExpression;
