/*
 * What makes up a stack besides its names: where it is written, what it gets from outside, and which stacks are around it.
 */
import type { Value } from '../../flow/value/value.ts';
import type { FilePath } from '../../link/place.ts';
import type { DocumentNode } from '../../syntax/document/document.ts';
import type { TemplateSource } from '../model.ts';

/** What parameters get from outside: from a parent stack or a configuration file; null leaves the default. */
export type ParameterValues = (name: string) => Value | null;

/** Where a stack is written, and what it gets from outside. */
export interface StackOptions {
  readonly file: FilePath;
  readonly root: DocumentNode;
  readonly source: TemplateSource;
  readonly given: ParameterValues;
  /** What is put into texts before CloudFormation sees them; nothing when absent. */
  readonly pieces?: (text: string) => readonly Value[];
  /** The stacks that the stack is nested in. */
  readonly around?: Nesting;
}

/** Where a stack is in a tree of stacks. */
export interface Nesting {
  /** The templates from the outermost one to this one. */
  readonly files: readonly FilePath[];
  /** How many more stacks the tree may have. */
  readonly budget: { left: number };
}
