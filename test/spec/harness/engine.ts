/*
 * Makes analyses for tests. The parser is loaded once for each test file; its grammar comes from the installed packages.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { loadPythonParser } from '../../../server/src/syntax/parser.ts';
import { createAnalysis, type Analysis } from '../../../server/src/workspace/analysis.ts';

/** Loads the parser and returns the function that makes a new, empty analysis with it. */
export async function loadEngine(): Promise<() => Analysis> {
  const installed = createRequire(import.meta.url);
  const parser = await loadPythonParser({
    runtime: readFileSync(installed.resolve('web-tree-sitter/tree-sitter.wasm')),
    python: readFileSync(installed.resolve('tree-sitter-wasms/out/tree-sitter-python.wasm')),
  });
  return () => createAnalysis({ parser, keepsWorkLog: true });
}
