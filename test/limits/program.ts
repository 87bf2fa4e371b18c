/*
 * Programs that no one writes by hand. Each is a workspace that must be answered within a number of queries.
 */

/** A workspace by path, and how many queries its answers may take. */
export interface Limit {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly queries: number;
}

/** What most files start with. */
export const BOTO3 =
  'import boto3\n\nclient = boto3.client("dynamodb")\ndynamodb = boto3.resource("dynamodb")\n';

/** `count` lines (or whatever a part is), one for each number. */
export function each(count: number, part: (index: number) => string, between = '\n'): string {
  return Array.from({ length: count }, (_, index) => part(index)).join(between);
}

/** `inner` in many brackets. */
export function nested(depth: number, open: string, inner: string, close: string): string {
  return open.repeat(depth) + inner + close.repeat(depth);
}

/** A workspace of one file. */
export function one(title: string, queries: number, ...lines: readonly string[]): Limit {
  return { title, queries, files: { 'main.py': `${BOTO3}\n${lines.join('\n')}\n` } };
}

/** A last line of a function. */
export const scan = (name: string) => `    return client.scan(TableName=${name})`;
