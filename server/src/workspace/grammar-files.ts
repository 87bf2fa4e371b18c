/*
 * Where the wasm files are: beside the bundle, or, when the code runs from source, in the packages they come from.
 */
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The file of each grammar beside the bundle, and in its package. The runtime of the parsers is among them. */
const FILES = {
  runtime: ['tree-sitter.wasm', 'web-tree-sitter/tree-sitter.wasm'],
  python: ['tree-sitter-python.wasm', 'tree-sitter-wasms/out/tree-sitter-python.wasm'],
  typescript: ['tree-sitter-typescript.wasm', 'tree-sitter-wasms/out/tree-sitter-typescript.wasm'],
  terraform: [
    'tree-sitter-terraform.wasm',
    '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
  ],
} as const;

/** The bytes of a file. Rejects when it is not there. */
export async function readGrammarFile(name: keyof typeof FILES): Promise<Uint8Array> {
  const [copy, original] = FILES[name];
  const beside = join(__dirname, copy);
  return readFile(existsSync(beside) ? beside : (inPackages(__dirname, original) ?? beside));
}

function inPackages(folder: string, file: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'node_modules', file);
    if (existsSync(path)) return path;
    if (dirname(at) === at) return null;
  }
}
