/*
 * The warnings of a file: expressions that should give a table's name and do not.
 * Code that does not parse at the moment raises none, so nothing flickers while someone types.
 */
import type { Location, Range } from '../base/location.ts';
import { oneLine } from '../dynamodb/labels.ts';
import type { FileFacts, IgnoreDirective, UnknownName, UnknownReason } from '../dynamodb/facts.ts';
import { quotePlain, reasonClause, reasonDocs } from './reasons.ts';

/** The codes of all diagnostics, as settings and ignore comments name them. */
export type DiagnosticCode = 'unresolved-table';

/** How severe a diagnostic is, most severe first: `error`, `warning`, `information`, `hint`. */
export type DiagnosticSeverity = 'error' | 'warning' | 'information' | 'hint';

/** What the user chose for each code. */
export interface DiagnosticSettings {
  readonly severity: Readonly<Record<DiagnosticCode, DiagnosticSeverity | 'off'>>;
}

/** The settings of someone who set nothing. */
export const defaultDiagnosticSettings: DiagnosticSettings = {
  severity: { 'unresolved-table': 'warning' },
};

/** One diagnostic of a file. */
export interface DiagnosticView {
  readonly code: DiagnosticCode;
  readonly severity: DiagnosticSeverity;
  /** One sentence of plain text. */
  readonly message: string;
  readonly range: Range;
  /** For programs: why the name is not known, what the reason is about, and the known part of the name. */
  readonly data: {
    readonly reason: UnknownReason;
    readonly detail: string;
    readonly pattern?: string;
  };
  /** Where the documentation explains the reason. */
  readonly codeDescription: string;
}

/** The diagnostics of a file in source order, at most one for each range and code. */
export function diagnosticsOf(
  facts: FileFacts<Location>,
  settings: DiagnosticSettings,
): readonly DiagnosticView[] {
  const code = 'unresolved-table';
  const severity = settings.severity[code];
  if (severity === 'off') return [];
  const ignored = ignoredLines(facts.directives, code);
  if (ignored === 'all') return [];
  const views = new Map<string, DiagnosticView>();
  for (const { at, unknown, stale } of facts.references) {
    const { start, end } = at.range;
    const key = `${start.line}:${start.character}-${end.line}:${end.character}`;
    if (unknown === null || stale || ignored.has(start.line) || views.has(key)) continue;
    views.set(key, {
      code,
      severity,
      message: messageOf(unknown),
      range: at.range,
      data: dataOf(unknown),
      codeDescription: reasonDocs(unknown.reason),
    });
  }
  return [...views.values()];
}

/** The lines on which comments silence a code, or `all` when a comment silences it for the whole file. */
function ignoredLines(
  directives: readonly IgnoreDirective<Location>[],
  code: DiagnosticCode,
): ReadonlySet<number> | 'all' {
  const matching = directives.filter(({ codes }) => codes.length === 0 || codes.includes(code));
  if (matching.some(({ scope }) => scope === 'file')) return 'all';
  return new Set(matching.map(({ at }) => at.range.start.line));
}

function messageOf(unknown: UnknownName<Location>): string {
  const known =
    unknown.pattern === undefined
      ? 'The table name is not known'
      : `Only a part of the table name is known (${quotePlain(oneLine(unknown.pattern, 80))})`;
  return `${known}: ${reasonClause(unknown, quotePlain)}.`;
}

function dataOf(unknown: UnknownName<Location>): DiagnosticView['data'] {
  const { reason, detail, pattern } = unknown;
  return pattern === undefined ? { reason, detail } : { reason, detail, pattern };
}
