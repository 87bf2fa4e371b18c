// `npm test`: all tests that need no system package. `npm test -- ARGS` passes ARGS on to vitest.
// Works on a fresh clone, because it installs and builds first: protocol and command line tests run the built programs.
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root, run } from './setup.mjs';

ensureInstalled();
await ensureBuilt();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
process.exitCode = run(process.execPath, [vitest, 'run', ...process.argv.slice(2)]);
