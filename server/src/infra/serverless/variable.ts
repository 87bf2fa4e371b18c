/*
 * The syntax of Serverless variables: `${self:custom.table, 'orders'}` → its sources, in the order they are tried.
 * What looks like one but is none, such as `${AWS::Region}` or `${OrdersTable.Arn}`, is left to CloudFormation.
 * Source: https://www.serverless.com/framework/docs/guides/variables
 */

/** A part of a text: as it stands there, or a variable without its `${` and `}`. */
export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly inner: string };

/** Where a variable may get its value from. */
export type VariableSource =
  | { readonly kind: 'literal'; readonly text: string | null }
  | {
      readonly kind: 'address';
      /** `self`, `opt`, `env`, `file`, `cf`, … */
      readonly type: string;
      /** What stands in parentheses: `./x.yml` of `file(./x.yml):key`. */
      readonly parameter: string | null;
      /** What stands behind the colon. */
      readonly address: string;
    };

const VARIABLE = /^\s*(?:[A-Za-z][\w.-]*\s*(?:\(|:(?!:))|\$\{|['"])/u;

/** The offset behind the bracket that closes the one before `from`; -1 when there is none. */
function closingOf(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith('${', at)) {
      depth += 1;
      at += 1;
    } else if (text[at] === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

/** Longer texts are taken as they are: they are no names, and looking for what closes a bracket takes its time. */
const MAX_LENGTH = 20_000;

/** Splits a text at its variables. Empty parts are left out. */
export function partsOf(text: string): readonly TextPart[] {
  if (text.length > MAX_LENGTH) return [{ kind: 'text', text }];
  const parts: TextPart[] = [];
  let from = 0;
  const addText = (to: number): void => {
    if (to > from) parts.push({ kind: 'text', text: text.slice(from, to) });
  };
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', at)) {
    const end = closingOf(text, at + 2);
    if (end < 0) break;
    const inner = text.slice(at + 2, end - 1);
    if (!VARIABLE.test(inner)) {
      at += 2;
      continue;
    }
    addText(at);
    parts.push({ kind: 'variable', inner });
    from = end;
    at = end;
  }
  addText(text.length);
  return parts;
}

/** The variable that a text is, from its first to its last character; null for any other text. */
export function wholeVariable(text: string): string | null {
  const [only, ...rest] = partsOf(text.trim());
  return only?.kind === 'variable' && rest.length === 0 ? only.inner : null;
}

/** The offset of the quote that closes the one at `from`; the end of the text when there is none. */
function quoteEnd(text: string, from: number): number {
  const end = text.indexOf(text.charAt(from), from + 1);
  return end < 0 ? text.length : end;
}

/** The alternatives inside of a variable: split at commas that stand in no brackets and no quotes. */
export function alternativesOf(inner: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < inner.length; at += 1) {
    const character = inner.charAt(at);
    if (character === '"' || character === "'") at = quoteEnd(inner, at);
    else if (character === '(' || character === '{') depth += 1;
    else if (character === ')' || character === '}') depth -= 1;
    else if (character === ',' && depth === 0) {
      found.push(inner.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...found, inner.slice(from).trim()];
}

/** What an alternative without variables inside means. */
export function sourceOf(alternative: string): VariableSource {
  const quoted = /^(['"])(.*)\1$/su.exec(alternative);
  if (quoted) return { kind: 'literal', text: quoted[2] ?? '' };
  const found = /^([A-Za-z][\w.-]*)\s*(?:\(([^)]*)\))?\s*(?::(.*))?$/su.exec(alternative);
  const [, type = '', parameter, address] = found ?? [];
  if (!found || (parameter === undefined && address === undefined))
    return { kind: 'literal', text: alternative === 'null' ? null : alternative };
  return {
    kind: 'address',
    type,
    parameter: parameter?.trim().replace(/^(['"])(.*)\1$/u, '$2') ?? null,
    address: (address ?? '').trim(),
  };
}
