/*
 * The parser for tests, with the runtime and the grammar of the installed packages.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { loadPythonParser, type PythonParser } from '../../server/src/syntax/parser.ts';

const installed = createRequire(import.meta.url);

function bytesOf(file: string): Uint8Array {
  return readFileSync(installed.resolve(file));
}

/** The bytes of the runtime and of the grammar. */
export function grammarFiles(): { readonly runtime: Uint8Array; readonly python: Uint8Array } {
  return {
    runtime: bytesOf('web-tree-sitter/tree-sitter.wasm'),
    python: bytesOf('tree-sitter-wasms/out/tree-sitter-python.wasm'),
  };
}

/** Loads the parser; with `now`, it gives up on texts that take too long. */
export function loadParser(now?: () => number): Promise<PythonParser> {
  return loadPythonParser({ ...grammarFiles(), ...(now && { now }) });
}
