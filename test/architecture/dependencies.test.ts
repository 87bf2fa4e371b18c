// The dependency rules bite: each import that must not be, made up in a small tree, breaks exactly the rule meant for it.
// The rules on the real code run in `npm run architecture`.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult, IConfiguration } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const config = createRequire(import.meta.url)(
  join(root, '.dependency-cruiser.cjs'),
) as IConfiguration;

const order = [
  'base',
  'syntax',
  'summary',
  'link',
  'flow',
  'dynamodb',
  'workspace',
  'lsp',
] as const;

/** File, what it imports, and the rule this breaks. A file may occur several times. */
const forbidden: readonly (readonly [file: string, module: string, rule: string])[] = [
  // Each folder of the chain against the one above it.
  ...order
    .slice(0, -1)
    .map(
      (folder, index) =>
        [
          `server/src/${folder}/up.ts`,
          `../${order[index + 1]!}/plain.ts`,
          `${folder}-imports`,
        ] as const,
    ),
  ['server/src/base/report.ts', '../report/plain.ts', 'base-imports'],
  ['server/src/dynamodb/feature.ts', '../ide/plain.ts', 'dynamodb-imports'],
  ['server/src/ide/text.ts', '../report/plain.ts', 'ide-imports'],
  ['server/src/report/lens.ts', '../ide/plain.ts', 'report-imports'],
  ['server/src/flow/template.ts', '../infra/plain.ts', 'flow-imports'],
  ['server/src/infra/domain.ts', '../dynamodb/plain.ts', 'infra-imports'],
  ['server/src/workspace/lens.ts', '../ide/plain.ts', 'workspace-imports'],
  ['server/src/cli/template.ts', '../infra/plain.ts', 'cli-imports'],
  ['server/src/flow/state.ts', '../workspace/plain.ts', 'flow-imports'],
  ['server/src/base/read.ts', 'node:fs', 'core-without-node'],
  ['server/src/flow/later.ts', 'node:timers', 'core-without-node'],
  ['server/src/report/path.ts', 'node:path', 'core-without-node'],
  ['server/src/dynamodb/thread.ts', 'node:worker_threads', 'core-without-node'],
  ['server/src/link/ignored.ts', 'ignore', 'core-without-packages'],
  ['server/src/workspace/parse.ts', 'web-tree-sitter', 'parser-in-syntax'],
  ['server/src/workspace/document.ts', 'vscode-languageserver-textdocument', 'protocol-in-lsp'],
  ['server/src/cli.ts', 'vscode-languageserver/node', 'protocol-in-lsp'],
  ['server/src/cli.ts', './lsp/plain.ts', 'cli-without-lsp'],
  ['server/src/lsp/editor.ts', 'vscode', 'vscode-in-client'],
  ['server/src/lsp/client.ts', 'vscode-languageclient/node', 'vscode-in-client'],
  ['server/src/lsp/protocol.ts', './plain.ts', 'shared-protocol-alone'],
  ['server/src/lsp/start.ts', '../main.ts', 'programs-are-ends'],
  ['server/src/lsp/extension.ts', '../../../client/src/plain.ts', 'server-without-client'],
  ['server/src/lsp/tested.ts', '../../../test/plain.ts', 'no-tests-in-product'],
  ['server/src/lsp/misspelt.ts', './nowhere.ts', 'no-unknown-modules'],
  ['server/src/lsp/helped.ts', '../utils/plain.ts', 'known-folders'],
  ['client/src/analysis.ts', '../../server/src/ide/plain.ts', 'client-without-server'],
  ['server/src/flow/ring-a.ts', './ring-b.ts', 'no-circles'],
];

/** Imports that are fine, so that the rules are not just closed to everything. */
const allowed: readonly (readonly [file: string, module: string])[] = [
  ['server/src/syntax/parse.ts', 'web-tree-sitter'],
  ['server/src/syntax/down.ts', '../base/plain.ts'],
  ['server/src/dynamodb/down.ts', '../infra/plain.ts'],
  ['server/src/ide/down.ts', '../dynamodb/plain.ts'],
  ['server/src/workspace/disk.ts', 'node:fs'],
  ['server/src/workspace/rules.ts', 'ignore'],
  ['server/src/workspace/store.ts', '../version.ts'],
  ['server/src/lsp/session.ts', 'vscode-languageserver/node'],
  ['server/src/lsp/down.ts', '../workspace/plain.ts'],
  ['server/src/main.ts', './lsp/plain.ts'],
  ['server/src/cli.ts', './report/plain.ts'],
  ['server/src/cli/down.ts', '../workspace/plain.ts'],
  ['client/src/extension.ts', 'vscode'],
  ['client/src/connection.ts', 'vscode-languageclient/node'],
  ['client/src/connection.ts', '../../server/src/lsp/protocol.ts'],
  ['test/any.test.ts', '../server/src/flow/plain.ts'],
];

const folders = [...order, 'infra', 'ide', 'report', 'cli', 'utils'].map(
  (name) => `server/src/${name}`,
);
const tree = mkdtempSync(join(tmpdir(), 'dynamolens-rules-'));
const found = new Set<string>();

function writeTree(): void {
  const files = new Map<string, string>();
  for (const folder of [...folders, 'client/src', 'test']) files.set(`${folder}/plain.ts`, '');
  files.set('server/src/version.ts', '');
  // A circle is reported once, at its first file; the way back only has to be there.
  const imports = [...forbidden, ...allowed, ['server/src/flow/ring-b.ts', './ring-a.ts'] as const];
  for (const [index, [file, module]] of imports.entries()) {
    // Every other import is of types only: they count like values.
    const clause = index % 2 === 0 ? `import type { A${index} }` : `import { A${index} }`;
    files.set(file, `${files.get(file) ?? ''}${clause} from '${module}';\n`);
  }
  for (const [file, text] of files) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), `${text}export const here = 1;\n`);
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'), 'dir');
}

beforeAll(async () => {
  writeTree();
  const { forbidden: rules, options } = config;
  const result = await cruise(['server', 'client', 'test'], {
    ...options,
    baseDir: tree,
    ruleSet: { forbidden: rules ?? [] },
    validate: true,
  });
  for (const { from, rule, to } of (result.output as ICruiseResult).summary.violations) {
    found.add(`${rule.name}: ${from} -> ${to}`);
  }
});

afterAll(() => {
  rmSync(tree, { recursive: true });
});

/** The rules broken by an import, without the place the module was found in. */
function rulesBrokenBy(file: string, module: string): string[] {
  const name = module
    .replace(/^(\.\.?\/)+/, '')
    .replace(/^node:/, '')
    .replace(/\/node$/, '');
  return [...found]
    .filter((line) => line.includes(`: ${file} -> `) && line.split(' -> ')[1]!.includes(name))
    .map((line) => line.split(':')[0]!);
}

describe('an import that must not be breaks its rule', () => {
  test.each(forbidden)('%s must not import %s', (file, module, rule) => {
    expect(rulesBrokenBy(file, module)).toContain(rule);
  });
});

describe('an import that may be breaks no rule', () => {
  test.each(allowed)('%s may import %s', (file, module) => {
    expect(rulesBrokenBy(file, module)).toEqual([]);
  });
});

test('every rule is shown to bite', () => {
  const broken = new Set([...found].map((line) => line.split(':')[0]));
  const rules = (config.forbidden ?? []).map((rule) => rule.name);
  expect(rules.filter((name) => !broken.has(name))).toEqual([]);
});
