/*
 * Apps of the AWS CDK in TypeScript, as code that declares infrastructure.
 */
import { createEvaluator, type EvaluatorOptions } from '../../../flow/create-evaluator.ts';
import { combineLibraries } from '../../../flow/library/library.ts';
import { isTypeScript } from '../../../link/language.ts';
import type { FilePath } from '../../../link/place.ts';
import { type Program, unitsThat } from '../../../link/program.ts';
import { isTestFile } from '../../../link/test-code.ts';
import type { CodeReader } from '../../infrastructure.ts';
import { NO_INFRA } from '../../model.ts';
import { createExportLibrary, type ExportedAs } from '../exports.ts';
import { createCdkLibrary } from '../library.ts';
import { CONSTRUCT_WORDS, readConstructs } from '../read-file.ts';
import { nodeLibrary } from './node-library.ts';

/** Properties are handed through several constructs, one caller each. */
const CALLER_STEPS = 5;

/** The files in which something is called, or derives from something, that has the name of a construct. */
function filesWithConstructs(program: Program): readonly FilePath[] {
  const files = new Set<FilePath>();
  for (const word of CONSTRUCT_WORDS) {
    for (const name of [word, ...(program.aliases.get(word) ?? [])]) {
      const units = [...unitsThat(program, 'call', name), ...unitsThat(program, 'base', name)];
      for (const { file } of units) if (isTypeScript(file)) files.add(file);
    }
  }
  return [...files].filter((file) => !isTestFile(program, file)).sort();
}

/** Reads the apps of a program. */
export function createTypeScriptReader(
  sources: Omit<EvaluatorOptions, 'library' | 'reach'>,
  exportedAs: ExportedAs,
): CodeReader {
  const { program } = sources;
  const library = combineLibraries([
    createExportLibrary(exportedAs),
    createCdkLibrary('properties'),
    nodeLibrary,
  ]);
  const evaluator = createEvaluator({
    ...sources,
    library,
    reach: CALLER_STEPS,
    purpose: 'typescript',
  });
  const files = program.engine.query<null, readonly FilePath[]>('typescript constructs', {
    key: () => '',
    compute: () => filesWithConstructs(program),
    equal: (left, right) => left.join('\n') === right.join('\n'),
  });
  return {
    reads: isTypeScript,
    files: () => files(null),
    // What tests make is made for them alone.
    read: (file) =>
      isTestFile(program, file) ? NO_INFRA : readConstructs(evaluator, 'properties', file),
  };
}
