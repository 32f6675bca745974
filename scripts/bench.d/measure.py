"""Runs the contenders of scripts/bench in turn and prints what they reached, as Markdown tables."""

import argparse
import json
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

HERE = Path(__file__).resolve().parent
CONNECTIONS = 64
PGBENCH_CLIENTS = (8, 16, 64)
# pgbench draws no random text: so many copies of a script, each with a value of its own.
COPIES = 100
TICKS = os.sysconf("SC_CLK_TCK")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Bench:
    def __init__(self, options, folder: Path):
        self.options, self.folder = options, folder

    def url(self, size: int, user: str) -> str:
        command = [f"{self.options.root}/scripts/postgres", "url", "--name", "bench", "--database", f"send_{size}", "--user", user]
        return subprocess.check_output(command, text=True).strip()

    # --- The contenders ---

    def serve(self, size: int) -> "Server":
        return Server(self, size)

    def wrk(self, port: int, paths: list[str], seconds: int | None = None, connections: int = CONNECTIONS) -> subprocess.Popen:
        """A started wrk; its figures are read with `figures`."""
        file = self.folder / f"paths-{abs(hash(tuple(paths)))}"
        file.write_text("\n".join(paths) + "\n")
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds or self.options.seconds}s", "--timeout", "10s",
                   "-s", str(HERE / "wrk.lua"), f"http://127.0.0.1:{port}/"]
        return subprocess.Popen(command, env=os.environ | {"PATHS": str(file)}, stdout=subprocess.PIPE, text=True)

    def pgbench(self, size: int, script: str, values: dict[str, list[str]]) -> dict:
        """The best that pgbench reaches with a statement at 8, 16 or 64 clients."""
        text = (HERE / script).read_text()
        arguments = []
        for number in range(COPIES if values else 1):
            copy = text
            for name, choices in values.items():
                copy = copy.replace(f":{name}", f":{name}{number}")
                arguments += ["--define", f"{name}{number}={choices[number % len(choices)]}"]
            file = self.folder / f"{number}-{script}"
            file.write_text(copy)
            arguments += ["--file", str(file)]
        runs = []
        for clients in PGBENCH_CLIENTS:
            command = ["pgbench", "--no-vacuum", "--protocol", "prepared", "--client", str(clients), "--jobs", "1",
                       "--time", str(max(1, self.options.seconds // 2)), *arguments, self.url(size, "send_app")]
            done = subprocess.run(command, capture_output=True, text=True)
            rate = re.search(r"tps = ([\d.]+)", done.stdout)
            if done.returncode or not rate:
                sys.exit(f"bench: pgbench failed: {done.stderr[-1000:]}")
            runs.append({"rate": float(rate[1]), "clients": clients})
        return max(runs, key=lambda run: run["rate"])

    def nginx(self, port: int, like: str, workers: int) -> subprocess.Popen:
        """nginx, answering with the same bytes and fields as the reply at `like`."""
        with urlopen(like) as reply:
            body, fields = reply.read().decode(), dict(reply.headers)
        kind = fields.pop("Content-Type")
        left_out = {"Date", "Content-Length", "Connection", "Server"}
        added = "\n".join(f"      add_header {name} {quoted(value)};" for name, value in fields.items() if name not in left_out)
        config = self.folder / "nginx.conf"
        config.write_text(f"""
daemon off; worker_processes {workers}; pid {self.folder}/nginx.pid; error_log {self.folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; server_tokens off; keepalive_requests 100000000; default_type {quoted(kind)};
  client_body_temp_path {self.folder}/b; proxy_temp_path {self.folder}/p; fastcgi_temp_path {self.folder}/f;
  uwsgi_temp_path {self.folder}/u; scgi_temp_path {self.folder}/s;
  server {{
    listen 127.0.0.1:{port};
    location / {{
{added}
      return 200 {quoted(body)};
    }}
  }}
}}""")
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        process = subprocess.Popen([program, "-c", str(config)], stderr=subprocess.DEVNULL)
        wait_until(lambda: process.poll() is not None or answers(port, "/"))
        if process.poll() is not None:
            sys.exit("bench: nginx did not start")
        return process


class Server:
    """send-api serve over a database of so many services, with its use of processor and memory."""

    def __init__(self, bench: Bench, size: int):
        self.port, self.admin = free_port(), free_port()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SEND_DATABASE")}
        environment |= {
            "SEND_HTTP_PORT": str(self.port), "SEND_ADMIN_PORT": str(self.admin), "SEND_LOG_LEVEL": os.environ.get("SEND_LOG_LEVEL", "info"),
            "SEND_DATABASE_URL": bench.url(size, "send_app"), "SEND_MIGRATIONS": f"{bench.options.root}/migrations"}
        # Logs are written as in operation, to a file.
        self.log = (bench.folder / "server.log").open("w")
        begun = time.monotonic()
        self.process = subprocess.Popen([bench.options.binary, "serve"], env=environment, stderr=self.log, stdout=self.log)
        wait_until(lambda: self.is_alive() and answers(self.port, "/health/ready"), every=0.001)
        self.milliseconds_to_ready = (time.monotonic() - begun) * 1000

    def is_alive(self) -> bool:
        if self.process.poll() is not None:
            sys.exit(f"bench: the server ended: {Path(self.log.name).read_text()[-2000:]}")
        return True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.log.close()

    def get(self, path: str):
        with urlopen(f"http://127.0.0.1:{self.port}{path}") as reply:
            return json.load(reply)

    def processor_seconds(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def megabytes(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def loops(self) -> int:
        """How many loops it says it serves with."""
        said = re.search(r'"loops":"(\d+)"', Path(self.log.name).read_text())
        return int(said[1]) if said else 1


def quoted(text: str) -> str:
    """As a word of nginx's configuration."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def wait_until(holds, every: float = 0.02) -> None:
    end = time.monotonic() + 60
    while not holds():
        if time.monotonic() > end:
            sys.exit("bench: not ready within a minute")
        time.sleep(every)


def answers(port: int, path: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
            return b" 200 " in connection.recv(4096).split(b"\r\n")[0]
    except OSError:
        return False


def figures(process: subprocess.Popen) -> dict:
    said = process.communicate()[0]
    run = json.loads(said.splitlines()[-1])
    if run["errors"]:
        sys.exit(f"bench: {run['errors']} of {run['requests']} requests failed")
    return run


def measured(bench: Bench, server: Server, paths: list[str], **options) -> dict:
    """One run of wrk, with what the server used meanwhile."""
    begun, used = time.monotonic(), server.processor_seconds()
    run = figures(bench.wrk(server.port, paths, **options))
    run["cpu"] = (server.processor_seconds() - used) / (time.monotonic() - begun) * 100
    run["memory"] = server.megabytes()
    return run


def medians(runs: list[dict]) -> dict:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def row(*cells) -> None:
    print("| " + " | ".join(cell if isinstance(cell, str) else number(cell) for cell in cells) + " |", flush=True)


def heading(title: str, *columns: str) -> None:
    print(f"\n### {title}\n")
    row(*columns)
    row(*["---"] * len(columns))


# --- What is measured ---


def w0(bench: Bench) -> None:
    heading("W0: a tiny JSON reply", "contender", "requests/s", "p50 ms", "p99 ms", "CPU %", "memory MB", "ratio")
    with bench.serve(bench.options.sizes[0]) as server:
        port = free_port()
        nginx = bench.nginx(port, f"http://127.0.0.1:{server.port}/health/live", server.loops())
        try:
            ours, theirs = [], []
            for _ in range(bench.options.rounds):
                ours.append(measured(bench, server, ["/health/live"]))
                theirs.append(figures(bench.wrk(port, ["/health/live"])))
        finally:
            nginx.terminate()
            nginx.wait()
    ours, theirs = medians(ours), medians(theirs)
    row("send-api", ours["rate"], ours["p50"], ours["p99"], ours["cpu"], ours["memory"], ours["rate"] / theirs["rate"])
    row("nginx, the same bytes", theirs["rate"], theirs["p50"], theirs["p99"], "", "", 1.0)


def reads(bench: Bench, title: str, script: str, question) -> None:
    """One kind of read beside pgbench; `question` gives the paths to ask and the values for the statement."""
    heading(title, "services", "requests/s", "p50 ms", "p99 ms", "CPU %", "memory MB", "pgbench", "clients", "ratio")
    for size in bench.options.sizes:
        with bench.serve(size) as server:
            paths, values = question(server, size)
            measured(bench, server, paths, seconds=1)  # warm
            ours, theirs = [], []
            for _ in range(bench.options.rounds):
                ours.append(measured(bench, server, paths))
                theirs.append(bench.pgbench(size, script, values))
        best = max(theirs, key=lambda run: run["rate"])
        ours, rate = medians(ours), statistics.median(run["rate"] for run in theirs)
        row(f"{size:,}", ours["rate"], ours["p50"], ours["p99"], ours["cpu"], ours["memory"], rate, str(best["clients"]),
            ours["rate"] / rate)


def some_ids(server: Server, size: int) -> list[str]:
    """Ids from all over the list, always the same."""
    pages = range(1, size // 200 + 1)
    asked = random.Random(7).sample(pages, min(len(pages), 50))
    return [each["id"] for page in asked for each in server.get(f"/oruk/v3/services?page={page}&per_page=200")["contents"]]


def by_id(server: Server, size: int):
    ids = some_ids(server, size)
    return [f"/oruk/v3/services/{each}" for each in ids], {"id": random.Random(7).sample(ids, COPIES)}


def by_words(server: Server, size: int):
    """Words that stand in the names of services, frequent and rare ones."""
    named = " ".join(each["name"] for each in server.get("/oruk/v3/services?per_page=200")["contents"])
    known = sorted(set(re.findall("[a-z]{5,}", named.lower())))
    words = random.Random(7).sample(known, min(len(known), 20))
    return [f"/oruk/v3/services?per_page=50&search={quote(each)}" for each in words], {"words": words}


def by_page(server: Server, size: int):
    pages = range(20)
    return [f"/oruk/v3/services?per_page=50&page={page + 1}" for page in pages], {"offset": [str(50 * page) for page in pages]}


def w1(bench: Bench) -> None:
    reads(bench, "W1: one full service by id", "w1.sql", by_id)


def w2(bench: Bench) -> None:
    reads(bench, "W2: a search of 50 with its total", "w2.sql", by_words)


def w4(bench: Bench) -> None:
    reads(bench, "W4: a list of 50", "w4.sql", by_page)


def w5(bench: Bench) -> None:
    heading("W5: import", "services", "first time, services/s", "again unchanged, services/s", "memory MB")
    size = bench.options.sizes[0]
    file = bench.folder / "feed.ndjson"
    with bench.serve(size) as server, file.open("wb") as out:
        with urlopen(f"http://127.0.0.1:{server.port}/oruk/v3/services?full=true&format=ndjson") as reply:
            shutil.copyfileobj(reply, out)
    script = f"{bench.options.root}/scripts/postgres"
    target = ["--name", "bench", "--database", "postgres"]
    drop = ["--", "--command", "DROP DATABASE IF EXISTS send_import WITH (FORCE)"]
    runs = []
    for _ in range(bench.options.rounds):
        subprocess.run([script, "psql", *target, *drop], check=True, stderr=subprocess.DEVNULL)
        subprocess.run([script, "create", "--name", "bench", "--database", "send_import"], check=True)
        environment = os.environ | {
            "SEND_DATABASE_OWNER_URL": bench.url(size, "send_owner").replace(f"send_{size}", "send_import"),
            "SEND_MIGRATIONS": f"{bench.options.root}/migrations"}
        subprocess.run([bench.options.binary, "migrate"], check=True, env=environment, stdout=subprocess.DEVNULL)
        run = {}
        for name in ("first", "again"):
            begun = time.monotonic()
            process = subprocess.Popen(
                [bench.options.binary, "import", "oruk", str(file), "--report", "json"], env=environment,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            report = json.loads(process.stdout.read())
            _, status, usage = os.wait4(process.pid, 0)
            if status or report["rejected"]:
                sys.exit(f"bench: the import failed: {report['rejected'][:3]}")
            run[name] = report["read"] / (time.monotonic() - begun)
            run["memory"] = usage.ru_maxrss / 1024
        runs.append(run)
    subprocess.run([script, "psql", *target, *drop], check=True, stderr=subprocess.DEVNULL)
    run = medians(runs)
    row(f"{size:,}", run["first"], run["again"], run["memory"])


def wm(bench: Bench) -> None:
    heading("WM: quick reads (W1) beside slow searches (W2, 8 connections)",
            "services", "W1 alone", "p99 ms", "W1 beside W2", "p99 ms", "W2 meanwhile", "rate kept", "p99 grown")
    for size in bench.options.sizes:
        with bench.serve(size) as server:
            quick, slow = by_id(server, size)[0], by_words(server, size)[0]
            alone, beside, searches = [], [], []
            for _ in range(bench.options.rounds):
                alone.append(measured(bench, server, quick))
                other = bench.wrk(server.port, slow, seconds=bench.options.seconds + 1, connections=8)
                time.sleep(0.5)
                beside.append(measured(bench, server, quick))
                searches.append(figures(other))
        alone, beside, searches = medians(alone), medians(beside), medians(searches)
        row(f"{size:,}", alone["rate"], alone["p99"], beside["rate"], beside["p99"], searches["rate"],
            beside["rate"] / alone["rate"], beside["p99"] / alone["p99"])


def memory(bench: Bench) -> None:
    heading("Memory over many requests", "requests", "memory MB")
    size = bench.options.sizes[-1]
    with bench.serve(size) as server:
        paths = by_id(server, size)[0] + by_page(server, size)[0]
        row("0", server.megabytes())
        done, step = 0, bench.options.requests // 4
        while done < 4 * step:
            shown = done // step
            while done // step == shown:
                done += measured(bench, server, paths)["requests"]
            row(f"{done:,}", server.megabytes())


def start(bench: Bench) -> None:
    heading("Start", "from start to ready, ms (median of 10)", "worst")
    times = []
    for _ in range(10):
        with bench.serve(bench.options.sizes[0]) as server:
            times.append(server.milliseconds_to_ready)
    row(statistics.median(times), max(times))


def idle(bench: Bench) -> None:
    heading("Idle connections", "connections", "memory MB", "CPU % at rest")
    wanted = 10_000
    with bench.serve(bench.options.sizes[0]) as server:
        row("0", server.megabytes(), "")
        connections = []
        try:
            for _ in range(wanted):
                connections.append(socket.create_connection(("127.0.0.1", server.port), timeout=30))
                connections[-1].sendall(b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
            if not all(each.recv(4096).startswith(b"HTTP/1.1 200") for each in connections):
                sys.exit("bench: a connection was refused")
            used = server.processor_seconds()
            time.sleep(5)
            row(f"{wanted:,}", server.megabytes(), (server.processor_seconds() - used) / 5 * 100)
        finally:
            for each in connections:
                each.close()


MEASUREMENTS = {"W0": w0, "W1": w1, "W2": w2, "W4": w4, "W5": w5, "WM": wm, "memory": memory, "start": start, "idle": idle}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--root", required=True)
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--requests", type=int, required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--sizes", type=int, nargs="+", required=True)
    options = parser.parse_args()
    chosen = options.only.split(",") if options.only else list(MEASUREMENTS)
    for name in chosen:
        if name not in MEASUREMENTS:
            sys.exit(f"bench: {name} is none of {', '.join(MEASUREMENTS)}")
    with tempfile.TemporaryDirectory(prefix="send-bench-") as folder:
        os.chmod(folder, 0o755)  # nginx's workers are another user
        bench = Bench(options, Path(folder))
        for name in chosen:
            say(f"bench: {name}")
            MEASUREMENTS[name](bench)


main()
