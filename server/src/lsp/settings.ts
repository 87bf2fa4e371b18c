/*
 * The user's settings: their defaults, and how what an editor sends is understood.
 * A value that makes no sense counts as not set, and is told about in a sentence.
 */
import type { CodeLensOptions } from '../ide/code-lens.ts';
import type { DiagnosticCode, DiagnosticSettings } from '../ide/diagnostics.ts';
import { defaultDiagnosticSettings } from '../ide/diagnostics.ts';
import { tablesIn } from '../workspace/project-file.ts';
import type { NameSettings } from '../workspace/stated-table.ts';

/** The settings of one workspace folder. */
export interface Settings {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** What the editor hides: the patterns of `files.exclude` that are switched on. */
  readonly hidden: readonly string[];
  /** In bytes. */
  readonly maxFileSize: number;
  readonly codeLens: CodeLensOptions;
  readonly diagnostics: DiagnosticSettings;
  /** Tables by environment variable or dotted expression. */
  readonly names: NameSettings;
}

/** The settings of someone who set nothing. */
export const defaultSettings: Settings = {
  include: ['**/*.py'],
  exclude: [],
  hidden: [],
  maxFileSize: 1_000_000,
  codeLens: { functions: true, modules: true },
  diagnostics: defaultDiagnosticSettings,
  names: {},
};

/** Settings, and what was wrong with what was sent. */
export interface ParsedSettings {
  readonly settings: Settings;
  readonly problems: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Takes the sections `dynamolens` and `files.exclude` as an editor sends them; either may be missing. */
export function parseSettings(section: unknown, filesExclude: unknown): ParsedSettings {
  const problems: string[] = [];
  const fields = fieldsOf(section, 'dynamolens', problems);
  const known = ['include', 'exclude', 'maxFileSize', 'names', 'codeLens', 'diagnostics', 'trace'];
  reportUnknown(fields, 'dynamolens', known, problems);
  const lens = fieldsOf(fields.codeLens, 'dynamolens.codeLens', problems);
  reportUnknown(lens, 'dynamolens.codeLens', ['functions', 'modules'], problems);
  const diagnostics = fieldsOf(fields.diagnostics, 'dynamolens.diagnostics', problems);
  reportUnknown(diagnostics, 'dynamolens.diagnostics', ['severity', 'undeclaredTables'], problems);
  const settings: Settings = {
    include: patterns(fields, 'include', problems),
    exclude: patterns(fields, 'exclude', problems),
    hidden: hiddenPatterns(filesExclude),
    maxFileSize: sizeOf(fields.maxFileSize, problems),
    codeLens: {
      functions: flagOf(lens.functions, 'codeLens.functions', problems),
      modules: flagOf(lens.modules, 'codeLens.modules', problems),
    },
    diagnostics: {
      severity: severitiesOf(diagnostics.severity, problems),
      undeclaredTables: undeclaredOf(diagnostics.undeclaredTables, problems),
    },
    names: namesOf(fields.names, problems),
  };
  return { settings, problems };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isUnset(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function fieldsOf(value: unknown, name: string, problems: string[]): Fields {
  if (isFields(value)) return value;
  if (!isUnset(value)) problems.push(`${name} must be an object, not ${shown(value)}.`);
  return {};
}

function reportUnknown(
  fields: Fields,
  name: string,
  known: readonly string[],
  problems: string[],
): void {
  for (const key of Object.keys(fields)) {
    if (!known.includes(key)) problems.push(`${name}.${key} is not a setting.`);
  }
}

function patterns(
  fields: Fields,
  name: 'include' | 'exclude',
  problems: string[],
): readonly string[] {
  const value = fields[name];
  const standard = defaultSettings[name];
  if (isUnset(value)) return standard;
  if (Array.isArray(value) && value.every(isPattern)) return value;
  const wanted = 'must be a list of glob patterns';
  problems.push(`dynamolens.${name} ${wanted}, not ${shown(value)}; using ${shown(standard)}.`);
  return standard;
}

function isPattern(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** VS Code switches patterns off with `false`, and knows conditions (`{ "when": … }`) that do not concern Python. */
function hiddenPatterns(filesExclude: unknown): readonly string[] {
  if (!isFields(filesExclude)) return [];
  return Object.keys(filesExclude).filter((pattern) => filesExclude[pattern] === true);
}

function sizeOf(value: unknown, problems: string[]): number {
  const standard = defaultSettings.maxFileSize;
  if (isUnset(value)) return standard;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  const wanted = 'must be a whole number of bytes above 0';
  problems.push(`dynamolens.maxFileSize ${wanted}, not ${shown(value)}; using ${standard}.`);
  return standard;
}

function flagOf(value: unknown, name: string, problems: string[]): boolean {
  if (typeof value === 'boolean') return value;
  if (!isUnset(value)) {
    problems.push(`dynamolens.${name} must be true or false, not ${shown(value)}; using true.`);
  }
  return true;
}

function namesOf(value: unknown, problems: string[]): NameSettings {
  const names: Record<string, readonly string[]> = {};
  for (const [name, stated] of Object.entries(fieldsOf(value, 'dynamolens.names', problems))) {
    const tables = tablesIn(stated);
    if (tables) names[name] = tables;
    else {
      const wanted = 'must be the name of a table or a list of names';
      problems.push(`dynamolens.names: ${name} ${wanted}, not ${shown(stated)}.`);
    }
  }
  return names;
}

type Severities = DiagnosticSettings['severity'];

const severityNames = ['error', 'warning', 'information', 'hint', 'off'] as const;

function severitiesOf(value: unknown, problems: string[]): Severities {
  const standard = defaultDiagnosticSettings.severity;
  const result: Record<DiagnosticCode, Severities[DiagnosticCode]> = { ...standard };
  const name = 'dynamolens.diagnostics.severity';
  for (const [code, wanted] of Object.entries(fieldsOf(value, name, problems))) {
    const severity = severityNames.find((one) => one === wanted);
    if (!isCode(code)) problems.push(`${name}: there is no diagnostic ${shown(code)}.`);
    else if (severity !== undefined) result[code] = severity;
    else {
      const names = severityNames.join(', ');
      const using = `using ${shown(standard[code])}`;
      problems.push(`${name}: ${code} must be one of ${names}, not ${shown(wanted)}; ${using}.`);
    }
  }
  return result;
}

function undeclaredOf(value: unknown, problems: string[]): DiagnosticSettings['undeclaredTables'] {
  if (value === 'similar' || value === 'all') return value;
  if (!isUnset(value)) {
    const wanted = 'must be "similar" or "all"';
    const name = 'dynamolens.diagnostics.undeclaredTables';
    problems.push(`${name} ${wanted}, not ${shown(value)}; using "similar".`);
  }
  return defaultDiagnosticSettings.undeclaredTables;
}

function isCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(defaultDiagnosticSettings.severity, code);
}

/** A value as the user wrote it, cut to a moderate length. */
function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
