/*
 * What all readers of parts of Terraform's language share: the text, the places of its parts, and how nodes are made.
 */
import type {
  DocumentNode,
  DocumentPath,
  ExpressionForm,
  NodeSpans,
} from '../document/document.ts';

/** What is known while a text is read. */
export interface HclReading {
  readonly text: string;
  readonly spans: Map<DocumentPath, NodeSpans>;
}

/** A text, number, truth value or nothing. */
export function scalarAt(
  path: DocumentPath,
  value: string | number | boolean | null,
): DocumentNode {
  return { kind: 'scalar', path, tag: null, value };
}

/** A node that has to be worked out. */
export function expressionAt(
  { text }: HclReading,
  path: DocumentPath,
  { start, end }: { readonly start: number; readonly end: number },
  form: ExpressionForm,
): DocumentNode {
  const source = text.slice(start, end).trim().replace(/\s+/gu, ' ');
  return { kind: 'expression', path, tag: null, source, form };
}
