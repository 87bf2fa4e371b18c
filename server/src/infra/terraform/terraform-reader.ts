/*
 * Which modules of Terraform a workspace has, which of them are roots, and with which values they are run.
 * A module is read for every root that leads to it, with the values that the root's files of variables give: each
 * file that is not loaded by itself is an environment of its own.
 * Source: https://developer.hashicorp.com/terraform/language/values/variables
 */
import { groupBy } from '../../base/group-by.ts';
import { withStep } from '../../flow/value/trail.ts';
import type { Value } from '../../flow/value/value.ts';
import { folderOf } from '../../link/modules.ts';
import type { FilePath } from '../../link/place.ts';
import type { Program } from '../../link/program.ts';
import { type DocumentNode, entriesOf } from '../../syntax/document/document.ts';
import { type InfraModel, NO_INFRA } from '../model.ts';
import { printNode } from '../print-node.ts';
import { sameInfra } from '../same-infra.ts';
import { placeOfNode, type TemplateReader } from '../template.ts';
import { type Configuration, configurationOf } from './configuration.ts';
import { evaluate } from './evaluate.ts';
import { localSource } from './module-call.ts';
import { type DeclaredModel, joinModels, readWorld } from './read-world.ts';
import { type Instance, outermost, type World } from './scope.ts';

const CODE = /\.(?:tf|tofu)(?:\.json)?$/u;
const VALUES = /\.tfvars(?:\.json)?$/u;
const LOADED_VALUES = /(?:^|\/)(?:terraform|[^/]*\.auto)\.tfvars(?:\.json)?$/u;

/** So much is worked out for one root with one set of values. */
const MAX_STEPS = 200_000;
/** Further files of values, and further roots that lead to one module, are left out. */
const MAX_ENVIRONMENTS = 16;
const MAX_ROOTS = 32;

/** The files of Terraform in a workspace. */
interface Layout {
  /** The files of each module, by its folder. */
  readonly modules: ReadonlyMap<FilePath, readonly FilePath[]>;
  readonly values: readonly FilePath[];
}

/** Which modules call which, and the roots: modules that no other calls. */
interface Calls {
  readonly called: ReadonlyMap<FilePath, readonly FilePath[]>;
  readonly roots: readonly FilePath[];
}

function layoutOf(files: readonly FilePath[]): Layout {
  return {
    modules: groupBy(
      files.filter((file) => CODE.test(file)),
      folderOf,
    ),
    values: files.filter((file) => VALUES.test(file)),
  };
}

function callsOf(
  folders: readonly FilePath[],
  configuration: (folder: FilePath) => Configuration | null,
): Calls {
  const known = new Set(folders);
  const called = new Map(
    folders.map((folder) => {
      const targets = [...(configuration(folder)?.modules.values() ?? [])].flatMap(
        ({ file, node }) => localSource(file, node) ?? [],
      );
      return [folder, [...new Set(targets)].filter((target) => known.has(target))] as const;
    }),
  );
  const inner = new Set([...called.values()].flat());
  const roots = folders.filter((folder) => !inner.has(folder));
  const reached = new Set(roots.flatMap((root) => [...reachedFrom(called, root)]));
  // Modules that only call one another in a circle are roots themselves.
  return { called, roots: [...roots, ...folders.filter((folder) => !reached.has(folder))] };
}

function reachedFrom(
  called: ReadonlyMap<FilePath, readonly FilePath[]>,
  root: FilePath,
): ReadonlySet<FilePath> {
  const reached = new Set([root]);
  for (const folder of reached) for (const next of called.get(folder) ?? []) reached.add(next);
  return reached;
}

/** The files of values that belong to a root: in its folder, or below it with no module between. */
function valuesFor({ modules, values }: Layout, root: FilePath): readonly FilePath[] {
  return values.filter((file) => {
    let folder = folderOf(file);
    while (folder !== '' && !modules.has(folder)) folder = folderOf(folder);
    return folder === root;
  });
}

/** A file of values. */
interface Values {
  readonly file: FilePath;
  readonly entries: ReadonlyMap<string, DocumentNode>;
}

/** An instance of a root with certain files of values; of a variable in several, the last counts. */
function rootInstance(
  world: World,
  configuration: Configuration,
  files: readonly Values[],
): Instance {
  const instance: Instance = {
    world,
    configuration,
    given: (name): Value | null => {
      const found = files.findLast(({ entries }) => entries.has(name));
      const node = found?.entries.get(name);
      if (!found || !node) return null;
      const value = world.evaluate(outermost(instance, found.file), node);
      return withStep(value, placeOfNode(found.file, node.path), `${name} = ${printNode(node)}`);
    },
    values: new Map(),
    children: new Map(),
    depth: 0,
  };
  return instance;
}

