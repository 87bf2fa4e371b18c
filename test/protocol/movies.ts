/*
 * A small workspace that most protocol tests use: a module with a name, a module that uses it, and a name that nobody
 * knows.
 */

export const namesFile = `MOVIES = "Movies"
`;

export const appFile = `import boto3
from names import MOVIES

table = boto3.resource("dynamodb").Table(MOVIES)


def save(movie):
    table.put_item(Item=movie)


def load(key):
    return table.get_item(Key=key)
`;

export const unknownFile = `import boto3


def load(name, key):
    return boto3.resource("dynamodb").Table(name).get_item(Key=key)
`;

export const movies = { 'app.py': appFile, 'names.py': namesFile, 'unknown.py': unknownFile };
