/*
 * Which output of which template code means that reads outputs of stacks by their keys. A stack and a template that say
 * different names never meet. Where the name is not known, templates that give different values are no answer.
 */
import { sameValue } from '../flow/value/same.ts';
import { textsIn } from '../flow/container/text.ts';
import { joinAll, type Value, type ValueObject } from '../flow/value/value.ts';
import { commonLength } from '../link/modules.ts';
import type { FilePath } from '../link/place.ts';
import type { StackOutput } from './model.ts';
import type { Projects } from './same-project.ts';

/** An output that code asks for. */
export interface OutputRequest {
  /** The file of the code. */
  readonly file: FilePath;
  /** The names that the stack may have. */
  readonly stack: Value;
  readonly key: string;
}

/** Whether a name fits one that a template gives, parts of which may be left open. */
function fits(name: string, given: ValueObject): boolean {
  if (given.kind === 'string') return given.text === name;
  if (given.kind !== 'resource-name') return false;
  const [first = '', ...rest] = given.text.split(/\$\{[^}]*\}/u);
  if (rest.length === 0) return given.text === name;
  if (!name.startsWith(first) || !name.endsWith(rest.at(-1) ?? '')) return false;
  let from = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return true;
}

/** The names of the stack; null when any name is possible. */
function namesOf({ objects, unknowns }: Value): ReadonlySet<string> | null {
  const isKnown = objects.every(({ kind }) => kind === 'string') && unknowns.length === 0;
  return isKnown && objects.length > 0 ? textsIn({ objects, unknowns }) : null;
}

/** The outputs whose stacks are called so, then those whose templates do not say what they are called. */
function candidates(
  outputs: readonly StackOutput[],
  names: ReadonlySet<string> | null,
  isNear: (template: FilePath) => boolean,
): readonly (readonly StackOutput[])[] {
  const near = outputs.filter(({ at }) => isNear(at.file));
  if (!names) return [near];
  const isNamed = ({ stack }: StackOutput): boolean =>
    stack?.objects.some((object) => [...names].some((name) => fits(name, object))) === true;
  return [outputs.filter(isNamed), near.filter(({ stack }) => stack === null)];
}

function onlyValue(outputs: readonly StackOutput[]): Value | null {
  const [first, ...others] = outputs;
  if (!first) return null;
  const files = new Set(outputs.map(({ at }) => at.file));
  const isOne = files.size === 1 || others.every(({ value }) => sameNames(value, first.value));
  return isOne ? joinAll(outputs.map(({ value }) => value)) : null;
}

function sameNames(left: Value, right: Value): boolean {
  if (sameValue(left, right)) return true;
  const [one, other] = [textsIn(left), textsIn(right)];
  return one.size > 0 && one.size === other.size && [...one].every((text) => other.has(text));
}

/**
 * What the output is, as the template says that is nearest to the code; null when none says it. Where no name leads to the
 * template, it must be one of the same project.
 */
export function outputNear(
  outputs: readonly StackOutput[],
  { file, stack, key }: OutputRequest,
  { isOneProject }: Projects,
): Value | null {
  const keyed = outputs.filter((output) => output.key === key);
  for (const found of candidates(keyed, namesOf(stack), (at) => isOneProject(file, at))) {
    const near = Math.max(...found.map(({ at }) => commonLength(at.file, file)));
    const nearest = found.filter(({ at }) => commonLength(at.file, file) === near);
    if (nearest.length > 0) return onlyValue(nearest);
  }
  return null;
}
