/*
 * Files of Terraform for tests: texts go in, what they declare comes out.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createQueryEngine } from '../../server/src/base/query.ts';
import { NOTHING, type Value } from '../../server/src/flow/value/value.ts';
import { type InfraModel, NO_INFRA } from '../../server/src/infra/model.ts';
import type { TemplateContext } from '../../server/src/infra/template.ts';
import { configurationOf } from '../../server/src/infra/terraform/configuration.ts';
import { evaluate } from '../../server/src/infra/terraform/evaluate.ts';
import { outermost } from '../../server/src/infra/terraform/scope.ts';
import { createTerraformReader } from '../../server/src/infra/terraform/terraform-reader.ts';
import { createProgram } from '../../server/src/link/program.ts';
import {
  documentLanguageOf,
  readDocument,
} from '../../server/src/syntax/document/read-document.ts';
import { readHcl } from '../../server/src/syntax/hcl/read-hcl.ts';
import { type HclParser, loadHclParser } from '../../server/src/syntax/hcl/hcl-parser.ts';

/** Texts by their names. */
export type Documents = Readonly<Record<string, string>>;

/** What tests ask. */
export interface Terraform {
  readonly parser: HclParser;
  /** Reads files of one workspace; the result gives what one of them declares. */
  readonly read: (documents: Documents) => (file: string) => InfraModel;
  /** The value of a local of a single module. */
  readonly evaluated: (documents: Documents, local: string) => Value;
}

/** Loads the grammar. */
export async function loadTerraform(): Promise<Terraform> {
  const installed = createRequire(import.meta.url);
  const bytesOf = (file: string): Uint8Array => readFileSync(installed.resolve(file));
  const parser = await loadHclParser({
    runtime: bytesOf('web-tree-sitter/tree-sitter.wasm'),
    terraform: bytesOf('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm'),
  });
  return {
    parser,
    read: (documents) => readAll(parser, documents),
    evaluated: (documents, local) => evaluateLocal(parser, documents, local),
  };
}

function evaluateLocal(parser: HclParser, documents: Documents, local: string): Value {
  const written = Object.entries(documents).flatMap(([name, text]) => {
    const node = readHcl(parser, text).root;
    return node ? [{ file: `/w/${name}`, node }] : [];
  });
  const configuration = configurationOf('/w', written);
  const budget = { steps: 100_000, depth: 0 };
  const world = { root: '/w', configurationOf: () => null, evaluate, budget };
  const instance = {
    world,
    configuration,
    given: () => null,
    values: new Map(),
    children: new Map(),
    depth: 0,
  };
  const node = configuration.locals.get(local)?.node;
  return node ? evaluate(outermost(instance, '/w/value.tf'), node) : NOTHING;
}

function readAll(parser: HclParser, documents: Documents): (file: string) => InfraModel {
  const program = createProgram(createQueryEngine());
  const files = Object.keys(documents).map((name) => `/w/${name}`);
  for (const [name, text] of Object.entries(documents)) {
    const language = documentLanguageOf(name);
    const root = language && readDocument(language, text, parser).root;
    if (root) program.documents.set(`/w/${name}`, root);
  }
  program.documentPaths.set('', files.sort());
  const reader = createTerraformReader(program);
  // The reader asks the program only.
  const context = { program } as TemplateContext;
  return (name) => {
    const root = program.documents.get(`/w/${name}`);
    return root ? reader.read(context, { file: `/w/${name}`, root }) : NO_INFRA;
  };
}

/** A value as plain data; of several, `anyOf` in their order. */
export function plain(value: Value): unknown {
  const all = value.objects.map((object): unknown => {
    switch (object.kind) {
      case 'string':
        return object.text;
      case 'resource-name':
        return object.form === 'pattern' ? object.text : `@${object.text}`;
      case 'constant':
        return JSON.parse(object.text) as unknown;
      case 'sequence':
        return object.items.map(plain);
      case 'dict':
        return Object.fromEntries([...object.entries].map(([key, entry]) => [key, plain(entry)]));
      default:
        return object.kind;
    }
  });
  return all.length > 1 ? { anyOf: all } : all[0];
}
