/*
 * Programs of Pulumi in Python, as code that declares infrastructure. They are evaluated like all Python.
 */
import type { Evaluator } from '../../flow/evaluator.ts';
import { isTypeScript } from '../../link/language.ts';
import type { FilePath } from '../../link/place.ts';
import { bodyOf, type Program, unitsOf, unitsThat } from '../../link/program.ts';
import { isTestFile } from '../../link/test-code.ts';
import type { CodeReader } from '../infrastructure.ts';
import { readResources, RESOURCE_WORDS } from './read-file.ts';

/** Whether a file imports Pulumi. Other libraries have classes of the same names, and boto3 has `Table`. */
function importsPulumi(program: Program, file: FilePath): boolean {
  return unitsOf(program, file).some(({ key }) =>
    bodyOf(program, { file, unit: key })?.bindings.some(
      (binding) => binding.kind === 'import' && /^pulumi(?:_aws\w*)?(?:\.|$)/u.test(binding.module),
    ),
  );
}

function filesWithResources(program: Program): readonly FilePath[] {
  const files = new Set<FilePath>();
  for (const word of RESOURCE_WORDS) {
    for (const name of [word, ...(program.aliases.get(word) ?? [])])
      for (const { file } of unitsThat(program, 'call', name))
        if (!isTypeScript(file)) files.add(file);
  }
  return [...files]
    .filter((file) => !isTestFile(program, file) && importsPulumi(program, file))
    .sort();
}

/** Reads the programs of a workspace. */
export function createPulumiReader(program: Program, evaluator: () => Evaluator): CodeReader {
  const files = program.engine.query<null, readonly FilePath[]>('pulumi files', {
    key: () => '',
    compute: () => filesWithResources(program),
    equal: (left, right) => left.join('\n') === right.join('\n'),
  });
  return {
    reads: (file) => !isTypeScript(file) && files(null).includes(file),
    files: () => files(null),
    read: (file) => readResources(evaluator(), file),
  };
}
