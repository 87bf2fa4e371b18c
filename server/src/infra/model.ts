/*
 * What infrastructure says about a program: which tables there are, which code runs with which environment variables,
 * and what is written to parameters and outputs that code can read. One shape for every kind of template.
 * Places are paths inside documents, so an edit elsewhere in a template changes nothing.
 */
import type { FilePath, Place } from '../link/place.ts';
import type { Value } from '../flow/value/value.ts';

/** The kind of template that something was found in. */
export type TemplateSource =
  | 'cloudformation'
  | 'sam'
  | 'serverless'
  | 'cdk'
  | 'terraform'
  | 'pulumi'
  | 'chalice'
  | 'zappa'
  | 'copilot'
  | 'ecs'
  | 'compose'
  | 'dotenv'
  | 'pytest'
  | 'workflow'
  | 'amplify';

/** One attribute of a table's primary key. */
export interface TableKey {
  readonly name: string;
  readonly role: 'HASH' | 'RANGE';
  /** `S`, `N`, `B`, or null when the attribute definitions do not say. */
  readonly type: string | null;
}

/** A table that a template declares. */
export interface TableResource {
  readonly source: TemplateSource;
  /** The logical id, the construct's id, the resource's name. */
  readonly id: string;
  /** The name or names it may have; the id as a logical name when the template leaves the name to AWS. */
  readonly name: Value;
  readonly at: Place;
  readonly keys: readonly TableKey[];
  readonly indexes: readonly string[];
  /** What else is stated, in words: billing, stream, time to live. */
  readonly details: readonly string[];
}

/** A variable that a template sets. The trail of the value ends at the declaration it comes from. */
export interface EnvironmentSetting {
  readonly variable: string;
  readonly value: Value;
  readonly at: Place;
}

/** A function or container that a template declares, with the environment its code runs in. */
export interface FunctionResource {
  readonly id: string;
  readonly at: Place;
  /** The files that its handler may be in, most likely first: the first that exists is meant. Empty when the template does not say. */
  readonly entry: readonly FilePath[];
  /** The folder of its code; null when the template does not say. */
  readonly folder: FilePath | null;
  readonly environment: readonly EnvironmentSetting[];
  /** Whether {@link environment} surely has all variables that its code runs with, but for those that AWS sets. */
  readonly isWhole?: boolean;
}

/** Variables that are set for all code below a folder. */
export interface SharedEnvironment {
  readonly folder: FilePath;
  /** Of two kinds that set a variable for one folder, the lower rank wins: see `RANK`. */
  readonly rank: number;
  readonly settings: readonly EnvironmentSetting[];
  /** Whether it counts for test code only. */
  readonly testsOnly: boolean;
}

/** A parameter of the Systems Manager that a template writes. */
export interface StoredParameter {
  readonly name: Value;
  readonly value: Value;
  readonly at: Place;
}

/** An output of a stack. */
export interface StackOutput {
  readonly key: string;
  /** The name of the stack; null when its template does not say. */
  readonly stack: Value | null;
  /** The name it is exported under; null when it is not. */
  readonly exported: Value | null;
  readonly value: Value;
  readonly at: Place;
}

/** Why a template, or a part of it, cannot be read. */
export interface TemplateProblem {
  readonly at: Place;
  readonly message: string;
}

/** Everything that one file says. Lists are in source order. */
export interface InfraModel {
  readonly tables: readonly TableResource[];
  readonly functions: readonly FunctionResource[];
  readonly shared: readonly SharedEnvironment[];
  readonly parameters: readonly StoredParameter[];
  readonly outputs: readonly StackOutput[];
  readonly problems: readonly TemplateProblem[];
}

/** What a file without infrastructure says. */
export const NO_INFRA: InfraModel = {
  tables: [],
  functions: [],
  shared: [],
  parameters: [],
  outputs: [],
  problems: [],
};
