// What a scan costs, for folders of your own: `node test/bench/cost.mjs FOLDER...`. Prints a table and asserts nothing.
// Each folder is scanned in a process of its own, one after the other, so that memory and time are its own.
// With --doubling it scans generated workspaces of 50, 100, 200 and 400 services instead.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { performance } from 'node:perf_hooks';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LARGEST_FILE = 1_000_000;

/** Reasons that say that a limit of the analysis was met. */
const LIMITS = ['too-many-values', 'depth-limit'];

const columns = [
  ['folder', (cost) => cost.folder],
  ['files', (cost) => cost.read],
  ['parsed', (cost) => cost.parsed],
  ['lines parsed', (cost) => cost.lines],
  ['calls', (cost) => cost.calls],
  ['CPU s', (cost) => cost.cpu.toFixed(1)],
  ['templates', (cost) => cost.templates],
  ['for templates', (cost) => `${Math.round((100 * cost.forTemplates) / cost.busy)} %`],
  ['wall s', (cost) => cost.wall.toFixed(1)],
  ['peak MB', (cost) => Math.round(cost.peak)],
  ['queries', (cost) => cost.queries],
  ['queries in the dearest file', (cost) => cost.dearest],
  ['calls at a limit', (cost) => cost.limited],
  ['files given up', (cost) => cost.heavy],
];

const [first, ...rest] = process.argv.slice(2);
if (first === undefined) {
  console.error('Usage: node test/bench/cost.mjs FOLDER... | --doubling');
  process.exitCode = 2;
} else if (first === '--one') {
  await measure(rest[0], rest[1]);
} else {
  const base = mkdtempSync(join(tmpdir(), 'cost-'));
  try {
    const engine = await bundleEngine(base);
    const folders = first === '--doubling' ? await generated(base) : [first, ...rest];
    print(folders.map((folder) => costOf(engine, resolve(folder))));
  } finally {
    rmSync(base, { recursive: true });
  }
}

/** Bundles the engine, because Node does not read its sources. */
async function bundleEngine(folder) {
  const { build } = await import('esbuild');
  const outfile = join(folder, 'engine.cjs');
  const sources = ['workspace/scan.ts', 'workspace/load-analysis.ts'];
  await build({
    stdin: {
      contents: sources.map((path) => `export * from './server/src/${path}';`).join('\n'),
      resolveDir: root,
    },
    absWorkingDir: root,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    alias: { 'web-tree-sitter': './node_modules/web-tree-sitter/tree-sitter.cjs' },
  });
  const { copyGrammars } = await import('../../grammars/copy.mjs');
  copyGrammars(folder);
  return outfile;
}

async function generated(base) {
  const { build } = await import('esbuild');
  const outfile = join(base, 'services.mjs');
  await build({ entryPoints: [join(root, 'test/limits/services.ts')], outfile, format: 'esm' });
  const { services } = await import(outfile);
  return [50, 100, 200, 400].map((count) => {
    const folder = join(base, `${count} services`);
    for (const [path, text] of Object.entries(services(count))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  });
}

function costOf(engine, folder) {
  const script = fileURLToPath(import.meta.url);
  const run = spawnSync(process.execPath, [script, '--one', engine, folder], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status !== 0) throw new Error(`${folder}: ${run.stderr}`);
  return { folder: basename(folder), ...JSON.parse(run.stdout) };
}

/** Scans one folder and prints what it cost as JSON. */
async function measure(engine, folder) {
  const { loadAnalysis, scanFolders } = createRequire(import.meta.url)(engine);
  const analysis = await loadAnalysis({ keepsWorkLog: true });
  const work = { queries: 0, dearest: 0, lines: 0, heavy: 0 };
  // Parsing a template, reading what it says, and its facts; all in one process, so times can be compared.
  const times = { templates: 0, forTemplates: 0, busy: 0 };
  const timed = (path, what) => {
    const start = performance.now();
    const result = what();
    const time = performance.now() - start;
    times.busy += time;
    if (!path.endsWith('.py')) times.forTemplates += time;
    return result;
  };
  const counted = {
    ...analysis,
    setText: (path, text) => {
      work.lines += text.split('\n').length;
      if (!path.endsWith('.py')) times.templates += 1;
      timed(path, () => analysis.setText(path, text));
    },
    // What templates say is found out before code asks for it, so that it counts for them.
    takeChanged: () =>
      analysis
        .takeChanged()
        .toSorted((left, right) => Number(left.endsWith('.py')) - Number(right.endsWith('.py'))),
    factsOf: (path) => {
      const facts = timed(path, () => analysis.factsOf(path));
      const { computed } = analysis.takeWorkLog();
      work.queries += computed.length;
      work.dearest = Math.max(work.dearest, computed.length);
      work.heavy += computed.filter((query) => query === `near file facts ${path}`).length;
      return facts;
    },
  };
  const before = process.cpuUsage();
  const result = await scanFolders({
    folders: [folder],
    include: ['**/*.py'],
    exclude: [],
    maxFileSize: LARGEST_FILE,
    analysis: counted,
  });
  const { user, system } = process.cpuUsage(before);
  const calls = result.files.flatMap((file) => file.calls);
  const cost = {
    ...work,
    ...times,
    read: result.indexed,
    parsed: result.parsed,
    calls: calls.length,
    limited: calls.filter(({ unknown }) => LIMITS.includes(unknown?.reason)).length,
    cpu: (user + system) / 1e6,
    wall: result.milliseconds / 1e3,
    peak: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(JSON.stringify(cost));
}

function print(costs) {
  const rows = [columns.map(([title]) => title), columns.map(() => '---')];
  for (const cost of costs) rows.push(columns.map(([, cell]) => String(cell(cost))));
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
}
