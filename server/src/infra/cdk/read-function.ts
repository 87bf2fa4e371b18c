/*
 * Functions and containers that constructs make: the files of their handlers, and their environment.
 * Sources: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda-readme.html,
 * https://docs.aws.amazon.com/cdk/api/v2/docs/@aws-cdk_aws-lambda-python-alpha-readme.html
 */
import type { Evaluator } from '../../flow/evaluator.ts';
import { pathsIn } from '../../flow/library/path-library.ts';
import type { Value } from '../../flow/value/value.ts';
import type { FilePath } from '../../link/place.ts';
import type { Program } from '../../link/program.ts';
import { handlerFiles } from '../handler.ts';
import type { EnvironmentSetting, FunctionResource } from '../model.ts';
import { joinPath } from '../template.ts';
import { assetFolders } from './code-folder.ts';
import { propertyIn, textsOf } from './construct-call.ts';
import { type MadeConstruct, variablesIn } from './construct-site.ts';
import { ASSET } from './library.ts';

/** Where the code of a function may be. */
interface Code {
  readonly folders: readonly FilePath[];
  readonly entry: readonly FilePath[];
}

const NO_CODE: Code = { folders: [], entry: [] };

function assetParts(code: Value | null, part: string): readonly Value[] {
  return (code?.objects ?? []).flatMap((object) =>
    object.kind === 'api' && object.type === ASSET ? (object.parts.get(part) ?? []) : [],
  );
}

function foldersOf(program: Program, file: FilePath, paths: readonly string[]): Code['folders'] {
  return paths.flatMap((path) => assetFolders(program, file, path));
}

/** `PythonFunction`: a folder, a file in it, and a function of the file. */
function pythonCode(program: Program, made: MadeConstruct): Code {
  const { property, at } = made.given;
  const folders = foldersOf(program, at.file, pathsIn(property('entry')));
  const [index = 'index.py'] = textsOf(property('index'));
  return { folders, entry: folders.flatMap((folder) => joinPath(folder, index) ?? []) };
}

/** The handler is a property, or for an image the command that it runs. */
function handlersOf(made: MadeConstruct, code: Value | null): readonly string[] {
  const commands = assetParts(code, 'command').flatMap((command) =>
    command.objects.flatMap((object) =>
      object.kind === 'sequence' ? textsOf(object.items[0] ?? null) : [],
    ),
  );
  return [...textsOf(made.given.property('handler')), ...commands];
}

function codeOf(program: Program, made: MadeConstruct): Code {
  if (made.name.endsWith('.PythonFunction')) return pythonCode(program, made);
  const { property, at } = made.given;
  const code = property('code');
  const paths = assetParts(code, 'path').flatMap(pathsIn);
  const folders = foldersOf(program, at.file, paths);
  const handlers = handlersOf(made, code);
  const entry = handlers.flatMap((handler) =>
    folders.flatMap((folder) => handlerFiles(folder, handler)),
  );
  return { folders, entry };
}

/** Whether code that is not Python is meant: another runtime says so. */
export function runsPython({ given }: MadeConstruct): boolean {
  const runtime = given.property('runtime');
  const words = (runtime?.objects ?? []).flatMap((object) =>
    object.kind === 'external' ? [object.name] : object.kind === 'string' ? [object.text] : [],
  );
  return words.length === 0 || words.some((word) => /python|provided|from_image/iu.test(word));
}

/** The function that a construct makes; `added` are the variables that are added to it afterwards. */
export function functionOf(
  { program }: Evaluator,
  made: MadeConstruct,
  added: readonly EnvironmentSetting[],
): FunctionResource {
  const { property, id, at } = made.given;
  const written = property('environment');
  const variables = made.name === 'lambda.CfnFunction' ? propertyIn(written, 'variables') : written;
  const { folders, entry } = codeOf(program, made);
  return {
    id: textsOf(id)[0] ?? '',
    at,
    entry,
    folder: folders[0] ?? null,
    environment: [...variablesIn(variables, made, 'environment'), ...added],
  };
}

/** A container: its code is in the folder of its image. */
export function containerOf({ program }: Evaluator, made: MadeConstruct): FunctionResource {
  const { id, at, property } = made.given;
  const task = property('taskImageOptions');
  const environment = property('environment') ?? propertyIn(task, 'environment');
  const image = property('image') ?? propertyIn(task, 'image');
  const paths = assetParts(image, 'path').flatMap(pathsIn);
  const { folders } = { ...NO_CODE, folders: foldersOf(program, at.file, paths) };
  return {
    id: textsOf(id)[0] ?? '',
    at,
    entry: [],
    folder: folders[0] ?? null,
    environment: variablesIn(environment, made, 'environment'),
  };
}

/** The names of functions of the application that a stage gives variables of their own. */
function ownFunctions(stage: Value | null): readonly Value[] {
  return (propertyIn(stage, 'lambda_functions')?.objects ?? []).flatMap((object) =>
    object.kind === 'dict' ? [...object.entries.values()] : [],
  );
}

/**
 * An application of Chalice: its code is `app.py` in the folder of its source, whatever its functions are called.
 * Source: https://aws.github.io/chalice/tutorials/cdk.html
 */
export function applicationOf(
  { program }: Evaluator,
  made: MadeConstruct,
  added: readonly EnvironmentSetting[],
): FunctionResource {
  const { property, id, at } = made.given;
  const folders = foldersOf(program, at.file, pathsIn(property('source_dir')));
  const stage = property('stage_config');
  const environment = [stage, ...ownFunctions(stage)].flatMap((part) =>
    variablesIn(propertyIn(part, 'environment_variables'), made, 'environment_variables'),
  );
  return {
    id: textsOf(id)[0] ?? '',
    at,
    entry: folders.map((folder) => `${folder}/app.py`),
    folder: folders[0] ?? null,
    environment: [...environment, ...added],
  };
}
