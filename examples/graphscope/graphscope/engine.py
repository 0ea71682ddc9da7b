"""Sessions of the unmodified GraphScope 0.29 on a running Pergola server, and its algorithms on a graph there."""

import contextlib, os, sys

from pergola import ROOT

# What it compiles at the first use of an algorithm is kept here: each takes a minute or more.
os.environ.setdefault("GRAPHSCOPE_RUNTIME", str(ROOT / ".cache/graphscope-runtime"))
# Its engine is an MPI program; in a container one is root.
os.environ.setdefault("OMPI_ALLOW_RUN_AS_ROOT", "1")
os.environ.setdefault("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1")

import graphscope
import psutil
import vineyard
from graphscope.config import Config
from graphscope.framework import dag_utils, utils
from graphscope.proto import graph_def_pb2, types_pb2

INFINITE = 1.7976931348623157e308


@contextlib.contextmanager
def session(socket, workers=1):
    """A session whose engine processes map what the server at `socket` holds."""
    graphscope.set_option(show_log=False, log_level="error")
    config = Config()
    config.launcher_type = "hosts"
    config.session.num_workers = config.session.default_local_num_workers = workers
    config.vineyard.socket = str(socket)
    with contextlib.redirect_stdout(sys.stderr):  # its progress bars are no data
        opened = graphscope.session(config=config)
        try:
            yield opened
        finally:
            opened.close()
            end_coordinator()


def end_coordinator():
    """The client asks its coordinator to end, and does not look whether it does: sometimes it stays, and is busy."""
    for coordinator in psutil.Process().children():
        with contextlib.suppress(psutil.NoSuchProcess):
            if "gscoordinator" in coordinator.cmdline():
                for process in [*coordinator.children(recursive=True), coordinator]:
                    process.kill()


def open_graph(opened, group, oid="int64"):
    """The graph of a fragment group, which its id names. For ids that are numbers, `opened.g(vineyard.ObjectID(group))`
    is all; the client takes any group for one of those, so the others are asked for more explicitly."""
    if oid == "int64":
        return opened.g(vineyard.ObjectID(group))
    attributes = {
        types_pb2.IS_FROM_VINEYARD_ID: utils.b_to_attr(True),
        types_pb2.VINEYARD_ID: utils.i_to_attr(int(vineyard.ObjectID(group))),
        types_pb2.OID_TYPE: utils.s_to_attr("std::string"),
        types_pb2.VID_TYPE: utils.s_to_attr("uint64_t"),
        types_pb2.VERTEX_MAP_TYPE: utils.i_to_attr(graph_def_pb2.GLOBAL_VERTEX_MAP),
        types_pb2.COMPACT_EDGES: utils.b_to_attr(False),
    }
    operation = dag_utils.create_graph(opened.session_id, graph_def_pb2.ARROW_PROPERTY, attrs=attributes)
    return opened.g(operation, oid_type=oid, vid_type="uint64", vertex_map="global", compact_edges=False)


def group(graph):
    """The id of the fragment group behind a graph."""
    return repr(vineyard.ObjectID(graph.vineyard_id)).strip("'")


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
