"""Reads and writes movies."""

from boto3.dynamodb.conditions import Key

from resources import MOVIES_TABLE, dynamodb, rentals


class MovieRepository:
    """The movies of the catalogue, by year and title."""

    def __init__(self):
        self.table = dynamodb.Table(MOVIES_TABLE)

    def get_movie(self, year, title):
        response = self.table.get_item(Key={"year": year, "title": title})
        return response.get("Item")

    def movies_of(self, year):
        response = self.table.query(KeyConditionExpression=Key("year").eq(year))
        return response["Items"]

    def rate(self, year, title, rating):
        self.table.update_item(
            Key={"year": year, "title": title},
            UpdateExpression="SET info.rating = :rating",
            ExpressionAttributeValues={":rating": rating},
        )

    def withdraw(self, year, title):
        """Takes a movie out of the catalogue, unless somebody has it at home."""
        copies = rentals.query(KeyConditionExpression=Key("title").eq(title))
        if copies["Count"] == 0:
            self.table.delete_item(Key={"year": year, "title": title})
