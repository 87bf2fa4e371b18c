// Starts VS Code as a local web server (code-server) with the packaged extension, and stops it with all its processes.
// Everything it writes is below the given scratch folder; it asks no extension gallery and sends no telemetry.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { until } from './report.mjs';

/** Settings that keep the pictures still and the typing literal, and keep edits in the editor until they are saved. */
const baseSettings = {
  'breadcrumbs.enabled': false,
  'chat.commandCenter.enabled': false,
  'editor.acceptSuggestionOnEnter': 'off',
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.autoIndent': 'none',
  'editor.cursorBlinking': 'solid',
  'editor.fontFamily': "'DejaVu Sans Mono', 'Noto Color Emoji', monospace",
  'editor.fontSize': 14,
  'editor.lightbulb.enabled': 'off',
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.renderLineHighlight': 'none',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.stickyScroll.enabled': false,
  'editor.suggestOnTriggerCharacters': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** A port of the loopback interface that nobody listens on at the moment. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Process ids of the language servers that were started from this file. */
export function serverProcesses(serverFile) {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(serverFile);
      } catch {
        return false; // It ended while we looked.
      }
    })
    .map(Number);
}

function environmentOf(data, extra) {
  return {
    ...process.env,
    XDG_CONFIG_HOME: join(data, 'config'),
    XDG_DATA_HOME: join(data, 'share'),
    XDG_CACHE_HOME: join(data, 'cache'),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    ...extra,
  };
}

/** Installs a VSIX into the data folder and returns the folder it was unpacked to. */
function installExtension(codeServer, folders, env, vsix) {
  const args = [codeServer, ...folders, '--install-extension', vsix, '--force'];
  const result = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  if (result.status !== 0)
    throw new Error(`${vsix} was not installed:\n${result.stdout}${result.stderr}`);
  const extensions = folders[folders.indexOf('--extensions-dir') + 1];
  const [name, ...others] = readdirSync(extensions).filter((entry) =>
    entry.startsWith('dynamolens.'),
  );
  if (!name || others.length > 0) throw new Error(`expected one DynamoLens in ${extensions}`);
  return join(extensions, name);
}

/** Ends a process group and waits until its leader is gone. */
async function endGroup(child) {
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // The group is gone already.
    }
  };
  signal('SIGTERM');
  await until(
    () => !isRunning(),
    () => 'still running',
    5000,
  ).catch(() => signal('SIGKILL'));
}

/**
 * Installs the extension and starts the web server. Throws with its log when it does not come up.
 * @param {{ codeServer: string, vsix: string, scratch: string, env?: Record<string, string> }} options
 */
export async function startCodeServer({ codeServer, vsix, scratch, env: extra = {} }) {
  const data = join(scratch, 'code-server');
  const folders = [
    '--user-data-dir',
    join(data, 'user'),
    '--extensions-dir',
    join(data, 'extensions'),
  ];
  for (const folder of ['config', 'extensions', 'user/User'])
    mkdirSync(join(data, folder), { recursive: true });
  const writeSettings = (settings = {}) =>
    writeFileSync(
      join(data, 'user/User/settings.json'),
      JSON.stringify({ ...baseSettings, ...settings }, null, 2),
    );
  writeSettings();
  const env = environmentOf(data, extra);
  const extension = installExtension(codeServer, folders, env, vsix);

  const port = await freePort();
  const flags = [
    '--auth',
    'none',
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-getting-started-override',
  ];
  const args = [codeServer, '--bind-addr', `127.0.0.1:${port}`, ...flags, ...folders];
  const child = spawn(process.execPath, args, {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = join(scratch, 'code-server.log');
  const sink = createWriteStream(log);
  child.stdout.pipe(sink, { end: false });
  child.stderr.pipe(sink, { end: false });
  const killNow = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended before.
    }
  };
  process.once('exit', killNow);
  const base = `http://127.0.0.1:${port}`;
  const isUp = async () => (await globalThis.fetch(`${base}/healthz`)).ok;
  await until(isUp, () => `code-server does not answer; see ${log}`, 60_000);
  const stop = async () => {
    await endGroup(child);
    process.removeListener('exit', killNow);
    sink.end();
  };
  return {
    base,
    host: `127.0.0.1:${port}`,
    extension,
    serverFile: join(extension, 'dist', 'server.cjs'),
    log,
    writeSettings,
    stop,
  };
}
