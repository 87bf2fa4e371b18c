/*
 * The warnings of a file: expressions that should give a table's name and do not.
 * Code that does not parse at the moment raises none, so nothing flickers while someone types.
 */
import { assertNever } from '../base/assert-never.ts';
import { comparePositions } from '../base/location.ts';
import type { Location, Range } from '../base/location.ts';
import { oneLine } from '../dynamodb/labels.ts';
import type {
  FileFacts,
  IgnoreDirective,
  StatementProblem,
  UnknownName,
  UnknownReason,
} from '../dynamodb/facts.ts';
import { diagnosticsDocs, quotePlain, reasonClause, reasonDocs } from './reasons.ts';

/** The codes of all diagnostics, as settings and ignore comments name them. */
export type DiagnosticCode = 'unresolved-table' | 'contradicted-statement' | 'unused-statement';

/** How severe a diagnostic is, most severe first: `error`, `warning`, `information`, `hint`. */
export type DiagnosticSeverity = 'error' | 'warning' | 'information' | 'hint';

/** What the user chose for each code. */
export interface DiagnosticSettings {
  readonly severity: Readonly<Record<DiagnosticCode, DiagnosticSeverity | 'off'>>;
}

/** The settings of someone who set nothing. */
export const defaultDiagnosticSettings: DiagnosticSettings = {
  severity: {
    'unresolved-table': 'warning',
    'contradicted-statement': 'warning',
    'unused-statement': 'hint',
  },
};

/** One diagnostic of a file. */
export interface DiagnosticView {
  readonly code: DiagnosticCode;
  readonly severity: DiagnosticSeverity;
  /** One sentence of plain text. */
  readonly message: string;
  readonly range: Range;
  /** For programs: why the name is not known or what is stated, what that is about, and the known part of the name. */
  readonly data: {
    readonly reason: UnknownReason | StatementProblem<Location>['kind'];
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
  const views = new Map<string, DiagnosticView>();
  for (const view of [...unresolved(facts), ...statements(facts)]) {
    const { start, end } = view.range;
    const key = `${view.code} ${start.line}:${start.character}-${end.line}:${end.character}`;
    const severity = settings.severity[view.code];
    if (severity === 'off' || views.has(key) || isIgnored(facts.directives, view)) continue;
    views.set(key, { ...view, severity });
  }
  return [...views.values()].sort((left, right) =>
    comparePositions(left.range.start, right.range.start),
  );
}

type Found = Omit<DiagnosticView, 'severity'>;

function unresolved({ references }: FileFacts<Location>): readonly Found[] {
  return references.flatMap(({ at, unknown, stale }): Found[] =>
    unknown === null || stale
      ? []
      : [
          {
            code: 'unresolved-table',
            message: messageOf(unknown),
            range: at.range,
            data: dataOf(unknown),
            codeDescription: reasonDocs(unknown.reason),
          },
        ],
  );
}

function statements(facts: FileFacts<Location>): readonly Found[] {
  return facts.statements.map((problem): Found => {
    const code = problem.kind === 'contradicted' ? 'contradicted-statement' : 'unused-statement';
    return {
      code,
      message: statementMessage(problem),
      range: problem.at.range,
      data: { reason: problem.kind, detail: problem.text },
      codeDescription: `${diagnosticsDocs}#${code}`,
    };
  });
}

function statementMessage({ kind, text, known }: StatementProblem<Location>): string {
  const quoted = quotePlain(oneLine(text, 80));
  switch (kind) {
    case 'contradicted':
      return `${quoted} is not what the code says: ${known.map((name) => quotePlain(oneLine(name, 80))).join(', ')}.`;
    case 'unused':
      return `Nothing on this line takes a table, so ${quoted} counts for nothing.`;
    case 'malformed':
      return text.startsWith('#')
        ? `${quoted} is not understood. Known are ${quotePlain('table=NAME,NAME')} and ${quotePlain('ignore[CODE]')}.`
        : `This is not understood: ${oneLine(text, 120)}.`;
    default:
      return assertNever(kind);
  }
}

/** Whether a comment silences a diagnostic, on its line or for the whole file. */
function isIgnored(
  directives: readonly IgnoreDirective<Location>[],
  { code, range }: Found,
): boolean {
  return directives.some(
    ({ codes, scope, at }) =>
      (codes.length === 0 || codes.includes(code)) &&
      (scope === 'file' || at.range.start.line === range.start.line),
  );
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
