"""The servers that are measured side by side: Pergola from this checkout, the real vineyardd, and a bare echo.

The peer is installed by itself, once, by `.ci/vineyard-client`.
"""

import contextlib
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
ECHO = ROOT / "bench/src/main/java/io/pergola/bench/wire/EchoServer.java"


def python():
    """The interpreter that has Vineyard's client; installs it if needed."""
    told = subprocess.run([ROOT / ".ci/vineyard-client"], check=True, stdout=subprocess.PIPE, text=True)
    return pathlib.Path(told.stdout.strip())


def vineyardd():
    found = subprocess.run(
        [python(), "-c", "import vineyard; print(vineyard.__path__[0] + '/bdist/vineyardd')"],
        check=True, capture_output=True, text=True)
    return found.stdout.strip().splitlines()[-1]


def java():
    """The Java that the launcher uses; the launcher builds what is missing."""
    subprocess.run([ROOT / "pergola", "--version"], check=True, stdout=subprocess.DEVNULL)
    home = subprocess.run([ROOT / "pergola", "--java-home"], check=True, capture_output=True, text=True).stdout.strip()
    return pathlib.Path(home) / "bin/java"


def command(name, directory, size):
    """How to start a server."""
    if name == "pergola":
        return [ROOT / "pergola", "serve", "--socket", directory / "pergola", "--size", size]
    if name == "vineyardd":
        return [vineyardd(), "--socket", directory / "vineyardd", "--meta", "local", "--size", size, "--norpc"]
    return [java(), ECHO, directory / "echo"]


@contextlib.contextmanager
def serving(*names, size="4Gi"):
    """Starts servers and yields their sockets by name."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir="/tmp") as directory:
        directory = pathlib.Path(directory)
        processes = []
        try:
            for name in names:
                log = open(directory / f"{name}.log", "w")
                processes.append(subprocess.Popen(command(name, directory, size), stdout=log, stderr=log))
                await_socket(directory / name, processes[-1])
            yield {name: directory / name for name in names}
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()


def await_socket(path, process):
    deadline = time.monotonic() + 60
    while not path.is_socket():
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"no server at {path}: {path.with_suffix('.log').read_text()[-2000:]}")
        time.sleep(0.05)


def machine():
    """One line for the head of a result."""
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    load = os.getloadavg()[0]
    return (f"{time.strftime('%Y-%m-%d %H:%M')}, {model}, {os.cpu_count()} cores, Linux {platform.release()}, "
            f"load {load:.1f}, commit {commit.stdout.strip()}")
