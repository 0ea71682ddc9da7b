"""GraphScope's query engine answers Gremlin on a graph that Pergola loaded; the answers are held against the files.

  usage: $(.ci/graphscope-client) examples/graphscope/graphscope/queries.py        (needs a Java 8 to 17 on the PATH)"""

import collections, math, sys, tempfile

import engine, graphs
from pergola import Pergola


def expected(files):
    """What queries must answer, by text."""
    people, tools, knows, created, needs = (graphs.read(f"{files}/{name}.csv") for name in
                                            ("person", "software", "knows", "created", "needs"))
    names = {person["id"]: person["name"] for person in people}
    friends = collections.defaultdict(list)
    for edge in knows:
        friends[edge["src"]].append(names[edge["dst"]])
    busiest = max(friends, key=lambda person: len(friends[person]))
    person = f"g.V().hasLabel('person').has('name','{names[busiest]}')"
    makers = {edge["dst"] for edge in created if edge["src"] == busiest}
    return {
        "g.V().count()": [len(people) + len(tools)],
        "g.E().count()": [len(knows) + len(created) + len(needs)],
        "g.V().hasLabel('software').values('price').sum()": [sum(int(tool["price"]) for tool in tools)],
        "g.V().hasLabel('person').outE('knows').values('weight').sum()": [sum(float(edge["weight"]) for edge in knows)],
        "g.V().hasLabel('person').both('knows').dedup().count()": [len({end for edge in knows for end in
                                                                         (edge["src"], edge["dst"])})],
        "g.E().hasLabel('knows').has('since',gt(2010)).count()": [sum(int(edge["since"]) > 2010 for edge in knows)],
        person + ".out('knows').values('name')": friends[busiest],
        person + ".out('created').dedup().count()": [len(makers)],
        person + ".values('id')": [int(busiest)],
        person + ".values('height')": [float(row["height"]) for row in people if row["id"] == busiest],
    }


def same(found, answer):
    pairs = zip(sorted(found), sorted(answer))
    return len(found) == len(answer) and all(
        a == b if isinstance(b, str) else math.isclose(a, b, rel_tol=1e-12) for a, b in pairs)


def main():
    with tempfile.TemporaryDirectory(prefix="pergola-") as directory, Pergola(directory) as pergola:
        graphs.write(directory)
        pergola("load", "social", "--layout", "arrow", *graphs.without_dates(directory))
        with engine.session(pergola.socket) as session:
            query = session.interactive(engine.open_graph(session, pergola.json("show", "social")["id"]))
            for text, answer in expected(directory).items():
                found = query.execute(text).all().result()
                assert same(found, answer), f"{text}: {found}, expected {answer}"
                print(f"{text}  =>  {str(found)[:60]}", file=sys.__stdout__, flush=True)
        pergola("check", "social")
    print("all as in the files; the graph is sound")


if __name__ == "__main__":
    main()
