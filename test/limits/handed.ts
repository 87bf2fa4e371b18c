/*
 * Functions as values that lead in circles, grow and crowd: factories of factories, functions handed to themselves,
 * tables of functions, partial calls of partial calls.
 */
import { each, type Limit, one } from './program.ts';

/** Programs in which functions are handed on without end or in numbers. */
export const handed: readonly Limit[] = [
  one(
    'a function that hands itself on',
    400,

    'def again(action, table):',
    '    client.scan(TableName=table)',
    '    action(again, table)',
    '    again(action, table + "x")',
    '    return action(action, action)',
    'again(again, "Movies")',
    'again(lambda f, t: f(f, t), "Actors")',
  ),
  one(
    'functions that hand each other on',
    6_000,

    each(
      40,
      (index) =>
        `def f${index}(action, table):\n    client.scan(TableName=table)\n    f${(index + 1) % 40}(f${(index + 7) % 40}, table)\n    return action(f${(index + 3) % 40}, table)`,
    ),
    'f0(f1, "Movies")',
  ),
  one(
    'a factory that makes factories without end',
    900,

    'def make(name, before):',
    '    def made(more):',
    '        client.scan(TableName=name)',
    '        before(more)',
    '        return make(name + more, made)',
    '    return made',
    'made = make("a", print)',
    each(60, () => 'made = made("b")'),
    'made("c")("d")("e")("f")("g")',
  ),
  one(
    'partial calls of partial calls',
    1_500,

    'from functools import partial',
    'def read(*names, table=None):',
    '    client.scan(TableName=table)',
    'call = read',
    each(200, (index) => `call = partial(call, "${index}", table="T${index}")`),
    'call()',
  ),
  one(
    'a dict of 2 000 functions',
    6_500,

    each(2_000, (index) => `def f${index}(table):\n    return table`),
    'def read(table):',
    '    client.scan(TableName=table)',
    `HANDLERS = {"read": read, ${each(2_000, (index) => `"f${index}": f${index},`).replaceAll('\n', ' ')}}`,
    'def handler(event):',
    '    HANDLERS[event["name"]]("Movies")',
    '    HANDLERS["read"]("Actors")',
  ),
  one(
    'a function that 500 others hand on',
    6_000,

    'def read(table):',
    '    client.scan(TableName=table)',
    'def run(action, table):',
    '    action(table)',
    each(500, (index) => `def g${index}():\n    run(read, "T${index % 10}")`),
  ),
  one(
    'decorators on decorators',
    1_500,

    'def twice(action):',
    '    def wrapper(*args, **kwargs):',
    '        action(*args, **kwargs)',
    '        return action(*args, **kwargs)',
    '    return wrapper',
    each(50, () => '@twice'),
    'def read(table):',
    '    client.scan(TableName=table)',
    'read("Movies")',
  ),
];
