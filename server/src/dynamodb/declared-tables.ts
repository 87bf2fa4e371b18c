/*
 * The tables that a project declares, and whether a name that code writes down may be one of them.
 * Names that are only known at deployment may be many names: whatever they could be counts as declared.
 */
import type { Location } from '../base/location.ts';
import { similarNames } from '../base/similar.ts';
import { documentLanguageOf } from '../syntax/document/read-document.ts';
import type { FileFacts, TableDeclaration, TableUse, TrailStep } from './facts.ts';

/** What templates, code and statements declare. */
export interface DeclaredTables {
  /** Changes with what is declared. */
  readonly key: string;
  /** Whether anything is declared. */
  readonly isEmpty: boolean;
  /** Whether a name is declared, or may be the name of a table whose name is not known before deployment. */
  readonly mayBe: (name: string) => boolean;
  /** Declared names that may have been meant, most alike first. Names that only tests declare are none of them. */
  readonly similarTo: (name: string) => readonly string[];
}

/** At most so many names are suggested. */
const MAX_SIMILAR = 3;

/** Whether the user states a name, in a comment, a setting or the project file, so that it needs no declaration. */
function isStated({ trail }: TableUse<Location>): boolean {
  const isStatement = ({ at, note }: TrailStep<Location>): boolean =>
    /^(?:# dynamolens:|dynamolens\.names:)/u.test(note) || documentLanguageOf(at.file) !== null;
  return trail.every(({ reads }) => reads === undefined) && trail.some(isStatement);
}

/** Whether the name of a use is written in the code: no template gives it and nobody states it. */
export function isWrittenInCode(use: TableUse<Location>): boolean {
  return (
    use.nameKind === 'physical' &&
    use.trail.every(({ reads }) => reads === undefined) &&
    !isStated(use)
  );
}

/** A name with parts that are left open, such as `${AWS::StackName}-orders`, as an expression for all that it may be. */
function patternOf(name: string): RegExp {
  const parts = name
    .split(/\$\{[^}]*\}/u)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'su');
}

function namesOf(
  declarations: readonly TableDeclaration<unknown>[],
  kind: TableDeclaration<unknown>['nameKind'],
): readonly string[] {
  const names = declarations.filter(({ nameKind }) => nameKind === kind).map(({ name }) => name);
  return [...new Set(names)].sort();
}

/** Puts together what all files declare. Names that are stated where they are used count too. */
export function declaredTablesOf(files: readonly FileFacts<Location>[]): DeclaredTables {
  const declarations = files.flatMap((facts) => facts.declarations);
  const deployed = files.flatMap((facts) => (facts.isTest ? [] : facts.declarations));
  const uses = files.flatMap(({ calls, references }) =>
    [...calls, ...references].flatMap(({ tables }) => tables),
  );
  const stated = uses.filter(isStated).map(({ name }) => name);
  const physical = new Set([...namesOf(declarations, 'physical'), ...stated.sort()]);
  const suggested = namesOf(deployed, 'physical');
  const patterns = namesOf(declarations, 'pattern');
  const logical = namesOf(declarations, 'logical');
  const expressions = patterns.map(patternOf);
  return {
    key: JSON.stringify([[...physical], suggested, patterns, logical]),
    isEmpty: declarations.length === 0,
    mayBe: (name) =>
      physical.has(name) ||
      expressions.some((expression) => expression.test(name)) ||
      logical.some((id) => name.includes(id)),
    similarTo: (name) => similarNames(name, suggested).slice(0, MAX_SIMILAR),
  };
}
