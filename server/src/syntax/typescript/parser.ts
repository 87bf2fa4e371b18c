/**
 * Parses whole files of TypeScript, with the same care as Python: no text makes it fail.
 * Types of nodes are those of the grammar; they are texts, because only a part of the language has a meaning here.
 */

import type { Language } from 'web-tree-sitter';
import { loadGuarded, parseGuarded } from '../guarded-parser.ts';
import type { SyntaxNode } from '../node.ts';
import type { TypeTable } from '../type-table.ts';

/** A node of a TypeScript file. Offsets are UTF-16 and relative to the start of the file. */
export type TypeScriptNode = SyntaxNode<string>;

/** Longer files (in UTF-16 code units) are not parsed. */
const MAX_LENGTH = 1_000_000;

/** What {@link loadTypeScriptParser} needs from the outside. */
export interface TypeScriptSources {
  /** The bytes of `tree-sitter.wasm` of web-tree-sitter. */
  readonly runtime: Uint8Array;
  /** The bytes of `tree-sitter-typescript.wasm`. */
  readonly typescript: Uint8Array;
  /** The time in milliseconds. With it, text on which the parser's error recovery loses itself is given up. */
  readonly now?: () => number;
}

export interface TypeScriptParser {
  /** The statements of a file; none when it is too long or takes too much time. */
  readonly parse: (text: string) => readonly TypeScriptNode[];
}

/** Tokens that say something that the types of nodes do not. Operators stand in a field of their own. */
const TOKENS: ReadonlySet<string> = new Set(
  ['static', 'get', 'set', 'readonly', 'default', '*'].concat([
    '+',
    '-',
    '!',
    '??',
    '||',
    '&&',
    '=',
    '+=',
    '??=',
    '||=',
    '&&=',
    '===',
    '!==',
    '==',
    '!=',
  ]),
);

/** Nodes below which nothing is worth reading. Types say nothing about values. */
const LEAVES: ReadonlySet<string> = new Set([
  'comment',
  'identifier',
  'property_identifier',
  'private_property_identifier',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
  'type_identifier',
  'type_annotation',
  'type_arguments',
  'type_parameters',
  'interface_declaration',
  'type_alias_declaration',
  'number',
  'regex',
  'string',
  'string_fragment',
  'escape_sequence',
  'accessibility_modifier',
  'override_modifier',
  'this',
  'super',
  'true',
  'false',
  'null',
  'undefined',
]);

function typeTableOf(language: Language): TypeTable<string> {
  const ids = Array.from({ length: language.nodeTypeCount }, (_, id) => id);
  const names = ids.map((id) => language.nodeTypeForId(id) ?? '');
  const named = ids.map((id) => language.nodeTypeIsNamed(id));
  return {
    types: names.map((name, id) => (named[id] === true || TOKENS.has(name) ? name : null)),
    named,
    leaf: names.map((name, id) => named[id] !== true || LEAVES.has(name)),
    fields: language.fields,
    words: { root: 'program', error: 'ERROR', tooDeep: 'TOO_DEEP' },
    isMeaningful: () => true,
    isTwoWords: () => false,
  };
}

/**
 * Loads the parser; the runtime is shared with all others.
 * @throws when the bytes are not those of the two files.
 */
export async function loadTypeScriptParser(sources: TypeScriptSources): Promise<TypeScriptParser> {
  const { runtime, typescript: grammar, now } = sources;
  const loaded = await loadGuarded({ runtime, grammar, now }, typeTableOf);
  return {
    parse: (text) => {
      if (text.length > MAX_LENGTH) return [];
      return parseGuarded(loaded, { before: '', text, behind: '' })?.children ?? [];
    },
  };
}
