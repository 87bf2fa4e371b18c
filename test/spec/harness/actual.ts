/*
 * The facts of a file in the words that pages use, each with its 1-based line.
 * Written apart from the product's own labels, so that a page checks those too.
 */
import type { Location } from '../../../server/src/base/location.ts';
import type {
  CallFact,
  FileFacts,
  NameKind,
  TableDeclaration,
  TrailStep,
} from '../../../server/src/dynamodb/facts.ts';
import { renderUse, sortedUses } from './expectation.ts';
import { pagePath } from './live.ts';

/** Something said about a line. */
export interface Said {
  readonly line: number;
  readonly text: string;
}

/** The 1-based line that a place starts on. */
export function lineOf(at: Location): number {
  return at.range.start.line + 1;
}

/**
 * The calls that pages state. A call without links is left out where a declaration already says what it does.
 */
export function statedCalls(facts: FileFacts<Location>): readonly CallFact<Location>[] {
  return facts.calls.filter(
    (call) => call.links.length > 0 || !facts.declarations.some((one) => contains(one.at, call.at)),
  );
}

function contains(outer: Location, inner: Location): boolean {
  const { start, end } = outer.range;
  const { start: from, end: to } = inner.range;
  const after =
    from.line > start.line || (from.line === start.line && from.character >= start.character);
  return after && (to.line < end.line || (to.line === end.line && to.character <= end.character));
}

/** A call as `select, insert Movies; select ? because parameter-without-caller (stale)`. */
export function renderCall(call: CallFact<Location>): string {
  const uses = call.tables.map((table) =>
    renderUse(table.links.map(linkWord), `${sigils[table.nameKind]}${table.name}`),
  );
  const { unknown } = call;
  const variableSaysIt =
    unknown?.reason === 'environment-variable' &&
    call.tables.some((table) => table.nameKind === 'env');
  if (uses.length === 0 || (unknown && !variableSaysIt)) {
    const pattern = unknown?.pattern === undefined ? '' : `(${unknown.pattern})`;
    uses.push(renderUse(call.links.map(linkWord), `?${pattern}`));
  }
  const because = unknown ? ` because ${unknown.reason}` : '';
  return `${sortedUses(uses)}${because}${call.stale ? ' (stale)' : ''}`;
}

/** How a page writes the kind of a name: before the name. */
const sigils: Readonly<Record<NameKind, string>> = {
  physical: '',
  pattern: '~',
  logical: '@',
  env: '$',
};

function linkWord(link: string): string {
  return link.replace(/^use|Link$/g, '').toLowerCase();
}

/** The caller as `Movies.get_movie (method)`. */
export function renderCaller(call: CallFact<Location>): string {
  return `${call.caller.name} (${call.caller.kind})`;
}

/** The 1-based columns of the method's name, the end exclusive: `5-13`. */
export function renderColumns(call: CallFact<Location>): string {
  const { start, end } = call.at.range;
  return `${start.character + 1}-${end.character + 1}`;
}

/** A declaration as `Movies keys year HASH N, title RANGE S indexes by-genre`. */
export function renderDeclaration(declaration: TableDeclaration<Location>): string {
  const keys = declaration.keys.map((key) => `${key.name} ${key.role} ${key.type ?? '?'}`);
  const words = [`${sigils[declaration.nameKind]}${declaration.name}`];
  if (keys.length > 0) words.push('keys', keys.join(', '));
  if (declaration.indexes.length > 0) words.push('indexes', declaration.indexes.join(', '));
  return words.join(' ');
}

/** A trail as lines `main.py:4 TABLE = 'Movies'`. */
export function renderTrail(trail: readonly TrailStep<Location>[]): readonly string[] {
  return trail.map((step) => `${pagePath(step.at.file)}:${lineOf(step.at)} ${step.note}`);
}
