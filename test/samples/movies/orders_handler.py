"""The Lambda function behind the orders page."""

import os

from resources import MOVIES_TABLE, ORDERS_TABLE, client


def lambda_handler(event, context):
    actions = {"GET": list_orders, "POST": place_order}
    return actions[event["httpMethod"]](event)


def list_orders(event):
    pages = client.get_paginator("query").paginate(
        TableName=ORDERS_TABLE,
        KeyConditionExpression="customer = :customer",
        ExpressionAttributeValues={":customer": {"S": event["customer"]}},
    )
    return [order for page in pages for order in page["Items"]]


def place_order(event):
    """Takes a copy from the stock and writes the order, or does neither."""
    movie = {"year": {"N": event["year"]}, "title": {"S": event["title"]}}
    client.transact_write_items(
        TransactItems=[
            {
                "Update": {
                    "TableName": MOVIES_TABLE,
                    "Key": movie,
                    "UpdateExpression": "SET copies = copies - :one",
                    "ConditionExpression": "copies >= :one",
                    "ExpressionAttributeValues": {":one": {"N": "1"}},
                }
            },
            {
                "Put": {
                    "TableName": ORDERS_TABLE,
                    "Item": {"customer": {"S": event["customer"]}, **movie},
                }
            },
        ]
    )
    log("order placed")


def log(message):
    # Each stage has its own log table, so its name is known only where the function runs.
    client.put_item(
        TableName=os.environ["AUDIT_TABLE"],
        Item={"message": {"S": message}},
    )
