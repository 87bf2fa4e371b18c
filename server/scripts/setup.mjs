// Makes a checkout ready to use: installs the packages of package-lock.json when they are missing or have changed.
// Needs nothing but Node, because it runs before anything is installed. Says what it does on stderr.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const oldestNode = 20;

/**
 * Prints one line for people. Goes to stderr, so that the output of a command can be piped.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs a program of this checkout in the foreground and returns its exit code; 1 when it did not start or was killed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {number}
 */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) say(`Could not run ${command}: ${result.error.message}`);
  return result.status ?? 1;
}

/**
 * The packages a lock file lists, by their place below node_modules; undefined when there is no such file.
 * @param {string} path
 * @returns {Map<string, { version?: string, optional?: boolean }> | undefined}
 */
function lockedPackages(path) {
  if (!existsSync(path)) return undefined;
  const packages = new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')).packages));
  packages.delete('');
  return packages;
}

/**
 * Whether node_modules holds what package-lock.json says. npm writes down what it installed as its very last step,
 * so an install that was broken off counts as missing.
 * @param {string} [folder] the folder of package-lock.json and node_modules
 * @returns {boolean}
 */
export function isInstalled(folder = root) {
  const wanted = lockedPackages(join(folder, 'package-lock.json'));
  const installed = lockedPackages(join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  for (const [place, entry] of wanted) {
    const found = installed.get(place);
    // Packages for other operating systems are optional and stay out.
    if (!found && entry.optional) continue;
    if (found?.version !== entry.version) return false;
  }
  return [...installed.keys()].every((place) => wanted.has(place));
}

/** Installs when needed. Ends the process with a message when that is not possible. */
export function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestNode) {
    say(`DynamoLens needs Node ${oldestNode} or newer; this is Node ${process.versions.node}.`);
    process.exit(1);
  }
  if (isInstalled()) return;
  say('Installing packages (npm ci) …');
  const npm = process.env['npm_execpath'];
  const args = [
    'ci',
    '--include=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  // npm's own list of what it added goes to stderr with the rest.
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = ['ignore', 2, 2];
  const code = npm?.endsWith('.js')
    ? run(process.execPath, [npm, ...args], { stdio })
    : run('npm', args, { stdio, shell: process.platform === 'win32' });
  if (code !== 0 || !isInstalled()) {
    say('Installing the packages failed. npm says why above.');
    say('Is the npm registry reachable (npm ping)? Then run the same command again.');
    process.exit(1);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) ensureInstalled();
