/*
 * Programs with very many of something.
 */
import { BOTO3, each, type Limit, one, scan } from './program.ts';

/** Things of which there are many. */
export const crowds: readonly Limit[] = [
  one(
    'a variable with 10 000 values',
    150,
    'def load(x):',
    each(10_000, (index) => `    if x == ${index}: name = "t${index}"`),
    scan('name'),
  ),
  one(
    'a global with 10 000 assignments',
    17_000,
    each(10_000, (index) => `NAME = "t${index}"`),
    'def load():',
    scan('NAME'),
  ),
  one(
    'a dict and a list of 10 000 tables',
    60,
    `D = {${each(10_000, (index) => `"k${index}": "t${index}"`, ', ')}}`,
    `L = [${each(10_000, (index) => `"t${index}"`, ', ')}]`,
    'def load(key):',
    '    client.scan(TableName=D[key])',
    '    client.scan(TableName=D["k7777"])',
    '    client.scan(TableName=L[7777])',
    '    client.batch_get_item(RequestItems=D)',
    '    for name in L:',
    '        client.scan(TableName=name)',
  ),
  one(
    '10 000 alternatives in one expression',
    50,
    `N = ${each(10_000, (index) => `"t${index}"`, ' or ')}`,
    `M = ${each(3_000, (index) => `"t${index}"`, ' + ')}`,
    'def load():',
    '    client.scan(TableName=M)',
    scan('N'),
  ),
  {
    title: '2 000 callers of one function in 100 modules',
    queries: 6_000,
    files: {
      'shop.py': `${BOTO3}\ndef load(name, table):\n    table.scan()\n${scan('name')}\n`,
      ...Object.fromEntries(
        Array.from({ length: 100 }, (_, file) => [
          `m${file}.py`,
          `${BOTO3}\nfrom shop import load\n\n${each(20, (index) => `def f${index}():\n    load("t${file}-${index}", dynamodb.Table("u${file}-${index}"))\n`)}`,
        ]),
      ),
    },
  },
  one(
    '2 000 classes that derive from one',
    26_000,
    'class Base:',
    '    NAME = None',
    '    def load(self):',
    '        client.scan(TableName=self.NAME)',
    '        self.table().scan()',
    '    def table(self): raise NotImplementedError',
    each(
      2_000,
      (index) =>
        `class C${index}(Base):\n    NAME = "t${index}"\n    def table(self): return dynamodb.Table("u${index}")`,
    ),
  ),
  one(
    '2 000 instances of one class',
    23_000,
    'class Store:',
    '    def __init__(self, name, table):',
    '        self.name = name',
    '        self.table = table',
    '    def load(self):',
    '        client.scan(TableName=self.name)',
    '        self.table.scan()',
    each(2_000, (index) => `s${index} = Store("t${index}", dynamodb.Table("u${index}"))`),
    'def load():',
    each(2_000, (index) => `    s${index}.load()`),
  ),
  one(
    'functions with 500 parameters',
    900,
    `def load(${each(500, (index) => `p${index}="t${index}"`, ', ')}):`,
    each(500, (index) => `    client.scan(TableName=p${index})`),
    `load(${each(500, (index) => `"u${index}"`, ', ')})`,
    `load(${each(500, (index) => `p${499 - index}="v${index}"`, ', ')})`,
    'load(*[1] * 500, **{})',
  ),
  one(
    'a class with 1 000 methods that write one attribute',
    4_000,
    'class Store:',
    each(
      1_000,
      (index) =>
        `    def m${index}(self):\n        self.table.scan()\n        self.table = dynamodb.Table("t${index}")`,
    ),
  ),
];
