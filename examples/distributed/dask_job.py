#!/usr/bin/env python3
"""Makes PDFs of a file of resumes, one a line, on a Dask cluster.

    pip install "dask[distributed]"
    python dask_job.py people.ndjson out/                       # workers on this machine
    python dask_job.py people.ndjson out/ --scheduler tcp://…   # a cluster that is there already

Input and output lie on storage that all workers see, under the same paths. A task is a range of lines; its
worker pipes them through `cvgen batch -`, which writes each PDF whole or not at all under a name that
depends on the line alone. So a task may be run twice (Dask does when a worker dies) and nothing is lost or
doubled. What became of each line stands in `results.ndjson`; the same command goes on where it was stopped,
and tries again what has failed. However long the input, only a few tasks for each worker are under way.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from distributed import Client, LocalCluster, as_completed

TASKS_A_WORKER = 4


def twins(path):
    """The lines whose `x-id` an earlier line has, which would be written over it: line, id, and the first line."""
    seen, found = {}, {}
    with open(path, "rb") as file:
        for number, line in enumerate(file, 1):
            if b'"x-id"' not in line:
                continue
            try:
                name = json.loads(line).get("x-id")
            except (ValueError, AttributeError):  # cvgen says what is wrong with it.
                continue
            if name is None:
                continue
            first = seen.setdefault(str(name).lower(), number)
            if first != number:
                found[number] = (str(name), first)
    return found


def chunks(path, size):
    """Ranges of `size` lines: the first byte, how many bytes, and the first line's number."""
    start, count, number = 0, 0, 0
    with open(path, "rb") as file:
        for line in file:
            count += len(line)
            number += 1
            if number % size == 0:
                yield start, count, number - size + 1
                start, count = start + count, 0
    if count:
        yield start, count, number - number % size + 1


def typeset(cvgen, path, out, options, chunk, finished):
    """Runs in a worker: makes the PDFs of a range of lines, but for those that are `finished`."""
    start, count, first = chunk
    with open(path, "rb") as file:
        file.seek(start)
        lines = file.read(count).split(b"\n")
    todo = {number for number, line in enumerate(lines, first) if line.strip() and number not in finished}
    if not todo:
        return []
    # A blank line is no resume, but it counts.
    text = b"\n".join(line if number in todo else b"" for number, line in enumerate(lines, first))
    command = [cvgen, "batch", "-", "--as", f"{path}:{first}", "-o", out, "--quiet", "--jobs", "1", *options]
    run = subprocess.run(command, input=text, stdout=subprocess.PIPE, check=False)
    results = [json.loads(line) for line in run.stdout.splitlines()]
    if {result["line"] for result in results} != todo:
        raise RuntimeError(f"cvgen ended with {run.returncode} before it was done")  # Dask tries again.
    return results


def done(log):
    """The lines that earlier runs have finished; a last line that was cut is taken away."""
    finished, whole = set(), 0
    log.seek(0)
    for line in log:
        if not line.endswith(b"\n"):
            break
        result = json.loads(line)
        (finished.add if result["ok"] else finished.discard)(result["line"])
        whole += len(line)
    log.truncate(whole)
    return finished


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="a file with a resume in JSON a line")
    parser.add_argument("output", help="the folder for the PDFs")
    parser.add_argument("--scheduler", help="the address of a cluster; without it, workers on this machine")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="how many, on this machine")
    parser.add_argument("--chunk", type=int, default=200, help="how many lines a task has")
    parser.add_argument("--cvgen", default="cvgen", help="the program, as workers find it")
    parser.add_argument("--kill", action="store_true", help="kill a worker in the middle, to see what happens")
    parser.epilog = "What stands behind `--` is for cvgen, such as `-- --lang all`."
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    arguments, options = parser.parse_args(words[:cut]), words[cut + 1 :]
    if arguments.kill and arguments.scheduler:
        parser.error("--kill is for workers on this machine")

    out = Path(arguments.output).resolve()
    out.mkdir(parents=True, exist_ok=True)
    path = str(Path(arguments.input).resolve())
    total = sum(1 for _ in chunks(path, arguments.chunk))
    cluster = arguments.scheduler or LocalCluster(
        n_workers=arguments.workers, threads_per_worker=1, dashboard_address=None
    )
    start, made, failed, lost, killed, ended = time.monotonic(), 0, 0, 0, None, 0
    with Client(cluster) as client, open(out / "results.ndjson", "a+b") as log:
        finished = done(log)
        doubled = twins(path)
        for line, (name, first) in doubled.items():
            message = f"the id `{name}` is already that of line {first}; this one is not made"
            problem = {"severity": "error", "rule": "name-clash", "message": message, "hints": [], "line": line}
            result = {"line": line, "id": name, "ok": False, "outputs": [], "problems": [problem]}
            log.write(json.dumps(result).encode() + b"\n")
            print(f"{path}:{line}: {message}", file=sys.stderr)
        failed += len(doubled)
        finished |= doubled.keys()
        todo = chunks(path, arguments.chunk)
        tasks = as_completed()

        def submit():
            chunk = next(todo, None)
            if chunk:
                lines = [line for line in range(chunk[2], chunk[2] + arguments.chunk) if line in finished]
                command = (arguments.cvgen, path, str(out), options)
                tasks.add(client.submit(typeset, *command, chunk, lines, pure=False, retries=3))

        for _ in range(TASKS_A_WORKER * max(1, sum(client.nthreads().values()))):
            submit()
        for task in tasks:
            try:
                results = task.result()
            except Exception as problem:  # It failed on several workers; the others go on.
                print(f"a task has failed: {problem}", file=sys.stderr)
                results, lost = [], lost + 1
            log.write(b"".join(json.dumps(result).encode() + b"\n" for result in results))
            log.flush()
            made += sum(result["ok"] for result in results)
            failed += sum(not result["ok"] for result in results)
            task.release()
            submit()
            ended += 1
            if arguments.kill and killed is None and ended >= total // 4:
                killed = next(iter(client.run(os.getpid).values()))
                os.kill(killed, signal.SIGKILL)
    for unfinished in list(out.rglob(".cvgen-worker-*.tmp")):  # What killed workers have left behind.
        if unfinished.is_dir():
            shutil.rmtree(unfinished, ignore_errors=True)
        else:
            unfinished.unlink(missing_ok=True)
    answer = {"made": made, "failed": failed, "tasks lost": lost, "killed": killed}
    print(json.dumps({**answer, "seconds": round(time.monotonic() - start, 1)}))
    return 1 if failed or lost else 0


if __name__ == "__main__":
    sys.exit(main())
