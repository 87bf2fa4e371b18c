"""Fills the catalogue from a JSON file: python import_movies.py movies.json"""

import json
import sys

from resources import MOVIES_TABLE, RENTALS_TABLE, client, dynamodb


def create_tables():
    client.create_table(
        TableName=MOVIES_TABLE,
        KeySchema=[
            {"AttributeName": "year", "KeyType": "HASH"},
            {"AttributeName": "title", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "year", "AttributeType": "N"},
            {"AttributeName": "title", "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )


def import_movies(movies):
    with dynamodb.Table(MOVIES_TABLE).batch_writer() as batch:
        for movie in movies:
            batch.put_item(Item=movie)


def move_old_rentals(old, new):
    """Writes rentals under their new keys and removes the old ones, 25 at a time."""
    requests = [{"PutRequest": {"Item": item}} for item in new]
    requests += [{"DeleteRequest": {"Key": key}} for key in old]
    for start in range(0, len(requests), 25):
        client.batch_write_item(RequestItems={RENTALS_TABLE: requests[start : start + 25]})


if __name__ == "__main__":
    create_tables()
    with open(sys.argv[1], encoding="utf-8") as file:
        import_movies(json.load(file))
    print(client.scan(TableName=MOVIES_TABLE, Select="COUNT")["Count"], "movies")
