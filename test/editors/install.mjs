// Makes the editors for the editor tests available: Chromium, Neovim and Emacs from apt, code-server from npm.
// What is there already is used as it is: a second run only looks and returns. Only the cache folder is written, besides apt.
// Run by itself (`node test/editors/install.mjs`) it installs and prints the paths.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The newest code-server that runs on Node 20; it carries VS Code 1.100.3. */
const codeServerVersion = '4.100.3';

/** Commands the tests run, and the Debian package that brings each. Libraries and fonts have no command. */
const aptPackages = [
  { name: 'chromium', command: 'chromium' },
  { name: 'neovim', command: 'nvim' },
  { name: 'emacs-nox', command: 'emacs' },
  { name: 'elpa-eglot', command: undefined },
  { name: 'ripgrep', command: 'rg' },
  // For the pictures: without it the emoji of the sample is an empty box.
  { name: 'fonts-noto-color-emoji', command: undefined },
];

/** The native modules that code-server loads at start or for files and terminals; each is compiled on this machine. */
const nativeModules = ['node-pty', '@vscode/spdlog', 'native-watchdog'];

/** Where editors and their data are kept between runs. */
function cacheFolder() {
  const cacheHome = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return process.env.DYNAMOLENS_EDITORS_CACHE || join(cacheHome, 'dynamolens-editors');
}

/** The path of a command on PATH; undefined when there is none. */
function commandPath(command) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, command)).find((path) => existsSync(path));
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (result.error) throw result.error;
  if (result.status !== 0) {
    const output = `${result.stdout}${result.stderr}`.slice(-3000);
    throw new Error(`${command} ${args.join(' ')} ended with ${result.status}:\n${output}`);
  }
  return result.stdout;
}

function isDebianPackageInstalled(name) {
  const result = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' });
  return result.status === 0 && result.stdout.includes('install ok installed');
}

/** The apt packages still to be installed. An editor that came another way counts as there. */
function missingAptPackages() {
  return aptPackages
    .filter(
      ({ name, command }) => !(command && commandPath(command)) && !isDebianPackageInstalled(name),
    )
    .map(({ name }) => name);
}

function installAptPackages() {
  const missing = missingAptPackages();
  if (missing.length === 0) return;
  if (!commandPath('apt-get'))
    throw new Error(`Please install: ${missing.join(', ')} (there is no apt-get here)`);
  console.log(`Installing with apt: ${missing.join(', ')}`);
  const prefix = process.getuid() === 0 ? [] : ['sudo', '-n', '--preserve-env=DEBIAN_FRONTEND'];
  const apt = (...args) => {
    const [command, ...rest] = [...prefix, 'apt-get', ...args];
    run(command, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...missing);
}

/** Runs npm without lifecycle scripts: those of code-server's packages download from places that may be out of reach. */
function npmInstall(folder, ...args) {
  run(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args],
    { cwd: folder },
  );
}

/** node-gyp as it comes with npm, and the folder of Node's own headers when the installation has them. */
function compiler() {
  const npmCli = realpathSync(commandPath('npm'));
  const nodeGyp = join(dirname(npmCli), '..', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  const prefix = join(dirname(realpathSync(process.execPath)), '..');
  const headers = existsSync(join(prefix, 'include', 'node', 'node.h'))
    ? [`--nodedir=${prefix}`]
    : [];
  return { nodeGyp, headers };
}

function compileNativeModules(root, vscode) {
  const { nodeGyp, headers } = compiler();
  for (const name of nativeModules) {
    const cwd = join(vscode, 'node_modules', name);
    if (existsSync(join(cwd, 'binding.gyp')))
      run(process.execPath, [nodeGyp, 'rebuild', '--jobs=2', ...headers], { cwd });
  }
  const preGyp = join(root, 'node_modules', '.bin', 'node-pre-gyp');
  const argon2 = join(root, 'node_modules', 'argon2');
  run(process.execPath, [preGyp, 'install', '--build-from-source', ...headers], { cwd: argon2 });
}

/** VS Code looks for its packages under a second name and for ripgrep inside a package: both are links here. */
function linkParts(vscode) {
  if (!existsSync(join(vscode, 'node_modules.asar')))
    symlinkSync('node_modules', join(vscode, 'node_modules.asar'));
  const bin = join(vscode, 'node_modules', '@vscode', 'ripgrep', 'bin');
  mkdirSync(bin, { recursive: true });
  rmSync(join(bin, 'rg'), { force: true });
  symlinkSync(commandPath('rg'), join(bin, 'rg'));
}

/** Installs code-server unless a finished installation of the same versions is there. Returns its start script. */
function installCodeServer() {
  const root = join(cacheFolder(), `code-server-${codeServerVersion}`);
  const entry = join(root, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
  const marker = join(root, 'installed-for');
  const wanted = `code-server ${codeServerVersion}, node ABI ${process.versions.modules}\n`;
  if (existsSync(entry) && existsSync(marker) && readFileSync(marker, 'utf8') === wanted)
    return entry;

  if (!process.version.startsWith('v20.')) {
    throw new Error(`code-server ${codeServerVersion} needs Node 20; this is ${process.version}`);
  }
  console.log(`Installing code-server ${codeServerVersion} into ${root} (one to two minutes)`);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "private": true }\n');
  npmInstall(root, '--no-save', `code-server@${codeServerVersion}`);
  const vscode = join(root, 'node_modules', 'code-server', 'lib', 'vscode');
  npmInstall(vscode, '--omit=dev');
  npmInstall(join(vscode, 'extensions'), '--omit=dev');
  compileNativeModules(root, vscode);
  linkParts(vscode);
  writeFileSync(marker, wanted);
  return entry;
}

/**
 * Installs what is missing and returns where everything is. Throws with the output of the failed command.
 * @returns {{ codeServer: string, chromium: string, nvim: string, emacs: string }}
 */
export function installEditors() {
  installAptPackages();
  const codeServer = installCodeServer();
  const [chromium, nvim, emacs] = ['chromium', 'nvim', 'emacs'].map((command) => {
    const path = commandPath(command);
    if (!path) throw new Error(`${command} is not on PATH after the installation`);
    return path;
  });
  return { codeServer, chromium, nvim, emacs };
}

function versionsOf({ codeServer, chromium, nvim, emacs }) {
  const data = join(cacheFolder(), 'version-data');
  const env = { ...process.env, XDG_CONFIG_HOME: data, XDG_DATA_HOME: data, XDG_CACHE_HOME: data };
  const first = (command, ...args) =>
    execFileSync(command, args, { encoding: 'utf8', env }).split('\n')[0];
  return [
    first(process.execPath, codeServer, '--version'),
    first(chromium, '--version'),
    first(nvim, '--version'),
    first(emacs, '--version'),
  ];
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const editors = installEditors();
  console.log(versionsOf(editors).join('\n'));
}
