/*
 * The line above a function, or above module-level code, that says which tables it touches and how.
 * Lenses of calls in a statement that does not parse at the moment stay, so no line jumps while someone types.
 */
import { comparePositions } from '../base/location.ts';
import type { Location, Range } from '../base/location.ts';
import { callerSummaries, touchWords } from '../dynamodb/caller-summary.ts';
import type { Touch } from '../dynamodb/caller-summary.ts';
import type { Caller, FileFacts } from '../dynamodb/facts.ts';

/** Which lenses to show. */
export interface CodeLensOptions {
  /** Above functions, methods, lambdas and class bodies. */
  readonly functions: boolean;
  /** Above module-level code. */
  readonly modules: boolean;
}

/** One lens of a file. */
export interface CodeLensView {
  /** On the first line of the definition, decorators included. Never longer than that line. */
  readonly range: Range;
  /** Such as `Movies: select, insert · Orders: update`. */
  readonly title: string;
  readonly kind: 'callable' | 'module';
  /** The method-name tokens of the calls, in source order. */
  readonly callSites: readonly Location[];
}

/** Tables that a title names before it only counts. */
const shownTables = 4;

/** The lenses of a file from top to bottom; no two have the same line and title. */
export function codeLensesOf(
  facts: FileFacts<Location>,
  options: CodeLensOptions,
): readonly CodeLensView[] {
  const lenses = new Map<string, CodeLensView>();
  for (const { caller, calls, touches } of callerSummaries(facts)) {
    const kind = caller.kind === 'module' ? 'module' : 'callable';
    if (kind === 'module' ? !options.modules : !options.functions) continue;
    const range = lensRange(caller);
    const title = titleOf(touches);
    const key = `${range.start.line} ${title}`;
    const same = lenses.get(key);
    const callSites = [...(same?.callSites ?? []), ...calls.map(({ at }) => at)];
    lenses.set(key, same ? { ...same, callSites } : { range, title, kind, callSites });
  }
  return [...lenses.values()].sort((left, right) =>
    comparePositions(left.range.start, right.range.start),
  );
}

function lensRange({ whole, at }: Caller<Location>): Range {
  const { start } = whole.range;
  const nameEnd = at.range.end;
  return { start, end: nameEnd.line === start.line ? nameEnd : start };
}

function titleOf(touches: readonly Touch[]): string {
  const words = touches.map(touchWords);
  const more = words.length - shownTables;
  return [...words.slice(0, shownTables), ...(more > 0 ? [`+${more} more`] : [])].join(' · ');
}
