/*
 * What a report is made of, whatever its format.
 */
import type { Location } from '../base/location.ts';
import type { FileFacts } from '../dynamodb/facts.ts';
import type { ProjectFacts } from '../dynamodb/table-index.ts';

/** A diagnostic with its place. */
export interface ReportedDiagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  readonly at: Location;
}

/** The result of a scan. All paths are absolute and `/`-separated. */
export interface ReportInput {
  /** The folder that paths are shown relative to. */
  readonly root: string;
  readonly project: ProjectFacts;
  readonly files: readonly FileFacts<Location>[];
  readonly diagnostics: readonly ReportedDiagnostic[];
  /** Python files that were read. */
  readonly indexed: number;
  readonly parsed: number;
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
  readonly milliseconds: number;
}
