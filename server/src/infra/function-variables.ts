/*
 * All variables that are set for the code in a file, where templates surely list them: only then can one be missing.
 */
import type { FilePath } from '../link/place.ts';
import type { Program } from '../link/program.ts';
import type { FunctionResource } from './model.ts';

/** The variables of the functions that a file belongs to. */
export interface FunctionVariables {
  /** The names of the functions, sorted. */
  readonly functions: readonly string[];
  /** The variables that are set for any of them, sorted. */
  readonly variables: readonly string[];
  /** The variables of functions whose code is not found: it may be this one. Sorted. */
  readonly elsewhere: readonly string[];
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function variablesOf(functions: readonly FunctionResource[]): readonly string[] {
  return functions.flatMap(({ environment }) => environment.map(({ variable }) => variable));
}

/** What is known about functions; `loose` are those whose code is not found. */
interface Functions {
  readonly functionsOf: (file: FilePath) => readonly FunctionResource[];
  readonly loose: () => readonly FunctionResource[];
}

/** Creates the question; its answer is null for a file of no function, or of one that may have further variables. */
export function createVariablesQuery(
  { engine }: Program,
  { functionsOf, loose }: Functions,
): (file: FilePath) => FunctionVariables | null {
  return engine.query<FilePath, FunctionVariables | null>('variables', {
    key: (file) => file,
    compute: (file) => {
      const functions = functionsOf(file);
      const variables = sorted(variablesOf(functions));
      if (variables.length === 0 || !functions.every(({ isWhole }) => isWhole)) return null;
      const elsewhere = sorted(variablesOf(loose()));
      return { functions: sorted(functions.map(({ id }) => id)), variables, elsewhere };
    },
    bottom: null,
    equal: (left, right) => JSON.stringify(left) === JSON.stringify(right),
  });
}
