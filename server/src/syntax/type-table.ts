/**
 * What the grammar's numbers for types and fields mean, and which of its nodes are worth reading.
 */

import type { Language } from 'web-tree-sitter';
import { NAMED_TYPES, TOKEN_TYPES } from './syntax-type.ts';
import type { SyntaxType } from './syntax-type.ts';

/** Types and fields by the grammar's numbers for them. */
export interface TypeTable<Type extends string> {
  /** Null for types that are never read: most tokens. */
  readonly types: readonly (Type | null)[];
  readonly named: readonly boolean[];
  /** Named nodes below which nothing is worth reading, and tokens. */
  readonly leaf: readonly boolean[];
  readonly fields: readonly (string | null)[];
  /** The type of a whole tree, of a syntax error, and of what lies too deep. */
  readonly words: { readonly root: Type; readonly error: Type; readonly tooDeep: Type };
  /** Whether a token below a node of type `parent` says something that the types of nodes do not. */
  readonly isMeaningful: (token: Type, parent: Type) => boolean;
  /** Whether the grammar gives one token for each word of the operator `token`. */
  readonly isTwoWords: (token: Type) => boolean;
}

const LEAVES: ReadonlySet<string> = new Set<SyntaxType>([
  'break_statement',
  'comment',
  'continue_statement',
  'ellipsis',
  'escape_interpolation',
  'escape_sequence',
  'false',
  'float',
  'identifier',
  'import_prefix',
  'integer',
  'keyword_separator',
  'none',
  'pass_statement',
  'positional_separator',
  'string_end',
  'string_start',
  'true',
  'type_conversion',
  'wildcard_import',
]);

/** Nodes whose tokens carry meaning, and which tokens these are. */
const MEANINGFUL: ReadonlyMap<SyntaxType, readonly SyntaxType[] | 'all'> = new Map<
  SyntaxType,
  readonly SyntaxType[] | 'all'
>([
  ['augmented_assignment', 'all'],
  ['binary_operator', 'all'],
  ['boolean_operator', 'all'],
  ['case_pattern', ['-', '_']],
  ['comparison_operator', 'all'],
  ['complex_pattern', 'all'],
  ['interpolation', ['=']],
  ['slice', [':']],
  ['splat_pattern', 'all'],
  ['unary_operator', 'all'],
  ['yield', ['from']],
]);

/** Reads the table out of the grammar of Python. */
export function typeTableOf(language: Language): TypeTable<SyntaxType> {
  const wanted = new Set<string>([...NAMED_TYPES, ...TOKEN_TYPES]);
  const ids = Array.from({ length: language.nodeTypeCount }, (_, id) => id);
  const names = ids.map((id) => language.nodeTypeForId(id) ?? '');
  const named = ids.map((id) => language.nodeTypeIsNamed(id));
  return {
    types: names.map((name) => (wanted.has(name) ? (name as SyntaxType) : null)),
    named,
    leaf: names.map((name, id) => named[id] !== true || LEAVES.has(name)),
    fields: language.fields,
    words: { root: 'module', error: 'ERROR', tooDeep: 'TOO_DEEP' },
    isMeaningful,
    isTwoWords,
  };
}

/** Whether the token `token` below a node of type `parent` says something that the types of nodes do not. */
function isMeaningful(token: SyntaxType, parent: SyntaxType): boolean {
  if (token === 'async') return true;
  const tokens = MEANINGFUL.get(parent);
  return tokens === 'all' || tokens?.includes(token) === true;
}

/** Whether the grammar gives one token for each word of the operator `token`. */
function isTwoWords(token: SyntaxType): boolean {
  return token === 'is not' || token === 'not in';
}
