// Which folder may import which: the architecture, checked. One way only, from the text to the editor.
// Types count like values. A folder that is not in the table below may not exist in server/src.

/** For each folder of server/src the other folders it may import. */
const mayImport = {
  base: [],
  syntax: ['base'],
  summary: ['base', 'syntax'],
  link: ['base', 'syntax', 'summary'],
  flow: ['base', 'syntax', 'summary', 'link'],
  infra: ['base', 'syntax', 'summary', 'link', 'flow'],
  dynamodb: ['base', 'syntax', 'summary', 'link', 'flow', 'infra'],
  ide: ['base', 'syntax', 'summary', 'link', 'flow', 'dynamodb'],
  report: ['base', 'syntax', 'summary', 'link', 'flow', 'dynamodb'],
  workspace: ['base', 'syntax', 'summary', 'link', 'flow', 'infra', 'dynamodb'],
  lsp: ['base', 'syntax', 'summary', 'link', 'flow', 'dynamodb', 'ide', 'report', 'workspace'],
  cli: ['base', 'syntax', 'summary', 'link', 'flow', 'dynamodb', 'ide', 'report', 'workspace'],
};
/** Folders without IO, time, threads and editors. */
const core = ['base', 'syntax', 'summary', 'link', 'flow', 'infra', 'dynamodb', 'ide', 'report'];
const folders = Object.keys(mayImport);
const anyOf = (names) => `(${names.join('|')})`;
const server = '^server/src/';
// Built by hand from parts, so that a package is meant wherever npm puts it, and also where it cannot be found.
const npm = (name) => `(^|node_modules/)${name}(/|$)`;
const parsers = [
  'web-tree-sitter',
  '@types/node',
  'yaml',
  'jsonc-parser',
  'toml-eslint-parser',
  'dotenv',
].map(npm);
const vscode = ['^vscode$', 'node_modules/@types/vscode/'];

const folderRules = folders.map((folder) => ({
  name: `${folder}-imports`,
  comment: `${folder} may import ${mayImport[folder].join(', ') || 'no other folder'}.`,
  severity: 'error',
  from: { path: `${server}${folder}/` },
  to: {
    path: server,
    pathNot: `${server}${anyOf([folder, ...mayImport[folder]])}/|${server}version\\.ts$`,
  },
}));

module.exports = {
  forbidden: [
    ...folderRules,
    {
      name: 'no-circles',
      comment: 'A circle has no first file to read and no part to test alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'known-folders',
      comment: 'Each folder of server/src has its place in the order; see .dependency-cruiser.cjs.',
      severity: 'error',
      from: {},
      to: { path: server, pathNot: `${server}(${anyOf(folders)}/|(main|cli|version)\\.ts$)` },
    },
    {
      name: 'no-unknown-modules',
      comment: 'An import that cannot be found, or that package.json does not name.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: vscode },
    },
    {
      name: 'core-without-node',
      comment: 'The core does no IO, has no clock and no threads: it gets text and returns data.',
      severity: 'error',
      from: { path: `${server}${anyOf(core)}/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-without-packages',
      comment: 'The core stands alone. Only syntax knows the parser and the readers of documents.',
      severity: 'error',
      from: { path: `${server}${anyOf(core)}/` },
      to: { path: '(^|/)node_modules/', pathNot: parsers },
    },
    {
      name: 'parser-in-syntax',
      comment:
        'Only syntax imports web-tree-sitter, so that no tree outlives the function that parsed it.',
      severity: 'error',
      from: { path: '^(server|client)/', pathNot: [`${server}syntax/`] },
      to: { path: npm('web-tree-sitter') },
    },
    {
      name: 'protocol-in-lsp',
      comment: 'Only lsp and main.ts know the Language Server Protocol.',
      severity: 'error',
      from: { path: server, pathNot: [`${server}lsp/`, `${server}main\\.ts$`] },
      to: { path: npm('vscode-(languageserver[^/]*|jsonrpc)') },
    },
    {
      name: 'vscode-in-client',
      comment: 'Only the client knows VS Code.',
      severity: 'error',
      from: { pathNot: '^(client|test/editors)/' },
      to: { path: [...vscode, npm('vscode-languageclient')] },
    },
    {
      name: 'client-without-server',
      comment:
        'The client holds no analysis. It shares the names of messages and the types of their data.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^server/', pathNot: `${server}lsp/protocol\\.ts$` },
    },
    {
      name: 'shared-protocol-alone',
      comment: 'protocol.ts goes into both bundles, so it imports nothing.',
      severity: 'error',
      from: { path: `${server}lsp/protocol\\.ts$` },
      to: { path: '.+' },
    },
    {
      name: 'server-without-client',
      comment: 'The server works with any editor.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^client/' },
    },
    {
      name: 'cli-without-lsp',
      comment: 'The command line speaks no protocol.',
      severity: 'error',
      from: { path: `${server}cli(\\.ts$|/)` },
      to: { path: `${server}(lsp/|main\\.ts$)` },
    },
    {
      name: 'programs-are-ends',
      comment: 'main.ts and cli.ts are where a process starts; nothing imports them.',
      severity: 'error',
      from: {},
      to: { path: `${server}(main|cli)\\.ts$` },
    },
    {
      name: 'no-tests-in-product',
      comment: 'What is shipped does not import tests.',
      severity: 'error',
      from: { path: '^(server|client)/src/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types'],
    },
  },
};
