"""GraphScope's learning engine samples neighbors, with attributes, on a graph that Pergola loaded; they are held against
the files.

  usage: $(.ci/graphscope-client) examples/graphscope/graphscope/learning.py

Its server is started as GraphScope's coordinator starts it, and asked by a client in a process of its own: through
`session.graphlearn` the first query gets no answer, whoever serves the graph."""

import base64, collections, json, socket, subprocess, sys, tempfile, time

import engine, graphs
from pergola import Pergola

NODES = [("person", ["age", "height"])]
EDGES = [("person", "knows", "person")]


def encoded(value):
    return base64.b64encode(json.dumps(value).encode()).decode()


def decoded(text):
    return json.loads(base64.b64decode(text))


def sample(handle, config):
    """The client: prints people, their attributes and some of their neighbors as JSON."""
    import graphscope.learning.graphlearn as graphlearn

    graph = graphlearn.Graph().vineyard(handle, config["nodes"], config["edges"])
    for label, (names, counts) in config["node_attributes"].items():
        graph.node_attributes(label, names, *counts)
    graph = graph.init_vineyard(worker_index=0, worker_count=1)
    query = graph.V("person").batch(50).alias("person").outV("knows").sample(3).by("random").alias("friend").values()
    found = graphlearn.Dataset(query).next()
    print(json.dumps({"people": found["person"].ids.tolist(), "ages": found["person"].int_attrs.flatten().tolist(),
                      "heights": found["person"].float_attrs.flatten().tolist(),
                      "friends": found["friend"].ids.reshape(-1, 3).tolist()}), flush=True)


def ask(session, graph):
    """Starts a server and a client on the graph, and gives what the client printed."""
    from graphscope.learning.graph import Graph, get_gl_handle

    text = get_gl_handle(graph.schema, graph.vineyard_id, session._pod_name_list, session._engine_config, graph.fragments)
    config = Graph.preprocess_args(text, NODES, EDGES, None)
    with socket.create_server(("localhost", 0)) as free:
        handle = {**decoded(text), "server": f"localhost:{free.getsockname()[1]}", "client_count": 1}
    with tempfile.TemporaryFile("w+") as log:
        server = subprocess.Popen([sys.executable, "-W", "ignore", "-m", "gscoordinator.launch_graphlearn",
                                   encoded(handle), encoded(config), "0"], stdout=log, stderr=log)
        try:
            await_line(server, log, "ready for serving")
            client = subprocess.run([sys.executable, "-W", "ignore", __file__, encoded(handle), encoded(config)],
                                    stdout=subprocess.PIPE, text=True, timeout=120, check=True)
            return json.loads(client.stdout.splitlines()[-1])
        finally:
            server.kill()
            server.wait()


def await_line(server, log, text, seconds=120):
    deadline = time.monotonic() + seconds
    while True:
        log.seek(0)
        said = log.read()
        if text in said:
            return
        if server.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"GraphScope's learning server does not serve:\n{said}")
        time.sleep(0.2)


def main():
    with tempfile.TemporaryDirectory(prefix="pergola-") as directory, Pergola(directory) as pergola:
        graphs.write(directory)
        pergola("load", "social", "--layout", "arrow", *graphs.without_dates(directory))
        with engine.session(pergola.socket) as session:
            found = ask(session, engine.open_graph(session, pergola.json("show", "social")["id"]))
        pergola("check", "social")
        people = {int(row["id"]): row for row in graphs.read(f"{directory}/person.csv")}
        friends = collections.defaultdict(set)
        for edge in graphs.read(f"{directory}/knows.csv"):
            friends[int(edge["src"])].add(int(edge["dst"]))
    for person, age, height, sampled in zip(*(found[key] for key in ("people", "ages", "heights", "friends"))):
        assert age == int(people[person]["age"]), f"{person} is {age} years old"
        assert abs(height - float(people[person]["height"])) < 1e-6, f"{person} is {height} tall"
        assert not friends[person] or set(sampled) <= friends[person], f"{person} does not know all of {sampled}"
    print(f"sampled 3 neighbors of {len(found['people'])} people: all of them, and ages and heights, as in the files")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        sample(*map(decoded, sys.argv[1:]))
    else:
        main()
