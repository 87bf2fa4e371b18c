/*
 * A file of TypeScript → one summary for each of its top-level statements. Pure: nothing but the text decides the result.
 */
import { hasError } from '../../syntax/node.ts';
import type { TypeScriptNode } from '../../syntax/typescript/parser.ts';
import { anchorOf, createFlow, OUTSIDE } from '../draft.ts';
import { openScope } from '../extract-scope.ts';
import { shapeOf } from '../shape.ts';
import type { Exit, UnitBody, UnitSummary } from '../unit.ts';
import { extractExpression } from './extract-expression.ts';
import { extractStatement } from './extract-statement.ts';
import type { Reading } from './reading.ts';

/** The summary of a statement. Anchors count from `start`, an offset in the file. */
export interface SummarizedStatement {
  readonly summary: UnitSummary;
  readonly start: number;
  readonly end: number;
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

function summarizeStatement(node: TypeScriptNode, text: string): SummarizedStatement {
  const reading: Reading = {
    text,
    visitors: { expression: extractExpression, statement: extractStatement },
    anchors: [],
    scopes: [],
    bindings: [],
    globalWrites: [],
    starImports: [],
  };
  const at = anchorOf(reading, node);
  const flow = createFlow(openScope(reading, 0, { kind: 'unit', name: '', at, nameAt: at }));
  extractStatement(reading, flow, node);
  const { scopes, bindings, globalWrites, starImports } = reading;
  const body: UnitBody = {
    kind: 'statement',
    name: bindings.find((binding) => binding.scope === 0)?.name ?? '',
    scopes,
    bindings,
    exits: exitsOf(flow.reaching),
    globalWrites,
    starImports,
    tableComments: [],
    broken: hasError(node),
  };
  const { start, end } = node;
  const anchors = Int32Array.from(reading.anchors, (offset) => offset - start);
  return {
    summary: { body, shape: shapeOf(body), anchors, ignores: [], lost: [] },
    start,
    end,
  };
}

/** Summarizes the statements of a file in order. */
export function summarizeTypeScript(
  statements: readonly TypeScriptNode[],
  text: string,
): readonly SummarizedStatement[] {
  return statements
    .filter(({ named, type }) => named && type !== 'comment')
    .map((node) => summarizeStatement(node, text));
}
