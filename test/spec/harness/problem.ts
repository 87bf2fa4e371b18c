/*
 * Differences between what a page states and what the analysis says, and how they are printed.
 */

/** One difference. Empty lists mean that nothing was expected, or that there is nothing. */
export interface Problem {
  readonly pageLine: number;
  /** The place in the workspace, such as `main.py:7`. */
  readonly place: string;
  /** What differs, such as `crud`. */
  readonly what: string;
  readonly expected: readonly string[];
  readonly got: readonly string[];
}

/** A problem if the lists differ, in this order. */
export function compareLists(
  where: Pick<Problem, 'pageLine' | 'place' | 'what'>,
  expected: readonly string[],
  got: readonly string[],
): readonly Problem[] {
  const equal =
    expected.length === got.length && expected.every((value, index) => value === got[index]);
  return equal ? [] : [{ ...where, expected, got }];
}

/** The problems as text: the place on the page first, so that a terminal can open it. */
export function renderProblems(pageFile: string, problems: readonly Problem[]): string {
  return problems.map((problem) => renderProblem(pageFile, problem)).join('\n');
}

function renderProblem(pageFile: string, problem: Problem): string {
  const lines = [`${pageFile}:${problem.pageLine}  ${problem.place}  ${problem.what}`];
  const shown = (values: readonly string[]) => (values.length === 0 ? ['nothing'] : values);
  const rows = Math.max(1, problem.expected.length, problem.got.length);
  const expected = shown(problem.expected);
  const got = shown(problem.got);
  const width = Math.max(8, ...expected.map((value) => value.length));
  lines.push(`    ${'expected'.padEnd(width)} │ got`);
  for (let row = 0; row < rows; row++)
    lines.push(`    ${(expected[row] ?? '').padEnd(width)} │ ${got[row] ?? ''}`);
  return lines.join('\n');
}
