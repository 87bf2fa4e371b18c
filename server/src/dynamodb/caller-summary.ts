/*
 * What each function of a file touches, put together from its calls, in the order people read it.
 * Calls that move no data and create no table, such as `describe_table`, say nothing here.
 */
import { assertNever } from '../base/assert-never.ts';
import { groupBy } from '../base/group-by.ts';
import { comparePositions } from '../base/location.ts';
import type { Location } from '../base/location.ts';
import type { CallFact, Caller, FileFacts, LinkType } from './facts.ts';
import { linkWords, touchedLabel } from './labels.ts';
import type { Touched } from './touched.ts';
import { isTableCreation, orderedLinks, touchedBy } from './touched.ts';

/** A callable, a class body, or all module-level code of a file, and what it touches. */
export interface CallerSummary {
  /** For module-level code: where the first of the calls is. */
  readonly caller: Caller<Location>;
  /** The calls that move data or create a table, in source order. Never empty. */
  readonly calls: readonly CallFact<Location>[];
  /** Known tables by name, variables, created tables, and at last what is not known. Never empty. */
  readonly touches: readonly Touch[];
}

/** One table with all that is done to it, or that it is created. */
export interface Touch {
  readonly kind: Touched<Location>['kind'];
  /** Such as `Movies`, `$ORDERS_TABLE` or `unknown table`. */
  readonly label: string;
  /** In the order select, insert, update, delete; empty for a creation. */
  readonly links: readonly LinkType[];
  readonly creates: boolean;
}

/** The callers of a file that touch a table, in source order. */
export function callerSummaries(facts: FileFacts<Location>): readonly CallerSummary[] {
  const calls = facts.calls.filter((call) => call.links.length > 0 || isTableCreation(call));
  const groups = [...groupBy(calls, ({ caller }) => callerKey(caller)).values()];
  return groups
    .map((group) => ({ caller: group[0].caller, calls: group, touches: touchesOf(group) }))
    .filter(({ touches }) => touches.length > 0)
    .sort((left, right) =>
      comparePositions(left.caller.at.range.start, right.caller.at.range.start),
    );
}

/** A touch in words: `Movies: select, insert`, or `creates Movies`. */
export function touchWords({ label, links, creates }: Touch): string {
  return creates ? `creates ${label}` : `${label}: ${linkWords(links)}`;
}

/**
 * Who makes a call, as text. All module-level code of a file is one caller;
 * any two callables are different callers, even if their names are the same.
 */
function callerKey({ kind, at }: Caller<Location>): string {
  const { line, character } = at.range.start;
  return kind === 'module' ? 'module' : `${line}:${character}`;
}

function touchesOf(calls: readonly CallFact<Location>[]): readonly Touch[] {
  const touches = new Map<string, Touch>();
  for (const call of calls) {
    const creates = isTableCreation(call);
    for (const touched of touchedBy(call)) {
      if (touched.links.length === 0 && !creates) continue;
      const label = touchedLabel(touched);
      const key = `${creates ? 'creates' : 'links'} ${label}`;
      const links = orderedLinks([...(touches.get(key)?.links ?? []), ...touched.links]);
      touches.set(key, { kind: touched.kind, label, links, creates });
    }
  }
  return [...touches.values()].sort(
    (left, right) => rankOf(left) - rankOf(right) || (left.label < right.label ? -1 : 1),
  );
}

function rankOf({ kind, creates }: Touch): number {
  switch (kind) {
    case 'known':
      return creates ? 2 : 0;
    case 'env':
      return creates ? 2 : 1;
    case 'unknown':
      return 3;
    default:
      return assertNever(kind);
  }
}
