/*
 * Text of one piece + its syntax → the unit's summary. Pure: nothing but the text decides the result.
 */
import { MARKER, type Piece, type PieceKind } from '../syntax/piece.ts';
import { type SyntaxNode, hasError, namedChildren } from '../syntax/node.ts';
import { attemptedNames } from './attempted-names.ts';
import { OUTSIDE, type UnitDraft, anchorOf, createFlow } from './draft.ts';
import { extractExpression } from './extract-expression.ts';
import { openScope } from './extract-scope.ts';
import { extractStatement } from './extract-statement.ts';
import { shapeOf } from './shape.ts';
import { NO_COMMENTS, readComments } from './table-comment.ts';
import type {
  Exit,
  IgnoreComment,
  LostComment,
  TableComment,
  UnitBody,
  UnitSummary,
} from './unit.ts';

/** The table comments. Their anchors come behind all others, so that editing one moves none of the code's. */
function tableCommentsOf(draft: UnitDraft): readonly TableComment[] {
  return draft.comments.tables.map(({ node, words }) => ({
    at: anchorOf(draft, node),
    tables: words.tables,
  }));
}

/** The comments that have a say about diagnostics: they are no part of the meaning of the code. */
function directivesOf(draft: UnitDraft): Pick<UnitSummary, 'ignores' | 'lost'> {
  const ignores: IgnoreComment[] = [];
  const lost: LostComment[] = [];
  for (const { node, words } of draft.comments.rest) {
    const at = anchorOf(draft, node);
    if (words.kind === 'ignore') ignores.push({ at, codes: words.codes });
    else lost.push({ kind: 'malformed-comment', at, words: words.words });
  }
  draft.comments.tables.forEach(({ node, words }, index) => {
    if (draft.taken.has(index)) return;
    const at = anchorOf(draft, node);
    lost.push({ kind: 'unused-comment', at, words: `table=${words.tables.join(',')}` });
  });
  return { ignores, lost };
}

/** The name of what the unit defines first; it keeps the unit's identity while its inside is edited. */
function nameOf({ bindings }: UnitDraft): string {
  return bindings.find((binding) => binding.scope === 0)?.name ?? '';
}

function exitsOf(reaching: ReadonlyMap<string, readonly number[]>): readonly Exit[] {
  return [...reaching]
    .map(([name, bindings]) => ({
      name,
      bindings: bindings.filter((binding) => binding !== OUTSIDE),
      open: bindings.includes(OUTSIDE),
    }))
    .filter((exit) => exit.bindings.length > 0)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** Summarizes the syntax of one piece; `text` is the piece's own text. */
export function summarizeUnit(root: SyntaxNode, text: string, kind: PieceKind): UnitSummary {
  const draft: UnitDraft = {
    text,
    visitors: { expression: extractExpression, statement: extractStatement },
    comments: text.includes(MARKER) ? readComments(root, text) : NO_COMMENTS,
    taken: new Set(),
    anchors: [],
    scopes: [],
    bindings: [],
    globalWrites: [],
    starImports: [],
  };
  const at = anchorOf(draft, { start: 0, end: text.length });
  const flow = createFlow(openScope(draft, 0, { kind: 'unit', name: '', at, nameAt: at }));
  for (const statement of namedChildren(root)) extractStatement(draft, flow, statement);
  const tableComments = draft.taken.size > 0 ? tableCommentsOf(draft) : [];
  const body: UnitBody = {
    kind,
    name: nameOf(draft),
    scopes: draft.scopes,
    bindings: draft.bindings,
    exits: exitsOf(flow.reaching),
    globalWrites: draft.globalWrites,
    starImports: draft.starImports,
    tableComments,
    ...(hasError(root) ? { broken: true, attempted: attemptedNames(text) } : { broken: false }),
  };
  const shape = shapeOf(body);
  const directives = directivesOf(draft);
  return { body, shape, anchors: Int32Array.from(draft.anchors), ...directives };
}

/** The part of a file that a piece covers. */
export function pieceText(text: string, piece: Piece): string {
  return text.slice(piece.start, piece.end);
}
