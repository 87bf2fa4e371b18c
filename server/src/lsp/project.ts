/*
 * The tables of the whole workspace, put together when someone asks and kept until facts change.
 */
import type { Location } from '../base/location.ts';
import type { FileFacts } from '../dynamodb/facts.ts';
import type { ProjectFacts } from '../dynamodb/table-index.ts';
import { indexTables } from '../dynamodb/table-index.ts';
import type { Session } from '../workspace/session.ts';

/** The workspace as a whole. */
export interface Project {
  /** The files that have any calls, declarations or references. */
  readonly files: () => readonly FileFacts<Location>[];
  readonly tables: () => ProjectFacts;
}

/** The project of a session. */
export function createProject(session: Session): Project {
  let files: readonly FileFacts<Location>[] | null = null;
  let tables: ProjectFacts | null = null;
  session.onChange(() => {
    files = null;
    tables = null;
  });
  const currentFiles = (): readonly FileFacts<Location>[] =>
    (files ??= session.allFacts().filter(isRelevant));
  return { files: currentFiles, tables: () => (tables ??= indexTables(currentFiles())) };
}

function isRelevant({ calls, declarations, references }: FileFacts<Location>): boolean {
  return calls.length + declarations.length + references.length > 0;
}
