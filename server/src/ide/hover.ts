/*
 * The text that appears over a call, over a table's name, and over every place the name comes through.
 * It says which tables, how the name was found step by step, or why it is not known and what would help.
 */
import { assertNever } from '../base/assert-never.ts';
import type { Location, Position, Range } from '../base/location.ts';
import { accessWords, linkWords, nameLabel } from '../dynamodb/labels.ts';
import type { CallFact, FileFacts, LinkType, TrailStep, UnknownName } from '../dynamodb/facts.ts';
import type { ProjectFacts } from '../dynamodb/table-index.ts';
import { usedTableOf } from '../dynamodb/table-index.ts';
import { isTableCreation, touchedBy } from '../dynamodb/touched.ts';
import type { KnownTableUse, Touched } from '../dynamodb/touched.ts';
import { hoverTargetAt } from './hover-target.ts';
import type { NameTarget } from './hover-target.ts';
import { inlineCode, link, placeLink } from './markdown.ts';
import type { LinkTo } from './markdown.ts';
import { annotationsDocs, reasonClause, reasonDocs, reasonHint } from './reasons.ts';
import { nameKindWords, tableLines } from './table-words.ts';

/** What a hover needs to know. */
export interface HoverRequest {
  readonly facts: FileFacts<Location>;
  readonly position: Position;
  /** Facts of other files whose trails pass through this one. More files do no harm. */
  readonly linked: readonly FileFacts<Location>[];
  readonly project: Pick<ProjectFacts, 'tablesByName'>;
  readonly linkTo: LinkTo;
}

/** A hover: what it is about, and its text in Markdown. */
export interface HoverView {
  readonly range: Range;
  readonly markdown: string;
}

/** Tables, steps and calls that are listed before the rest is only counted. */
const shown = { tables: 8, steps: 12, calls: 8 };

/** The hover at a position; null where nothing is known about DynamoDB. */
export function hoverAt(request: HoverRequest): HoverView | null {
  const target = hoverTargetAt(request.facts, request.position, request.linked);
  if (target === null) return null;
  const paragraphs =
    target.kind === 'call' ? callText(target.call, request) : nameText(target, request);
  return { range: target.range, markdown: paragraphs.join('\n\n') };
}

function callText(call: CallFact<Location>, request: HoverRequest): readonly string[] {
  const effect = isTableCreation(call) ? 'creates a table' : accessWords(call.links);
  return [
    `**${inlineCode(call.api)}** — ${effect ?? 'touches no items'}`,
    ...touchedText(touchedBy(call), request),
    ...staleText(call.stale),
  ];
}

function nameText(target: NameTarget, request: HoverRequest): readonly string[] {
  return [
    ...touchedText(touchedBy(target), request),
    ...usedByText(target.usedBy, request),
    ...staleText(target.stale),
  ];
}

function touchedText(
  touched: readonly Touched<Location>[],
  request: HoverRequest,
): readonly string[] {
  const more = touched.length - shown.tables;
  return [
    ...touched.slice(0, shown.tables).flatMap((one) => oneText(one, request)),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ];
}

function oneText(touched: Touched<Location>, request: HoverRequest): readonly string[] {
  switch (touched.kind) {
    case 'known':
      return knownText(touched.table, touched.links, request);
    case 'env': {
      const { name, nameKind, trail } = touched.table;
      const title = `**${inlineCode(nameLabel(name, nameKind))}**${linksText(touched.links)}`;
      const why = whyText({ reason: 'environment-variable', detail: name });
      return [title, why, ...trailText(followed, trail, request.linkTo)];
    }
    case 'unknown':
      return unknownText(touched.unknown, touched.links, request.linkTo);
    default:
      return assertNever(touched);
  }
}

const found = 'How the name was found:';
const followed = 'What was followed:';

