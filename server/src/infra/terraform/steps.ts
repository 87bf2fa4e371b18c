/*
 * References taken apart: where they start, and what is asked of that, step by step.
 * Source: https://developer.hashicorp.com/terraform/language/expressions/references
 */
import { joinAll, NOTHING, type Value } from '../../flow/value/value.ts';
import type { DocumentNode } from '../../syntax/document/document.ts';
import { dictIn, knownNumber, leftOpen, listValue, sequenceIn } from './known.ts';
import { evaluateIn, type Scope } from './scope.ts';

export type ReferenceStep =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'index'; readonly key: Value }
  | { readonly kind: 'splat' };

/** A reference: a name, or another expression that something is asked of. */
export interface Reference {
  readonly start: DocumentNode;
  readonly steps: readonly ReferenceStep[];
}

/** Takes a reference apart. */
export function referenceOf(scope: Scope, node: DocumentNode): Reference {
  const steps: ReferenceStep[] = [];
  let start = node;
  while (start.kind === 'expression') {
    const { form } = start;
    if (form.kind === 'member') steps.push({ kind: 'member', name: form.name });
    else if (form.kind === 'index') steps.push({ kind: 'index', key: evaluateIn(scope, form.key) });
    else if (form.kind === 'splat') steps.push({ kind: 'splat' });
    else break;
    start = form.of;
  }
  return { start, steps: steps.toReversed() };
}

/** What is asked of a map: an entry that is not there is nothing, unless others are not known. */
function memberOf(value: Value, name: string, source: string): Value {
  const dict = dictIn(value);
  if (!dict) {
    const list = sequenceIn(value);
    if (list) return itemAt(list, name, source);
    return leftOpen(source);
  }
  return dict.entries.get(name) ?? restOf(dict.rest, source);
}

function restOf(rest: Value | null, source: string): Value {
  if (!rest) return NOTHING;
  return rest.objects.length > 0 ? rest : leftOpen(source);
}

function itemAt(
  { items, rest }: { readonly items: readonly Value[]; readonly rest: Value | null },
  key: string,
  source: string,
): Value {
  return items[Number(key)] ?? restOf(rest, source);
}

function indexOf(value: Value, key: Value, source: string): Value {
  const dict = dictIn(value);
  const list = sequenceIn(value);
  const number = knownNumber(key);
  if (list) {
    if (number !== null) return itemAt(list, String(number), source);
    return anyOf(list.items, list.rest);
  }
  if (!dict) return leftOpen(source);
  const keys = key.objects.flatMap((object) => ('text' in object ? [object.text] : []));
  const isKnown =
    key.unknowns.length === 0 &&
    key.objects.every(({ kind }) => kind === 'string' || kind === 'constant');
  return isKnown
    ? joinAll(keys.map((text) => dict.entries.get(text) ?? restOf(dict.rest, source)))
    : anyOf([...dict.entries.values()], dict.rest);
}

/** Any of some values: it is not known which. */
function anyOf(values: readonly Value[], rest: Value | null): Value {
  return joinAll([...values, ...(rest ? [rest] : [])]);
}

/** What is left of a value after all steps were taken. `source` is the whole reference as it is written. */
export function takeSteps(value: Value, steps: readonly ReferenceStep[], source: string): Value {
  const [step, ...rest] = steps;
  if (!step) return value;
  switch (step.kind) {
    case 'member':
      return takeSteps(memberOf(value, step.name, source), rest, source);
    case 'index':
      return takeSteps(indexOf(value, step.key, source), rest, source);
    case 'splat': {
      const list = sequenceIn(value) ?? { items: [value], rest: null };
      const items = list.items.map((item) => takeSteps(item, rest, source));
      return listValue(items, list.rest && takeSteps(list.rest, rest, source));
    }
  }
}
