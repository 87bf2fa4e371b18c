/*
 * The questions at the top: the facts of a file, put together from the facts of its units.
 */
import { boto3Library } from '../dynamodb/boto3-library.ts';
import { checkStatedName } from '../dynamodb/check-names.ts';
import type { StatementProblem } from '../dynamodb/facts.ts';
import { type FactSources, factsOfUnit, type UnitFacts } from '../dynamodb/extract-facts.ts';
import { createKeptMethods } from '../dynamodb/operation-sites.ts';
import { factsOfTables } from '../dynamodb/infra-facts.ts';
import { createStackLibrary } from '../dynamodb/stack-outputs.ts';
import { createParameterLibrary } from '../dynamodb/stored-parameters.ts';
import { withUnsetVariables } from '../dynamodb/unset-variables.ts';
import { speaksOfService } from '../dynamodb/relevance.ts';
import { callableLibrary } from '../flow/callable/callable-library.ts';
import { createEvaluator } from '../flow/create-evaluator.ts';
import { combineLibraries, type LibraryModel } from '../flow/library/library.ts';
import { iterationLibrary } from '../flow/library/iteration-library.ts';
import { pytestLibrary } from '../flow/test-code/pytest-library.ts';
import { commandLineLibrary } from '../flow/library/command-line.ts';
import { configurationLibrary } from '../flow/library/configuration-library.ts';
import { createEnvironmentLibrary } from '../flow/library/environment-library.ts';
import { pathLibrary } from '../flow/library/path-library.ts';
import { operatorLibrary } from '../flow/library/operator-library.ts';
import { pythonLibrary } from '../flow/library/python-library.ts';
import { recordLibrary } from '../flow/library/record-library.ts';
import { createTestEnvironment, type TestEnvironment } from '../flow/test-code/test-environment.ts';
import { createExportLibrary } from '../infra/cdk/exports.ts';
import { createCdkLibrary } from '../infra/cdk/library.ts';
import { createPythonCdkReader } from '../infra/cdk/python/reader.ts';
import { createTypeScriptReader } from '../infra/cdk/typescript/reader.ts';
import { createInfrastructure, type Infrastructure } from '../infra/infrastructure.ts';
import { createPulumiLibrary } from '../infra/pulumi/library.ts';
import { createPulumiReader } from '../infra/pulumi/reader.ts';
import { templateReaders } from '../infra/template-readers.ts';
import { createClassShapes } from '../link/classes.ts';
import { languageOf } from '../link/language.ts';
import { createNameQueries } from '../link/names.ts';
import { type FilePath, type Place, unitId, type UnitReference } from '../link/place.ts';
import type { StatedName } from '../link/stated-names.ts';
import { bodyOf, type Program, unitsOf } from '../link/program.ts';

/** The name of the query that `ofFile` asks. */
export const FILE_FACTS = 'file facts';

/** A parameter is followed to its callers, their parameters to theirs, and so on, at most so many times. */
const CALLER_STEPS = 4;

export interface FactQueries {
  readonly ofFile: (file: FilePath) => readonly UnitFacts[];
  /** The same without following parameters to callers. */
  readonly nearOfFile: (file: FilePath) => readonly UnitFacts[];
  /** What is wrong with a name that a project file states. */
  readonly ofStatedName: (request: StatedNameRequest) => StatementProblem<Place> | null;
}

/** A name, and the project file that states it. */
export interface StatedNameRequest {
  readonly file: FilePath;
  readonly name: StatedName;
}

function sameFacts(left: UnitFacts, right: UnitFacts | undefined): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

interface FileSources extends FactSources {
  readonly infra: Infrastructure;
}

function createFileQuery(
  program: Program,
  title: string,
  { infra, ...sources }: FileSources,
  onMark: (file: FilePath) => void,
): (file: FilePath) => readonly UnitFacts[] {
  const ofUnit = program.engine.query<UnitReference, UnitFacts>(`${title}facts`, {
    key: unitId,
    compute: (unit) => withUnsetVariables(infra, factsOfUnit(sources, unit)),
    equal: sameFacts,
  });
  return program.engine.query<FilePath, readonly UnitFacts[]>(`${title}${FILE_FACTS}`, {
    key: (file) => file,
    compute: (file) => {
      // What runs boto3 is Python; code in other languages only declares infrastructure.
      const code = languageOf(file) === 'python' ? unitsOf(program, file) : [];
      const units = code.map(({ key }) => ofUnit({ file, unit: key }));
      const declared = factsOfTables(infra.tablesIn(file));
      return declared ? [...units, declared] : units;
    },
    equal: (left, right) =>
      left.length === right.length && left.every((facts, index) => sameFacts(facts, right[index])),
    onMark,
  });
}

/** Everything that is known about code outside the workspace. */
function createLibrary(
  program: Program,
  infra: () => Infrastructure,
  tested: TestEnvironment,
): LibraryModel {
  return combineLibraries([
    boto3Library,
    createParameterLibrary((file, name) => infra().parameterOf(file, name)),
    createStackLibrary((file, stack, key) => infra().outputOf(file, stack, key)),
    createEnvironmentLibrary({
      program,
      deployed: (file, variable) => infra().environmentOf(file, variable),
      tested,
      example: (file, variable) => infra().exampleOf(file, variable),
    }),
    configurationLibrary,
    commandLineLibrary,
    pathLibrary,
    pythonLibrary,
    callableLibrary,
    recordLibrary,
    operatorLibrary,
    iterationLibrary,
    pytestLibrary,
    createExportLibrary((file, name) => infra().exportedAs(file, name)),
    createCdkLibrary('keywords'),
    createPulumiLibrary(program),
  ]);
}

/** Creates the questions; `onMark` is told of files whose facts may have changed. */
export function createFactQueries(program: Program, onMark: (file: FilePath) => void): FactQueries {
  const tested = createTestEnvironment(program, () => far);
  const library = createLibrary(program, () => infra, tested);
  const names = createNameQueries(program);
  const classes = createClassShapes(program);
  const infra = createInfrastructure(program, templateReaders(program), [
    createTypeScriptReader({ program, names, classes }, (file, name) =>
      infra.exportedAs(file, name),
    ),
    createPythonCdkReader(program, () => far),
    createPulumiReader(program, () => far),
  ]);
  const far = createEvaluator({ program, names, classes, library, reach: CALLER_STEPS });
  const near = createEvaluator({ program, names, classes, library, reach: 0 });
  const unitSpeaks = program.engine.query<UnitReference, boolean>('unit relevance', {
    key: unitId,
    compute: (unit) => {
      const body = bodyOf(program, unit);
      return body !== null && speaksOfService(body);
    },
  });
  const isRelevant = program.engine.query<FilePath, boolean>('relevance', {
    key: (file) => file,
    compute: (file) => unitsOf(program, file).some(({ key }) => unitSpeaks({ file, unit: key })),
  });
  const keptMethods = createKeptMethods(program);
  const ofStatedName = program.engine.query<StatedNameRequest, StatementProblem<Place> | null>(
    'stated name',
    {
      key: ({ file, name }) => `${file}::${JSON.stringify(name)}`,
      compute: ({ file, name }) => checkStatedName(far, file, name),
      equal: (left, right) => JSON.stringify(left) === JSON.stringify(right),
      onMark: ({ file }) => onMark(file),
    },
  );
  return {
    ofStatedName,
    ofFile: createFileQuery(program, '', { far, near, isRelevant, keptMethods, infra }, onMark),
    nearOfFile: createFileQuery(
      program,
      'near ',
      { far: near, near, isRelevant, keptMethods, infra },
      onMark,
    ),
  };
}
