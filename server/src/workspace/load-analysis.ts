/*
 * Makes an empty analysis with the parser of this installation.
 */
import { loadPythonParser } from '../syntax/parser.ts';
import { type Analysis, type AnalysisOptions, createAnalysis } from './analysis.ts';
import { readGrammarFiles } from './grammar-files.ts';

/** Loads the parser and makes an analysis that knows no files. Rejects when the wasm files are not there. */
export async function loadAnalysis(
  options: Omit<AnalysisOptions, 'parser'> = {},
): Promise<Analysis> {
  const now = (): number => performance.now();
  const { runtime, python } = await readGrammarFiles();
  return createAnalysis({ ...options, parser: await loadPythonParser({ runtime, python, now }) });
}
