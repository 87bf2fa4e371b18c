/*
 * Folders that hold no code of the project: environments, installed packages, build output, caches.
 * Decided by a folder's name and by what is in it, never by what the folders above are called.
 */

/** Folders that hold no Python sources; leaving them out is not worth a word. */
const silent = new Set([
  '.git',
  '.hg',
  '.svn',
  '__pycache__',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
]);

const named: ReadonlyMap<string, string> = new Map([
  ['node_modules', 'installed packages'],
  ['site-packages', 'installed packages'],
  ['dist-packages', 'installed packages'],
  ['__pypackages__', 'installed packages'],
  ['cdk.out', 'build output'],
  ['.aws-sam', 'build output'],
  ['.serverless', 'build output'],
  ['.terraform', 'build output'],
  ['.tox', 'environments of test tools'],
  ['.nox', 'environments of test tools'],
]);

/** Files and folders by which a copy of the SDK is known; a module of the user that is called `boto3` has not all. */
const sdkParts: ReadonlyMap<string, readonly string[]> = new Map([
  ['boto3', ['__init__.py', 'session.py', 'resources']],
  ['botocore', ['__init__.py', 'session.py', 'client.py', 'loaders.py']],
]);

/** Whether a folder of this name is left out without a word. */
export function isSilentlySkipped(name: string): boolean {
  return silent.has(name);
}

/** Why a folder is left out because of its name, or null. */
export function skippedByName(name: string): string | null {
  return named.get(name) ?? null;
}

/** Why a folder is left out because of what it holds, or null. `entries` are the names of what is in it. */
export function skippedByContent(name: string, entries: ReadonlySet<string>): string | null {
  if (entries.has('pyvenv.cfg') || entries.has('conda-meta')) return 'virtual environment';
  const parts = sdkParts.get(name);
  return parts?.every((part) => entries.has(part)) === true ? `copy of ${name}` : null;
}
