/*
 * Templates of every kind but those of Terraform, for tests: texts go in, what they declare comes out.
 */
import { createQueryEngine } from '../../server/src/base/query.ts';
import { createInfrastructure } from '../../server/src/infra/infrastructure.ts';
import { type InfraModel, NO_INFRA } from '../../server/src/infra/model.ts';
import { templateReaders } from '../../server/src/infra/template-readers.ts';
import { createProgram } from '../../server/src/link/program.ts';
import {
  documentLanguageOf,
  needsHcl,
  readDocument,
} from '../../server/src/syntax/document/read-document.ts';
import type { Documents } from './terraform.ts';

/** Reads files of one workspace; the result gives what one of them declares. */
export function readTemplates(documents: Documents): (file: string) => InfraModel {
  const program = createProgram(createQueryEngine());
  const files = Object.keys(documents).map((name) => `/w/${name}`);
  for (const [name, text] of Object.entries(documents)) {
    const language = documentLanguageOf(name);
    const root = language && !needsHcl(language) ? readDocument(language, text, null).root : null;
    if (root) program.documents.set(`/w/${name}`, root);
  }
  program.documentPaths.set('', files.sort());
  const infrastructure = createInfrastructure(program, templateReaders(program), []);
  return (name) =>
    documents[name] === undefined ? NO_INFRA : infrastructure.modelOf(`/w/${name}`);
}
