// Lint rules: strict and type-aware for the TypeScript, plain for scripts.
// The vocabulary of the domain is linted too: DynamoDB method names live in server/src/dynamodb only.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * Names that only DynamoDB clients, tables and resources have. Words that are also common English
 * or common Python (`query`, `scan`, `wait`, `Table`) are left out: they have other meanings in the core.
 */
const METHOD_NAME =
  '/^((batch|transact)_(get|write)_items?|(get|put|update|delete)_item|batch_writer|' +
  '(batch_)?execute_statement|execute_transaction|(create|delete|update|describe|list)_(tables?|backups?|global_tables?)|' +
  'restore_table_(from_backup|to_point_in_time))$/';

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

const catalogOnly = ['Literal[value=', 'TemplateElement[value.cooked='].map((node) => ({
  selector: `${node}${METHOD_NAME}]`,
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
      complexity: ['error', 15],
      'max-depth': ['error', 4],
      'max-lines': ['error', { max: 500 }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/dynamodb/**'],
    rules: { 'no-restricted-syntax': ['error', ...style, ...catalogOnly] },
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
