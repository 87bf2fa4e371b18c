/*
 * Texts put together from values: concatenations, f-strings, `%` and `.format`.
 * What is not known becomes a hole; the result then is a reason with the known part as a pattern.
 */
import { outsideReason } from '../library/outside.ts';
import type { Value, ValueObject } from '../value/value.ts';
import type { Trail, Unknown } from '../value/unknown.ts';
import { isNothing, join, MAX_OBJECTS, NOTHING, unknownValue, valueOf } from '../value/value.ts';
import { bothWithin, type Confined, confinedTo } from '../value/within.ts';

const HOLE = '*';

/** One way that a text can be: known throughout, or with holes and the reason for the first of them. */
interface TextOption extends Confined {
  readonly text: string;
  readonly hole: Unknown | null;
  readonly trail: Trail | null;
  readonly fallback?: true;
  /** Whether some of it is left as a template writes it. */
  readonly written?: true;
}

function holeFor(
  reason: Unknown['reason'],
  detail: string,
  more: Partial<Unknown> = {},
): TextOption {
  const hole: Unknown = {
    reason,
    detail,
    at: null,
    pattern: null,
    source: null,
    trail: null,
    ...more,
  };
  return { text: hole.pattern ?? HOLE, hole, trail: hole.trail };
}

function optionOf(object: ValueObject): TextOption {
  switch (object.kind) {
    case 'string':
      return { ...object, hole: null };
    case 'constant':
      return { text: object.text, hole: null, trail: null };
    case 'resource-name': {
      const text = object.form === 'pattern' ? object.text : `\${${object.text}}`;
      return {
        text,
        hole: null,
        trail: object.trail,
        written: true,
        ...confinedTo(object.within),
      };
    }
    case 'environment':
      return holeFor('environment-variable', object.variable, {
        at: object.at,
        trail: object.trail,
      });
    case 'external':
      return holeFor(...outsideReason(object.name));
    default:
      return holeFor('computed-at-run-time', object.kind);
  }
}

function optionsOf(value: Value): readonly TextOption[] {
  const unknowns = value.unknowns.map((unknown): TextOption => ({
    text: unknown.pattern ?? HOLE,
    hole: unknown,
    trail: unknown.trail,
  }));
  return [...value.objects.map(optionOf), ...unknowns];
}

function append(left: TextOption, right: TextOption): TextOption {
  return {
    text: left.text + right.text,
    hole: left.hole ?? right.hole,
    trail: left.trail ?? right.trail,
    ...fallbackIn(left, right),
    ...((left.written ?? right.written) ? { written: true } : {}),
    ...confinedTo(bothWithin(left.within, right.within)),
  };
}

/** Whether the parts of an option are never set together. */
function isImpossible({ within }: TextOption): boolean {
  return within?.size === 0;
}

/** A text with a part that the code only falls back on is one itself. */
function fallbackIn(...parts: readonly TextOption[]): { readonly fallback?: true } {
  return parts.some(({ fallback }) => fallback) ? { fallback: true } : {};
}

function valueOfOption(option: TextOption): Value {
  const { text, hole, trail } = option;
  const more = confinedTo(option.within);
  if (!hole && option.written)
    return valueOf({ kind: 'resource-name', form: 'pattern', text, trail, ...more });
  if (!hole) return valueOf({ kind: 'string', text, trail, ...fallbackIn(option), ...more });
  const pattern = text.replace(/\*+/g, HOLE);
  return {
    objects: [],
    unknowns: [{ ...hole, pattern: pattern === HOLE ? null : pattern, trail }],
  };
}

/**
 * The texts of the parts in a row, in every combination that may come about: what is set for different functions is not
 * put together. A part that is not reached yet makes the whole not reached.
 */
