/*
 * The questions about the infrastructure of a workspace: what a file declares, and what a variable is for the code in a file.
 * The environment of a function belongs to the code it runs: its entry file and what that imports.
 */
import { groupBy } from '../base/group-by.ts';
import { sameValue } from '../flow/value/same.ts';
import { joinAll, type Value, valueWithin } from '../flow/value/value.ts';
import { valueKey } from '../flow/value/value-key.ts';
import { commonLength, folderOf } from '../link/modules.ts';
import type { FilePath } from '../link/place.ts';
import { documentOf, type Program } from '../link/program.ts';
import { isTestFile } from '../link/test-code.ts';
import { createVariablesQuery, type FunctionVariables } from './function-variables.ts';
import { createExportQuery, type ExportedAs } from './cdk/exports.ts';
import { createImportReach, type ImportReach } from './import-reach.ts';
import {
  type EnvironmentSetting,
  type FunctionResource,
  type InfraModel,
  NO_INFRA,
  type SharedEnvironment,
  type StoredParameter,
  type TableResource,
} from './model.ts';
import { createOwnersQuery } from './owners.ts';
import { sameInfra } from './same-infra.ts';
import { createProjects, type Projects } from './same-project.ts';
import { type OutputRequest, outputNear } from './stack-outputs.ts';
import { isWithin, settingsOf, sharedSettings, type Tier } from './shared-settings.ts';
import type { Template, TemplateContext, TemplateReader } from './template.ts';

/** At most so many functions are looked at for whether their code reaches a file. */
const MAX_REACHING = 300;

/** The questions that others ask. */
export interface Infrastructure {
  /** What a file declares. */
  readonly modelOf: (file: FilePath) => InfraModel;
  /** The tables that are declared in a file: by itself, or as a part of templates that take it in. */
  readonly tablesIn: (file: FilePath) => readonly TableResource[];
  /** What a variable is for the code in a file; null when no template of the project sets it for that code. */
  readonly environmentOf: (file: FilePath, variable: string) => Value | null;
  /** What files that only show which variables there are, and workflows, set a variable to; null when none does. */
  readonly exampleOf: (file: FilePath, variable: string) => Value | null;
  /** What a stored parameter of that name holds, as the nearest template that writes it says; null when none does. */
  readonly parameterOf: (file: FilePath, name: string) => Value | null;
  /** What a stack of one of these names gives out under a key, as the nearest template says; null when none does. */
  readonly outputOf: (file: FilePath, stack: Value, key: string) => Value | null;
  /** What a stack exports under one of the texts of a value, as the nearest one says; null when none does. */
  readonly exportedAs: ExportedAs;
  /** The functions whose code a file belongs to. */
  readonly functionsOf: (file: FilePath) => readonly FunctionResource[];
  /** All variables that are set for the code in a file; null when it belongs to no function or some may be missing. */
  readonly variablesFor: (file: FilePath) => FunctionVariables | null;
}

/** A function with the entry file that was found. */
interface PlacedFunction {
  readonly resource: FunctionResource;
  /** Null when the template does not say, or when there is no such file. */
  readonly entry: FilePath | null;
}

/** All functions and shared environments of the workspace. */
interface Environments {
  readonly byEntry: ReadonlyMap<FilePath, readonly FunctionResource[]>;
  /** The entry files below each folder that has some. */
  readonly entriesBelow: ReadonlyMap<FilePath, readonly FilePath[]>;
  /** Functions whose code is not found. */
  readonly loose: readonly FunctionResource[];
  readonly shared: readonly SharedEnvironment[];
  /** A text for each function that tells it apart, and the ways in which one template deploys it. */
  readonly keys: ReadonlyMap<FunctionResource, string>;
}

/** How a file is read that is no document: as code that declares infrastructure. */
export interface CodeReader {
  /** Whether a file is of the kind that is read in this way. */
  readonly reads: (file: FilePath) => boolean;
  /** The files of the workspace that may declare something. */
  readonly files: () => readonly FilePath[];
  readonly read: (file: FilePath) => InfraModel;
}

function foldersAbove(file: FilePath): readonly FilePath[] {
  const folders: FilePath[] = [];
  for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) folders.push(folder);
  return folders;
}

/** Tells functions apart. One that is deployed in several ways stands several times at one place. */
function keysOf(functions: readonly FunctionResource[]): ReadonlyMap<FunctionResource, string> {
  const groups = groupBy(functions, ({ id, at }) => `${at.file}::${at.unit}::${id}`);
  return new Map(
    [...groups].flatMap(([place, group]) =>
      group.map((resource, index) => [resource, `${place}#${index}`] as const),
    ),
  );
}

/** What functions set a variable to, each for itself. */
function settingsPerFunction(
  { keys }: Environments,
  functions: readonly FunctionResource[],
  variable: string,
): readonly EnvironmentSetting[] {
  return functions.flatMap((resource) =>
    settingsOf(resource.environment, variable).map((setting) => ({
      ...setting,
      value: valueWithin(setting.value, keys.get(resource) ?? ''),
    })),
  );
}