function knownText(
  use: KnownTableUse<Location>,
  links: readonly LinkType[],
  { project, linkTo }: HoverRequest,
): readonly string[] {
  const table = usedTableOf(project, use);
  const lines = table === null ? [] : tableLines(table, linkTo);
  return [
    `**${inlineCode(use.name)}** — ${nameKindWords[use.nameKind]}${linksText(links)}`,
    ...trailText(found, use.trail, linkTo),
    ...(lines.length > 0 ? [lines.join('  \n')] : []),
  ];
}

function unknownText(
  unknown: UnknownName<Location> | null,
  links: readonly LinkType[],
  linkTo: LinkTo,
): readonly string[] {
  const part = unknown?.pattern === undefined ? '' : `: ${inlineCode(unknown.pattern)}`;
  const title = part === '' ? '**Unknown table**' : `**Table known in part**${part}`;
  if (unknown === null) return [`${title}${linksText(links)}`];
  return [
    `${title}${linksText(links)}`,
    whyText(unknown),
    ...trailText(followed, unknown.trail, linkTo),
  ];
}

function whyText(unknown: Pick<UnknownName<Location>, 'reason' | 'detail'>): string {
  const why = `The name is not known: ${reasonClause(unknown, inlineCode)}.`;
  const more = link('More about this', reasonDocs(unknown.reason));
  return `${why} ${reasonHint(unknown.reason)} ${more} ${howToState(unknown)}`;
}

/** One line: a variable is best stated in the project file, everything else where it stands. */
function howToState({ reason, detail }: Pick<UnknownName<Location>, 'reason' | 'detail'>): string {
  return reason === 'environment-variable' && detail !== ''
    ? `Or ${link('state it', `${annotationsDocs}#names`)} in ${inlineCode('dynamolens.json')}: ${inlineCode(`{ "names": { ${JSON.stringify(detail)}: "TABLE" } }`)}.`
    : `Or ${link('state it', annotationsDocs)}: ${inlineCode('# dynamolens: table=NAME')} at the end of the line.`;
}

/** Such as ` — select, insert (`useSelectLink`, `useInsertLink`)`; empty without links. */
function linksText(links: readonly LinkType[]): string {
  if (links.length === 0) return '';
  return ` — ${linkWords(links)} (${links.map(inlineCode).join(', ')})`;
}

function trailText(
  title: string,
  trail: readonly TrailStep<Location>[],
  linkTo: LinkTo,
): readonly string[] {
  if (trail.length === 0) return [];
  const lines = stepLines(trail.slice(0, shown.steps), linkTo);
  const steps = lines.map((words, index) => `${index + 1}. ${words}`);
  const more = trail.length - shown.steps;
  return [title, [...steps, ...(more > 0 ? [`\n… and ${more} more steps`] : [])].join('\n')];
}

/** Steps behind the reading of a variable join its line: the way through the templates reads as one. */
function stepLines(steps: readonly TrailStep<Location>[], linkTo: LinkTo): readonly string[] {
  const lines: string[] = [];
  let isOutside = false;
  for (const { at, note, reads } of steps) {
    const words = `${placeLink(at, linkTo)} ${inlineCode(note)}`;
    const last = isOutside ? lines.pop() : undefined;
    lines.push(last === undefined ? words : `${last} → ${words}`);
    isOutside ||= reads !== undefined;
  }
  return lines;
}

function usedByText(
  calls: readonly CallFact<Location>[],
  { linkTo }: HoverRequest,
): readonly string[] {
  if (calls.length === 0) return [];
  const items = calls.slice(0, shown.calls).map(({ at, api, caller, links }) => {
    const words = links.length > 0 ? `: ${linkWords(links)}` : '';
    return `- ${placeLink(at, linkTo)} ${inlineCode(api)} in ${inlineCode(caller.name)}${words}`;
  });
  const more = calls.length - shown.calls;
  return ['Used by:', [...items, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n')];
}

function staleText(stale: boolean): readonly string[] {
  return stale ? ['_The code does not parse at the moment. This is from before._'] : [];
}
