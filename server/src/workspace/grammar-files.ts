/*
 * Where the two wasm files are: beside the bundle, or, when the code runs from source, in the packages they come from.
 */
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The bytes of the parser's runtime and of the Python grammar. */
export interface GrammarFiles {
  readonly runtime: Uint8Array;
  readonly python: Uint8Array;
}

interface Places {
  readonly runtime: string;
  readonly python: string;
}

/** Reads both files. Rejects when they are not there. */
export async function readGrammarFiles(): Promise<GrammarFiles> {
  const places = findPlaces(__dirname);
  const [runtime, python] = await Promise.all([readFile(places.runtime), readFile(places.python)]);
  return { runtime, python };
}

function findPlaces(folder: string): Places {
  const beside: Places = {
    runtime: join(folder, 'tree-sitter.wasm'),
    python: join(folder, 'tree-sitter-python.wasm'),
  };
  return existsSync(beside.runtime) ? beside : (inPackages(folder) ?? beside);
}

function inPackages(folder: string): Places | null {
  for (let at = folder; ; at = dirname(at)) {
    const packages = join(at, 'node_modules');
    const runtime = join(packages, 'web-tree-sitter', 'tree-sitter.wasm');
    if (existsSync(runtime)) {
      return {
        runtime,
        python: join(packages, 'tree-sitter-wasms', 'out', 'tree-sitter-python.wasm'),
      };
    }
    if (dirname(at) === at) return null;
  }
}
