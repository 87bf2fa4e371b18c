/*
 * Compares one state of a section with what the analysis says, both ways: what is stated must be there,
 * and what is there must be stated. Lenses and diagnostics are compared where a section speaks of them.
 */
import type { Location } from '../../../server/src/base/location.ts';
import type { CallFact, FileFacts } from '../../../server/src/dynamodb/facts.ts';
import type { Said } from './actual.ts';
import {
  lineOf,
  renderCall,
  renderCaller,
  renderColumns,
  renderDeclaration,
  renderTrail,
  statedCalls,
} from './actual.ts';
import { readComments, valuesInState, type ExpectationKind } from './expectation.ts';
import type { Sources } from './live.ts';
import { absolutePath, pagePath } from './live.ts';
import type { ListBlock, Section, Target } from './page.ts';
import { compareLists, type Problem } from './problem.ts';
import { definitionsAt, hoverTextAt, lensesOf, objectsOf, statedDiagnosticsOf } from './views.ts';

/** What is checked 1:1 although a section may not mention it. */
export interface Strictness {
  readonly diagnostics: boolean;
  readonly lenses: boolean;
}

/** One state of a section with the analysis in it. */
export interface Moment {
  readonly section: Section;
  readonly stateIndex: number;
  readonly sources: Sources;
  readonly factsOf: (path: string) => FileFacts<Location> | null;
  readonly strictness: Strictness;
}

interface Stated {
  readonly pageLine: number;
  readonly values: readonly string[];
}

type StatedLines = ReadonlyMap<number, Stated>;

/** Everything that differs in this moment. */
export function checkMoment(moment: Moment): readonly Problem[] {
  const files = [...moment.sources.keys()];
  const lists = moment.section.states[moment.stateIndex]!.lists;
  return [
    ...files.flatMap((path) => checkFile(moment, path)),
    ...lists.flatMap((list) => checkList(moment, list)),
  ];
}

function checkFile(moment: Moment, path: string): readonly Problem[] {
  const facts = moment.factsOf(absolutePath(path));
  if (!facts) return [{ pageLine: 1, place: path, what: 'facts', expected: ['some'], got: [] }];
  const calls = statedCalls(facts);
  const compare = (kind: ExpectationKind, said: readonly Said[], onlyStated = false) =>
    compareLines(moment, path, kind, said, onlyStated);
  const problems = [
    ...compare('crud', sayCalls(calls, renderCall)),
    ...compare('caller', sayCalls(calls, renderCaller), true),
    ...compare(
      'api',
      sayCalls(facts.calls, (call) => call.api),
      true,
    ),
    ...compare('at', sayCalls(calls, renderColumns), true),
    ...checkDeclarations(moment, path, facts),
  ];
  if (isChecked(moment, 'diagnostic', moment.strictness.diagnostics))
    problems.push(...compare('diagnostic', statedDiagnosticsOf(facts, allFacts(moment))));
  if (isChecked(moment, 'lens', moment.strictness.lenses))
    problems.push(...compare('lens', lensesOf(facts)));
  return problems;
}

function sayCalls(
  calls: readonly CallFact<Location>[],
  say: (call: CallFact<Location>) => string,
): readonly Said[] {
  return calls.map((call) => ({ line: lineOf(call.at), text: say(call) }));
}

/** Keys and indexes are compared where the page states any. */
function checkDeclarations(
  moment: Moment,
  path: string,
  facts: FileFacts<Location>,
): readonly Problem[] {
  const stated = statedLines(moment, path, 'table');
  const said = facts.declarations.map((declaration) => {
    const line = lineOf(declaration.at);
    const whole = stated.get(line)?.values.some((value) => / (keys|indexes) /.test(value)) ?? false;
    const text = renderDeclaration(whole ? declaration : { ...declaration, keys: [], indexes: [] });
    return { line, text };
  });
  return compareLines(moment, path, 'table', said, false);
}

/** A section that states a lens (or a diagnostic) in any state states all of them. */
function isChecked(moment: Moment, kind: 'diagnostic' | 'lens', always: boolean): boolean {
  const { section } = moment;
  if (always || section.marks.has(kind === 'lens' ? 'lenses' : 'diagnostics')) return true;
  const texts = [
    ...section.files.flatMap((file) => file.lines.map((line) => line.text)),
    ...[...moment.sources.values()].flatMap((file) => file.lines.map((line) => line.text)),
  ];
  const facts = section.states.flatMap((state) => state.facts.map((fact) => fact.statement));
  return [...texts.flatMap(readComments), ...facts].some((statement) => statement.kind === kind);
}

