/*
 * What editors send as settings, and what is made of it.
 */
import { describe, expect, test } from 'vitest';
import { defaultSettings, parseSettings } from '../../server/src/lsp/settings.ts';

describe('settings', () => {
  test.each([undefined, null, {}])('not set (%s) are the defaults', (section) => {
    expect(parseSettings(section, null)).toEqual({ settings: defaultSettings, problems: [] });
  });

  test('are taken as they are set', () => {
    const { settings, problems } = parseSettings(
      {
        include: ['src/**'],
        exclude: ['gen'],
        maxFileSize: 5,
        names: { ORDERS_TABLE: 'Orders', 'app.config.ARCHIVE': ['Old', 'Older'] },
        codeLens: { functions: false },
        diagnostics: { severity: { 'unresolved-table': 'off' } },
        trace: { server: 'off' },
      },
      { '**/.git': true, '**/*.pyc': { when: '$(basename).py' }, off: false },
    );
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      include: ['src/**'],
      exclude: ['gen'],
      hidden: ['**/.git'],
      maxFileSize: 5,
      names: { ORDERS_TABLE: ['Orders'], 'app.config.ARCHIVE': ['Old', 'Older'] },
      codeLens: { functions: false, modules: true },
      diagnostics: {
        severity: {
          'unresolved-table': 'off',
          'environment-variable-not-set': 'warning',
          'undeclared-table': 'information',
          'template-error': 'warning',
          'contradicted-statement': 'warning',
          'unused-statement': 'hint',
        },
        undeclaredTables: 'similar',
      },
    });
  });

  test.each([
    [[], 'dynamolens must be an object, not [].'],
    [{ includes: [] }, 'dynamolens.includes is not a setting.'],
    [
      { include: 'a' },
      'dynamolens.include must be a list of glob patterns, not "a"; using ["**/*.py"].',
    ],
    [
      { maxFileSize: '1 MB' },
      'dynamolens.maxFileSize must be a whole number of bytes above 0, not "1 MB"; using 1000000.',
    ],
    [
      { names: { ORDERS_TABLE: 1 } },
      'dynamolens.names: ORDERS_TABLE must be the name of a table or a list of names, not 1.',
    ],
    [
      { codeLens: { functions: 1 } },
      'dynamolens.codeLens.functions must be true or false, not 1; using true.',
    ],
    [
      { diagnostics: { severity: { 'unresolved-table': 'loud' } } },
      'dynamolens.diagnostics.severity: unresolved-table must be one of error, warning, information, hint, off, not "loud"; using "warning".',
    ],
    [
      { diagnostics: { severity: { other: 'off' } } },
      'dynamolens.diagnostics.severity: there is no diagnostic "other".',
    ],
  ])('that make no sense are told about: %j', (section, problem) => {
    expect(parseSettings(section, null)).toEqual({
      settings: defaultSettings,
      problems: [problem],
    });
  });
});
