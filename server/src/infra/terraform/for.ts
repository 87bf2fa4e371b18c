/*
 * `for` expressions: worked out item by item where the items are known.
 * Source: https://developer.hashicorp.com/terraform/language/expressions/for
 */
import { join, NOTHING, textValue, type Value } from '../../flow/value/value.ts';
import type { ExpressionForm } from '../../syntax/document/document.ts';
import {
  constantValue,
  dictIn,
  knownText,
  knownTruth,
  leftOpen,
  listValue,
  mapValue,
  sequenceIn,
} from './known.ts';
import { evaluateIn, type Scope, withBound } from './scope.ts';

type ForForm = Extract<ExpressionForm, { readonly kind: 'for' }>;

/** Further items are left out. */
const MAX_ITEMS = 200;

/** One turn: the key and the value, and whether there may be any number of such turns. */
interface Turn {
  readonly key: Value;
  readonly value: Value;
  readonly isOpen: boolean;
}

function turnsOver(source: Value, names: readonly string[]): readonly Turn[] {
  const dict = dictIn(source);
  const list = sequenceIn(source);
  const keyName = names.length > 1 ? names[0] : undefined;
  const openKey = keyName === undefined ? NOTHING : leftOpen(keyName);
  const openTurn = (value: Value): Turn => ({ key: openKey, value, isOpen: true });
  const fromDict = [...(dict?.entries ?? [])].map(([key, value]): Turn => ({
    key: textValue(key),
    value,
    isOpen: false,
  }));
  const fromList = (list?.items ?? []).map((value, index): Turn => ({
    key: constantValue(index),
    value,
    isOpen: false,
  }));
  const rests = [dict?.rest, list?.rest].flatMap((rest) => (rest ? [openTurn(rest)] : []));
  if (!dict && !list) return [openTurn(leftOpen(names.at(-1) ?? ''))];
  return [...fromDict.slice(0, MAX_ITEMS), ...fromList.slice(0, MAX_ITEMS), ...rests];
}

function bind(scope: Scope, names: readonly string[], { key, value }: Turn): Scope {
  const [first = '', second] = names;
  return second === undefined
    ? withBound(scope, [first, value])
    : withBound(scope, [first, key], [second, value]);
}

/** The list or map that a `for` expression makes. */
export function evaluateFor(scope: Scope, form: ForForm): Value {
  const { names, condition, key, value, grouped } = form;
  const items: Value[] = [];
  const entries = new Map<string, Value>();
  let rest: Value | null = null;
  for (const turn of turnsOver(evaluateIn(scope, form.source), names)) {
    const inner = bind(scope, names, turn);
    const holds = condition ? knownTruth(evaluateIn(inner, condition)) : true;
    if (holds === false) continue;
    const result = evaluateIn(inner, value);
    const name = key ? knownText(evaluateIn(inner, key)) : null;
    if (turn.isOpen || (key && name === null)) rest = join(rest ?? NOTHING, result);
    else if (name === null) items.push(result);
    else entries.set(name, grouped ? appended(entries.get(name), result) : result);
  }
  if (!key) return listValue(items, rest);
  return mapValue(entries, grouped && rest ? listValue([], rest) : rest);
}

function appended(list: Value | undefined, item: Value): Value {
  const items = list ? (sequenceIn(list)?.items ?? []) : [];
  return listValue([...items, item]);
}
