/*
 * Programs that are very deep, or very long in a row.
 */
import { BOTO3, each, type Limit, nested, one, scan } from './program.ts';

/** Things that are deep. */
export const depths: readonly Limit[] = [
  one(
    '2 000 attributes in a row',
    40,
    'def load(a):',
    `    a${'.b'.repeat(2_000)}.scan()`,
    `    client${'.meta.client'.repeat(1_000)}.scan(TableName="Movies")`,
  ),
  one(
    '2 000 calls in a row',
    40,
    'def load(a):',
    `    a${'.b()'.repeat(2_000)}.scan()`,
    `    dynamodb.Table("Movies")${'.get()'.repeat(2_000)}`,
  ),
  one(
    '2 000 subscripts in a row',
    50,
    'd = {"x": "Movies"}',
    'def load():',
    `    client.scan(TableName=d${'["x"]'.repeat(2_000)})`,
  ),
  one(
    '5 000 calls in each other',
    70,
    'def f(x): return x',
    'def load():',
    `    client.scan(TableName=${nested(5_000, 'f(', '"Movies"', ')')})`,
  ),
  one(
    '5 000 brackets',
    40,
    'def load():',
    `    client.scan(TableName=${nested(5_000, '(', '"Movies"', ')')})`,
    `    client.scan(TableName=${nested(5_000, '[', '"Movies"', ']')}[0])`,
  ),
  one(
    '5 000 dicts in each other',
    50,
    `D = ${nested(5_000, '{"x": ', '"Movies"', '}')}`,
    'def load():',
    '    client.scan(TableName=D["x"]["x"]["x"])',
  ),
  one(
    '5 000 sums and conditions',
    60,
    `A = ${'"a" + '.repeat(5_000)}"b"`,
    `B = ${nested(5_000, '("a" + ', '"b"', ')')}`,
    `C = ${nested(5_000, '("a" if x else ', '"b"', ')')}`,
    `D = ${'"a" if x else '.repeat(5_000)}"b"`,
    'def load():',
    '    client.scan(TableName=A)',
    '    client.scan(TableName=B)',
    '    client.scan(TableName=C)',
    '    client.scan(TableName=D)',
  ),
  one(
    '2 000 lambdas in each other',
    50,
    `F = ${'lambda: '.repeat(2_000)}"Movies"`,
    'def load():',
    `    client.scan(TableName=F${'()'.repeat(2_000)})`,
  ),
  one(
    '1 000 blocks in each other',
    30,
    'def load(x):',
    each(1_000, (index) => `${' '.repeat(index + 1)}if x:`),
    `${' '.repeat(1_001)}client.scan(TableName="Movies")`,
  ),
  one(
    '90 functions and classes in each other',
    40,
    each(
      45,
      (index) =>
        `${' '.repeat(index * 2)}def f${index}():\n${' '.repeat(index * 2 + 1)}class C${index}:`,
    ),
    `${' '.repeat(90)}x = client.scan(TableName="Movies")`,
  ),
  one(
    '5 000 functions that call each the next',
    9_000,
    each(5_000, (index) => `def f${index}(name): return f${index + 1}(name)`),
    'def f5000(name):',
    scan('name'),
    'f0("Movies")',
  ),
  one(
    '5 000 names that are each the next',
    9_000,
    each(5_000, (index) => `n${index} = n${index + 1}`),
    'n5000 = "Movies"',
    'def load():',
    scan('n0'),
  ),
  one(
    '5 000 names that are each the one before',
    40_000,
    'n0 = "Movies"',
    each(5_000, (index) => `n${index + 1} = n${index}`),
    'def load():',
    scan('n5000'),
  ),
  one(
    '3 000 assignments of one variable from itself',
    10_000,
    'def load():',
    '    x = "Movies"',
    each(3_000, () => '    x = x or x'),
    scan('x'),
  ),
  one(
    '1 000 classes in a row',
    1_800,
    'class C0:\n    NAME = "Movies"',
    each(1_000, (index) => `class C${index + 1}(C${index}): pass`),
    'def load():',
    scan('C1000.NAME'),
  ),
  {
    title: '1 000 modules in a row',
    queries: 13_000,
    files: {
      ...Object.fromEntries(
        Array.from({ length: 1_000 }, (_, index) => [
          `m${index}.py`,
          `from m${index + 1} import NAME\n`,
        ]),
      ),
      'm1000.py': 'NAME = "Movies"\n',
      'main.py': `${BOTO3}\nfrom m0 import NAME\n\ndef load():\n${scan('NAME')}\n`,
    },
  },
  {
    title: 'a package 500 folders deep',
    queries: 60,
    files: {
      [`${'p/'.repeat(500)}main.py`]: `${BOTO3}\nfrom ${'.'.repeat(400)} import NAME\n\ndef load():\n${scan('NAME')}\n`,
      [`${'p/'.repeat(101)}__init__.py`]: 'NAME = "Movies"\n',
    },
  },
];
