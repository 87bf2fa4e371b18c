/*
 * The command line without its process: arguments in, texts out, an exit code back.
 * The report goes to standard output in one piece; everything else goes to standard error.
 */
import { diagnosticsOf, defaultDiagnosticSettings } from '../ide/diagnostics.ts';
import type { DiagnosticSeverity } from '../ide/diagnostics.ts';
import { declaredTablesOf } from '../dynamodb/declared-tables.ts';
import { indexTables } from '../dynamodb/table-index.ts';
import { jsonText } from '../report/json.ts';
import type { ReportedDiagnostic, ReportInput } from '../report/report-input.ts';
import { ansiStyle, plainStyle } from '../report/style.ts';
import { textReport } from '../report/text.ts';
import { version } from '../version.ts';
import type { scanFolders, ScanResult } from '../workspace/scan.ts';
import { readArguments } from './arguments.ts';
import type { ScanArguments } from './arguments.ts';
import { startProgress } from './progress.ts';
import { findTargets } from './targets.ts';
import type { Targets } from './targets.ts';
import { usage } from './usage.ts';

/** What the process gives to the command line. */
export interface Surroundings {
  readonly currentFolder: string;
  /** Resolves when the text is written, or when nobody reads any more. */
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Columns of the terminal, if there is one. */
  readonly columns: number | undefined;
  /** Whether the user wants no colours in any program (`NO_COLOR`). */
  readonly noColor: boolean;
  /** The time in milliseconds, from any start. */
  readonly now: () => number;
  readonly scan: typeof scanFolders;
}

/** 0: done. 1: `--fail-on` found something. 2: wrong use, or a scan that failed. */
export type ExitCode = 0 | 1 | 2;

/** Width of a report that does not go to a terminal. */
const defaultWidth = 100;

/** Files larger than this are left out, in bytes; the default of the setting `dynamolens.maxFileSize`. */
const maxFileSize = 1_000_000;

/** Does what the arguments (without the program's name) ask for. */
export async function runCommandLine(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  const command = readArguments(args);
  switch (command.kind) {
    case 'help':
      await surroundings.out(usage);
      return 0;
    case 'version':
      await surroundings.out(`${version}\n`);
      return 0;
    case 'wrong':
      surroundings.err(`dynamolens: ${command.message}\n\n${usage}`);
      return 2;
    case 'scan':
      return runScan(command.options, surroundings);
  }
}

async function runScan(options: ScanArguments, surroundings: Surroundings): Promise<ExitCode> {
  const targets = await findTargets(options.folders, surroundings.currentFolder);
  if ('wrong' in targets) {
    surroundings.err(`dynamolens: ${targets.wrong}\n`);
    return 2;
  }
  const result = await scanTargets(targets, options, surroundings);
  for (const { path, message } of result.errors) {
    surroundings.err(`dynamolens: ${path}: ${message}\n`);
  }
  const report = reportInput(result, targets.root);
  await surroundings.out(
    options.format === 'json' ? jsonText(report) : readableText(report, options, surroundings),
  );
  return failsOn(options.failOn, report.diagnostics) ? 1 : 0;
}

async function scanTargets(
  { folders }: Targets,
  options: ScanArguments,
  { err, errIsTerminal, now, scan }: Surroundings,
): Promise<ScanResult> {
  const progress = startProgress({ write: err, isTerminal: errIsTerminal, now });
  try {
    return await scan({
      folders,
      include: options.include,
      exclude: options.exclude,
      maxFileSize,
      onProgress: (done, total) => {
        progress.update(done, total);
      },
    });
  } finally {
    progress.end();
  }
}

function reportInput(result: ScanResult, root: string): ReportInput {
  const { files, indexed, parsed, leftOut, milliseconds } = result;
  const declared = declaredTablesOf(files);
  const diagnostics = files.flatMap((facts) =>
    diagnosticsOf(facts, defaultDiagnosticSettings, declared).map(
      ({ code, severity, message, range }): ReportedDiagnostic => ({
        code,
        severity,
        message,
        at: { file: facts.file, range },
      }),
    ),
  );
  const project = indexTables(files);
  return { root, project, files, diagnostics, indexed, parsed, leftOut, milliseconds };
}

function readableText(
  report: ReportInput,
  { color }: ScanArguments,
  { outIsTerminal, noColor, columns }: Surroundings,
): string {
  const colored = color === 'always' || (color === 'auto' && outIsTerminal && !noColor);
  return textReport(report, {
    style: colored ? ansiStyle : plainStyle,
    width: (outIsTerminal ? columns : undefined) ?? defaultWidth,
  });
}

/** From the least severe to the most severe. */
const bySeverity: readonly DiagnosticSeverity[] = ['hint', 'information', 'warning', 'error'];

function failsOn(
  least: DiagnosticSeverity | null,
  diagnostics: readonly ReportedDiagnostic[],
): boolean {
  if (least === null) return false;
  const counting = bySeverity.slice(bySeverity.indexOf(least));
  return diagnostics.some(({ severity }) => counting.includes(severity));
}
