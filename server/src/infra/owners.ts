/*
 * Documents that are parts of templates, such as those that a service takes in with `${file(…)}`: they are no templates
 * themselves. This asks which documents there are and what is in them, and never what they mean.
 */
import { groupBy } from '../base/group-by.ts';
import type { FilePath } from '../link/place.ts';
import type { Template, TemplateContext, TemplateReader } from './template.ts';

/** Creates the question which templates a document is a part of. */
export function createOwnersQuery(
  context: TemplateContext,
  readerOf: (template: Template) => TemplateReader | undefined,
): (part: FilePath) => readonly FilePath[] {
  const { engine, documents } = context.program;
  const partsOf = engine.query<FilePath, readonly FilePath[]>('parts', {
    key: (file) => file,
    compute: (file) => {
      const root = documents.get(file);
      const template = root && { file, root };
      return (template && readerOf(template)?.partsOf?.(context, template)) ?? [];
    },
    equal: (left, right) => left.join('\n') === right.join('\n'),
  });
  const all = engine.query<null, ReadonlyMap<FilePath, readonly FilePath[]>>('all parts', {
    key: () => '',
    compute: () => {
      const pairs = context
        .documents()
        .flatMap((owner) => partsOf(owner).map((part) => ({ owner, part })));
      return new Map(
        [...groupBy(pairs, ({ part }) => part)].map(
          ([part, group]) => [part, group.map(({ owner }) => owner)] as const,
        ),
      );
    },
    equal: (left, right) => JSON.stringify([...left]) === JSON.stringify([...right]),
  });
  return (part) => all(null).get(part) ?? [];
}
