/*
 * The names of node types are those of the grammar: none is missing, none is made up.
 */
import { Language } from 'web-tree-sitter';
import { expect, test } from 'vitest';

import { NAMED_TYPES, TOKEN_TYPES } from '../../server/src/syntax/syntax-type.ts';
import { grammarFiles, loadParser } from './load-parser.ts';

test('node types are those of the grammar', async () => {
  await loadParser();
  const grammar = await Language.load(grammarFiles().python);
  const ids = Array.from({ length: grammar.nodeTypeCount }, (_, id) => id);
  const named = new Set<string>();
  const tokens = new Set<string>();
  for (const id of ids.filter((each) => grammar.nodeTypeIsVisible(each))) {
    (grammar.nodeTypeIsNamed(id) ? named : tokens).add(grammar.nodeTypeForId(id) ?? '');
  }
  // A joined line means nothing.
  named.delete('line_continuation');
  expect([...NAMED_TYPES].sort()).toStrictEqual([...named].sort());
  for (const token of TOKEN_TYPES) expect(tokens).toContain(token);
});
