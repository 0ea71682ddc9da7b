"""Small graphs with several labels and property types, as CSV files: people, software, who knows whom, who made what."""

import csv, pathlib, random


def write(directory, people=300, seed=7):
    """Writes the files; `knows` has no parallel edges and no self loops, so that clustering is well defined."""
    chance = random.Random(seed)
    directory = pathlib.Path(directory)
    ids = chance.sample(range(-1000, 100_000), people)
    tools = chance.sample(range(200_000, 300_000), people // 5)
    rows(directory / "person.csv", ["id", "name", "age", "height"],
         [[i, f"p{i}", chance.randrange(10, 99), round(chance.uniform(1.5, 2.1), 3)] for i in ids])
    rows(directory / "software.csv", ["id", "lang", "price"],
         [[i, chance.choice(["java", "c++", "rust"]), chance.randrange(1000)] for i in tools])
    # Of each pair one direction only; the last people know nobody.
    known = {tuple(chance.sample(ids[:-20], 2)) for _ in range(people * 4)}
    known = sorted(pair for pair in known if (pair[1], pair[0]) not in known or pair[0] < pair[1])
    rows(directory / "knows.csv", ["src", "dst", "weight", "since"],
         [[a, b, round(chance.uniform(0.1, 9), 4), chance.randrange(1990, 2026)] for a, b in known])
    rows(directory / "created.csv", ["src", "dst", "share"],
         [[chance.choice(ids), chance.choice(tools), round(chance.random(), 3)] for _ in range(people)])
    return ids


def rows(path, header, values):
    with open(path, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *values])


def load_arguments(directory):
    """What `pergola load` needs to know."""
    return ["--vertices", f"person={directory}/person.csv", "--vertices", f"software={directory}/software.csv",
            "--edges", f"knows={directory}/knows.csv#src_label=person&dst_label=person",
            "--edges", f"created={directory}/created.csv#src_label=person&dst_label=software"]


def graphscope_sources(directory):
    """The same for GraphScope's own loader: edges and vertices."""
    from graphscope.framework.loader import Loader

    def file(name):
        return Loader(f"{directory}/{name}.csv", delimiter=",", header_row=True)

    edges = {"knows": [(file("knows"), [("weight", "double"), ("since", "int64")], ("src", "person"), ("dst", "person"))],
             "created": [(file("created"), [("share", "double")], ("src", "person"), ("dst", "software"))]}
    vertices = {"person": (file("person"), [("name", "string"), ("age", "int64"), ("height", "double")], "id"),
                "software": (file("software"), [("lang", "string"), ("price", "int64")], "id")}
    return edges, vertices
