from table import get_movie


def show(title, year):
    print(get_movie(title, year))
