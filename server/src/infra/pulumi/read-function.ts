/*
 * Functions that Pulumi programs make: the files of their handlers, and their environment.
 * Source: https://www.pulumi.com/registry/packages/aws/api-docs/lambda/function/
 */
import type { PlacedCall } from '../../flow/callable/callers.ts';
import { placeOf } from '../../flow/evaluator.ts';
import type { CallArguments } from '../../flow/library/library.ts';
import { textsIn } from '../../flow/container/text.ts';
import { withStep } from '../../flow/value/trail.ts';
import type { Value } from '../../flow/value/value.ts';
import { folderOf } from '../../link/modules.ts';
import type { FilePath } from '../../link/place.ts';
import type { Program } from '../../link/program.ts';
import type { CallExpression, Expression } from '../../summary/expression.ts';
import { printExpression } from '../../summary/print.ts';
import { propertyIn, textsOf } from '../cdk/construct-call.ts';
import { handlerFiles } from '../handler.ts';
import type { EnvironmentSetting, FunctionResource } from '../model.ts';
import { joinPath } from '../template.ts';
import { projectFolder } from './config.ts';
import { ARCHIVE, argument, idOf, plain, WHOLE } from './library.ts';

/** A file or folder that an archive takes in, and the path it has there. */
interface Part {
  readonly inside: string;
  readonly path: FilePath;
}

/** Paths are relative to the folder of the program. */
function partsOf(program: Program, file: FilePath, code: Value | null): readonly Part[] {
  const start = projectFolder(program, file) ?? folderOf(file);
  return (code?.objects ?? []).flatMap((object) => {
    if (object.kind !== 'api' || object.type !== ARCHIVE) return [];
    return [...object.parts].flatMap(([inside, paths]) =>
      textsOf(paths).flatMap((path): Part[] => {
        const joined = joinPath(start, path);
        return joined === null || joined.endsWith('.zip') ? [] : [{ inside, path: joined }];
      }),
    );
  });
}

/** The files that a handler may be in. */
function entryIn(parts: readonly Part[], handler: string): readonly FilePath[] {
  const wanted = handlerFiles('', handler);
  return parts.flatMap(({ inside, path }) => {
    if (inside === WHOLE) return handlerFiles(path, handler);
    return wanted.flatMap((file) => {
      if (file === `/${inside}`) return [path];
      return file.startsWith(`/${inside}/`)
        ? (joinPath(path, file.slice(inside.length + 2)) ?? [])
        : [];
    });
  });
}

/** Whether code that is not Python is meant: another runtime says so. */
export function runsPython(given: CallArguments): boolean {
  const runtime = argument(given, 'runtime');
  const words = (runtime?.objects ?? []).flatMap((object) =>
    object.kind === 'external' ? [object.name] : object.kind === 'string' ? [object.text] : [],
  );
  return words.length === 0 || words.some((word) => /python|provided/iu.test(word));
}

function argumentIn({ arguments: given }: CallExpression, name: string): Expression | null {
  return given.find((one) => one.kind === 'keyword' && one.name === name)?.value ?? null;
}

function entryOf(expression: Expression | null, name: string): Expression | null {
  if (expression?.kind === 'call') return argumentIn(expression, name);
  if (expression?.kind !== 'dict') return null;
  const entry = expression.entries.findLast(
    ({ key }) => key?.kind === 'string' && key.text === name,
  );
  return entry?.value ?? null;
}

/** The variables of a function, each with the place where it is written. */
function variablesOf(
  given: CallArguments,
  { call, site }: PlacedCall,
): readonly EnvironmentSetting[] {
  const variables = propertyIn(argument(given, 'environment'), 'variables');
  const written = entryOf(argumentIn(call, 'environment'), 'variables');
  return (
    (variables ? plain(variables) : null)?.objects.flatMap((object) => {
      if (object.kind !== 'dict') return [];
      return [...object.entries].map(([variable, value]): EnvironmentSetting => {
        const expression = entryOf(written, variable);
        const at = placeOf(site, (expression ?? call).at);
        const note = expression ? `${variable}: ${printExpression(expression)}` : variable;
        return { variable, value: withStep(plain(value), at, note), at };
      });
    }) ?? []
  );
}

/** The function that a call makes. */
export function functionOf(
  program: Program,
  given: CallArguments,
  place: PlacedCall,
): FunctionResource {
  const parts = partsOf(program, given.at.file, argument(given, 'code'));
  const handlers = textsOf(argument(given, 'handler'));
  const [whole] = parts.filter(({ inside }) => inside === WHOLE);
  return {
    id: [...textsIn(idOf(given))][0] ?? '',
    at: given.at,
    entry: handlers.flatMap((handler) => entryIn(parts, handler)),
    folder: whole?.path ?? null,
    environment: variablesOf(given, place),
  };
}
