/*
 * Between the addresses of the protocol (URIs) and the paths the engine knows files by.
 * A path is absolute and `/`-separated on every system; going there and back gives an equal URI.
 */
import { URI } from 'vscode-uri';

/** What the paths of documents that are no files begin with. No file has such a path. */
const noFilePrefix = '/:';

/**
 * The path for a URI: `/work/a.py`, `c:/work/a.py`, `//server/share/a.py`.
 * A document that is no file, such as `untitled:Untitled-1`, gets a path that {@link uriOfPath} turns back into its URI.
 */
export function pathOfUri(uri: string): string {
  const parsed = URI.parse(uri);
  if (parsed.scheme !== 'file') return noFilePrefix + encodeURIComponent(uri);
  if (parsed.authority !== '' && parsed.path.length > 1) {
    return `//${parsed.authority}${parsed.path}`;
  }
  return normalDrive(parsed.path.replace(/^\/(?=[A-Za-z]:)/u, ''));
}

/** The URI of a path that {@link pathOfUri} or {@link pathOfFile} gave. */
export function uriOfPath(path: string): string {
  if (path.startsWith(noFilePrefix)) return decodeURIComponent(path.slice(noFilePrefix.length));
  if (!path.startsWith('//')) return URI.file(path).toString();
  const [, , authority = '', ...rest] = path.split('/');
  return URI.from({ scheme: 'file', authority, path: `/${rest.join('/')}` }).toString();
}

/** The path of a file as the operating system writes it. `absolute` may have `\` on Windows only. */
export function pathOfFile(absolute: string): string {
  const slashed = process.platform === 'win32' ? absolute.replaceAll('\\', '/') : absolute;
  const path = normalDrive(slashed);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** Whether a path stands for a file on disk; an untitled document has none. */
export function isOnDisk(path: string): boolean {
  return !path.startsWith(noFilePrefix);
}

/** Whether `path` is `folder` or below it. */
export function isWithin(path: string, folder: string): boolean {
  if (!path.startsWith(folder)) return false;
  return path.length === folder.length || folder.endsWith('/') || path[folder.length] === '/';
}

/** Drive letters have no case; the lower one is what editors send. */
function normalDrive(path: string): string {
  return /^[A-Z]:/u.test(path) ? path.charAt(0).toLowerCase() + path.slice(1) : path;
}
