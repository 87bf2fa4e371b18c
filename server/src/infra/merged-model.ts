/*
 * What several readings of the same templates say together, such as those for several environments.
 */
import { groupBy } from '../base/group-by.ts';
import type { Place } from '../link/place.ts';
import { type InfraModel, NO_INFRA } from './model.ts';
import { sameItem } from './same-infra.ts';

/** What is said twice about one place counts once. */
function distinct<T extends { readonly at: Place }>(items: readonly T[]): readonly T[] {
  const groups = groupBy(items, ({ at }) => `${at.file}::${at.unit}`);
  return [...groups.values()].flatMap((group) =>
    group.filter((item, index) => !group.slice(0, index).some((other) => sameItem(other, item))),
  );
}

/** One model that says what all of them say. */
export function mergedModel(models: readonly InfraModel[]): InfraModel {
  const [only, ...others] = models;
  if (!only) return NO_INFRA;
  if (others.length === 0) return only;
  return {
    tables: distinct(models.flatMap(({ tables }) => tables)),
    functions: distinct(models.flatMap(({ functions }) => functions)),
    shared: models.flatMap(({ shared }) => shared),
    parameters: distinct(models.flatMap(({ parameters }) => parameters)),
    outputs: distinct(models.flatMap(({ outputs }) => outputs)),
    problems: distinct(models.flatMap(({ problems }) => problems)),
  };
}
