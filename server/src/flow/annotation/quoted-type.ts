/*
 * Quoted annotations: the text of a type as the expression it would be without quotes.
 * Only what types are made of is read: dotted names, brackets, commas and `|`. Names mean what they mean at module level.
 */
import type { Expression } from '../../summary/expression.ts';

const TOKEN = /\s*([A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*|\.\.\.|"[^"]*"|'[^']*'|[[\],|()])/y;

/** Types nested deeper than this in one text are not read. */
const MAX_DEPTH = 8;

interface Reader {
  readonly at: number;
  readonly tokens: readonly string[];
  next: number;
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  const token = new RegExp(TOKEN);
  for (let match = token.exec(text); match; match = token.exec(text)) tokens.push(match[1] ?? '');
  return tokens;
}

function dotted(text: string, at: number): Expression {
  const [first = '', ...rest] = text.split('.').map((part) => part.trim());
  const name: Expression = { kind: 'name', at, name: first, bindings: [], open: true };
  return rest.reduce<Expression>(
    (object, attribute) => ({ kind: 'attribute', at, object, name: attribute, nameAt: at }),
    name,
  );
}

function take(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.next] !== token) return false;
  reader.next += 1;
  return true;
}

/** The types between brackets, up to the closing one. */
function readItems(reader: Reader, close: string, depth: number): readonly Expression[] {
  const items: Expression[] = [];
  while (reader.next < reader.tokens.length && !take(reader, close)) {
    items.push(readType(reader, depth));
    take(reader, ',');
  }
  return items;
}

function readPlain(reader: Reader, depth: number): Expression {
  const { at } = reader;
  const token = reader.tokens[reader.next] ?? '';
  reader.next += 1;
  if (token === '[' || token === '(') {
    const close = token === '[' ? ']' : ')';
    return { kind: 'sequence', at, form: 'list', items: readItems(reader, close, depth + 1) };
  }
  if (/^["']/.test(token)) return { kind: 'string', at, text: token.slice(1, -1) };
  if (!/^[A-Za-z_]/.test(token)) return { kind: 'opaque', at, syntax: 'type' };
  const head = dotted(token, at);
  if (!take(reader, '[')) return head;
  const items = readItems(reader, ']', depth + 1);
  const index: Expression = { kind: 'sequence', at, form: 'tuple', items };
  return { kind: 'subscript', at, object: head, index };
}

function readType(reader: Reader, depth: number): Expression {
  const { at } = reader;
  if (depth > MAX_DEPTH) {
    reader.next = reader.tokens.length;
    return { kind: 'opaque', at, syntax: 'type' };
  }
  const options = [readPlain(reader, depth)];
  while (take(reader, '|')) options.push(readPlain(reader, depth));
  const [only] = options;
  return options.length === 1 && only ? only : { kind: 'alternatives', at, form: 'or', options };
}

/** The expression that a quoted annotation stands for. */
export function quotedType(text: string, at: number): Expression {
  return readType({ at, tokens: tokensOf(text), next: 0 }, 0);
}
