// What package.json and the lock file promise: exact versions, nothing to install beside the bundle, and settings
// that explain themselves and have a default of their own type.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Setting {
  readonly type: string;
  readonly default: unknown;
  readonly scope: string;
  readonly enum?: readonly unknown[];
  readonly markdownDescription: string;
}

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

describe('packages', () => {
  test('every version is exact', () => {
    const loose = Object.entries(manifest.devDependencies).filter(
      ([, range]) => !/^\d+\.\d+\.\d+$/.test(range),
    );
    expect(loose).toEqual([]);
  });

  test('nothing is installed beside the bundle', () => {
    expect(manifest).not.toHaveProperty('dependencies');
  });

  test('the types of VS Code are those of the oldest version it runs in', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
  });

  test('the lock file names no host but the public registry', () => {
    const hosts = Object.values(lock.packages).flatMap(({ resolved }) =>
      resolved === undefined ? [] : [new URL(resolved).host],
    );
    expect(hosts.filter((host) => host !== 'registry.npmjs.org')).toEqual([]);
  });

  test('the lock file lists the parts for every platform, so that it installs on each', () => {
    const missing = Object.entries(lock.packages).flatMap(
      ([place, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies)
          .filter(
            (name) =>
              !lock.packages[`node_modules/${name}`] &&
              !lock.packages[`${place}/node_modules/${name}`],
          )
          .map((name) => `${place}: ${name}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('settings', () => {
  const settings = Object.entries(manifest.contributes.configuration.properties) as [
    string,
    Setting,
  ][];

  test.each(settings)('%s has a description, a scope and a fitting default', (name, setting) => {
    expect(name).toMatch(/^dynamolens\./);
    expect(setting.markdownDescription).toMatch(/^[A-Z].*\.$/);
    expect(['resource', 'window']).toContain(setting.scope);
    const actual = Array.isArray(setting.default) ? 'array' : typeof setting.default;
    expect(actual).toBe(setting.type === 'integer' ? 'number' : setting.type);
    if (setting.enum) expect(setting.enum).toContain(setting.default);
  });

  test('a misspelt diagnostic code is noticed', () => {
    const severity =
      manifest.contributes.configuration.properties['dynamolens.diagnostics.severity'];
    expect(severity.additionalProperties).toBe(false);
    expect(Object.keys(severity.default)).toEqual(Object.keys(severity.properties));
  });
});

describe('trust', () => {
  test('the extension works in untrusted workspaces and says why', () => {
    const { supported, description } = manifest.capabilities.untrustedWorkspaces;
    expect(supported).toBe(true);
    expect(description).toMatch(/never runs code/);
  });

  test('commands of the palette belong together', () => {
    for (const { command, category } of manifest.contributes.commands) {
      expect(command).toMatch(/^dynamolens\./);
      expect(category).toBe('DynamoLens');
    }
  });
});
