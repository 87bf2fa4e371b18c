// `npm start`: prints what DynamoLens finds in the sample workspace; `npm start -- PATH …` is `dynamolens scan PATH …`.
// Works on a fresh clone, because it installs and builds first when needed.
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root, run } from './setup.mjs';

ensureInstalled();
await ensureBuilt();
const given = process.argv.slice(2);
const args = given.length > 0 ? given : [join(root, 'test', 'samples', 'movies')];
// Relative paths mean the folder npm was called in, not the top of the checkout.
const cwd = process.env['INIT_CWD'] ?? process.cwd();
process.exitCode = run(process.execPath, [join(root, 'dist', 'cli.cjs'), 'scan', ...args], { cwd });
