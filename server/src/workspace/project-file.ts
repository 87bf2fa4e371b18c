/*
 * The project file `dynamolens.json`: text → what it states. JSON with comments and commas at the end.
 * Whatever is not understood is told and left out; the rest counts.
 */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Span } from '../base/span.ts';

/** The name of the file, in a folder of the workspace. */
export const PROJECT_FILE = 'dynamolens.json';

export function isProjectFile(path: string): boolean {
  return path.endsWith(`/${PROJECT_FILE}`);
}

/** Tables stated for a variable or an expression. */
export interface NameEntry extends Span {
  readonly subject: string;
  readonly tables: readonly string[];
}

/** Something that is not understood: a sentence without full stop. */
export interface ProjectFileProblem extends Span {
  readonly message: string;
}

/** What a project file says. */
export interface ProjectFileContent {
  readonly names: readonly NameEntry[];
  readonly problems: readonly ProjectFileProblem[];
}

/** Reads the text of a project file. */
export function parseProjectFile(text: string): ProjectFileContent {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const problems = errors.map(({ error, offset, length }): ProjectFileProblem => ({
    ...{ start: offset, end: offset + length },
    message: `this is no JSON: ${printParseErrorCode(error)}`,
  }));
  const names: NameEntry[] = [];
  if (root && root.type !== 'object') problems.push(wrong(root, 'a project file is an object'));
  for (const property of propertiesOf(root)) {
    const [key, value] = property.children ?? [];
    if (key?.value !== 'names') {
      problems.push(wrong(property, `${shown(key)} is no setting of a project file`));
    } else if (value && value.type !== 'object') {
      problems.push(wrong(value, '"names" is an object of names and their tables'));
    } else names.push(...entriesOf(value, problems));
  }
  return { names, problems };
}

function entriesOf(node: Node | undefined, problems: ProjectFileProblem[]): readonly NameEntry[] {
  return propertiesOf(node).flatMap((property): NameEntry[] => {
    const [key, value] = property.children ?? [];
    const tables = tablesIn(value && valueOf(value));
    if (tables) return [{ ...spanOf(property), subject: String(key?.value), tables }];
    // A value that is still being written is told as an error of the syntax.
    if (value)
      problems.push(wrong(value, `the table of ${shown(key)} is a text or a list of texts`));
    return [];
  });
}

/** The tables in a stated value: a text or a list of texts; null when it is something else. */
export function tablesIn(value: unknown): readonly string[] | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const tables = list.filter((item) => typeof item === 'string' && item.trim() !== '');
  return tables.length === list.length && tables.length > 0 ? (tables as string[]) : null;
}

function propertiesOf(node: Node | undefined): readonly Node[] {
  return node?.type === 'object' ? (node.children ?? []) : [];
}

function valueOf(node: Node): unknown {
  return node.type === 'array'
    ? (node.children ?? []).map((child): unknown => child.value)
    : node.value;
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

function wrong(node: Node, message: string): ProjectFileProblem {
  return { ...spanOf(node), message };
}

function shown(key: Node | undefined): string {
  return JSON.stringify(key?.value ?? '');
}
