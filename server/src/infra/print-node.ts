/*
 * Parts of a document as short source, for people: the notes in a trail.
 */
import type { DocumentNode } from '../syntax/document/document.ts';

/** Notes are cut to this many characters. */
const MAX_LENGTH = 80;

/** A node as one short line: `!Ref OrdersTable`, `${AWS::StackName}-orders`. */
export function printNode(node: DocumentNode): string {
  const text = print(node);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

function print(node: DocumentNode): string {
  const tag = node.tag === null ? '' : `${node.tag} `;
  switch (node.kind) {
    case 'scalar':
      return `${tag}${node.value === null ? '' : String(node.value)}`.trimEnd();
    case 'expression':
      return node.source;
    case 'list':
      return `${tag}[${node.items.map(print).join(', ')}]`;
    case 'map':
      return `${tag}{${node.entries.map(({ key, value }) => `${key}: ${print(value)}`).join(', ')}}`;
  }
}
