import boto3

movies = boto3.resource("dynamodb").Table("Movies")


def get_movie(title, year):
    return movies.get_item(Key={"title": title, "year": year}).get("Item")
