// The project's own lint rules bite where they should and only there.
// The texts are linted as if they stood in the named file; rules that need types are left to `npm run lint`.
import { ESLint, Linter } from 'eslint';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';
import { OPERATION_METHODS } from '../../server/src/dynamodb/catalog/reference.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const eslint = new ESLint({ cwd: root });
const linter = new Linter();
const own = [
  'no-restricted-syntax',
  'no-restricted-globals',
  'max-lines',
  'max-lines-per-function',
] as const;

/** The messages of the project's own rules about a text, as if it stood in `file`. */
async function complaints(file: string, text: string): Promise<string[]> {
  const { rules } = (await eslint.calculateConfigForFile(file)) as { rules: Linter.RulesRecord };
  const chosen = Object.fromEntries(
    own.flatMap((name) => (rules[name] ? [[name, rules[name]]] : [])),
  );
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser as Linter.Parser },
    rules: chosen,
  };
  return linter.verify(text, config, file).map((message) => message.message);
}

const coreFolders = ['base', 'syntax', 'summary', 'link', 'flow', 'infra', 'ide', 'report'];
const otherFolders = ['workspace', 'lsp'];

describe('method names of DynamoDB', () => {
  const names = [...OPERATION_METHODS].filter((name) => name.includes('_'));

  test('the catalog has them', () => {
    const some = ['batch_get_item', 'create_table', 'put_item', 'transact_write_items'];
    expect(names).toEqual(expect.arrayContaining(some));
  });

  test.each([...names, 'batch_writer'])('%s stands in the catalog only', async (name) => {
    for (const folder of [...coreFolders, ...otherFolders]) {
      const file = `server/src/${folder}/made-up.ts`;
      expect(await complaints(file, `f('${name}');`), folder).toHaveLength(1);
      expect(await complaints(file, `f(\`${name}\`);`), folder).toHaveLength(1);
    }
    expect(await complaints('server/src/cli.ts', `f('${name}');`)).toHaveLength(1);
    expect(await complaints('server/src/dynamodb/made-up.ts', `f('${name}');`)).toEqual([]);
    expect(await complaints('test/made-up.test.ts', `f('${name}');`)).toEqual([]);
  });

  test('words with other meanings are free', async () => {
    const text = "f('query', 'update', 'select', 'my_item', 'get_item_count');";
    expect(await complaints('server/src/flow/made-up.ts', text)).toEqual([]);
  });
});

describe('waiting and Node in the core', () => {
  const waiting = [
    'export async function f() {}',
    'export const f = async () => 1;',
    'export const p = new Promise(f);',
    'export const p = Promise.resolve(1);',
    'export const t = Date.now();',
    'export const t = new Date();',
  ];
  const node = ['setTimeout(f, 1);', 'process.exit(1);', 'console.log(1);', 'performance.now();'];

  test.each(waiting)('%s', async (text) => {
    for (const folder of [...coreFolders, 'dynamodb'].filter((name) => name !== 'syntax')) {
      expect(await complaints(`server/src/${folder}/made-up.ts`, text), folder).not.toEqual([]);
    }
    expect(await complaints('server/src/workspace/made-up.ts', text)).toEqual([]);
  });

  test.each(node)('%s', async (text) => {
    for (const folder of [...coreFolders, 'dynamodb']) {
      expect(await complaints(`server/src/${folder}/made-up.ts`, text), folder).toHaveLength(1);
    }
    expect(await complaints('server/src/workspace/made-up.ts', text)).toEqual([]);
  });
});

describe('style', () => {
  test.each([
    ['default export', 'export default 1;'],
    ['enum', 'export enum Color { Red }'],
    ['namespace', 'export namespace A { export const b = 1; }'],
    ['barrel', "export * from './a.ts';"],
  ])('no %s', async (_name, text) => {
    expect(await complaints('server/src/lsp/made-up.ts', text)).toHaveLength(1);
    expect(await complaints('test/made-up.test.ts', text)).toHaveLength(1);
  });

  const statements = (count: number): string => 'f();\n'.repeat(count);

  test('functions have at most 50 lines, except in tests', async () => {
    const text = `function g() {\n${statements(49)}}\n`;
    expect(await complaints('server/src/lsp/made-up.ts', text)).toHaveLength(1);
    expect(await complaints('test/made-up.test.ts', text)).toEqual([]);
    expect(
      await complaints('server/src/lsp/made-up.ts', `function g() {\n${statements(48)}}\n`),
    ).toEqual([]);
  });

  test('files have at most 500 lines', async () => {
    expect(await complaints('server/src/lsp/made-up.ts', statements(501))).toHaveLength(1);
    expect(await complaints('server/src/lsp/made-up.ts', statements(500))).toEqual([]);
  });
});
