"""The clients and tables that the rest of the application shares."""

import os

import boto3

MOVIES_TABLE = "Movies"
RENTALS_TABLE = os.environ.get("RENTALS_TABLE", "Rentals")
ORDERS_TABLE = f"{MOVIES_TABLE}-orders"

dynamodb = boto3.resource("dynamodb")
client = boto3.client("dynamodb")

rentals = dynamodb.Table(RENTALS_TABLE)
