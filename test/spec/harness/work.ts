/*
 * Compares the work that an edit caused with what a page allows: `recomputed` blocks list the queries that ran,
 * `parsed` blocks the statements that were parsed. A line `nothing` stands for an empty list, `*` for any text.
 */
import type { WorkLog } from '../../../server/src/workspace/analysis.ts';
import type { ListBlock } from './page.ts';
import type { Problem } from './problem.ts';

/** Checks the `recomputed` and `parsed` blocks of a state against the work since the step. */
export function checkWork(lists: readonly ListBlock[], work: WorkLog): readonly Problem[] {
  return lists.flatMap((list) => {
    if (list.kind === 'recomputed') return checkBlock(list, ofStatedKinds(list, work.computed));
    if (list.kind === 'parsed') return checkBlock(list, work.parsed);
    return [];
  });
}

/** A block speaks of the kinds of query it names, and always of `facts`; `nothing` speaks of all. */
function ofStatedKinds(list: ListBlock, computed: readonly string[]): readonly string[] {
  const kindOf = (query: string) => query.split(' ')[0]!;
  const kinds = new Set(['facts', ...list.lines.map(kindOf)]);
  return kinds.has('nothing') ? computed : computed.filter((query) => kinds.has(kindOf(query)));
}

function checkBlock(list: ListBlock, work: readonly string[]): readonly Problem[] {
  const got = work.map((entry) => entry.replaceAll('/project/', '')).sort();
  const expected = list.lines.filter((line) => line !== 'nothing').sort();
  const patterns = expected.map(patternOf);
  const complete =
    patterns.every((pattern) => got.some((entry) => pattern.test(entry))) &&
    got.every((entry) => patterns.some((pattern) => pattern.test(entry)));
  const where = { pageLine: list.pageLine, place: 'after the edit', what: list.kind };
  return complete ? [] : [{ ...where, expected, got }];
}

function patternOf(line: string): RegExp {
  const parts = line.trim().split('*');
  return new RegExp(
    `^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`,
  );
}
