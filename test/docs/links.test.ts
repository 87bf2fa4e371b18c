/*
 * The documentation leads somewhere: each relative link and image points to a file that is there, and to a heading of it.
 * The settings and the report in the README are the real ones. Pages of the specification are documentation too.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

import manifest from '../../package.json' with { type: 'json' };
import { diagnosticsDocs } from '../../server/src/ide/reasons.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const skipped = new Set(['node_modules', 'dist', 'out', 'coverage', 'test-results', 'samples']);

function pagesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return skipped.has(entry.name) || entry.name === '.git' ? [] : pagesBelow(path);
    }
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

const pages = pagesBelow(root);

/** The text without code: what stands in fences or backticks is no link. Lines stay where they are. */
function proseOf(text: string): string {
  const withoutFences = text.replace(/^(\s*)(`{3,}|~{3,}).*\n[\s\S]*?^\s*\2.*$/gm, (fence) =>
    fence.replace(/[^\n]/g, ''),
  );
  return withoutFences.replace(/(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, (code) => 'x'.repeat(code.length));
}

/** Where links and images of a page lead. */
function targetsOf(text: string): string[] {
  const prose = proseOf(text);
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)];
  const tags = [...prose.matchAll(/<(?:img|a)\b[^>]*?\b(?:src|href)="([^"]+)"/g)];
  return [...inline, ...references, ...tags].map(([, target]) => target!);
}

/** The fragments of a page's headings, as GitHub makes them; a heading that occurs again gets a number. */
function fragmentsOf(text: string): Set<string> {
  const fragments = new Set<string>();
  const fences = text.replace(/^(\s*)(`{3,}|~{3,}).*\n[\s\S]*?^\s*\2.*$/gm, '');
  for (const [, heading] of fences.matchAll(/^#{1,6}\s+(.+?)\s*#*\s*$/gm)) {
    const plain = heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = plain.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-');
    let fragment = slug;
    for (let count = 1; fragments.has(fragment); count++) fragment = `${slug}-${count}`;
    fragments.add(fragment);
  }
  return fragments;
}

function isElsewhere(target: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(target);
}

/** What is wrong with a link of a page; null when it leads somewhere. */
function problemWith(page: string, target: string): string | null {
  const [path = '', fragment] = target.split('#');
  const file = path === '' ? page : resolve(dirname(page), decodeURIComponent(path));
  if (relative(root, file).startsWith('..')) return `${target} leads out of the project`;
  if (!existsSync(file)) return `${target} does not exist`;
  if (fragment === undefined) return null;
  if (!statSync(file).isFile() || !file.endsWith('.md')) return `${target} is no page`;
  const fragments = fragmentsOf(readFileSync(file, 'utf8'));
  return fragments.has(fragment) ? null : `${target}: there is no such heading`;
}

describe('relative links and images lead somewhere', () => {
  test.each(pages.map((page) => relative(root, page)))('%s', (name) => {
    const page = join(root, name);
    const targets = targetsOf(readFileSync(page, 'utf8')).filter((target) => !isElsewhere(target));
    const problems = targets.map((target) => problemWith(page, target));
    expect(problems.filter((problem) => problem !== null)).toEqual([]);
  });

  test('there are links to look at, and wrong ones are noticed', () => {
    const page = join(root, 'README.md');
    const targets = targetsOf(readFileSync(page, 'utf8'));
    expect(targets).toContain('docs/images/lens.png');
    expect(targets).toContain('docs/editors.md#neovim');
    expect(problemWith(page, 'docs/editors.md#neovim')).toBeNull();
    expect(problemWith(page, 'docs/no-such-page.md')).toMatch(/does not exist/);
    expect(problemWith(page, 'docs/editors.md#no-such-heading')).toMatch(/no such heading/);
    expect(targetsOf('```md\n[a](b.md)\n```\n`[c](d.md)` [e](f.md)')).toEqual(['f.md']);
  });
});

describe('the README', () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8');

  test('lists the settings of the extension with their defaults, in their order', () => {
    const rows = [...text.matchAll(/^\| `(dynamolens\.[\w.]+)`\s*\| `([^`]*)`\s*\|/gm)];
    const settings = Object.entries(manifest.contributes.configuration.properties);
    expect(rows.map(([, name]) => name)).toEqual(settings.map(([name]) => name));
    expect(rows.map(([, , standard]) => JSON.parse(standard!) as unknown)).toEqual(
      settings.map(([, setting]) => setting.default),
    );
  });

  test('prints what `npm start` prints, but for the time', () => {
    const program = join(root, 'dist', 'cli.cjs');
    const args = [program, 'scan', join(root, 'test', 'samples', 'movies')];
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const report = /```text\n([\s\S]*?)```/.exec(text)?.[1];
    const withoutTime = (output = ''): string => output.replace(/[\d.]+ s\.$/m, '');
    expect(withoutTime(report)).toBe(withoutTime(stdout));
  });

  test('names the package that is built', () => {
    expect(text).toContain(`out/${manifest.name}-${manifest.version}.vsix`);
  });
});

test('every setting has its section', () => {
  const headings = readFileSync(join(root, 'docs/settings.md'), 'utf8').match(/^### .+$/gm) ?? [];
  for (const name of Object.keys(manifest.contributes.configuration.properties)) {
    expect(headings).toContain(`### \`${name}\``);
  }
});

test('the page that warnings lead to is there', () => {
  const path = /\/blob\/main\/(.+)$/.exec(diagnosticsDocs)?.[1];
  expect(path && existsSync(join(root, path))).toBe(true);
});
