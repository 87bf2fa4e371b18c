// Lint rules: strict and type-aware for the TypeScript, plain for scripts.
// The vocabulary of the domain is linted too: DynamoDB method names live in server/src/dynamodb only.
import { readFileSync, readdirSync } from 'node:fs';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const catalog = new URL('server/src/dynamodb/catalog/', import.meta.url);

/**
 * The method names of DynamoDB, read from the catalog, so that a new row is guarded from its first day.
 * Only names of several words count, such as `get_item`: `query` or `update` mean other things in the core.
 */
function catalogMethodNames() {
  const files = readdirSync(catalog, { recursive: true }).filter((name) => name.endsWith('.ts'));
  const texts = files.map((name) => readFileSync(new URL(name, catalog), 'utf8'));
  const names = texts.flatMap((text) => [
    ...text.matchAll(/(?<![\w.])[a-z]+(?:_[a-z]+)+(?=['"`:])/g),
  ]);
  return [...new Set(names.map(([name]) => name))].sort();
}

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a default export has no name to search for.',
};
const noEnum = { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' };
const noNamespace = { selector: 'TSModuleDeclaration[global!=true]', message: 'Use modules.' };
const noReExportAll = {
  selector: 'ExportAllDeclaration',
  message: 'No barrel files: import from the file that defines the name.',
};
const style = [noDefaultExport, noEnum, noNamespace, noReExportAll];

/** The core answers at once and cannot fail: it does not wait, and has no clock. */
const noWaiting = [
  ':function[async=true]',
  'AwaitExpression',
  'ForOfStatement[await=true]',
  'NewExpression[callee.name="Promise"]',
  'MemberExpression[object.name="Promise"]',
  'MemberExpression[object.name="Date"][property.name="now"]',
  'NewExpression[callee.name="Date"]',
].map((selector) => ({
  selector,
  message: 'The core is synchronous: leave waiting to workspace.',
}));
const noGlobals = [
  'process',
  'console',
  'performance',
  'fetch',
  'queueMicrotask',
  'global',
  'globalThis',
]
  .concat(['setTimeout', 'setInterval', 'setImmediate', 'navigator', 'Buffer', 'require'])
  .map((name) => ({ name, message: 'The core uses the language only, nothing of Node.' }));
const core = ['base', 'syntax', 'summary', 'link', 'flow', 'infra', 'dynamodb', 'ide', 'report'];

const names = catalogMethodNames();
const nameList = `/^(?:${names.join('|') || '(?!)'})$/`;
const catalogOnly = ['Literal[value=', 'TemplateElement[value.cooked='].map((node) => ({
  selector: `${node}${nameList}]`,
  message: 'DynamoDB method names are data of server/src/dynamodb; ask the catalog instead.',
}));

export default tseslint.config(
  {
    ignores: ['dist/', 'out/', 'coverage/', 'test-results/', 'test/samples/', 'test/**/fixture*/'],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'no-restricted-syntax': ['error', ...style],
      complexity: ['error', { max: 15, variant: 'modified' }],
      'max-depth': ['error', 4],
      'max-lines': ['error', { max: 500 }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['server/src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...style, ...catalogOnly] },
  },
  {
    files: core.map((folder) => `server/src/${folder}/**/*.ts`),
    rules: {
      'no-restricted-syntax': ['error', ...style, ...catalogOnly, ...noWaiting],
      'no-restricted-globals': ['error', ...noGlobals],
    },
  },
  {
    // The only place where the core waits: the wasm modules are loaded once, before anything is parsed.
    files: ['server/src/syntax/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...style, ...catalogOnly] },
  },
  {
    files: ['server/src/dynamodb/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...style, ...noWaiting] },
  },
  {
    files: ['test/**/*.ts', '*.config.ts'],
    rules: {
      'no-console': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly' },
    },
  },
);
