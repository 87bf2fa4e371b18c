/*
 * Makes analyses for tests. The parsers are loaded once for each test file; their grammars come from the installed packages.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { loadHclParser } from '../../../server/src/syntax/hcl/hcl-parser.ts';
import { loadPythonParser } from '../../../server/src/syntax/parser.ts';
import { loadTypeScriptParser } from '../../../server/src/syntax/typescript/parser.ts';
import { createAnalysis, type Analysis } from '../../../server/src/workspace/analysis.ts';

/** Loads the parser and returns the function that makes a new, empty analysis with it. */
export async function loadEngine(): Promise<() => Analysis> {
  const installed = createRequire(import.meta.url);
  const bytesOf = (file: string): Uint8Array => readFileSync(installed.resolve(file));
  const runtime = bytesOf('web-tree-sitter/tree-sitter.wasm');
  const python = bytesOf('tree-sitter-wasms/out/tree-sitter-python.wasm');
  const terraform = bytesOf('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm');
  const typescript = bytesOf('tree-sitter-wasms/out/tree-sitter-typescript.wasm');
  const parser = await loadPythonParser({ runtime, python });
  const hcl = await loadHclParser({ runtime, terraform });
  const typeScript = await loadTypeScriptParser({ runtime, typescript });
  return () =>
    createAnalysis({
      parser,
      typeScript,
      hcl: { ready: hcl, load: () => Promise.resolve(hcl) },
      keepsWorkLog: true,
    });
}
