/*
 * Paths and URIs: there and back again.
 */
import { describe, expect, test } from 'vitest';
import {
  isOnDisk,
  isWithin,
  pathOfFile,
  pathOfUri,
  uriOfPath,
} from '../../server/src/workspace/file-path.ts';

test.each([
  ['file:///work/a.py', '/work/a.py'],
  ['file:///work/a%20b%23c/%C3%BC.py', '/work/a b#c/ü.py'],
  ['file:///c%3A/work/a.py', 'c:/work/a.py'],
  ['file://server/share/a.py', '//server/share/a.py'],
])('%s is %s', (uri, path) => {
  expect(pathOfUri(uri)).toBe(path);
  expect(uriOfPath(path)).toBe(uri);
  expect(isOnDisk(path)).toBe(true);
});

test('different spellings of a URI are one path', () => {
  for (const uri of ['file:///C:/work/a.py', 'file:///c:/work/a.py', 'file:///C%3A/work/a.py']) {
    expect(pathOfUri(uri)).toBe('c:/work/a.py');
  }
  expect(pathOfUri('file:///work/%61.py')).toBe('/work/a.py');
});

test.each(['untitled:Untitled-1', 'git:/work/a.py?%7B%22ref%22%3A%22~%22%7D', 'untitled:/x/é.py'])(
  '%s is no file, and its path leads back to it',
  (uri) => {
    const path = pathOfUri(uri);
    expect(path.startsWith('/')).toBe(true);
    expect(isOnDisk(path)).toBe(false);
    expect(uriOfPath(path)).toBe(uri);
  },
);

test('a path of the system loses its last slash', () => {
  expect(pathOfFile('/work/')).toBe('/work');
  expect(pathOfFile('/')).toBe('/');
  expect(pathOfFile('C:/work')).toBe('c:/work');
});

describe('within', () => {
  test.each([
    ['/a/b', '/a', true],
    ['/a', '/a', true],
    ['/ab', '/a', false],
    ['/a', '/', true],
    ['/a', '/a/b', false],
  ])('%s in %s: %s', (path, folder, expected) => {
    expect(isWithin(path, folder)).toBe(expected);
  });
});
