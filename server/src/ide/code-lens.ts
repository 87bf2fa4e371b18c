/*
 * The line above a function, or above module-level code, that says which tables it touches and how.
 * Lenses of calls in a statement that does not parse at the moment stay, so no line jumps while someone types.
 */
import { assertNever } from '../base/assert-never.ts';
import { groupBy } from '../base/group-by.ts';
import { comparePositions } from '../base/location.ts';
import type { Location, Range } from '../base/location.ts';
import { linkWords, touchedLabel } from '../dynamodb/labels.ts';
import type { CallFact, Caller, FileFacts, LinkType } from '../dynamodb/facts.ts';
import { isTableCreation, touchedBy } from '../dynamodb/touched.ts';
import type { Touched } from '../dynamodb/touched.ts';

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
  const byTitle = new Map<string, CodeLensView>();
  const calls = facts.calls.filter(deservesLens);
  for (const group of groupBy(calls, ({ caller }) => callerKey(caller)).values()) {
    const [{ caller }] = group;
    const kind = caller.kind === 'module' ? 'module' : 'callable';
    if (kind === 'module' ? !options.modules : !options.functions) continue;
    const range = lensRange(caller);
    const title = titleOf(group);
    if (title === '') continue;
    const callSites = group.map((call) => call.at);
    const key = `${range.start.line} ${title}`;
    const same = byTitle.get(key);
    byTitle.set(
      key,
      same
        ? { ...same, callSites: [...same.callSites, ...callSites] }
        : { range, title, kind, callSites },
    );
  }
  return [...byTitle.values()].sort((left, right) =>
    comparePositions(left.range.start, right.range.start),
  );
}

/**
 * Who makes a call, as text. All module-level code is one caller, standing where its first call is;
 * any two callables are different callers, even if their names are the same.
 */
function callerKey({ kind, at }: Caller<Location>): string {
  const { line, character } = at.range.start;
  return kind === 'module' ? 'module' : `${line}:${character}`;
}

/** A call that moves no data and creates no table is not worth a lens. */
function deservesLens(call: CallFact<Location>): boolean {
  return call.links.length > 0 || isTableCreation(call);
}

function lensRange(caller: Caller<Location>): Range {
  const { start } = caller.whole.range;
  const nameEnd = caller.at.range.end;
  return { start, end: nameEnd.line === start.line ? nameEnd : start };
}

/** The title of a lens: known tables by name, variables, created tables, and at last what is not known. */
function titleOf(calls: readonly CallFact<Location>[]): string {
  const parts = new Map<string, TitlePart>();
  for (const call of calls) {
    const creates = isTableCreation(call);
    for (const touched of touchedBy(call)) {
      if (touched.links.length === 0 && !creates) continue;
      const label = touchedLabel(touched);
      const key = `${creates ? 'creates' : 'links'} ${label}`;
      const links = [...(parts.get(key)?.links ?? []), ...touched.links];
      parts.set(key, { label, links, creates, rank: rankOf(touched, creates) });
    }
  }
  const sorted = [...parts.values()].sort(
    (left, right) => left.rank - right.rank || (left.label < right.label ? -1 : 1),
  );
  const texts = sorted.map(({ label, links, creates }) =>
    creates ? `creates ${label}` : `${label}: ${linkWords(links)}`,
  );
  if (texts.length <= shownTables) return texts.join(' · ');
  return [...texts.slice(0, shownTables), `+${texts.length - shownTables} more`].join(' · ');
}

interface TitlePart {
  readonly label: string;
  readonly links: readonly LinkType[];
  readonly creates: boolean;
  readonly rank: number;
}

function rankOf(touched: Touched<Location>, creates: boolean): number {
  switch (touched.kind) {
    case 'known':
      return creates ? 2 : 0;
    case 'env':
      return creates ? 2 : 1;
    case 'unknown':
      return 3;
    default:
      return assertNever(touched);
  }
}
