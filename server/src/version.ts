// The version of DynamoLens. The build writes it into the bundle from package.json;
// code that runs from source, as the tests do, has no build and says so.

declare const __DYNAMOLENS_VERSION__: string | undefined;

/** The version as in package.json, or `0.0.0-source` when the code runs without a build. */
export const version: string =
  typeof __DYNAMOLENS_VERSION__ === 'string' ? __DYNAMOLENS_VERSION__ : '0.0.0-source';