/** The sets of values that a root is run with: what is always loaded, and one environment on top. */
function environmentsOf(
  { variables, folder }: Configuration,
  files: readonly Values[],
): readonly (readonly Values[])[] {
  const isLoaded = ({ file }: Values): boolean =>
    LOADED_VALUES.test(file) && folderOf(file) === folder;
  const byName = ({ file }: Values): string => (file.includes('/terraform.tfvars') ? '' : file);
  const loaded = files
    .filter(isLoaded)
    .sort((left, right) => (byName(left) < byName(right) ? -1 : 1));
  const environments = files.filter(
    (values) => !isLoaded(values) && [...values.entries.keys()].some((name) => variables.has(name)),
  );
  if (environments.length === 0) return [loaded];
  return environments.slice(0, MAX_ENVIRONMENTS).map((values) => [...loaded, values]);
}

/** The questions about the modules of a program. */
interface ModuleQueries {
  readonly layout: () => Layout;
  readonly configuration: (folder: FilePath) => Configuration | null;
  readonly calls: () => Calls;
}

function createModuleQueries(program: Program): ModuleQueries {
  const { engine } = program;
  const layout = engine.query<null, Layout>('terraform files', {
    key: () => '',
    compute: () => layoutOf(program.documentPaths.get('') ?? []),
  });
  const configuration = engine.query<FilePath, Configuration | null>('terraform module', {
    key: (folder) => folder,
    compute: (folder) => {
      const files = layout(null).modules.get(folder);
      if (!files) return null;
      const written = files.flatMap((file) => {
        const node = program.documents.get(file);
        return node ? [{ file, node }] : [];
      });
      return configurationOf(folder, written);
    },
  });
  const calls = engine.query<null, Calls>('terraform calls', {
    key: () => '',
    compute: () => callsOf([...layout(null).modules.keys()].sort(), configuration),
    equal: (left, right) =>
      JSON.stringify([[...left.called], left.roots]) ===
      JSON.stringify([[...right.called], right.roots]),
  });
  return { layout: () => layout(null), configuration, calls: () => calls(null) };
}

function readRoot(
  program: Program,
  { layout, configuration }: ModuleQueries,
  root: FilePath,
): ReadonlyMap<FilePath, DeclaredModel> {
  const own = configuration(root);
  if (!own) return new Map();
  const values = valuesFor(layout(), root).map((file): Values => {
    const entries = entriesOf(program.documents.get(file) ?? null);
    return { file, entries: new Map(entries.map(({ key, value }) => [key, value])) };
  });
  const readings = environmentsOf(own, values).map((files) => {
    const budget = { steps: MAX_STEPS, depth: 0 };
    const world: World = { root, configurationOf: configuration, evaluate, budget };
    return readWorld(rootInstance(world, own, files));
  });
  const files = new Set(readings.flatMap((reading) => [...reading.keys()]));
  return new Map(
    [...files].map((file) => [file, joinModels(readings.flatMap((read) => read.get(file) ?? []))]),
  );
}

function sameModels(
  left: ReadonlyMap<FilePath, DeclaredModel>,
  right: ReadonlyMap<FilePath, DeclaredModel>,
): boolean {
  return (
    left.size === right.size &&
    [...left].every(([file, model]) => {
      const other = right.get(file);
      return other && sameInfra({ ...NO_INFRA, ...model }, { ...NO_INFRA, ...other });
    })
  );
}

/** Creates the reader of Terraform and OpenTofu. */
export function createTerraformReader(program: Program): TemplateReader {
  const queries = createModuleQueries(program);
  const readingOf = program.engine.query<FilePath, ReadonlyMap<FilePath, DeclaredModel>>(
    'terraform root',
    { key: (root) => root, compute: (root) => readRoot(program, queries, root), equal: sameModels },
  );
  const rootsOf = program.engine.query<FilePath, readonly FilePath[]>('terraform roots', {
    key: (folder) => folder,
    compute: (folder) => {
      const { called, roots } = queries.calls();
      return roots.filter((root) => reachedFrom(called, root).has(folder)).slice(0, MAX_ROOTS);
    },
    equal: (left, right) => left.join('\n') === right.join('\n'),
  });
  return {
    recognizes: ({ file }) => CODE.test(file) || VALUES.test(file),
    read: (_context, { file }): InfraModel => {
      if (!CODE.test(file)) return NO_INFRA;
      const models = rootsOf(folderOf(file)).flatMap((root) => readingOf(root).get(file) ?? []);
      return models.length === 0 ? NO_INFRA : { ...NO_INFRA, ...joinModels(models) };
    },
  };
}
