"""The other systems of analytics.py, and the graphs: installed and made by themselves, once, under .cache/analytics.

Each peer takes an edge file, a source and algorithms joined by commas, and gives its best seconds by algorithm.
"""

import os
import pathlib
import subprocess
import sys

import peers

CACHE = peers.ROOT / ".cache/analytics"
VENV = CACHE / "venv"
GAPBS = CACHE / "gapbs"
GAPBS_COMMIT = "b5e3e19c2845f22fb338f4a4bc4b1ccee861d026"
JAVA = peers.ROOT / "bench/src/main/java/io/pergola/bench"
SPARK_OPENS = "java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent sun.nio.ch"
GAP = {
    "bfs": "bfs -f {sg} -r {source} -n 7", "wcc": "cc -f {sg} -n 7", "pagerank": "pr_spmv -f {sg} -i 10 -t 0 -n 7",
    "sssp": "sssp -f {wsg} -r {source} -d {delta} -n 7", "triangles": "tc -f {sg} -n 3",
}
DELTAS = ("1", "4", "16", "64")  # its best depends on the graph, so it gets the best of these


def best(seconds):
    """Without the two for warming up, if there are more."""
    return min(seconds[2:] or seconds)


def output(command, **variables):
    """What a command prints. Two threads, as far as OpenMP decides that."""
    environment = dict(os.environ, OMP_NUM_THREADS="2", **variables)
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, env=environment)
    if done.returncode:
        print(f"failed: {' '.join(map(str, command))}\n{done.stderr[-500:]}", file=sys.stderr, flush=True)
    return done.stdout


def python(name, *packages):
    """The interpreter of an environment with these packages."""
    home = VENV.with_name(name)
    if not (home / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([home / "bin/pip", "install", "-q", *packages], check=True)
        (home / "ready").touch()
    return home / "bin/python"


def tools():
    return python("venv", "networkit", "numpy", "pyarrow")


def graph_file(name):
    """A line 'source target weight' for each edge of a graph of graphs.py; that of open is a Parquet file."""
    file = CACHE / "graphs" / f"{name}.{'parquet' if name.startswith('many') else 'wel'}"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        kind = name.rstrip("0123456789")
        subprocess.run([tools(), peers.ROOT / "bench/graphs.py", kind, name[len(kind):] or "0", part], check=True)
        part.rename(file)
    return file


def source(file):
    with file.open() as lines:
        return lines.readline().split()[0]


def prepare(parts, directory):
    """Makes the graphs and installs the peers that parts need."""
    for part in parts:
        if part not in ("graphscope",):
            graph = {"cold": "rmat20", "rmat20-more": "rmat20", "open": "many24", "others": "rmat16"}.get(part, part)
            file = graph_file(graph)
            if part not in ("cold", "open", "others"):
                converted(built(directory), file)
        if part == "others":
            others_python()
            spark_jars()


def lines(command, **variables):
    """Seconds by algorithm, of a line 'algorithm seconds…' for each."""
    words = [line.split() for line in output(command, **variables).splitlines()]
    return {first: best([float(word) for word in rest]) for first, *rest in words if rest}


def networkit(file, source, algorithms):
    return lines([tools(), peers.ROOT / "bench/networkit_run.py", file, source, 7, algorithms])


def jgrapht(file, source, algorithms):
    """Without lcc: five rounds of it do not end within three minutes, where one of the others takes a second."""
    algorithms = ",".join(name for name in algorithms.split(",") if name != "lcc")
    classpath = f"{peers.ROOT}/cli/target/lib/*"
    program = JAVA / "jgrapht/JGraphTRun.java"
    return lines([peers.java(), "-Xmx8g", "-cp", classpath, program, file, source, 5, algorithms])


def others_python():
    return python("venv-others", "igraph", "python-graphblas[default]", "numpy", "scipy", "pyarrow")


def spark_jars():
    """Spark's own jars, from its Python package."""
    python("venv-spark", "pyspark==4.0.1")
    return next(VENV.with_name("venv-spark").glob("lib/*/site-packages/pyspark/jars"))


def igraph(file, source, algorithms):
    return lines([others_python(), peers.ROOT / "bench/igraph_run.py", file, source, 7, algorithms])


def graphblas(file, source, algorithms):
    return lines([others_python(), peers.ROOT / "bench/graphblas_run.py", file, source, 7, algorithms])


def graphx(file, source, algorithms):
    """Spark 4 runs on Java 17 and 21, not on ours: that of SPARK_JAVA_HOME, else the first one on the path."""
    home = os.environ.get("SPARK_JAVA_HOME")
    opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in SPARK_OPENS.split()]
    classes = CACHE / "graphx"
    subprocess.run([peers.java().with_name("javac"), "--release", "17", "-nowarn", "-d", classes,
                    "-cp", f"{spark_jars()}/*", peers.ROOT / "bench/GraphXRun.java"], check=True, capture_output=True)
    return lines([f"{home}/bin/java" if home else "java", "-Xmx6g", *opens, "-cp", f"{classes}:{spark_jars()}/*",
                  "GraphXRun", file, source, 5, algorithms])


