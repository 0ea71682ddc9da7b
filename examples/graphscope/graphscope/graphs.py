"""Small graphs with several labels and property types, as CSV files: people, software, who knows whom, who made what,
what needs what."""

import csv, datetime, pathlib, random

PEOPLE = "born:date,age:int32"
KNOWS = "since:int32"


def write(directory, people=300, seed=7, apart=0):
    """Writes the files and gives the people's ids. `knows` has no parallel edges and no self loops, so that clustering
    is well defined; the last people know nobody. With `apart` 0 a person and what she made have ids that are both even
    or both odd, so that `created` joins vertices of one fragment where there are one or two; with 1 the other way
    round, so that it cuts (see `several_labels` in acceptance.py)."""
    chance = random.Random(seed)
    directory = pathlib.Path(directory)
    directory.mkdir(exist_ok=True)
    ids = chance.sample(range(-1000, 100_000), people)
    tools = chance.sample(range(200_000, 300_000), people // 5)
    born = datetime.date(1950, 1, 1)
    rows(directory / "person.csv", ["id", "name", "age", "height", "born"],
         [[i, f"p{i}", chance.randrange(10, 99), round(chance.uniform(1.5, 2.1), 3),
           born + datetime.timedelta(chance.randrange(20_000))] for i in ids])
    rows(directory / "software.csv", ["id", "lang", "price"],
         [[i, chance.choice(["java", "c++", "rust"]), chance.randrange(1000)] for i in tools])
    # Of each pair one direction only.
    known = {tuple(chance.sample(ids[:-20], 2)) for _ in range(people * 4)}
    known = sorted(pair for pair in known if (pair[1], pair[0]) not in known or pair[0] < pair[1])
    rows(directory / "knows.csv", ["src", "dst", "weight", "since"],
         [[a, b, round(chance.uniform(0.1, 9), 4), chance.randrange(1990, 2026)] for a, b in known])
    makers = [chance.choice(ids) for _ in range(people)]
    rows(directory / "created.csv", ["src", "dst", "share"],
         [[maker, chance.choice([tool for tool in tools if (tool - maker) % 2 == apart]), round(chance.random(), 3)]
          for maker in makers])
    rows(directory / "needs.csv", ["src", "dst", "count"],
         [[chance.choice(tools), chance.choice(tools), chance.randrange(9)] for _ in range(people)])
    return ids


def rows(path, header, values):
    with open(path, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *values])


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def load_arguments(directory):
    """What `pergola load` needs to know."""
    return ["--vertices", f"person={directory}/person.csv#types={PEOPLE}",
            "--vertices", f"software={directory}/software.csv",
            "--edges", f"knows={directory}/knows.csv#src_label=person&dst_label=person&types={KNOWS}",
            "--edges", f"created={directory}/created.csv#src_label=person&dst_label=software",
            "--edges", f"needs={directory}/needs.csv#src_label=software&dst_label=software"]


def without_dates(directory):
    """The same, after dates were taken out of the file of people: GraphScope's query engine knows none."""
    people = [{key: cell for key, cell in row.items() if key != "born"} for row in read(f"{directory}/person.csv")]
    rows(f"{directory}/person.csv", list(people[0]), [row.values() for row in people])
    return [word.replace("born:date,", "") for word in load_arguments(directory)]


def graphscope_sources(directory):
    """The same for GraphScope's own loader: edges and vertices. Its client has no word for dates; of a column without a
    type it finds that out."""
    knows = (file(directory, "knows"), [("weight", "double"), ("since", "int32")], ("src", "person"), ("dst", "person"))
    created = (file(directory, "created"), [("share", "double")], ("src", "person"), ("dst", "software"))
    needs = (file(directory, "needs"), [("count", "int64")], ("src", "software"), ("dst", "software"))
    people = [("name", "string"), ("age", "int32"), ("height", "double"), "born"]
    tools = [("lang", "string"), ("price", "int64")]
    return ({"knows": [knows], "created": [created], "needs": [needs]},
            {"person": (file(directory, "person"), people, "id"), "software": (file(directory, "software"), tools, "id")})


def file(directory, name):
    """A CSV file for GraphScope."""
    from graphscope.framework.loader import Loader

    return Loader(f"{directory}/{name}.csv", delimiter=",", header_row=True)