function collectEnvironments(program: Program, models: readonly InfraModel[]): Environments {
  const all = models.flatMap(({ functions }) => functions);
  const placed = all.map((resource): PlacedFunction => {
    const entry = resource.entry.find((file) => program.files.get(file) === true) ?? null;
    return { resource, entry };
  });
  const known = placed.flatMap(({ resource, entry }) =>
    entry === null ? [] : [{ resource, entry }],
  );
  const byEntry = new Map(
    [...groupBy(known, ({ entry }) => entry)].map(
      ([entry, group]) => [entry, group.map(({ resource }) => resource)] as const,
    ),
  );
  const below = [...byEntry.keys()].flatMap((entry) =>
    foldersAbove(entry).map((folder) => ({ folder, entry })),
  );
  return {
    byEntry,
    entriesBelow: new Map(
      [...groupBy(below, ({ folder }) => folder)].map(
        ([folder, group]) => [folder, group.map(({ entry }) => entry)] as const,
      ),
    ),
    loose: placed.flatMap(({ resource, entry }) => (entry === null ? [resource] : [])),
    shared: models.flatMap(({ shared }) => shared),
    keys: keysOf(all),
  };
}

/** The entry files whose code reaches a file: from the nearest folder around it in which there are some. */
function entriesReaching(
  { entriesBelow }: Environments,
  reach: ImportReach,
  file: FilePath,
): readonly FilePath[] {
  const tried = new Set<FilePath>();
  for (const folder of foldersAbove(file)) {
    const found: FilePath[] = [];
    for (const entry of entriesBelow.get(folder) ?? []) {
      if (tried.has(entry)) continue;
      if (tried.size >= MAX_REACHING) return found;
      tried.add(entry);
      if (reach.from(entry).has(file)) found.push(entry);
    }
    if (found.length > 0) return found;
  }
  return [];
}

/** What functions of the project without known code set, those of the nearest template first. */
function looseSettings(
  environments: Environments,
  file: FilePath,
  variable: string,
  projects: Projects,
): readonly EnvironmentSetting[] {
  const loose = environments.loose.filter(({ at }) => !projects.hasOwnTemplates(file, at.file));
  for (const folder of foldersAbove(file)) {
    const near = loose.filter(({ at, folder: code }) =>
      isWithin(code ?? folderOf(at.file), folder),
    );
    const found = settingsPerFunction(environments, near, variable);
    if (found.length > 0) return found;
  }
  return [];
}

/** What the questions about environments are answered from. */
interface EnvironmentQueries {
  readonly environments: () => Environments;
  readonly functionsOf: (file: FilePath) => readonly FunctionResource[];
  readonly variablesFor: (file: FilePath) => FunctionVariables | null;
  readonly projects: Projects;
}

function createEnvironmentQueries(
  program: Program,
  models: () => readonly InfraModel[],
  projects: Projects,
): EnvironmentQueries {
  const { engine } = program;
  const reach = createImportReach(program);
  const environments = engine.query<null, Environments>('environments', {
    key: () => '',
    compute: () => collectEnvironments(program, models()),
    bottom: { byEntry: new Map(), entriesBelow: new Map(), loose: [], shared: [], keys: new Map() },
  });
  const functionsOf = engine.query<FilePath, readonly FunctionResource[]>('functions', {
    key: (file) => file,
    compute: (file) => {
      const all = environments(null);
      const own = all.byEntry.get(file);
      if (own) return own;
      return entriesReaching(all, reach, file).flatMap((entry) => all.byEntry.get(entry) ?? []);
    },
    bottom: [],
    equal: (left, right) =>
      left.length === right.length && left.every((resource, index) => resource === right[index]),
  });
  const loose = (): readonly FunctionResource[] => environments(null).loose;
  const variablesFor = createVariablesQuery(program, { functionsOf, loose });
  return { environments: () => environments(null), functionsOf, variablesFor, projects };
}

function valueSet(settings: readonly EnvironmentSetting[]): Value | null {
  return settings.length > 0 ? joinAll(settings.map(({ value }) => value)) : null;
}

/** The value of a variable for the code in a file; null when nothing sets it there. */
function variableFor(
  program: Program,
  { environments, functionsOf, projects }: EnvironmentQueries,
  file: FilePath,
  variable: string,
): Value | null {
  const all = environments();
  const functions = functionsOf(file);
  const inTier = (tier: Tier): readonly EnvironmentSetting[] =>
    sharedSettings(all.shared, file, variable, tier);
  const tried: readonly (() => readonly EnvironmentSetting[])[] = [
    () => (isTestFile(program, file) ? inTier('tests') : []),
    () => settingsPerFunction(all, functions, variable),
    () => inTier('deployed'),
    () => (functions.length > 0 ? [] : looseSettings(all, file, variable, projects)),
    () => inTier('local'),
  ];
  for (const settings of tried) {
    const value = valueSet(settings());
    if (value) return value;
  }
  return null;
}

