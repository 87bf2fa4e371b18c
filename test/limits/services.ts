/*
 * A generated project of any size: services with helpers, stores and handlers, a module that all of them share,
 * environment variables, and functions that hand on to each other across modules.
 */

const SHARED = `
import os
import boto3

dynamodb = boto3.resource("dynamodb")
STAGE = os.environ.get("STAGE", "dev")

class BaseStore:
    table_name = None

    def __init__(self, name=None):
        self.table = dynamodb.Table(name or self.table_name)

    def read(self, key):
        return self.table.get_item(Key=key)

def table_for(service):
    return dynamodb.Table(f"{service}-{STAGE}")

def load(table, key):
    return table.get_item(Key=key)
`;

const service = (index: number) => `
import os
from shared.db import BaseStore, dynamodb, load, table_for
from service${index}.names import ORDERS, users_table

class Store${index}(BaseStore):
    table_name = ORDERS

    def save(self, item):
        self.table.put_item(Item=item)

    def drop(self, key, table=None):
        remove(table or self.table, key)

def remove(table, key):
    table.delete_item(Key=key)

def find${index}(name, key):
    return load(dynamodb.Table(name), key)

def handler(event, context):
    store = Store${index}()
    store.save(event)
    store.drop(event["id"])
    find${index}(users_table(), event["id"])
    find${index}("audit${index}", event["id"])
    return load(table_for("service${index}"), event["id"])
`;

const names = (index: number) => `
import os

ORDERS = "orders${index}"
USERS = os.environ["USERS_TABLE_${index}"]

def users_table():
    return USERS
`;

/** The files of a project with so many services. */
export function services(count: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = { 'shared/__init__.py': '', 'shared/db.py': SHARED };
  for (let index = 0; index < count; index++) {
    files[`service${index}/__init__.py`] = '';
    files[`service${index}/names.py`] = names(index);
    files[`service${index}/app.py`] = service(index);
  }
  return files;
}

/** A helper with so many callers, each in a function of its own, a few in a file. */
export function callers(count: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = { 'shared/__init__.py': '', 'shared/db.py': SHARED };
  for (let index = 0; index < count; index += 3)
    files[`part${index}.py`] = [
      'from shared.db import dynamodb, load',
      ...[index, index + 1, index + 2].map(
        (one) => `def use${one}(key):\n    return load(dynamodb.Table("t${one % 12}"), key)`,
      ),
    ].join('\n');
  return files;
}
