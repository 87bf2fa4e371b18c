/*
 * Text of one piece + its syntax → the unit's summary. Pure: nothing but the text decides the result.
 */
import type { Piece, PieceKind } from '../syntax/piece.ts';
import { type SyntaxNode, hasError, namedChildren } from '../syntax/node.ts';
import { OUTSIDE, type UnitDraft, anchorOf, createFlow } from './draft.ts';
import { extractExpression } from './extract-expression.ts';
import { openScope } from './extract-scope.ts';
import { extractStatement } from './extract-statement.ts';
import { shapeOf } from './shape.ts';
import type { Exit, IgnoreComment, UnitBody, UnitSummary } from './unit.ts';

const IGNORE = /#\s*dynamolens:\s*ignore(?:\[([^\]]*)\])?/;

function extractIgnores(draft: UnitDraft, node: SyntaxNode, found: IgnoreComment[]): void {
  if (node.type === 'comment') {
    const match = IGNORE.exec(draft.text.slice(node.start, node.end));
    if (!match) return;
    const codes = (match[1] ?? '').split(',').map((code) => code.trim());
    found.push({ at: anchorOf(draft, node), codes: codes.filter((code) => code !== '') });
    return;
  }
  for (const child of node.children) extractIgnores(draft, child, found);
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
    anchors: [],
    scopes: [],
    bindings: [],
    globalWrites: [],
    starImports: [],
  };
  const at = anchorOf(draft, { start: 0, end: text.length });
  const flow = createFlow(openScope(draft, 0, { kind: 'unit', name: '', at, nameAt: at }));
  for (const statement of namedChildren(root)) extractStatement(draft, flow, statement);
  const body: UnitBody = {
    kind,
    name: nameOf(draft),
    scopes: draft.scopes,
    bindings: draft.bindings,
    exits: exitsOf(flow.reaching),
    globalWrites: draft.globalWrites,
    starImports: draft.starImports,
    broken: hasError(root),
  };
  const shape = shapeOf(body);
  const ignores: IgnoreComment[] = [];
  if (text.includes('dynamolens:')) extractIgnores(draft, root, ignores);
  return { body, shape, anchors: Int32Array.from(draft.anchors), ignores };
}

/** The part of a file that a piece covers. */
export function pieceText(text: string, piece: Piece): string {
  return text.slice(piece.start, piece.end);
}
