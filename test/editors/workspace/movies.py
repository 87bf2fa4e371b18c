"""Films: where they are kept and how they are found."""

import boto3

MOVIES = "Movies"

dynamodb = boto3.resource("dynamodb")
movies = dynamodb.Table(MOVIES)
client = boto3.client("dynamodb")


def find_movie(title):
    found = movies.get_item(Key={"title": title})
    return found.get("Item")


def add_movie(title, year):
    # 🎬 Each film is written once.
    movies.put_item(Item={"title": title, "year": year})


def copy_from(table_name):
    print("🎬", client.scan(TableName=table_name)["Items"])
