/*
 * The warnings of a file: expressions that should give a table's name and do not.
 * Code that does not parse at the moment raises none, so nothing flickers while someone types.
 */
import { assertNever } from '../base/assert-never.ts';
import { comparePositions } from '../base/location.ts';
import type { Location, Range } from '../base/location.ts';
import type { DeclaredTables } from '../dynamodb/declared-tables.ts';
import { oneLine } from '../dynamodb/labels.ts';
import type {
  FileFacts,
  IgnoreDirective,
  StatementProblem,
  TemplateError,
  UnknownName,
  UnknownReason,
} from '../dynamodb/facts.ts';
import { type UndeclaredTable, undeclaredTables } from './undeclared.ts';
import { diagnosticsDocs, quotePlain, reasonClause, reasonDocs } from './reasons.ts';

/** The codes of all diagnostics, as settings and ignore comments name them. */
export type DiagnosticCode =
  | 'unresolved-table'
  | 'environment-variable-not-set'
  | 'undeclared-table'
  | 'template-error'
  | 'contradicted-statement'
  | 'unused-statement';

/** How severe a diagnostic is, most severe first: `error`, `warning`, `information`, `hint`. */
export type DiagnosticSeverity = 'error' | 'warning' | 'information' | 'hint';

/** What the user chose for each code. */
export interface DiagnosticSettings {
  readonly severity: Readonly<Record<DiagnosticCode, DiagnosticSeverity | 'off'>>;
  /** Which undeclared tables are told of: those with a name like a declared one, or all. */
  readonly undeclaredTables: 'similar' | 'all';
}

/** The settings of someone who set nothing. */
export const defaultDiagnosticSettings: DiagnosticSettings = {
  severity: {
    'unresolved-table': 'warning',
    'environment-variable-not-set': 'warning',
    'undeclared-table': 'information',
    'template-error': 'warning',
    'contradicted-statement': 'warning',
    'unused-statement': 'hint',
  },
  undeclaredTables: 'similar',
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
    readonly reason: UnknownReason | StatementProblem<Location>['kind'] | 'undeclared';
    readonly detail: string;
    readonly pattern?: string;
    /** Names that may have been meant. */
    readonly similar?: readonly string[];
  };
  /** Where the documentation explains the reason. */
  readonly codeDescription: string;
}

/** The diagnostics of a file in source order, at most one for each range and code. `declared` is for the whole project. */
export function diagnosticsOf(
  facts: FileFacts<Location>,
  settings: DiagnosticSettings,
  declared: DeclaredTables,
): readonly DiagnosticView[] {
  const views = new Map<string, DiagnosticView>();
  const undeclared = undeclaredTables(facts, declared, settings.undeclaredTables);
  const all = [
    ...unresolved(facts),
    ...undeclared.map(undeclaredView),
    ...facts.errors.map(errorView),
    ...statements(facts),
  ];
  for (const view of all) {
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
  return references.flatMap(({ at, unknown, stale }): Found[] => {
    if (unknown === null || stale) return [];
    const code = unknown.unset ? 'environment-variable-not-set' : 'unresolved-table';
    const docs = unknown.unset ? `${diagnosticsDocs}#${code}` : reasonDocs(unknown.reason);
    const found = { code, message: messageOf(unknown), data: dataOf(unknown) } as const;
    return [{ ...found, range: at.range, codeDescription: docs }];
  });
}

function undeclaredView({ range, name, similar }: UndeclaredTable): Found {
  const meant = similar.map((other) => quotePlain(oneLine(other, 80))).join(' or ');
  const question = meant === '' ? '' : ` Did you mean ${meant}?`;
  return {
    code: 'undeclared-table',
    message: `Nothing in this project declares the table ${quotePlain(oneLine(name, 80))}.${question}`,
    range,
    data: { reason: 'undeclared', detail: name, similar },
    codeDescription: `${diagnosticsDocs}#undeclared-table`,
  };
}

function errorView({ at, message }: TemplateError<Location>): Found {
  return {
    code: 'template-error',
    message: `This part of the template cannot be read: ${oneLine(message, 200)}. The rest counts.`,
    range: at.range,
    data: { reason: 'syntax-error', detail: message },
    codeDescription: `${diagnosticsDocs}#template-error`,
  };
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
  const { reason, detail, pattern, unset } = unknown;
  return {
    reason,
    detail,
    ...(pattern === undefined ? {} : { pattern }),
    ...(unset === undefined ? {} : { similar: unset.similar }),
  };
}
