// Every reason of not knowing a name has words, and a section in the documentation that its link leads to.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { UnknownReason } from '../../server/src/dynamodb/facts.ts';
import { defaultDiagnosticSettings } from '../../server/src/ide/diagnostics.ts';
import {
  diagnosticsDocs,
  quotePlain,
  reasonClause,
  reasonDocs,
  reasonHint,
} from '../../server/src/ide/reasons.ts';

/** Each reason with something it can be about. The type makes sure that none is forgotten. */
const details: Readonly<Record<UnknownReason, string>> = {
  'parameter-without-caller': 'table_name',
  'environment-variable': 'ORDERS_TABLE',
  'known-at-deployment': 'Fn::ImportValue',
  'command-line-argument': '--table',
  'configuration-file': 'config.json',
  'computed-at-run-time': 'uuid4()',
  'external-module': 'settings.TABLE',
  'api-response': 'Client.get_parameter()',
  'missing-argument': 'TableName',
  'unassigned-name': 'TABLE',
  'too-many-values': 'more than 16 values',
  'depth-limit': 'table_name',
  'dynamic-attribute': '.table_name',
  'syntax-error': 'TABLE = (',
};
const reasons = Object.keys(details) as UnknownReason[];

test('the words of each reason, with and without a detail', () => {
  const words = reasons.flatMap((reason) => [
    reasonClause({ reason, detail: details[reason] }, quotePlain),
    reasonClause({ reason, detail: '' }, quotePlain),
  ]);
  expect(words.join('\n')).toMatchInlineSnapshot(`
    "parameter \`table_name\` has no caller in this workspace
    a parameter has no caller in this workspace
    environment variable \`ORDERS_TABLE\` is not defined in this workspace
    an environment variable is not defined in this workspace
    \`Fn::ImportValue\` is only known when the template is deployed
    it is only known when the template is deployed
    \`--table\` is given on the command line when the program starts
    it is given on the command line when the program starts
    it is read from the file \`config.json\`
    it is read from a file
    \`uuid4()\` is computed at run time
    it is computed at run time
    \`settings.TABLE\` comes from a module that is not part of this workspace
    it comes from a module that is not part of this workspace
    it comes from the response of \`Client.get_parameter()\`
    it comes from the response of a service
    argument \`TableName\` is missing
    an argument is missing
    name \`TABLE\` is never assigned a value
    a name is never assigned a value
    it can have more values than are followed
    it can have more values than are followed
    the way to \`table_name\` leads through more calls than are followed
    the way to it leads through more calls than are followed
    attribute \`.table_name\` is set in a way that cannot be followed
    an attribute is set in a way that cannot be followed
    the code that gives it cannot be parsed: \`TABLE = (\`
    the code that gives it cannot be parsed"
  `);
});

test('each hint is made of whole sentences', () => {
  for (const reason of reasons) expect(reasonHint(reason)).toMatch(/^[A-Z].*\.$/);
});

test('a long detail is cut', () => {
  const clause = reasonClause(
    { reason: 'computed-at-run-time', detail: 'x'.repeat(500) },
    quotePlain,
  );
  expect(clause).toBe(`\`${'x'.repeat(79)}…\` is computed at run time`);
});

test('the documentation has a section for the code and for each reason, and no other', () => {
  const text = readFileSync(new URL('../../docs/diagnostics.md', import.meta.url), 'utf8');
  const headings = (level: string) =>
    [...text.matchAll(new RegExp(`^${level} (.+)$`, 'gm'))].map((match) => match[1]);
  expect(headings('##')).toEqual(Object.keys(defaultDiagnosticSettings.severity));
  expect(headings('###')).toEqual(reasons);
  expect(reasonDocs('depth-limit')).toBe(`${diagnosticsDocs}#depth-limit`);
});
