/*
 * Glob patterns of settings, tested against paths relative to their folder.
 * Hidden files match like others, and an empty list matches nothing.
 */
import picomatch from 'picomatch';

/** Whether a `/`-separated relative path matches. */
export type PathTest = (relativePath: string) => boolean;

const matchesNothing: PathTest = () => false;

/** Whether a path matches any of the patterns. A leading `./` or `/` and a trailing `/` of a pattern do not count. */
export function globTest(patterns: readonly string[]): PathTest {
  const plain = patterns
    .map((pattern) =>
      pattern
        .trim()
        .replace(/^\.?\/+/u, '')
        .replace(/\/+$/u, ''),
    )
    .filter((pattern) => pattern !== '');
  return plain.length === 0 ? matchesNothing : picomatch(plain, { dot: true });
}

/**
 * Whether a file is one to read. A pattern whose last part names no extension, such as `src/**`, means the Python
 * files there.
 */
export function includeTest(patterns: readonly string[]): PathTest {
  if (patterns.length === 1 && patterns[0] === '**/*.py') return (path) => path.endsWith('.py');
  const typed = patterns.filter(namesExtension);
  const untyped = patterns.filter((pattern) => !namesExtension(pattern));
  const isTyped = globTest(typed);
  const isUntyped = globTest(untyped);
  return (path) => isTyped(path) || (path.endsWith('.py') && isUntyped(path));
}

function namesExtension(pattern: string): boolean {
  return /\.[^/]*$/u.test(pattern.replace(/^\.?\/+/u, ''));
}
