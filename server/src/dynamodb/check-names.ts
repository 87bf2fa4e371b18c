/*
 * Whether names that are stated in a project file fit the code: an entry for a module's own name that the code surely gives.
 */
import { uncommentedValue } from '../flow/evaluate-binding.ts';
import type { Evaluator } from '../flow/evaluator.ts';
import { joinAll } from '../flow/value/value.ts';
import { resolveModule } from '../link/modules.ts';
import type { FilePath, Place } from '../link/place.ts';
import { isExpression, type StatedName } from '../link/stated-names.ts';
import { contradicting } from './check-statements.ts';
import type { StatementProblem } from './facts.ts';

const QUALIFIED = /^([\w.]+)\.(\w+)$/u;

/** What is wrong with a stated name of the project file `file`; null when nothing is. */
export function checkStatedName(
  evaluator: Evaluator,
  file: FilePath,
  { subject, tables, at, note }: StatedName,
): StatementProblem<Place> | null {
  const [, module, name] = isExpression(subject) ? (QUALIFIED.exec(subject) ?? []) : [];
  if (module === undefined || name === undefined || !at) return null;
  const targets = resolveModule(evaluator.program, { from: file, module, level: 0 });
  const bindings = targets.flatMap(({ kind, path }) =>
    kind === 'file'
      ? evaluator.names.bindingsOf({ file: path, owner: null, name, before: null }).bindings
      : [],
  );
  const value = joinAll(bindings.map((binding) => uncommentedValue(evaluator, binding)));
  const known = contradicting(evaluator, value, tables);
  return known.length > 0 ? { kind: 'contradicted', at, text: note, known } : null;
}
