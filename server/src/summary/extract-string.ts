/*
 * String literals of Python: their text with escapes resolved, f-strings as concatenations.
 * Rules: https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals
 */
import type { SyntaxNode } from '../syntax/node.ts';
import { type Flow, type UnitDraft, anchorOf } from './draft.ts';
import type { Expression } from './expression.ts';
import { visitExpression } from './visit.ts';

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** The text that the inside of a non-raw literal stands for. An escape that Python does not know stays as written. */
function unescape(inside: string): string {
  if (!inside.includes('\\')) return inside;
  return inside.replace(
    /\\(\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g,
    (whole, escape: string) => {
      if (escape === '\r\n' || escape === '\r') return '';
      if (/^[0-7]/.test(escape)) return String.fromCodePoint(parseInt(escape, 8));
      if (/^[xuU]./.test(escape)) {
        const code = parseInt(escape.slice(1), 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }
      return SIMPLE_ESCAPES.get(escape) ?? whole;
    },
  );
}

interface Literal {
  readonly prefix: string;
  readonly insideStart: number;
  readonly insideEnd: number;
}

/** Splits a literal into prefix, quotes and inside by its text alone; null when it is not closed. */
function literalOf(text: string, node: SyntaxNode): Literal | null {
  const source = text.slice(node.start, node.end);
  const opening = /^([a-zA-Z]*)('''|"""|'|")/.exec(source);
  if (!opening) return null;
  const [whole, prefix = '', quotes = ''] = opening;
  if (!source.endsWith(quotes) || source.length < whole.length + quotes.length) return null;
  return {
    prefix: prefix.toLowerCase(),
    insideStart: node.start + whole.length,
    insideEnd: node.end - quotes.length,
  };
}

function insideText(literal: Literal, inside: string): string {
  const unified = inside.replace(/\r\n?/g, '\n');
  return literal.prefix.includes('r') ? unified : unescape(unified);
}

/** The value between the braces; null when a conversion or format makes its text differ from `str(value)`. */
function interpolated(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const [value, ...rest] = node.children.filter((child) => child.named && child.type !== 'comment');
  if (!value) return { kind: 'opaque', at: anchorOf(draft, node), syntax: node.type };
  const expression = visitExpression(draft, flow, value);
  const changed = rest.some((part) => draft.text.slice(part.start, part.end) !== '!s');
  return changed
    ? { kind: 'opaque', at: anchorOf(draft, node), syntax: 'format_specifier' }
    : expression;
}

function formatted(draft: UnitDraft, flow: Flow, node: SyntaxNode, literal: Literal): Expression {
  const at = anchorOf(draft, node);
  const parts: Expression[] = [];
  let from = literal.insideStart;
  const addText = (end: number): void => {
    const inside = insideText(literal, draft.text.slice(from, end))
      .replace(/\{\{/g, '{')
      .replace(/\}\}/g, '}');
    if (inside)
      parts.push({ kind: 'string', at: anchorOf(draft, { start: from, end }), text: inside });
  };
  for (const child of interpolationsOf(node)) {
    addText(child.start);
    parts.push(interpolated(draft, flow, child));
    from = child.end;
  }
  addText(literal.insideEnd);
  return { kind: 'concatenation', at, form: 'f-string', parts };
}

function interpolationsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.flatMap((child) =>
    child.type === 'interpolation'
      ? [child]
      : child.type === 'string_content'
        ? interpolationsOf(child)
        : [],
  );
}

/** A `string` node. Bytes are opaque: no API takes them as a name. */
export function extractString(draft: UnitDraft, flow: Flow, node: SyntaxNode): Expression {
  const literal = literalOf(draft.text, node);
  if (!literal || literal.prefix.includes('b'))
    return { kind: 'opaque', at: anchorOf(draft, node), syntax: node.type };
  if (literal.prefix.includes('f')) return formatted(draft, flow, node, literal);
  const inside = draft.text.slice(literal.insideStart, literal.insideEnd);
  return { kind: 'string', at: anchorOf(draft, node), text: insideText(literal, inside) };
}

/** Literals side by side. They are one string when all of them are plain. */
export function extractConcatenatedString(
  draft: UnitDraft,
  flow: Flow,
  node: SyntaxNode,
): Expression {
  const at = anchorOf(draft, node);
  const literals = node.children.filter((child) => child.type === 'string');
  const parts = literals.map((child) => extractString(draft, flow, child));
  if (parts.every((part) => part.kind === 'string')) {
    return { kind: 'string', at, text: parts.map((part) => part.text).join('') };
  }
  const flat = parts.flatMap((part) => (part.kind === 'concatenation' ? part.parts : [part]));
  return { kind: 'concatenation', at, form: 'f-string', parts: flat };
}
