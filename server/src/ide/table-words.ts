/*
 * What code and templates say about a table itself, in Markdown: its key, its indexes, where it is declared.
 */
import type { TableFact } from '../dynamodb/table-index.ts';
import { isMadeByCode, type KnownNameKind } from '../dynamodb/touched.ts';
import { inlineCode, placeLink, plainText } from './markdown.ts';
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
  const details = table.details.map(plainText);
  const created = table.declarations.filter(isMadeByCode);
  const declared = table.declarations.filter((declaration) => !isMadeByCode(declaration));
  const places = (declarations: TableFact['declarations']): string =>
    declarations.map(({ at }) => placeLink(at, linkTo)).join(', ');
  return [
    ...(keys.length > 0 ? [`Key: ${keys.join(', ')}`] : []),
    ...(indexes.length > 0 ? [`Indexes: ${indexes.join(', ')}`] : []),
    ...(details.length > 0 ? [`Settings: ${details.join(', ')}`] : []),
    ...(declared.length > 0 ? [`Declared at ${places(declared)}`] : []),
    ...(created.length > 0 ? [`Created at ${places(created)}`] : []),
  ];
}
