/*
 * What is certain about a value of Terraform, and values that are left as they are written.
 * Numbers, truth values and null are constants; maps are dicts, lists and sets are sequences.
 */
import {
  joinAll,
  NOTHING,
  textValue,
  unknownValue,
  type Value,
  valueOf,
} from '../../flow/value/value.ts';

/** A part of a name that is left as the template writes it. */
export function leftOpen(source: string): Value {
  return valueOf({ kind: 'resource-name', form: 'pattern', text: `\${${source}}`, trail: null });
}

export function constantValue(value: number | boolean | null): Value {
  return valueOf({ kind: 'constant', text: String(value) });
}

/** The object that a value certainly is; null when there are several, or none. */
function onlyObject({ objects, unknowns }: Value): Value['objects'][number] | null {
  const [only] = objects;
  return objects.length === 1 && unknowns.length === 0 && only ? only : null;
}

export function isNull(value: Value): boolean {
  const only = onlyObject(value);
  return only?.kind === 'constant' && only.text === 'null';
}

/** The text that a value certainly is, also of a number or a truth value; null otherwise. */
export function knownText(value: Value): string | null {
  const only = onlyObject(value);
  if (only?.kind === 'string') return only.text;
  return only?.kind === 'constant' && only.text !== 'null' ? only.text : null;
}

export function knownNumber(value: Value): number | null {
  const text = knownText(value);
  return text === null || text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text);
}

export function knownTruth(value: Value): boolean | null {
  const text = knownText(value);
  return text === 'true' ? true : text === 'false' ? false : null;
}

/** The texts that a value may be, patterns as they are written. */
export function textsOf(value: Value): readonly string[] {
  return value.objects.flatMap((object) =>
    object.kind === 'string' || object.kind === 'resource-name' ? [object.text] : [],
  );
}

/** The list that a value is; null when it is none. */
export function sequenceIn(value: Value): {
  readonly items: readonly Value[];
  readonly rest: Value | null;
} | null {
  return value.objects.find((object) => object.kind === 'sequence') ?? null;
}

/** The map that a value is; null when it is none. */
export function dictIn(value: Value): {
  readonly entries: ReadonlyMap<string, Value>;
  readonly rest: Value | null;
} | null {
  return value.objects.find((object) => object.kind === 'dict') ?? null;
}

/** Longer lists are cut: templates can double a list with every line. */
export const MAX_ITEMS = 1000;

export function listValue(items: readonly Value[], rest: Value | null = null): Value {
  if (items.length <= MAX_ITEMS) return valueOf({ kind: 'sequence', items, rest });
  const more = unknownValue('too-many-values', `more than ${MAX_ITEMS} items`, null);
  return valueOf({ kind: 'sequence', items: items.slice(0, MAX_ITEMS), rest: more });
}

export function mapValue(entries: ReadonlyMap<string, Value>, rest: Value | null = null): Value {
  const keys = joinAll([...entries.keys()].slice(0, 16).map((key) => textValue(key)));
  return valueOf({ kind: 'dict', entries, keys, rest });
}

/** The value without null: Terraform takes null for something that is not said. */
export function withoutNull(value: Value): Value {
  const objects = value.objects.filter(
    (object) => object.kind !== 'constant' || object.text !== 'null',
  );
  return objects.length === value.objects.length ? value : { objects, unknowns: value.unknowns };
}

/** The value as a text, as far as it can be one. */
export function asText(value: Value): Value {
  const objects = withoutNull(value).objects;
  const texts = objects.map((object): Value => {
    switch (object.kind) {
      case 'constant':
        return textValue(object.text);
      case 'dict':
      case 'sequence':
        return NOTHING;
      default:
        return valueOf(object);
    }
  });
  return joinAll([...texts, { objects: [], unknowns: value.unknowns }]);
}

/** Applies a known function to every known text; from anything else nothing follows but `otherwise`. */
export function mapKnown(value: Value, change: (text: string) => string, otherwise: Value): Value {
  const results = value.objects.map((object): Value => {
    if (object.kind === 'string') return valueOf({ ...object, text: change(object.text) });
    return object.kind === 'constant' && object.text !== 'null'
      ? textValue(change(object.text))
      : otherwise;
  });
  return value.unknowns.length > 0 ? joinAll([...results, otherwise]) : joinAll(results);
}
