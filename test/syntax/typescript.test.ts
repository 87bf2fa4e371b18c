// The parser of TypeScript: what the grammar knows, and that no text puts it out of order.
import { beforeAll, describe, expect, test } from 'vitest';
import { readGrammar } from '../../grammars/copy.mjs';
import { hasError } from '../../server/src/syntax/node.ts';
import {
  loadTypeScriptParser,
  type TypeScriptParser,
} from '../../server/src/syntax/typescript/parser.ts';

describe('the TypeScript parser', () => {
  let parser: TypeScriptParser;
  beforeAll(async () => {
    parser = await loadTypeScriptParser({
      runtime: readGrammar('tree-sitter.wasm'),
      typescript: readGrammar('tree-sitter-typescript.wasm'),
    });
  });

  test.each([
    ['class', 'export class Shop extends Stack { constructor(readonly a: A) { super(a); } }\n'],
    ['decorators', '@tag() export class A<T> implements B { @once() async *run(): T {} }\n'],
    ['types', 'const a = <B>c as unknown as D satisfies E;\n'],
    ['imports', "import a, { type B, c as d } from './e';\n"],
    ['optional chaining', 'const a = b?.c?.[0] ?? `x${d!}`;\n'],
  ])('knows: %s', (_name, text) => {
    const statements = parser.parse(text);
    expect(statements).toHaveLength(1);
    expect(statements.some(hasError)).toBe(false);
  });

  test('a text that is no TypeScript leaves the parser in order', () => {
    expect(() => parser.parse('}}}'.repeat(1000) + '\u0000'.repeat(100))).not.toThrow();
    expect(parser.parse('f();')).toHaveLength(1);
  });

  test('a text that is too long has no statements', () => {
    expect(parser.parse('f();\n'.repeat(250_000))).toEqual([]);
  });
});
