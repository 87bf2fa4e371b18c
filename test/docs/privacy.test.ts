/*
 * What the README promises about privacy: nothing of the workspace is run, and nothing is sent anywhere.
 * Looks at the sources of the server and the client; the one connection that may be opened is the protocol's own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Modules of Node that read files, measure time or write to the terminal. None runs programs or opens connections. */
const harmless = new Set([
  'node:console',
  'node:fs',
  'node:fs/promises',
  'node:path',
  'node:path/posix',
  'node:timers/promises',
  'node:util',
]);

const sources = ['server/src', 'client/src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path, text: readFileSync(path, 'utf8') };
    }),
);

test('no module of Node is used that runs programs or opens connections', () => {
  const used = sources.flatMap(({ text }) =>
    [...text.matchAll(/['"](node:[\w/]+)['"]/g)].map(([, module]) => module!),
  );
  expect(used).toContain('node:fs');
  expect(used.filter((module) => !harmless.has(module))).toEqual([]);
});

test('nothing else runs code or opens connections', () => {
  const doing = /\b(?:eval|fetch)\(|new (?:Function|WebSocket|XMLHttpRequest|EventSource)\b/;
  expect(sources.filter(({ text }) => doing.test(text)).map(({ path }) => path)).toEqual([]);
});

test('no file is written', () => {
  const writing = /\b(?:writeFile|appendFile|createWriteStream|mkdir|unlink|rename|rm)(?:Sync)?\(/;
  expect(sources.filter(({ text }) => writing.test(text)).map(({ path }) => path)).toEqual([]);
});
