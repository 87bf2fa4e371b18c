/*
 * What one stack gives out under a name and another takes in: `CfnOutput` with an export name, and `Fn.importValue`.
 * Source: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.Fn.html#static-importwbrvaluesharedvaluetoimport
 */
import { type LibraryModel, NO_LIBRARY } from '../../flow/library/library.ts';
import { sameValue } from '../../flow/value/same.ts';
import { textsIn } from '../../flow/container/text.ts';
import { withStep } from '../../flow/value/trail.ts';
import { joinAll, type Value } from '../../flow/value/value.ts';
import { commonLength } from '../../link/modules.ts';
import type { FilePath } from '../../link/place.ts';
import type { Program } from '../../link/program.ts';
import type { InfraModel, StackOutput } from '../model.ts';
import { constructName } from './construct-names.ts';

/** What is exported under the texts of a value, seen from a file; null when one of them is not exported, or there is none. */
export type ExportedAs = (file: FilePath, name: Value) => Value | null;

/** What stacks export under a name; of several, what is written nearest to a file. */
function exportNear(outputs: readonly StackOutput[], file: FilePath, name: string): Value | null {
  const named = outputs.filter(({ exported }) => exported && textsIn(exported).has(name));
  const near = Math.max(...named.map(({ at }) => commonLength(at.file, file)));
  const nearest = named.filter(({ at }) => commonLength(at.file, file) === near);
  return nearest.length > 0 ? joinAll(nearest.map(({ value }) => value)) : null;
}

/** Creates the question what is exported under a name. */
export function createExportQuery(
  { engine }: Program,
  models: () => readonly InfraModel[],
): ExportedAs {
  const exported = engine.query<readonly [FilePath, string], Value | null>('export', {
    key: ([file, name]) => `${file}::${name}`,
    compute: ([file, name]) =>
      exportNear(
        models().flatMap(({ outputs }) => outputs),
        file,
        name,
      ),
    bottom: null,
    equal: (left, right) => (left && right ? sameValue(left, right) : left === right),
  });
  return (file, name) => {
    const found = [...textsIn(name)].map((text) => exported([file, text]));
    const known = found.flatMap((value) => value ?? []);
    return known.length > 0 && known.length === found.length ? joinAll(known) : null;
  };
}

const IMPORTS = /^core\.Fn\.import(?:V|_v)alue$/u;

/** `Fn.importValue(name)`: what another stack of the workspace exports under the name. */
export function createExportLibrary(exportedAs: ExportedAs): LibraryModel {
  return {
    ...NO_LIBRARY,
    callExternal: (name, call) => {
      if (!IMPORTS.test(constructName(name) ?? '')) return null;
      const shared = call.get('shared_value_to_import', 0);
      const value = shared && exportedAs(call.at.file, shared.value);
      return value && withStep(value, call.at, call.note);
    },
  };
}
