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


def path_from(script):
    """What a script prints that installs something."""
    told = subprocess.run([ROOT / script], check=True, stdout=subprocess.PIPE, text=True)
    return pathlib.Path(told.stdout.strip())


def python():
    """The interpreter that has Vineyard's client; installs it if needed."""
    return path_from(".ci/vineyard-client")


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
        return [ROOT / "pergola", "serve", "--socket", directory / name, "--size", size]
    if name == "vineyardd":
        return [vineyardd(), "--socket", directory / name, "--meta", "local", "--size", size, "--norpc"]
    return [java(), ECHO, directory / name]


@contextlib.contextmanager
def serving(*names, size="4Gi"):
    """Starts servers and yields the sockets, by name, of those that came up; names the others."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir="/tmp") as directory:
        directory = pathlib.Path(directory)
        processes = []
        try:
            sockets = {}
            for name in names:
                try:
                    start(name, directory, size, processes)
                    sockets[name] = directory / name
                except (OSError, SystemExit, subprocess.CalledProcessError) as failed:
                    print(f"{name} is left out: {failed}", file=sys.stderr, flush=True)
            yield sockets
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()


def start(name, directory, size, processes):
    log = open(directory / f"{name}.log", "w")
    processes.append(subprocess.Popen(command(name, directory, size), stdout=log, stderr=log))
    await_socket(directory / name, processes[-1])


def await_socket(path, process):
    deadline = time.monotonic() + 60
    while not path.is_socket():
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"no server at {path}: {path.with_suffix('.log').read_text()[-2000:]}")
        time.sleep(0.05)


def lines_of(*command):
    """What a program prints, which is shown too."""
    with subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True) as process:
        lines = []
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line.rstrip())
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return lines


def machine():
    """One line for the head of a result."""
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    load = os.getloadavg()[0]
    return (f"{time.strftime('%Y-%m-%d %H:%M')}, {model}, {os.cpu_count()} cores, Linux {platform.release()}, "
            f"load {load:.1f}, commit {commit.stdout.strip()}")


def write_page(page, result):
    """Replaces what stands between '## Last results' and the next heading of a page."""
    lines = page.read_text().splitlines()
    start = lines.index("## Last results")
    end = next((i for i in range(start + 1, len(lines)) if lines[i].startswith("## ")), len(lines))
    page.write_text("\n".join([*lines[: start + 1], "", *result, "", *lines[end:]]).rstrip() + "\n")
