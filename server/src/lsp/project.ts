/*
 * The tables of the whole workspace, put together when someone asks and kept until facts change.
 */
import type { Location } from '../base/location.ts';
import type { FileFacts } from '../dynamodb/facts.ts';
import { type DeclaredTables, declaredTablesOf } from '../dynamodb/declared-tables.ts';
import type { ProjectFacts } from '../dynamodb/table-index.ts';
import { indexTables, tablesByNameOf } from '../dynamodb/table-index.ts';
import { filesOnTrails } from '../ide/hover-target.ts';
import type { Session } from '../workspace/session.ts';

/** The workspace as a whole. */
export interface Project {
  /** The files that have any calls, declarations or references. */
  readonly files: () => readonly FileFacts<Location>[];
  /** The other files whose trails lead through a file. */
  readonly filesThrough: (path: string) => readonly FileFacts<Location>[];
  readonly tablesByName: () => ProjectFacts['tablesByName'];
  readonly tables: () => ProjectFacts;
  readonly declared: () => DeclaredTables;
}

/** The project of a session. */
export function createProject(session: Session): Project {
  let files: readonly FileFacts<Location>[] | null = null;
  let tablesByName: ProjectFacts['tablesByName'] | null = null;
  let tables: ProjectFacts | null = null;
  let declared: DeclaredTables | null = null;
  // Facts that did not change are the same object, so only the edited file is looked through again.
  const onTrails = new WeakMap<FileFacts<Location>, ReadonlySet<string>>();
  session.onChange(() => {
    files = null;
    tablesByName = null;
    tables = null;
    declared = null;
  });
  const currentFiles = (): readonly FileFacts<Location>[] =>
    (files ??= session.allFacts().filter(isRelevant));
  const leadsThrough = (facts: FileFacts<Location>, path: string): boolean => {
    const known = onTrails.get(facts) ?? filesOnTrails(facts);
    onTrails.set(facts, known);
    return known.has(path);
  };
  return {
    files: currentFiles,
    filesThrough: (path) =>
      currentFiles().filter((facts) => facts.file !== path && leadsThrough(facts, path)),
    tablesByName: () => (tablesByName ??= tablesByNameOf(currentFiles())),
    declared: () => (declared ??= declaredTablesOf(currentFiles())),
    tables: () => (tables ??= indexTables(currentFiles())),
  };
}

function isRelevant({ calls, declarations, references }: FileFacts<Location>): boolean {
  return calls.length + declarations.length + references.length > 0;
}
