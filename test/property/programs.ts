/*
 * Random Python programs about tables, and random ways of changing their texts.
 * The programs parse; the texts on the way from one to the next mostly do not.
 */
import * as fc from 'fast-check';

/** The files that random workspaces have. Some import from others. */
export const FILES = ['/w/main.py', '/w/settings.py', '/w/shop/__init__.py', '/w/shop/db.py'];

const tables = fc.constantFrom('Movies', 'Users', 'Orders');
const constants = fc.constantFrom('TABLE', 'NAME', 'OTHER');
const objects = fc.constantFrom('client', 'table', 'dynamodb');
const functions = fc.constantFrom('load', 'save', 'clear');

const imports = fc.constantFrom(
  'import boto3',
  'import boto3 as b, os',
  'from boto3 import client, resource',
  'from settings import TABLE',
  'from settings import *',
  'import settings',
  'import shop.db as db',
  'from shop import NAME',
  'from . import db',
  'from .db import table',
  'import main',
  'from main import TABLE, table, load',
  'from shop import *',
);

const values = fc.oneof(
  tables.map((name) => `"${name}"`),
  constants,
  fc.tuple(constants, tables).map(([name, table]) => `f"{${name}}-${table}"`),
  fc.tuple(constants, tables).map(([name, table]) => `${name} or "${table}"`),
  tables.map((name) => `os.environ.get("${name}", "default")`),
  constants.map((name) => `settings.${name}`),
  fc.constantFrom('db.NAME', 'main.NAME', 'shop.TABLE', 'load(key)', 'self.TABLE', 'Store().TABLE'),
);

const calls = fc.oneof(
  fc.tuple(objects, values).map(([name, value]) => `${name}.get_item(TableName=${value}, Key=key)`),
  objects.map((name) => `${name}.put_item(Item={"🎬": key})`),
  values.map((value) => `boto3.resource("dynamodb").Table(${value}).scan()`),
  values.map((value) => `boto3.client("dynamodb").create_table(TableName=${value})`),
  fc.constantFrom(
    'db.table.query()',
    'main.table.query()',
    'self.table.delete()',
    'load(key).scan()',
  ),
  fc.constant('print("nothing")'),
);

const bodies = fc.oneof(
  fc.array(calls, { minLength: 1, maxLength: 3 }),
  fc.tuple(values, calls).map(([value, call]) => [`TABLE = ${value}`, call]),
  calls.map((call) => ['"""Text', '', 'over lines."""', `if key:`, `    return ${call}`]),
  calls.map((call) => ['with table.batch_writer() as table:', `    ${call}`]),
  fc.tuple(values, calls).map(([value, call]) => ['global NAME', `NAME = ${value}`, call]),
  fc.tuple(values, calls).map(([value, call]) => [call, `return ${value}`]),
  fc
    .constantFrom('self.table = self.table', 'self.table = load(key)', 'self.TABLE = self.TABLE')
    .map((text) => [text, 'return table']),
);

const indented = (lines: readonly string[], indent: string) =>
  lines.map((line) => (line === '' ? line : indent + line)).join('\n');

const defs = fc
  .tuple(functions, bodies, fc.constantFrom('key', 'key, table=None', 'client, key', 'self, key'))
  .map(([name, body, parameters]) => `def ${name}(${parameters}):\n${indented(body, '    ')}`);

const classes = fc
  .tuple(values, fc.array(defs, { minLength: 1, maxLength: 2 }))
  .map(([value, members]) => {
    const init = `def __init__(self):\n    self.table = boto3.resource("dynamodb").Table(${value})`;
    const body = [`TABLE = ${value}`, init, ...members].map((text) =>
      indented(text.split('\n'), '    '),
    );
    return `class Store:\n${body.join('\n\n')}`;
  });