function compareLines(
  moment: Moment,
  path: string,
  kind: ExpectationKind,
  said: readonly Said[],
  onlyStated: boolean,
): readonly Problem[] {
  const stated = statedLines(moment, path, kind);
  const lines = new Set([...stated.keys(), ...(onlyStated ? [] : said.map((one) => one.line))]);
  return [...lines]
    .sort((left, right) => left - right)
    .flatMap((line) => {
      const got = said.filter((one) => one.line === line).map((one) => one.text);
      const pageLine = stated.get(line)?.pageLine ?? pageLineOf(moment, path, line);
      const where = { pageLine, place: `${path}:${line}`, what: kind };
      return compareLists(where, stated.get(line)?.values ?? [], got);
    });
}

function pageLineOf(moment: Moment, path: string, line: number): number {
  return moment.sources.get(path)?.lines[line - 1]?.pageLine ?? moment.section.pageLine;
}

/** What the comments and the state's `facts` blocks say, by line; a block wins over a comment. */
function statedLines(moment: Moment, path: string, kind: ExpectationKind): StatedLines {
  const stated = new Map<number, Stated>();
  moment.sources.get(path)?.lines.forEach(({ text, pageLine }, index) => {
    const values = readComments(text)
      .filter((statement) => statement.kind === kind)
      .flatMap((statement) => valuesInState(statement, moment.stateIndex));
    if (values.length > 0) stated.set(index + 1, { pageLine, values });
  });
  for (const fact of moment.section.states[moment.stateIndex]!.facts) {
    if (fact.path !== path || fact.statement.kind !== kind) continue;
    const values = valuesInState(fact.statement, 0);
    stated.set(fact.line, { pageLine: fact.pageLine, values });
  }
  return stated;
}

function checkList(moment: Moment, list: ListBlock): readonly Problem[] {
  const where = { pageLine: list.pageLine, place: placeOf(list.target), what: list.kind };
  const expected = list.lines.filter((line) => line !== 'nothing').map((line) => line.trim());
  switch (list.kind) {
    case 'objects':
      return compareLists(where, expected, objectsOf(allFacts(moment)));
    case 'trail':
      return compareLists(where, expected, trailAt(moment, list.target));
    case 'hover': {
      const hover = hoverAtTarget(moment, list.target);
      const missing = expected.filter((line) => !hover.includes(line));
      const matches = expected.length === 0 ? hover === '' : missing.length === 0;
      return matches ? [] : [{ ...where, expected: missing, got: hover.split('\n') }];
    }
    case 'definition':
      return compareLists(where, expected, definitionsAtTarget(moment, list.target));
    case 'recomputed':
    case 'parsed':
      return [];
  }
}

function placeOf(target: Target | null): string {
  return target ? `${target.path}:${target.line}` : 'the project';
}

function allFacts(moment: Moment): readonly FileFacts<Location>[] {
  return [...moment.sources.keys()].flatMap((path) => moment.factsOf(absolutePath(path)) ?? []);
}

function hoverAtTarget(moment: Moment, target: Target): string {
  const facts = moment.factsOf(absolutePath(target.path));
  return facts ? hoverTextAt(facts, positionOf(moment, target), allFacts(moment)) : '';
}

/** The definitions behind a target, each with the text that it is about. */
function definitionsAtTarget(moment: Moment, target: Target): readonly string[] {
  const facts = moment.factsOf(absolutePath(target.path));
  if (!facts) return [];
  const position = positionOf(moment, target);
  const line = lineAt(moment, target.path, position.line);
  return definitionsAt(facts, position, line, allFacts(moment)).map(({ file, range }) => {
    const path = pagePath(file);
    const { start, end } = range;
    const text = lineAt(moment, path, start.line);
    const shown = text.slice(start.character, start.line === end.line ? end.character : undefined);
    return `${path}:${start.line + 1} ${shown}`.trim();
  });
}

function lineAt({ sources }: Moment, path: string, line: number): string {
  return sources.get(path)?.lines[line]?.text ?? '';
}

/** The trails of the call on the target's line: of the table named in the block, or of all. */
function trailAt(moment: Moment, target: Target): readonly string[] {
  const facts = moment.factsOf(absolutePath(target.path));
  const calls = (facts?.calls ?? []).filter((call) => lineOf(call.at) === target.line);
  return calls.flatMap((call) => {
    const tables = call.tables.filter((use) => target.word === null || use.name === target.word);
    const unknown = call.unknown && target.word === null ? [call.unknown] : [];
    return [...tables, ...unknown].flatMap((use) => renderTrail(use.trail));
  });
}

function positionOf(moment: Moment, target: Target): { line: number; character: number } {
  const line = target.line - 1;
  if (target.column !== null) return { line, character: target.column - 1 };
  const text = lineAt(moment, target.path, line);
  const character = text.indexOf(target.word ?? '');
  if (character < 0)
    throw new Error(`"${target.word ?? ''}" is not in ${target.path}:${target.line}`);
  return { line, character };
}
