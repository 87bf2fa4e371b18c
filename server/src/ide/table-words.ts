/*
 * What the code says about a table itself, in Markdown: its key, its indexes, where it is created.
 */
import type { TableFact } from '../dynamodb/table-index.ts';
import type { KnownNameKind } from '../dynamodb/touched.ts';
import { inlineCode, placeLink } from './markdown.ts';
import type { LinkTo } from './markdown.ts';

/** What a kind of name means for the reader. */
export const nameKindWords: Readonly<Record<KnownNameKind, string>> = {
  physical: 'DynamoDB table',
  pattern: 'DynamoDB table whose name is known in part',
  logical: 'DynamoDB table declared without a physical name',
};

/**
 * One line for each thing that is known, such as ``Key: `year` (HASH, N), `title` (RANGE, S)``.
 * Empty for a table that nothing declares.
 */
export function tableLines(table: TableFact, linkTo: LinkTo): readonly string[] {
  const keys = table.keys.map(({ name, role, type }) => {
    const words = type === null ? role : `${role}, ${type}`;
    return `${inlineCode(name)} (${words})`;
  });
  const indexes = table.indexes.map(inlineCode);
  const places = table.declarations.map(({ at }) => placeLink(at, linkTo));
  return [
    ...(keys.length > 0 ? [`Key: ${keys.join(', ')}`] : []),
    ...(indexes.length > 0 ? [`Indexes: ${indexes.join(', ')}`] : []),
    ...(places.length > 0 ? [`Created at ${places.join(', ')}`] : []),
  ];
}
