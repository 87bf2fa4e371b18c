/*
 * Makes an empty analysis with the parsers of this installation.
 */
import { type HclParser, loadHclParser } from '../syntax/hcl/hcl-parser.ts';
import { loadPythonParser } from '../syntax/parser.ts';
import { loadTypeScriptParser, type TypeScriptParser } from '../syntax/typescript/parser.ts';
import { type Analysis, type AnalysisOptions, createAnalysis } from './analysis.ts';
import { readGrammarFile } from './grammar-files.ts';

/** Loads the parser and makes an analysis that knows no files. Rejects when the wasm files are not there. */
export async function loadAnalysis(
  options: Omit<AnalysisOptions, 'parser' | 'hcl'> = {},
): Promise<Analysis> {
  const now = (): number => performance.now();
  const [runtime, python] = await Promise.all([
    readGrammarFile('runtime'),
    readGrammarFile('python'),
  ]);
  const parser = await loadPythonParser({ runtime, python, now });
  const loadHcl = async (): Promise<HclParser> =>
    loadHclParser({ runtime, terraform: await readGrammarFile('terraform'), now });
  const loadTypeScript = async (): Promise<TypeScriptParser> =>
    loadTypeScriptParser({ runtime, typescript: await readGrammarFile('typescript'), now });
  const hcl = { ready: null, load: loadHcl };
  return createAnalysis({ ...options, parser, hcl, loadTypeScript });
}
