"""Sessions of the unmodified GraphScope 0.29 on a running Pergola server, and its algorithms on a graph there."""

import contextlib, os, tempfile

os.environ.setdefault("GRAPHSCOPE_RUNTIME", os.path.join(tempfile.gettempdir(), "pergola-graphscope"))
# Its engine is an MPI program; in a container one is root.
os.environ.setdefault("OMPI_ALLOW_RUN_AS_ROOT", "1")
os.environ.setdefault("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1")

import graphscope
import vineyard
from graphscope.config import Config

INFINITE = 1.7976931348623157e308


@contextlib.contextmanager
def session(socket, workers=1):
    """A session whose engine processes map what the server at `socket` holds."""
    graphscope.set_option(show_log=False, log_level="error")
    config = Config()
    config.launcher_type = "hosts"
    config.session.num_workers = config.session.default_local_num_workers = workers
    config.vineyard.socket = str(socket)
    opened = graphscope.session(config=config)
    try:
        yield opened
    finally:
        opened.close()


def open_graph(opened, group):
    """The graph of a fragment group, which its id names."""
    return opened.g(vineyard.ObjectID(group))


def run(graph, algorithm, vertex, edge, source=None, weight=None, rounds=10):
    """The results of an algorithm on the vertices and edges of one label each, by vertex id."""
    part = graph.project(vertices={vertex: []}, edges={edge: [weight] if weight else []})
    made = {
        "bfs": lambda: graphscope.bfs(part, src=source),
        "sssp": lambda: graphscope.sssp(part, src=source),
        "pagerank": lambda: graphscope.pagerank(part, delta=0.85, max_round=rounds),
        "wcc": lambda: graphscope.wcc(part),
        "cdlp": lambda: graphscope.lpa(part, max_round=rounds),
        "lcc": lambda: graphscope.clustering(part),
    }[algorithm]()
    frame = made.to_dataframe({"id": "v.id", "value": "r"})
    return dict(zip(frame["id"].tolist(), frame["value"].tolist()))
