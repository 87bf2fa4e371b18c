/*
 * Dotted expressions that the user states a name for: as the expression is written, by the dotted name of something outside the
 * workspace, or by the qualified name of a module's or a class's own name.
 */
import type { FilePath, UnitKey } from '../../link/place.ts';
import { statedUnder } from '../../link/program.ts';
import { isExpression, lastWord, normalSubject } from '../../link/stated-names.ts';
import { unitId } from '../../link/place.ts';
import type { Anchor, AttributeExpression, SubscriptExpression } from '../../summary/expression.ts';
import { printExpression } from '../../summary/print.ts';
import type { Binding } from '../../summary/unit.ts';
import { type Evaluator, placeOf, type Site } from '../evaluator.ts';
import { isOpen, namesStated, withStatedValue } from './stated.ts';
import type { Value } from '../value/value.ts';

/** The value of `object.name` or `object['name']` with what is stated for it. */
export function withStatedExpression(
  evaluator: Evaluator,
  expression: AttributeExpression | SubscriptExpression,
  site: Site,
  known: Value,
): Value {
  if (!leavesOpen(known)) return known;
  const word =
    expression.kind === 'attribute'
      ? expression.name
      : expression.index.kind === 'string'
        ? lastWord(expression.index.text)
        : '';
  if (word === '') return known;
  const isWritten = (subject: string): boolean =>
    subject === normalSubject(printExpression(expression));
  return withStated(evaluator, site, expression.at, word, isWritten, known);
}

/** The value of a module-level or class-level name with what is stated for it. */
export function withStatedBinding(
  evaluator: Evaluator,
  binding: Binding,
  site: Site,
  known: Value,
): Value {
  const isNamed = binding.kind === 'assignment' || binding.kind === 'import';
  if (!isNamed || binding.scope !== 0 || !leavesOpen(known)) return known;
  const word = (binding.kind === 'import' ? binding.member : null) ?? binding.name;
  const owner = evaluator.program.owners.get(unitId(site)) ?? null;
  const isQualified = (subject: string): boolean =>
    `.${qualifiedName(site.file, owner, binding.name)}`.endsWith(`.${subject}`);
  return withStated(evaluator, site, binding.at, word, isQualified, known);
}

function leavesOpen({ objects, unknowns }: Value): boolean {
  return unknowns.length > 0 || objects.some(isOpen);
}

function withStated(
  evaluator: Evaluator,
  site: Site,
  anchor: Anchor,
  word: string,
  isMeant: (subject: string) => boolean,
  known: Value,
): Value {
  const isOutside = (subject: string): boolean =>
    known.objects.some((object) => object.kind === 'external' && object.name === subject);
  const found = statedUnder(evaluator.program, site.file, word).find(
    ({ subject }) => isExpression(subject) && (isMeant(subject) || isOutside(subject)),
  );
  if (!found) return known;
  return withStatedValue(evaluator.library, known, namesStated(found, placeOf(site, anchor)));
}

/** A name with its class and all folders of its module before it: `srv.shop.config.Settings.TABLE`. */
function qualifiedName(file: FilePath, owner: UnitKey | null, name: string): string {
  const module = file.replace(/(?:\/__init__)?\.py$/u, '').replaceAll('/', '.');
  return [module, ...(owner === null ? [] : [owner]), name].join('.');
}
