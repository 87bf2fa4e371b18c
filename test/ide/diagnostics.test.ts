// Which names are reported, with what words, and what silences them.
import { describe, expect, test } from 'vitest';
import type { FileFacts, IgnoreDirective } from '../../server/src/dynamodb/facts.ts';
import type { Location } from '../../server/src/base/location.ts';
import { declaredTablesOf } from '../../server/src/dynamodb/declared-tables.ts';
import { defaultDiagnosticSettings, diagnosticsOf } from '../../server/src/ide/diagnostics.ts';
import { codeFile, fileFacts, ignore, reference, table, unknown } from './facts-by-hand.ts';

const file = codeFile(
  '/work/orders.py',
  `# dynamolens: ignore
def save(name):
    client.scan(TableName=name)  # dynamolens: ignore[x]
    client.scan(TableName=os.environ['STAGE'] +
                '-orders')
    client.scan(TableName='Orders')
`,
);
const nameAt = file.at('name', 2);
const stageAt = file.at("os.environ['STAGE'] +\n                '-orders'");

const references = [
  reference({ at: nameAt, unknown: unknown('parameter-without-caller', 'name', nameAt) }),
  reference({
    at: stageAt,
    unknown: unknown('environment-variable', 'STAGE', stageAt, { pattern: '*-orders' }),
  }),
  reference({ at: file.at("'Orders'"), tables: [table('Orders')] }),
];

const nothing = declaredTablesOf([]);

function placesAndCodes(facts: FileFacts<Location>): readonly string[] {
  return diagnosticsOf(facts, defaultDiagnosticSettings, nothing).map(
    ({ range, code }) => `${range.start.line}: ${code}`,
  );
}

test('unknown names are reported with their reason', () => {
  expect(
    diagnosticsOf(fileFacts(file.file, { references }), defaultDiagnosticSettings, nothing),
  ).toEqual([
    {
      code: 'unresolved-table',
      severity: 'warning',
      message: 'The table name is not known: parameter `name` has no caller in this workspace.',
      range: nameAt.range,
      data: { reason: 'parameter-without-caller', detail: 'name' },
      codeDescription:
        'https://github.com/dynamolens/dynamolens/blob/main/docs/diagnostics.md#parameter-without-caller',
    },
    {
      code: 'unresolved-table',
      severity: 'warning',
      message:
        'Only a part of the table name is known (`*-orders`): environment variable `STAGE` is not defined in this workspace.',
      range: stageAt.range,
      data: { reason: 'environment-variable', detail: 'STAGE', pattern: '*-orders' },
      codeDescription:
        'https://github.com/dynamolens/dynamolens/blob/main/docs/diagnostics.md#environment-variable',
    },
  ]);
});

test('what is wrong with statements is reported', () => {
  const at = file.at('# dynamolens: ignore[x]');
  const text = '# dynamolens: table=Orders';
  const statements = [
    { kind: 'contradicted', at, text, known: ['Films', 'Movies'] },
    { kind: 'unused', at: file.at('save'), text, known: [] },
    { kind: 'malformed', at: nameAt, text: '# dynamolens: tabel=Orders', known: [] },
    { kind: 'malformed', at: stageAt, text: '"nam" is no setting', known: [] },
  ] as const;
  const views = diagnosticsOf(
    fileFacts(file.file, { statements }),
    defaultDiagnosticSettings,
    nothing,
  );
  expect(views.map(({ code, severity, message }) => `${code} ${severity}: ${message}`)).toEqual([
    'unused-statement hint: Nothing on this line takes a table, so `# dynamolens: table=Orders` counts for nothing.',
    'unused-statement hint: `# dynamolens: tabel=Orders` is not understood. Known are `table=NAME,NAME` and `ignore[CODE]`.',
    'contradicted-statement warning: `# dynamolens: table=Orders` is not what the code says: `Films`, `Movies`.',
    'unused-statement hint: This is not understood: "nam" is no setting.',
  ]);
});

test('code that does not parse at the moment raises nothing', () => {
  const stale = references.map((fact) => ({ ...fact, stale: true }));
  expect(placesAndCodes(fileFacts(file.file, { references: stale }))).toEqual([]);
});

test('a place is reported once', () => {
  const twice = references.flatMap((fact) => [fact, fact]);
  expect(placesAndCodes(fileFacts(file.file, { references: twice }))).toEqual([
    '2: unresolved-table',
    '3: unresolved-table',
  ]);
});

test('the severity is the one of the settings; off means nothing', () => {
  const facts = fileFacts(file.file, { references });
  const withSeverity = (severity: 'hint' | 'off') =>
    diagnosticsOf(
      facts,
      {
        ...defaultDiagnosticSettings,
        severity: { ...defaultDiagnosticSettings.severity, 'unresolved-table': severity },
      },
      nothing,
    ).map((one) => one.severity);
  expect(withSeverity('hint')).toEqual(['hint', 'hint']);
  expect(withSeverity('off')).toEqual([]);
});

describe('a comment silences', () => {
  const comment = file.at('# dynamolens: ignore[x]');
  const first = file.at('# dynamolens: ignore');
  const onLastLine = file.at("'-orders')");
  const silenced = (...directives: readonly IgnoreDirective<Location>[]) =>
    placesAndCodes(fileFacts(file.file, { references, directives }));

  test('its line, by the code', () => {
    expect(silenced(ignore(comment, 'line', 'unresolved-table'))).toEqual(['3: unresolved-table']);
  });
  test('its line, without a code', () => {
    expect(silenced(ignore(comment, 'line'))).toEqual(['3: unresolved-table']);
  });
  test('nothing by another code', () => {
    expect(silenced(ignore(comment, 'line', 'other'))).toHaveLength(2);
    expect(silenced(ignore(first, 'file', 'other'))).toHaveLength(2);
  });
  test('only what starts on its line', () => {
    expect(silenced(ignore(onLastLine, 'line'))).toHaveLength(2);
  });
  test('the whole file', () => {
    expect(silenced(ignore(first, 'file', 'other', 'unresolved-table'))).toEqual([]);
    expect(silenced(ignore(first, 'file'))).toEqual([]);
  });
});
