/*
 * What is set for all code of a folder, and which of it counts. The kinds of files that set variables have ranks: what is
 * deployed comes before what is set on the machine of a developer, and both come before what is only an example.
 */
import type { FilePath } from '../link/place.ts';
import type { EnvironmentSetting, SharedEnvironment } from './model.ts';

/** How much a kind of file counts: of two kinds that set a variable for one folder, the lower one wins. */
export const RANK = {
  /** A template that is deployed. */
  template: 0,
  /** A container that is built of the code, on the machine of a developer. */
  container: 10,
  /** A container whose code is not known. */
  otherContainer: 11,
  /** A file of variables. */
  variables: 12,
  /** A file that shows which variables there are. */
  example: 20,
  /** A workflow that tests or deploys. */
  workflow: 21,
} as const;

/** Which of the files are asked: kinds of one tier count before all kinds of the next. */
export type Tier = 'tests' | 'deployed' | 'local' | 'example';

function tierOf({ rank, testsOnly }: SharedEnvironment): Tier {
  if (testsOnly) return 'tests';
  if (rank < RANK.container) return 'deployed';
  return rank < RANK.example ? 'local' : 'example';
}

/** Whether a setting only keeps a place for a value that comes from elsewhere. */
function isEmpty({ value: { objects, unknowns } }: EnvironmentSetting): boolean {
  const isText = objects.every((object) => object.kind === 'string' && object.text === '');
  return isText && unknowns.length === 0;
}

/** What is set for a variable, but for empty texts. */
export function settingsOf(
  settings: readonly EnvironmentSetting[],
  variable: string,
): readonly EnvironmentSetting[] {
  return settings.filter((setting) => setting.variable === variable && !isEmpty(setting));
}

/** Whether a path is a folder or lies below it. */
export function isWithin(file: FilePath, folder: FilePath): boolean {
  return file === folder || file.startsWith(`${folder}/`);
}

/**
 * What is set for all code of a folder around the file: the nearest folder counts, then the rank. Of examples the rank
 * counts first.
 */
export function sharedSettings(
  shared: readonly SharedEnvironment[],
  file: FilePath,
  variable: string,
  tier: Tier,
): readonly EnvironmentSetting[] {
  const found = shared
    .filter((environment) => tierOf(environment) === tier && isWithin(file, environment.folder))
    .map((environment) => ({ environment, settings: settingsOf(environment.settings, variable) }))
    .filter(({ settings }) => settings.length > 0);
  const orders: readonly ((environment: SharedEnvironment) => number)[] = [
    ({ folder }) => -folder.length,
    ({ rank }) => rank,
  ];
  let chosen = found;
  for (const order of tier === 'example' ? [...orders].reverse() : orders) {
    const least = Math.min(...chosen.map(({ environment }) => order(environment)));
    chosen = chosen.filter(({ environment }) => order(environment) === least);
  }
  return chosen.flatMap(({ settings }) => settings);
}
