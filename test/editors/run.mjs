// `npm run test:editors`: the packaged extension in real VS Code, and its server in Neovim and Emacs.
// Works on copies of workspace/; writes to the cache folder, to a temporary folder and, with --screenshots, to docs/images.
// Options: --screenshots   keep the pictures for the README
//          --vsix FILE     test this package instead of building one
//          --only A,B      only some of: window, host, neovim, emacs
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startBrowser } from './browser.mjs';
import { serverProcesses, startCodeServer } from './code-server.mjs';
import { installEditors } from './install.mjs';
import { checkInExtensionHost } from './extension-host.mjs';
import { createReport, messageOf, until } from './report.mjs';
import { checkTemplateWindow } from './template-window.mjs';
import { checkEmacs, checkNeovim } from './terminal-editors.mjs';
import { checkRestrictedWindow, checkVsCodeWindow } from './vscode-window.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = resolve(here, '../..');
const parts = ['window', 'host', 'neovim', 'emacs'];

function readOptions() {
  const { values } = parseArgs({
    options: {
      screenshots: { type: 'boolean', default: false },
      vsix: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const only = values.only?.split(',') ?? parts;
  const wrong = only.filter((part) => !parts.includes(part));
  if (wrong.length > 0)
    throw new Error(`--only knows ${parts.join(', ')}; not ${wrong.join(', ')}`);
  return { ...values, only };
}

/** Builds the package as a user gets it, and returns its path. */
function buildPackage() {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const result = spawnSync('npm', ['run', '--silent', 'package'], { cwd: root, encoding: 'utf8' });
  if (result.status !== 0)
    throw new Error(`npm run package failed:\n${result.stdout}${result.stderr}`);
  return join(root, 'out', `${name}-${version}.vsix`);
}

async function checkVsCode(report, { editors, only, images, server, copyOfWorkspace, resultFile }) {
  const browser = await startBrowser(editors.chromium);
  try {
    if (only.includes('window')) {
      await checkVsCodeWindow(report, {
        browser,
        server,
        folder: copyOfWorkspace('window'),
        images,
      });
      await checkRestrictedWindow(report, {
        browser,
        server,
        folder: copyOfWorkspace('restricted'),
      });
      await checkTemplateWindow(report, {
        browser,
        server,
        folder: copyOfWorkspace('template'),
        images,
      });
    }
    if (only.includes('host')) {
      const suite = join(here, 'extension-host-suite.cjs');
      await checkInExtensionHost(report, {
        browser,
        server,
        folder: copyOfWorkspace('host'),
        suite,
        resultFile,
      });
    }
  } finally {
    await browser.close();
  }
}

async function main(report, scratch) {
  const options = readOptions();
  const editors = installEditors();
  const vsix = options.vsix ? resolve(options.vsix) : buildPackage();
  const imageFolder = options.screenshots ? join(root, 'docs/images') : join(scratch, 'images');
  mkdirSync(imageFolder, { recursive: true });
  const images = (name) => join(name.startsWith('failure') ? scratch : imageFolder, name);
  const copyOfWorkspace = (name) => {
    const copy = join(scratch, 'workspaces', name);
    cpSync(join(here, 'workspace'), copy, { recursive: true });
    return copy;
  };

  const resultFile = join(scratch, 'host-result.json');
  const env = { DYNAMOLENS_HOST_RESULT: resultFile };
  const server = await startCodeServer({ codeServer: editors.codeServer, vsix, scratch, env });
  const { only } = options;
  try {
    await checkVsCode(report, { editors, only, images, server, copyOfWorkspace, resultFile });
  } catch (error) {
    report.record('VS Code: the steps run to their end', messageOf(error));
  } finally {
    await server.stop();
  }
  const terminal = { editors, serverFile: server.serverFile, here };
  if (only.includes('neovim'))
    checkNeovim(report, { ...terminal, folder: copyOfWorkspace('neovim') });
  if (only.includes('emacs')) checkEmacs(report, { ...terminal, folder: copyOfWorkspace('emacs') });
  await report.step('no language server is left when the editors have ended', () =>
    until(
      () => serverProcesses(server.serverFile).length === 0,
      () => `still running: ${serverProcesses(server.serverFile)}`,
      10_000,
    ),
  );
}

const report = createReport();
const scratch = mkdtempSync(join(tmpdir(), 'dynamolens-editors-'));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
try {
  await main(report, scratch);
} catch (error) {
  report.record('the editor tests run to their end', messageOf(error));
}
const { passed, failed } = report.counts;
if (failed === 0) rmSync(scratch, { recursive: true, force: true });
else console.log(`Logs and pictures: ${scratch}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
