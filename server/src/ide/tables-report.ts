/*
 * The readable report behind "Show tables of this workspace": each table with who reads and writes it,
 * the names that are not known with their reasons, and what was read. Its order depends on the facts only.
 */
import { groupBy } from '../base/group-by.ts';
import type { Location } from '../base/location.ts';
import type { Caller, FileFacts } from '../dynamodb/facts.ts';
import { linkWords } from '../dynamodb/labels.ts';
import type { LinkFact, ProjectFacts, TableFact } from '../dynamodb/table-index.ts';
import { unknownTableId } from '../dynamodb/table-index.ts';
import { inlineCode, link, placeLink, plainText } from './markdown.ts';
import type { LinkTo } from './markdown.ts';
import { reasonClause, reasonDocs } from './reasons.ts';
import { nameKindWords, tableLines } from './table-words.ts';

/** What was read to know all this. */
export interface CoverageView {
  /** Python files that were found and read. */
  readonly indexed: number;
  /** Files among them that were parsed, because they can matter. */
  readonly parsed: number;
  /** Files and folders that were left out, and why. */
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
}

/** Left-out paths that are listed before the rest is only counted. */
const shownLeftOut = 50;

/** The report as Markdown, with a newline at its end. */
export function tablesReport(
  project: ProjectFacts,
  files: readonly FileFacts<Location>[],
  coverage: CoverageView,
  linkTo: LinkTo,
): string {
  const linksByTable = groupBy(project.links, ({ table }) => table);
  const sections = [
    ['# DynamoDB tables of this workspace', summaryLine(project)],
    ...project.tables.map((table) => tableSection(table, linksByTable.get(table.id) ?? [], linkTo)),
    unknownSection(linksByTable.get(unknownTableId) ?? [], files, linkTo),
    coverageSection(coverage),
  ];
  return `${sections.flat().join('\n\n')}\n`;
}

function summaryLine({ tables, counts }: ProjectFacts): string {
  if (counts.calls + tables.length === 0) return 'No use of DynamoDB was found.';
  const unresolved =
    counts.unresolvedCalls === 0
      ? 'all names are known'
      : `${counts.unresolvedCalls} without a known name`;
  return `${counted(tables.length, 'table')}, ${counted(counts.calls, 'call')} (${unresolved}).`;
}

function tableSection(
  table: TableFact,
  links: readonly LinkFact[],
  linkTo: LinkTo,
): readonly string[] {
  // A plain name needs no words: every heading of this report is a table.
  const kind = table.nameKind === 'physical' ? [] : [`${nameKindWords[table.nameKind]}.`];
  const about = [...kind, ...tableLines(table, linkTo)];
  const callers = callerList(links, linkTo);
  return [
    `## ${inlineCode(table.name)}`,
    ...(about.length > 0 ? [about.join('  \n')] : []),
    callers === '' ? 'Nothing in this workspace reads or writes it.' : callers,
  ];
}

/** One line for each caller: what it does, and a link to each of its calls. */
function callerList(links: readonly LinkFact[], linkTo: LinkTo): string {
  const byCaller = groupBy(links, ({ caller }) => callerKey(caller));
  const lines = [...byCaller.values()].map((group) => {
    const types = linkWords(group.map(({ type }) => type));
    const places = new Set(group.map(({ at }) => placeLink(at, linkTo)));
    return `- ${callerName(group[0].caller, linkTo)}: ${types} — ${[...places].join(', ')}`;
  });
  return lines.join('\n');
}

/** Callers are the same when they stand at the same place; all module-level code of a file is one. */
function callerKey({ kind, at, name }: Caller<Location>): string {
  const { line, character } = at.range.start;
  return kind === 'module' ? `${at.file} module` : `${at.file} ${line}:${character} ${name}`;
}

function callerName({ kind, name, at }: Caller<Location>, linkTo: LinkTo): string {
  const fileName = at.file.slice(at.file.lastIndexOf('/') + 1);
  if (kind === 'module') return `module-level code of ${link(plainText(fileName), linkTo(at))}`;
  return link(inlineCode(name), linkTo(at));
}

function unknownSection(
  links: readonly LinkFact[],
  files: readonly FileFacts<Location>[],
  linkTo: LinkTo,
): readonly string[] {
  const names = [...files]
    .sort((left, right) => (left.file < right.file ? -1 : 1))
    .flatMap(({ references }) => references)
    .flatMap(({ at, unknown }) => {
      if (unknown === null) return [];
      const pattern = unknown.pattern === undefined ? '' : ` (${inlineCode(unknown.pattern)})`;
      const why = link(reasonClause(unknown, inlineCode), reasonDocs(unknown.reason));
      return [`- ${placeLink(at, linkTo)}${pattern}: ${why}`];
    });
  const callers = callerList(links, linkTo);
  if (names.length === 0 && callers === '') return [];
  return [
    '## Names that are not known',
    ...(names.length > 0 ? [names.join('\n')] : []),
    ...(callers === '' ? [] : ['These functions touch a table whose name is not known:', callers]),
  ];
}

function coverageSection({ indexed, parsed, leftOut }: CoverageView): readonly string[] {
  const read = `${counted(indexed, 'Python file')} read, ${parsed} of them parsed.`;
  const left = leftOut.length === 0 ? 'Nothing was left out.' : 'Left out:';
  const lines = leftOut
    .slice(0, shownLeftOut)
    .map(({ path, why }) => `- ${inlineCode(path)}: ${plainText(why)}`);
  const more = leftOut.length - shownLeftOut;
  return [
    '## What was read',
    `${read} ${left}`,
    ...(lines.length > 0
      ? [[...lines, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n')]
      : []),
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
