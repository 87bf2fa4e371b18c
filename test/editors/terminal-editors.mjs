// Neovim and Emacs, each run once without a screen on a script that prints `ok NAME` or `FAIL NAME: WHY` per step.
// The server is the one inside the package, started as those editors start it: by its file, over standard input and output.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** How long one editor may take, in milliseconds. */
const limit = 120_000;

/** Runs an editor and records the steps its script prints. A script that ends early or oddly is a failed step. */
function recordScript(report, editor, { command, args, folder, serverFile }) {
  const home = join(folder, '..', `${editor.toLowerCase()}-home`);
  mkdirSync(home, { recursive: true });
  const env = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_DATA_HOME: home,
    XDG_STATE_HOME: home,
    XDG_CACHE_HOME: home,
    LC_ALL: 'C.UTF-8',
    LSP_NODE: process.execPath,
    LSP_SERVER: serverFile,
  };
  const result = spawnSync(command, args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: limit,
    killSignal: 'SIGKILL',
  });
  const output = `${result.stdout}\n${result.stderr}`;
  const steps = [...output.matchAll(/^(ok|FAIL) ([^:\n]+)(?:: (.*))?$/gm)];
  for (const [, outcome, name, why] of steps) {
    report.record(`${editor}: ${name}`, outcome === 'ok' ? undefined : (why ?? 'no reason given'));
  }
  const hasFailure = steps.some(([, outcome]) => outcome === 'FAIL');
  const endedWell = result.status === (hasFailure ? 1 : 0) && steps.length > 0;
  report.record(
    `${editor}: the script runs to its end`,
    endedWell ? undefined : `status ${result.status}\n${output.slice(-2000)}`,
  );
}

/** Runs the steps of neovim.lua. */
export function checkNeovim(report, { editors, here, folder, serverFile }) {
  const script = `luafile ${join(here, 'neovim.lua')}`;
  const args = [
    '--headless',
    '--clean',
    '-n',
    '-i',
    'NONE',
    '--cmd',
    'set nomore',
    '-c',
    script,
    'movies.py',
  ];
  recordScript(report, 'Neovim', { command: editors.nvim, args, folder, serverFile });
}

/** Runs the steps of emacs.el. */
export function checkEmacs(report, { editors, here, folder, serverFile }) {
  const args = ['-Q', '--batch', '-l', join(here, 'emacs.el'), 'movies.py'];
  recordScript(report, 'Emacs', { command: editors.emacs, args, folder, serverFile });
}
