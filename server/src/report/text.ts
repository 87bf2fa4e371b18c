/*
 * The report a person reads in a terminal: per function its tables and links, then the names that are not known,
 * then totals. Lines keep to the width where words allow it; nothing is cut off.
 */
import { compareLocations } from '../base/location.ts';
import type { Location } from '../base/location.ts';
import { callerSummaries, touchWords } from '../dynamodb/caller-summary.ts';
import type { CallerSummary, Touch } from '../dynamodb/caller-summary.ts';
import type { FileFacts } from '../dynamodb/facts.ts';
import type { ProjectFacts } from '../dynamodb/table-index.ts';
import { oneLine } from '../dynamodb/labels.ts';
import { padEnd, widthOf, wrapWords } from './layout.ts';
import { relativePath } from './paths.ts';
import type { ReportedDiagnostic, ReportInput } from './report-input.ts';
import type { Style } from './style.ts';

/** How the report may look. */
export interface TextOptions {
  readonly style: Style;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Left-out paths that are listed before the rest is only counted. */
const shownLeftOut = 5;

/** The report as text, with a newline at its end. */
export function textReport(input: ReportInput, options: TextOptions): string {
  const files = input.files
    .toSorted((left, right) => (left.file < right.file ? -1 : 1))
    .map((facts) => ({ facts, callers: callerSummaries(facts) }))
    .filter(({ callers }) => callers.length > 0);
  const callers = files.flatMap((file) => file.callers);
  const layout = layoutOf(callers, options);
  const blocks = [
    ...files.map(({ facts, callers }) => fileBlock(facts, callers, input.root, layout)),
    ...diagnosticBlocks(input.diagnostics, input.root, layout),
    totalsBlock(input, callers, layout),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

interface Layout extends TextOptions {
  readonly lineWidth: number;
  readonly nameWidth: number;
}

/** One layout for all files, so that their columns stand below each other. */
function layoutOf(callers: readonly CallerSummary[], options: TextOptions): Layout {
  const widest = (texts: readonly string[]) =>
    texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
  const names = callers.map(({ caller }) => caller.name);
  const most = Math.max(16, Math.floor(options.width * 0.45));
  return {
    ...options,
    lineWidth: Math.max(4, widest(callers.map(({ caller }) => lineOf(caller.at)))),
    nameWidth: widest(names.filter((name) => widthOf(name) <= most)),
  };
}

function fileBlock(
  facts: FileFacts<Location>,
  callers: readonly CallerSummary[],
  root: string,
  layout: Layout,
): readonly string[] {
  const path = oneLine(relativePath(facts.file, root), Infinity);
  return [
    layout.style('heading', path),
    ...callers.flatMap((summary) => callerLines(summary, layout)),
  ];
}

/** The caller and its first table on one line, further tables below; a long name has a line of its own. */
function callerLines({ caller, touches }: CallerSummary, layout: Layout): readonly string[] {
  const { style, lineWidth, nameWidth } = layout;
  const line = style('quiet', lineOf(caller.at).padStart(lineWidth));
  const fits = widthOf(caller.name) <= nameWidth;
  const lead = `  ${line}  ${padEnd(caller.name, nameWidth)}`;
  const indent = ' '.repeat(2 + lineWidth + 2 + nameWidth);
  const lines = touches.map(
    (touch, index) => `${index === 0 && fits ? lead : indent}  ${touchText(touch, style)}`,
  );
  return fits ? lines : [lead, ...lines];
}

function touchText(touch: Touch, style: Style): string {
  const words = touchWords(touch);
  const role = touch.kind === 'known' ? 'table' : 'warning';
  return words.replace(touch.label, () => style(role, touch.label));
}

function diagnosticBlocks(
  diagnostics: readonly ReportedDiagnostic[],
  root: string,
  layout: Layout,
): readonly (readonly string[])[] {
  const unknown = diagnostics.filter(({ code }) => code === 'unresolved-table');
  const others = diagnostics.filter(({ code }) => code !== 'unresolved-table');
  return [
    ...diagnosticLines('Names that are not known', unknown, root, layout),
    ...diagnosticLines('Statements that do not fit', others, root, layout),
  ];
}

function diagnosticLines(
  title: string,
  diagnostics: readonly ReportedDiagnostic[],
  root: string,
  { style, width }: Layout,
): readonly (readonly string[])[] {
  if (diagnostics.length === 0) return [];
  const lines = diagnostics
    .toSorted((left, right) => compareLocations(left.at, right.at))
    .flatMap(({ at, message, severity }) => {
      const path = oneLine(relativePath(at.file, root), Infinity);
      const place = `${path}:${lineOf(at)}:${at.range.start.character + 1}`;
      const words = wrapWords(message, Math.max(40, width - 4)).map((part) => `    ${part}`);
      return [`  ${style(severity === 'error' ? 'error' : 'warning', place)}`, ...words];
    });
  return [[style('heading', title), ...lines]];
}

function totalsBlock(
  { project, indexed, parsed, leftOut, milliseconds, root }: ReportInput,
  callers: readonly CallerSummary[],
  { style }: Layout,
): readonly string[] {
  const found = foundText(project, callers);
  const seconds = (milliseconds / 1000).toFixed(1);
  const read = `${counted(indexed, 'Python file')} read, ${parsed} parsed, ${leftOut.length} left out, ${seconds} s.`;
  const left = leftOut
    .slice(0, shownLeftOut)
    .map(({ path, why }) => `  ${oneLine(relativePath(path, root), Infinity)}: ${why}`);
  const more = leftOut.length - shownLeftOut;
  return [
    style('heading', found),
    style('quiet', read),
    ...left.map((text) => style('quiet', text)),
    ...(more > 0 ? [style('quiet', `  … and ${more} more`)] : []),
  ];
}

function foundText({ tables, counts }: ProjectFacts, callers: readonly CallerSummary[]): string {
  if (counts.calls + tables.length === 0) return 'No use of DynamoDB was found.';
  const functions = callers.filter(({ caller }) => caller.kind !== 'module').length;
  const parts = [
    counted(tables.length, 'table'),
    `${counted(functions, 'function')} that touch${functions === 1 ? 'es' : ''} a table`,
    counted(counts.calls, 'call'),
  ];
  const unknown =
    counts.unresolvedCalls === 0
      ? 'all names known'
      : `${counts.unresolvedCalls} without a known name`;
  return `${parts.join(', ')}, ${unknown}.`;
}

function lineOf(at: Location): string {
  return String(at.range.start.line + 1);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
