/*
 * Apps of the AWS CDK in Python, as code that declares infrastructure. They are evaluated like all Python.
 */
import type { Evaluator } from '../../../flow/evaluator.ts';
import { isTypeScript } from '../../../link/language.ts';
import type { FilePath } from '../../../link/place.ts';
import { bodyOf, type Program, unitsOf, unitsThat } from '../../../link/program.ts';
import { isTestFile } from '../../../link/test-code.ts';
import type { CodeReader } from '../../infrastructure.ts';
import { CONSTRUCT_WORDS, readConstructs } from '../read-file.ts';

/** Whether a file imports the CDK. Other libraries have classes of the same names, and boto3 has `Table`. */
function importsCdk(program: Program, file: FilePath): boolean {
  return unitsOf(program, file).some(({ key }) =>
    bodyOf(program, { file, unit: key })?.bindings.some(
      (binding) => binding.kind === 'import' && /^aws_cdk(?:\.|$)/u.test(binding.module),
    ),
  );
}

/** The files that import the CDK and call something, or derive from something, that has the name of a construct. */
function filesWithConstructs(program: Program): readonly FilePath[] {
  const files = new Set<FilePath>();
  for (const word of CONSTRUCT_WORDS) {
    for (const name of [word, ...(program.aliases.get(word) ?? [])]) {
      const units = [...unitsThat(program, 'call', name), ...unitsThat(program, 'base', name)];
      for (const { file } of units) if (!isTypeScript(file)) files.add(file);
    }
  }
  return [...files]
    .filter((file) => !isTestFile(program, file) && importsCdk(program, file))
    .sort();
}

/** Reads the apps of a program. */
export function createPythonCdkReader(program: Program, evaluator: () => Evaluator): CodeReader {
  const files = program.engine.query<null, readonly FilePath[]>('cdk files', {
    key: () => '',
    compute: () => filesWithConstructs(program),
    equal: (left, right) => left.join('\n') === right.join('\n'),
  });
  return {
    reads: (file) => !isTypeScript(file) && files(null).includes(file),
    files: () => files(null),
    read: (file) => readConstructs(evaluator(), 'keywords', file),
  };
}