export function concatenateValues(parts: readonly Value[]): Value {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  if (parts.some(isNothing)) return NOTHING;
  let options: readonly TextOption[] = [{ text: '', hole: null, trail: null }];
  for (const part of parts) {
    const next = optionsOf(part);
    options = options
      .flatMap((left) => next.map((right) => append(left, right)))
      .filter((option) => !isImpossible(option));
    if (options.length > MAX_OBJECTS)
      return unknownValue('too-many-values', `more than ${MAX_OBJECTS} values`, null);
  }
  // Every function sets some of the variables only: none of them can put the whole together.
  if (options.length === 0) return unknownValue('environment-variable', '?', null);
  return options.map(valueOfOption).reduce(join, NOTHING);
}

/** The texts that a value may be, with those that are left as a template writes them. */
export function textsIn(value: Value): ReadonlySet<string> {
  return new Set(value.objects.flatMap((object) => ('text' in object ? [object.text] : [])));
}

/** Applies a known function to every known text; what is not known stays so, without a pattern. */
export function mapTexts(value: Value, change: (text: string) => string): Value {
  const objects = value.objects.map((object): Value => {
    if (object.kind === 'string')
      return { objects: [{ ...object, text: change(object.text) }], unknowns: [] };
    const { hole } = optionOf(object);
    return { objects: [], unknowns: hole ? [hole] : [] };
  });
  const unknowns = value.unknowns.map((unknown) => ({ ...unknown, pattern: null }));
  return objects.reduce(join, { objects: [], unknowns });
}

/** A slot of a template: by position or by name. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slot'; readonly key: string | number; readonly exact: boolean };

/** The parts of a `%` template. `exact` is false when the slot changes the text of its value (width, number format). */
export function percentParts(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let position = 0;
  let from = 0;
  for (const match of template.matchAll(/%(?:\(([^)]*)\))?([-#0 +]*[\d.*]*)([a-zA-Z%])/g)) {
    const [whole, name, format, conversion] = match;
    parts.push({ kind: 'text', text: template.slice(from, match.index) });
    from = match.index + whole.length;
    if (conversion === '%') parts.push({ kind: 'text', text: '%' });
    else
      parts.push({
        kind: 'slot',
        key: name ?? position++,
        exact: format === '' && /[sdi]/.test(conversion ?? ''),
      });
  }
  parts.push({ kind: 'text', text: template.slice(from) });
  return parts;
}

/** The parts of a `str.format` template. A slot with an attribute, index, conversion or format is not exact. */
export function formatParts(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let position = 0;
  let from = 0;
  for (const match of template.matchAll(/\{\{|\}\}|\{([^{}:!.[]*)([^{}]*)\}/g)) {
    const [whole, key = '', rest] = match;
    parts.push({ kind: 'text', text: template.slice(from, match.index) });
    from = match.index + whole.length;
    if (whole === '{{' || whole === '}}') parts.push({ kind: 'text', text: whole.slice(1) });
    else
      parts.push({
        kind: 'slot',
        key: key === '' ? position++ : /^\d+$/.test(key) ? Number(key) : key,
        exact: rest === '',
      });
  }
  parts.push({ kind: 'text', text: template.slice(from) });
  return parts;
}

/** Fills every known template of `template`; `slot` gives the value for a slot, null when there is none. */
export function fillTemplate(
  template: Value,
  partsOf: (text: string) => readonly TemplatePart[],
  slot: (key: string | number) => Value | null,
): Value {
  const filled = template.objects.map((object): Value => {
    if (object.kind !== 'string') return unknownValue('computed-at-run-time', 'template', null);
    const parts = partsOf(object.text).map((part): Value => {
      if (part.kind === 'text')
        return {
          objects: [{ ...object, text: part.text }],
          unknowns: [],
        };
      const value = slot(part.key);
      if (value && part.exact) return value;
      return unknownValue('computed-at-run-time', `{${part.key}}`, null);
    });
    return concatenateValues(parts.filter((part) => !isEmptyText(part)));
  });
  return filled.reduce(join, { objects: [], unknowns: template.unknowns });
}

function isEmptyText(value: Value): boolean {
  const [object] = value.objects;
  return (
    value.objects.length === 1 &&
    object?.kind === 'string' &&
    object.text === '' &&
    value.unknowns.length === 0
  );
}