const statements = fc.oneof(
  imports,
  fc.tuple(constants, values).map(([name, value]) => `${name} = ${value}`),
  fc.constantFrom(
    'client = boto3.client("dynamodb")',
    'dynamodb = boto3.resource("dynamodb")',
    'table = dynamodb.Table(TABLE)',
    'table = boto3.resource("dynamodb").Table("Movies")',
    'table = load(key)',
    'table = table or main.table',
    '# a comment',
    '"""A text."""',
  ),
  calls,
  defs,
  classes,
  fc.tuple(calls, calls).map(([first, second]) => `if key:\n    ${first}\nelse:\n    ${second}`),
  fc.tuple(calls, calls).map(([first, second]) => `${first}; ${second}`),
  defs.map((text) => `@decorated\n${text}`),
);

/** What most programs start with, so that most of their calls mean something. */
const prelude = [
  'import boto3, os',
  'client = boto3.client("dynamodb")',
  'dynamodb = boto3.resource("dynamodb")',
  'TABLE = NAME = "Orders"',
  'table = dynamodb.Table(TABLE)',
];

/** A program that parses, with one kind of line end or another. */
export const programs = fc
  .record({
    start: fc.oneof(
      { arbitrary: fc.constant(prelude), weight: 3 },
      fc.subarray(prelude),
      fc.constant(['import boto3', 'import settings, shop, main', 'import shop.db as db']),
    ),
    parts: fc.array(statements, { minLength: 1, maxLength: 8, size: 'max' }),
    gap: fc.constantFrom('\n', '\n\n\n', '\n# é 🎬\n'),
    eol: fc.constantFrom('\n', '\n', '\r\n', '\r'),
    mark: fc.constantFrom('', '', '\uFEFF'),
  })
  .map(({ start, parts, gap, eol, mark }) => {
    const text = `${[...start, ...parts].join(gap)}\n`;
    return mark + text.replaceAll('\n', eol);
  });

/** Scraps that make or mend errors. */
const scraps = fc.oneof(
  fc.constantFrom('"""', "'''", '"', "'", '(', ')', '[', '{', '}', ':', '\\', '#', '@', '\n', '\r'),
  fc.constantFrom(
    '\r\n',
    '\t',
    '\f',
    '    ',
    '🎬',
    '\uD83C',
    'def f():',
    'class C:',
    'async ',
    'x',
  ),
  statements,
  fc.string({ maxLength: 5, unit: 'binary' }),
);

/** One thing that happens to a workspace. Places are fractions, because the lengths of texts are not known yet. */
export type Action =
  | { readonly kind: 'edit'; readonly file: string; readonly edits: readonly Edit[] }
  | { readonly kind: 'write'; readonly file: string; readonly text: string }
  | { readonly kind: 'remove'; readonly file: string }
  | { readonly kind: 'ask'; readonly file: string };

export interface Edit {
  readonly from: number;
  readonly length: number;
  readonly text: string;
}

const files = fc.constantFrom(...FILES);
const fractions = fc.double({ min: 0, max: 1, noNaN: true });
const edits = fc.record({
  from: fractions,
  length: fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, fc.nat(12), fc.nat(200)),
  text: fc.oneof(fc.constant(''), scraps),
});

/** What happens on the way. Edits are the most likely. */
export const actions: fc.Arbitrary<Action> = fc.oneof(
  {
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      file: files,
      edits: fc.array(edits, { minLength: 1, maxLength: 3 }),
    }),
    weight: 10,
  },
  { arbitrary: fc.record({ kind: fc.constant('ask' as const), file: files }), weight: 3 },
  {
    arbitrary: fc.record({ kind: fc.constant('write' as const), file: files, text: programs }),
    weight: 1,
  },
  { arbitrary: fc.record({ kind: fc.constant('remove' as const), file: files }), weight: 1 },
);

/** The texts of a workspace; a file without a text does not exist. */
export const workspaces: fc.Arbitrary<ReadonlyMap<string, string>> = fc
  .tuple(...FILES.map(() => fc.option(programs, { nil: null, freq: 6 })))
  .map((texts) => {
    const known = FILES.map((file, index) => [file, texts[index]] as const);
    return new Map(
      known.filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string'),
    );
  });
