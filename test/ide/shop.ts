// A small workspace with its facts, made by hand: what the tests of hovers and reports look at.
import {
  call,
  codeFile,
  declaration,
  fileFacts,
  reference,
  step,
  table,
  unknown,
} from './facts-by-hand.ts';

export const tablesPy = codeFile(
  '/work/shop/tables.py',
  `import boto3

MOVIES = 'Movies'
movies = boto3.resource('dynamodb').Table(MOVIES)


def create(dynamodb):
    dynamodb.create_table(TableName=MOVIES, KeySchema=KEYS)
`,
);

export const moviesPy = codeFile(
  '/work/shop/movies.py',
  `import os
from tables import movies


def get_movie(key):
    return movies.get_item(Key=key)


def save(client, audit_table, movie):
    movies.put_item(Item=movie)
    client.put_item(TableName=audit_table, Item=movie)
    client.query(TableName=os.environ['ORDERS_TABLE'])
`,
);

const steps = {
  receiver: step(moviesPy.at('movies', 2), 'movies'),
  imported: step(moviesPy.at('from tables import movies'), 'from tables import movies'),
  tableObject: step(
    tablesPy.at("movies = boto3.resource('dynamodb').Table(MOVIES)"),
    "movies = boto3.resource('dynamodb').Table(MOVIES)",
  ),
  constant: step(tablesPy.at("MOVIES = 'Movies'"), "MOVIES = 'Movies'"),
};
const fromConstant = [steps.imported, steps.tableObject, steps.constant];

const getMovie = moviesPy.caller('function', 'get_movie', 'def get_movie');
const save = moviesPy.caller('function', 'save', 'def save');
const create = tablesPy.caller('function', 'create', 'def create');

const auditName = unknown('parameter-without-caller', 'audit_table', moviesPy.at('audit_table'), {
  trail: [step(moviesPy.at('audit_table'), 'def save(client, audit_table, movie)')],
});
const environ = moviesPy.at("os.environ['ORDERS_TABLE']");
const ordersName = unknown('environment-variable', 'ORDERS_TABLE', environ, {
  trail: [step(environ, "os.environ['ORDERS_TABLE']")],
});

export const moviesFacts = fileFacts(moviesPy.file, {
  calls: [
    call({
      at: moviesPy.at('get_item'),
      api: 'Table.get_item',
      caller: getMovie,
      nameAt: moviesPy.at('movies', 2),
      tables: [table('Movies', 'select', fromConstant)],
    }),
    call({
      at: moviesPy.at('put_item'),
      api: 'Table.put_item',
      caller: save,
      nameAt: moviesPy.at('movies', 3),
      tables: [table('Movies', 'insert delete select', fromConstant)],
    }),
    call({
      at: moviesPy.at('put_item', 2),
      api: 'Client.put_item',
      caller: save,
      nameAt: moviesPy.at('audit_table', 2),
      links: ['useInsertLink', 'useDeleteLink', 'useSelectLink'],
      unknown: auditName,
    }),
    call({
      at: moviesPy.at('query'),
      api: 'Client.query',
      caller: save,
      nameAt: environ,
      tables: [table('ORDERS_TABLE', 'select', ordersName.trail, 'env')],
      unknown: ordersName,
    }),
  ],
  references: [
    reference({ at: moviesPy.at('audit_table', 2), unknown: auditName }),
    reference({
      at: environ,
      tables: [table('ORDERS_TABLE', '', ordersName.trail, 'env')],
      unknown: ordersName,
    }),
  ],
});

export const tablesFacts = fileFacts(tablesPy.file, {
  calls: [
    call({
      at: tablesPy.at('create_table'),
      api: 'ServiceResource.create_table',
      caller: create,
      nameAt: tablesPy.at('MOVIES', 3),
      tables: [table('Movies', '', [steps.constant])],
    }),
  ],
  declarations: [
    declaration({
      at: tablesPy.at('dynamodb.create_table(TableName=MOVIES, KeySchema=KEYS)'),
      name: 'Movies',
      keys: [
        { name: 'year', role: 'HASH', type: 'N' },
        { name: 'title', role: 'RANGE', type: null },
      ],
      indexes: ['by_genre'],
    }),
  ],
  references: [
    reference({
      at: tablesPy.at('MOVIES', 2),
      tables: [table('Movies', '', [steps.constant])],
    }),
    reference({
      at: tablesPy.at('MOVIES', 3),
      tables: [table('Movies', '', [steps.constant])],
    }),
  ],
});

export const shopFacts = [moviesFacts, tablesFacts];
