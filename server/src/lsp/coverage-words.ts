/*
 * What was indexed and what was left out, in words for a log and a tooltip.
 */
import type { SessionReport } from '../workspace/session.ts';

/** Files and folders that a message names before it only counts. */
const named = 3;

/** One line for the log, such as `Indexed 120 Python files in 0.35 s, parsed 14 of them. Left out: …`. */
export function indexedWords(report: SessionReport, milliseconds: number): string {
  const seconds = (milliseconds / 1000).toFixed(2);
  const begin = report.incomplete ? 'Indexing was cancelled after' : 'Indexed';
  const files = `${report.indexed} Python ${report.indexed === 1 ? 'file' : 'files'}`;
  const what = report.incomplete
    ? `${begin} ${seconds} s: ${files} found, ${report.parsed} parsed.`
    : `${begin} ${files} in ${seconds} s, parsed ${report.parsed} of them.`;
  return [what, ...leftOutWords(report), ...errorWords(report)].join(' ');
}

/** What a user should know beside the figures; undefined when there is nothing. */
export function noteworthyWords(report: SessionReport): string | undefined {
  const cancelled = report.incomplete
    ? ['Indexing was cancelled: only open files and the modules they import are known.']
    : [];
  const words = [...cancelled, ...errorWords(report), ...leftOutWords(report)];
  return words.length > 0 ? words.join(' ') : undefined;
}

/** Such as `Left out: virtual environment (1), installed packages (2).` */
function leftOutWords({ leftOut }: SessionReport): readonly string[] {
  if (leftOut.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { why } of leftOut) counts.set(why, (counts.get(why) ?? 0) + 1);
  const parts = [...counts].sort(([left], [right]) => (left < right ? -1 : 1));
  return [`Left out: ${parts.map(([why, count]) => `${why} (${count})`).join(', ')}.`];
}

function errorWords({ errors }: SessionReport): readonly string[] {
  if (errors.length === 0) return [];
  const first = errors.slice(0, named).map(({ path, message }) => `${path} (${message})`);
  const more = errors.length > named ? ` and ${errors.length - named} more` : '';
  return [`Could not read ${first.join(', ')}${more}.`];
}