function sameOrNone(left: Value | null, right: Value | null): boolean {
  return left && right ? sameValue(left, right) : left === right;
}

function createVariableQueries(
  program: Program,
  queries: EnvironmentQueries,
): Pick<Infrastructure, 'environmentOf' | 'exampleOf'> {
  const ask = (
    name: string,
    valueIn: (file: FilePath, variable: string) => Value | null,
  ): ((file: FilePath, variable: string) => Value | null) => {
    const query = program.engine.query<readonly [FilePath, string], Value | null>(name, {
      key: ([file, variable]) => `${file}::${variable}`,
      compute: ([file, variable]) => valueIn(file, variable),
      bottom: null,
      equal: sameOrNone,
    });
    return (file, variable) => query([file, variable]);
  };
  return {
    environmentOf: ask('environment', (file, variable) =>
      variableFor(program, queries, file, variable),
    ),
    exampleOf: ask('example', (file, variable) =>
      valueSet(sharedSettings(queries.environments().shared, file, variable, 'example')),
    ),
  };
}

/** The value of the parameter of a name that is written nearest to a file. A name with a path in it is meant everywhere. */
function storedNear(
  parameters: readonly StoredParameter[],
  file: FilePath,
  name: string,
  projects: Projects,
): Value | null {
  const named = parameters.filter(
    (parameter) =>
      parameter.name.objects.some((object) => 'text' in object && object.text === name) &&
      (name.includes('/') || projects.isOneProject(file, parameter.at.file)),
  );
  const near = Math.max(...named.map(({ at }) => commonLength(at.file, file)));
  const nearest = named.filter(({ at }) => commonLength(at.file, file) === near);
  return nearest.length > 0 ? joinAll(nearest.map(({ value }) => value)) : null;
}

function createParameterQuery(
  program: Program,
  models: () => readonly InfraModel[],
  projects: Projects,
): (request: readonly [FilePath, string]) => Value | null {
  return program.engine.query<readonly [FilePath, string], Value | null>('parameter', {
    key: ([file, name]) => `${file}::${name}`,
    compute: ([file, name]) =>
      storedNear(
        models().flatMap(({ parameters }) => parameters),
        file,
        name,
        projects,
      ),
    bottom: null,
    equal: sameOrNone,
  });
}

function createOutputQuery(
  program: Program,
  models: () => readonly InfraModel[],
  projects: Projects,
): (request: OutputRequest) => Value | null {
  return program.engine.query<OutputRequest, Value | null>('output', {
    key: ({ file, stack, key }) => `${file}::${key} ${valueKey(stack)}`,
    compute: (request) =>
      outputNear(
        models().flatMap(({ outputs }) => outputs),
        request,
        projects,
      ),
    bottom: null,
    equal: sameOrNone,
  });
}

/** The tables of models that are written in a file. */
function tablesAt(file: FilePath, models: readonly InfraModel[]): readonly TableResource[] {
  return models.flatMap(({ tables }) => tables).filter(({ at }) => at.file === file);
}

/** Creates the questions. A document is read by the first reader that recognizes it. */
export function createInfrastructure(
  program: Program,
  readers: readonly TemplateReader[],
  code: readonly CodeReader[],
): Infrastructure {
  const context: TemplateContext = {
    program,
    documentOf: (file) => documentOf(program, file),
    documents: () => program.documentPaths.get('') ?? [],
    modelOf: (file) => modelOf(file),
  };
  const readerOf = (template: Template): TemplateReader | undefined =>
    readers.find((reader) => reader.recognizes(template));
  const ownersOf = createOwnersQuery(context, readerOf);
  const readDocument = (template: Template): InfraModel =>
    ownersOf(template.file).length > 0
      ? NO_INFRA
      : (readerOf(template)?.read(context, template) ?? NO_INFRA);
  const modelOf = program.engine.query<FilePath, InfraModel>('infrastructure', {
    key: (file) => file,
    compute: (file) => {
      const root = program.documents.get(file);
      if (root) return readDocument({ file, root });
      return code.find(({ reads }) => reads(file))?.read(file) ?? NO_INFRA;
    },
    bottom: NO_INFRA,
    equal: sameInfra,
  });
  const allModels = (): readonly InfraModel[] =>
    [...context.documents(), ...code.flatMap(({ files }) => files())].map(modelOf);
  const projects = createProjects(program, allModels);
  const queries = createEnvironmentQueries(program, allModels, projects);
  const parameterOf = createParameterQuery(program, allModels, projects);
  const outputOf = createOutputQuery(program, allModels, projects);
  const variables = createVariableQueries(program, queries);
  return {
    modelOf,
    tablesIn: (file) => tablesAt(file, [file, ...ownersOf(file)].map(modelOf)),
    functionsOf: queries.functionsOf,
    variablesFor: queries.variablesFor,
    parameterOf: (file, name) => parameterOf([file, name]),
    outputOf: (file, stack, key) => outputOf({ file, stack, key }),
    exportedAs: createExportQuery(program, allModels),
    ...variables,
  };
}
