"""A Pergola server of its own, and the command `pergola` on it."""

import json, pathlib, subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]


class Pergola:
    def __init__(self, directory, size="2Gi"):
        self.directory = pathlib.Path(directory)
        self.socket = self.directory / "pergola.sock"
        self.log = open(self.directory / "pergola.log", "w")
        command = [ROOT / "pergola", "serve", "--socket", self.socket, "--size", size]
        self.server = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=self.log, text=True)
        for line in self.server.stderr:
            self.log.write(line)
            if line.startswith("ready"):
                return
        raise SystemExit(f"pergola serve ended with {self.server.wait()}; see {self.log.name}")

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.server.terminate()
        self.server.wait(30)
        self.log.close()

    def __call__(self, *arguments):
        """Runs a command and gives what it prints."""
        command = [ROOT / "pergola", *map(str, arguments), "--socket", self.socket]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
        return done.stdout

    def json(self, *arguments):
        return json.loads(self(*arguments, "-o", "json"))

    def run(self, algorithm, graph, vertex, edge, source=None, weight=None):
        """The results of one of Pergola's algorithms, by vertex id."""
        output = self.directory / "result.txt"
        more = ["--vertex-label", vertex, "--edge-label", edge, "--output", output]
        more += ["--source", source] if source is not None else []
        more += ["--weight", weight] if weight else []
        self("run", algorithm, graph, *more)
        pairs = (line.split() for line in output.read_text().splitlines())
        return {int(vertex) if vertex.lstrip("-").isdigit() else vertex: value for vertex, value in pairs}

    def run_all(self, algorithm, graph, source):
        """The results on all labels, by `LABEL:OID`."""
        begin = ["--source", f"person:{source}"] if algorithm == "bfs" else []
        lines = self("run", algorithm, graph, *begin).splitlines()
        return dict(line.split() for line in lines)
