/*
 * Quoted strings and heredocs of Terraform → a text, or a text with holes.
 * Source: https://developer.hashicorp.com/terraform/language/expressions/strings
 */
import type { Span } from '../../base/span.ts';
import { childPath, type DocumentNode, type DocumentPath } from '../document/document.ts';
import { childOfType, type PlainNode } from '../plain-tree.ts';
import { expressionAt, type HclReading, scalarAt } from './hcl-reading.ts';
import { unescapeQuoted, withoutDoubledMarks, withoutIndentation } from './hcl-text.ts';

/** Reads a node of type `expression`. */
type ReadExpression = (reading: HclReading, node: PlainNode, path: DocumentPath) => DocumentNode;

/** A part of a template: what is put in, or plain text before it is unescaped. */
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'hole'; readonly node: PlainNode };

/** How a template is read. */
interface TemplateReading extends HclReading {
  readonly readHole: ReadExpression;
  readonly unescape: (text: string) => string;
}

const HOLES: ReadonlySet<string> = new Set(['template_interpolation', 'template_directive']);

/** Reads a node of type `quoted_template` or `heredoc_template`. */
export function readTemplate(
  reading: HclReading,
  node: PlainNode,
  path: DocumentPath,
  readHole: ReadExpression,
): DocumentNode {
  const holes = node.children.filter(({ type }) => HOLES.has(type));
  if (node.type === 'quoted_template') {
    const span = { start: node.start + 1, end: node.end - 1 };
    const quoted = { ...reading, readHole, unescape: unescapeQuoted };
    return templateOf(quoted, piecesIn(quoted, holes, span), path, node);
  }
  const heredoc = { ...reading, readHole, unescape: withoutDoubledMarks };
  const pieces = piecesIn(heredoc, holes, bodyOfHeredoc(reading, node));
  const start = childOfType(node, 'heredoc_start');
  const isIndented = start !== null && reading.text.slice(start.start, start.end) === '<<-';
  return templateOf(heredoc, isIndented ? unindented(pieces) : pieces, path, node);
}

/** From the line below the first delimiter to the line end before the last one. */
function bodyOfHeredoc({ text }: HclReading, node: PlainNode): Span {
  const delimiters = node.children.filter(({ type }) => type === 'heredoc_identifier');
  const opened = delimiters[0]?.end ?? node.start;
  const closed = delimiters.length > 1 ? (delimiters.at(-1)?.start ?? node.end) : node.end;
  const lineEnd = text.indexOf('\n', opened);
  const start = lineEnd < 0 ? closed : Math.min(lineEnd + 1, closed);
  return { start, end: Math.max(start, text.lastIndexOf('\n', closed - 1) + 1) };
}

function piecesIn(
  { text }: HclReading,
  holes: readonly PlainNode[],
  { start, end }: Span,
): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = start;
  let isTrimmed = false;
  const addText = (to: number, trimEnd: boolean): void => {
    const stretch = text.slice(from, Math.max(from, to));
    const left = isTrimmed ? stretch.trimStart() : stretch;
    pieces.push({ kind: 'text', text: trimEnd ? left.trimEnd() : left });
  };
  for (const node of holes) {
    // `${~` takes the white space before it away, `~}` what is behind.
    addText(node.start, text[node.start + 2] === '~');
    pieces.push({ kind: 'hole', node });
    from = node.end;
    isTrimmed = text[node.end - 2] === '~';
  }
  addText(end, false);
  return pieces;
}

function unindented(pieces: readonly Piece[]): readonly Piece[] {
  const cut = withoutIndentation(
    pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : [])),
  );
  let next = 0;
  return pieces.map((piece) =>
    piece.kind === 'text' ? { kind: 'text', text: cut[next++] ?? '' } : piece,
  );
}

function templateOf(
  reading: TemplateReading,
  pieces: readonly Piece[],
  path: DocumentPath,
  at: Span,
): DocumentNode {
  const parts = pieces.flatMap((piece, index): DocumentNode[] => {
    const own = childPath(path, index);
    if (piece.kind === 'hole') return [readHole(reading, piece.node, own)];
    return piece.text === '' ? [] : [scalarAt(own, reading.unescape(piece.text))];
  });
  if (parts.every(({ kind }) => kind === 'scalar') && pieces.every(({ kind }) => kind === 'text'))
    return scalarAt(path, parts.map((part) => (part.kind === 'scalar' ? part.value : '')).join(''));
  return expressionAt(reading, path, at, { kind: 'template', parts });
}

function readHole(reading: TemplateReading, node: PlainNode, path: DocumentPath): DocumentNode {
  if (node.type === 'template_interpolation') {
    const inner = childOfType(node, 'expression');
    return inner ? reading.readHole(reading, inner, path) : scalarAt(path, '');
  }
  const choice = childOfType(node, 'template_if');
  const intro = choice && childOfType(choice, 'template_if_intro');
  const condition = intro && childOfType(intro, 'expression');
  if (!choice || !condition) return expressionAt(reading, path, node, { kind: 'opaque' });
  return expressionAt(reading, path, node, {
    kind: 'conditional',
    condition: reading.readHole(reading, condition, childPath(path, 0)),
    yes: readBranch(
      reading,
      choice,
      ['template_if_intro', 'template_else_intro'],
      childPath(path, 1),
    ),
    no: readBranch(reading, choice, ['template_else_intro', 'template_if_end'], childPath(path, 2)),
  });
}

/** What stands between two marks of a directive; without the first mark nothing does. */
function readBranch(
  reading: TemplateReading,
  choice: PlainNode,
  [from, to]: readonly [string, string],
  path: DocumentPath,
): DocumentNode {
  const opened = childOfType(choice, from);
  if (!opened) return scalarAt(path, '');
  const closed = childOfType(choice, to) ?? childOfType(choice, 'template_if_end');
  const span = { start: opened.end, end: closed?.start ?? choice.end };
  const holes = choice.children.filter(
    ({ type, start, end }) => HOLES.has(type) && start >= span.start && end <= span.end,
  );
  return templateOf(reading, piecesIn(reading, holes, span), path, span);
}