OTHERS = {"igraph": igraph, "GraphBLAS": graphblas, "GraphX": graphx}


def built(directory):
    """The suite's directory with its programs built, and pagerank once more with its numbers as doubles."""
    home = pathlib.Path(directory) if directory else GAPBS
    if not home.exists():
        done = subprocess.run(["git", "clone", "-q", "https://github.com/sbeamer/gapbs", home], capture_output=True)
        if done.returncode == 0:
            subprocess.run(["git", "-C", home, "checkout", "-q", GAPBS_COMMIT], check=True)
        else:
            print("no way to GAP's sources; give --gapbs DIR, or it is left out", file=sys.stderr, flush=True)
            return None
    if not (home / "pr_spmv_double").exists():
        text = (home / "src/pr_spmv.cc").read_text()
        for single, double in (("typedef float", "typedef double"), ("const float", "const double"), ("1.0f", "1.0")):
            text = text.replace(single, double)
        (home / "src/pr_spmv_double.cc").write_text(text)
        programs = {words.split()[0] for words in GAP.values()} | {"converter", "pr_spmv_double"}
        subprocess.run(["make", "-s", "-C", home, *programs], check=True, capture_output=True)
    return home


def converted(home, file):
    """The suite's own files, without and with weights."""
    files = {"sg": file.with_suffix(".sg"), "wsg": file.with_suffix(".wsg")}
    for kind, made in files.items():
        if home and not made.exists():
            output([home / "converter", "-f", file, "-s", *(["-w"] if kind == "wsg" else []), "-b", made])
    return files


def trials(home, words):
    printed = output([home / words[0], *words[1:]]).splitlines()
    return [float(line.split()[-1]) for line in printed if "Trial Time" in line]


def gap(directory, file, source, algorithms):
    home = built(directory)
    files = converted(home, file)
    found = {}
    for algorithm in filter(GAP.__contains__, algorithms.split(",") if home else []):
        for delta in DELTAS if algorithm == "sssp" else DELTAS[:1]:
            seconds = trials(home, GAP[algorithm].format(source=source, delta=delta, **files).split())
            if seconds:
                found[algorithm] = min(found.get(algorithm, seconds[0]), best(seconds))
    return found


def gap_double(directory, file, source, algorithms):
    home = built(directory)
    if not home or "pagerank" not in algorithms.split(","):
        return {}
    words = GAP["pagerank"].format(**converted(home, file)).replace("pr_spmv", "pr_spmv_double").split()
    seconds = trials(home, words)
    return {"pagerank": best(seconds)} if seconds else {}


def copy_rate():
    """Bytes read and written by a copy of 256 MiB with two threads, in a second; the best of 5."""
    return float(output([tools(), peers.ROOT / "bench/copy_rate.py"]))


def first_neighbor(socket, one, cut):
    """Lines of what happens on the way to a first neighbor, with milliseconds."""
    command = [peers.java(), f"@{peers.ROOT}/cli/target/classes/jvm.args", "-cp", f"{peers.ROOT}/cli/target/lib/*",
               JAVA / "open/FirstNeighbor.java", socket, one, cut]
    return output(command).splitlines()
