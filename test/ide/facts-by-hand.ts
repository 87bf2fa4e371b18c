// Builds facts by hand for tests of what is made from them. Places are found in a text, so that the facts of a test
// and the code they are about can be read next to each other; nothing is analysed.
import type { Location, Position } from '../../server/src/base/location.ts';
import type {
  CallFact,
  Caller,
  FileFacts,
  IgnoreDirective,
  LinkType,
  NameKind,
  NameReference,
  TableDeclaration,
  TableUse,
  TrailStep,
  UnknownName,
  UnknownReason,
} from '../../server/src/dynamodb/facts.ts';

/** A file of a test: its text, and the places in it. */
export interface CodeFile {
  readonly file: string;
  /** The n-th occurrence (from 1) of a piece of the text. */
  readonly at: (piece: string, nth?: number) => Location;
  /** The start of the n-th occurrence, moved to the right by some characters. */
  readonly position: (piece: string, nth?: number, right?: number) => Position;
  /** A caller: `definition` is a piece of text from its first line to its name, `name` its qualified name. */
  readonly caller: (
    kind: Caller<Location>['kind'],
    name: string,
    definition: string,
  ) => Caller<Location>;
}

export function codeFile(file: string, text: string): CodeFile {
  const positionAt = (offset: number): Position => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)!.length };
  };
  const offsetOf = (piece: string, nth: number): number => {
    let offset = -1;
    for (let count = 0; count < nth; count += 1) offset = text.indexOf(piece, offset + 1);
    if (offset < 0) throw new Error(`${file} has no ${nth}. occurrence of ${piece}`);
    return offset;
  };
  const between = (start: number, end: number): Location => ({
    file,
    range: { start: positionAt(start), end: positionAt(end) },
  });
  return {
    file,
    at: (piece, nth = 1) => {
      const start = offsetOf(piece, nth);
      return between(start, start + piece.length);
    },
    position: (piece, nth = 1, right = 0) => positionAt(offsetOf(piece, nth) + right),
    caller: (kind, name, definition) => {
      const start = offsetOf(definition, 1);
      const token = name.split('.').at(-1)!;
      const end = start + definition.length;
      const named = kind === 'module' || kind === 'lambda' ? start : end - token.length;
      const nameEnd = kind === 'module' || kind === 'lambda' ? start : end;
      return { name, kind, at: between(named, nameEnd), whole: between(start, end) };
    },
  };
}

const linkOf: Readonly<Record<string, LinkType>> = {
  select: 'useSelectLink',
  insert: 'useInsertLink',
  update: 'useUpdateLink',
  delete: 'useDeleteLink',
};

/** Links by their words, such as `insert select`, in the given order. */
export function links(words: string): readonly LinkType[] {
  return words === '' ? [] : words.split(' ').map((word) => linkOf[word]!);
}

export function step(at: Location, note: string): TrailStep<Location> {
  return { at, note };
}

export function table(
  name: string,
  words = '',
  trail: readonly TrailStep<Location>[] = [],
  nameKind: NameKind = 'physical',
): TableUse<Location> {
  return { name, nameKind, links: links(words), trail };
}

export function unknown(
  reason: UnknownReason,
  detail: string,
  at: Location,
  more: { readonly pattern?: string; readonly trail?: readonly TrailStep<Location>[] } = {},
): UnknownName<Location> {
  return { reason, detail, at, trail: [], ...more };
}

/** A call; its links are those of its tables unless they are given. */
export function call(
  fact: Pick<CallFact<Location>, 'at' | 'api' | 'caller'> & Partial<CallFact<Location>>,
): CallFact<Location> {
  const tables = fact.tables ?? [];
  return {
    kind: 'call',
    method: fact.api.split('.').at(-1)!,
    nameAt: fact.at,
    tables,
    links: [...new Set(tables.flatMap((use) => use.links))],
    unknown: null,
    stale: false,
    ...fact,
  };
}

export function reference(
  fact: Pick<NameReference<Location>, 'at'> & Partial<NameReference<Location>>,
): NameReference<Location> {
  return { kind: 'reference', tables: [], unknown: null, stale: false, ...fact };
}

export function declaration(
  fact: Pick<TableDeclaration<Location>, 'at' | 'name'> & Partial<TableDeclaration<Location>>,
): TableDeclaration<Location> {
  return {
    kind: 'declaration',
    source: 'create_table',
    nameKind: 'physical',
    keys: [],
    indexes: [],
    details: [],
    ...fact,
  };
}

export function ignore(
  at: Location,
  scope: 'line' | 'file',
  ...codes: readonly string[]
): IgnoreDirective<Location> {
  return { kind: 'ignore', at, scope, codes };
}

export function fileFacts(
  file: string,
  facts: Partial<Omit<FileFacts<Location>, 'file'>>,
): FileFacts<Location> {
  return {
    file,
    calls: [],
    declarations: [],
    references: [],
    isTest: false,
    directives: [],
    errors: [],
    statements: [],
    ...facts,
  };
}
