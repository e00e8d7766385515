#!/usr/bin/env python3
"""Makes PDFs of a file of resumes, one a line, on a Dask cluster.

    pip install "dask[distributed]"
    python dask_job.py people.ndjson out/                       # workers on this machine
    python dask_job.py people.ndjson out/ --scheduler tcp://…   # a cluster that is there already

Input and output lie on storage that all workers see. A task is a range of lines; its worker pipes them
through `cvgen batch -`, which writes each PDF whole or not at all under a name that depends on the line
alone. So a task may be run twice (Dask does when a worker dies) and nothing is lost or doubled. What
is done stands in `results.ndjson`, a line a resume; the same command goes on where it was stopped.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from distributed import Client, LocalCluster, as_completed


def chunks(path, size):
    """Ranges of `size` lines: where each begins, its bytes, its first line's number, and its resumes."""
    start, count, resumes, number = 0, 0, 0, 0
    with open(path, "rb") as file:
        for line in file:
            count += len(line)
            resumes += bool(line.strip())
            number += 1
            if number % size == 0:
                yield start, count, number - size + 1, resumes
                start, count, resumes = start + count, 0, 0
    if count:
        yield start, count, number - number % size + 1, resumes


def named(line, name):
    """The resume with `name` as its id, by which its outputs are called, unless it has one."""
    if b'"x-id"' in line or not line.startswith(b"{"):
        return line
    rest = line[1:].lstrip()
    comma = b"" if rest.startswith(b"}") else b","
    return b'{"x-id":' + json.dumps(name).encode() + comma + rest


def typeset(cvgen, path, out, options, chunk):
    """Runs in a worker: makes the PDFs of one range of lines, and tells what became of each."""
    start, count, first, _ = chunk
    with open(path, "rb") as file:
        file.seek(start)
        lines = file.read(count).splitlines()
    numbers = [first + index for index, line in enumerate(lines) if line.strip()]
    stem = Path(path).stem
    text = b"\n".join(named(lines[number - first].strip(), f"{stem}-{number}") for number in numbers)
    command = [cvgen, "batch", "-", "-o", out, "--quiet", "--jobs", "1", *options]
    run = subprocess.run(command, input=text + b"\n", stdout=subprocess.PIPE, check=False)
    results = [json.loads(line) for line in run.stdout.splitlines()]
    if sorted(result["n"] for result in results) != list(range(1, len(numbers) + 1)):
        raise RuntimeError(f"cvgen ended with {run.returncode} before it was done")  # Dask tries again.
    for result in results:
        result["line"] = numbers[result.pop("n") - 1]
    return sorted(results, key=lambda result: result["line"])


def done(results):
    """The lines that an earlier run has finished; a last line that was cut is taken away."""
    if not results.exists():
        return set()
    whole = results.read_bytes()
    whole = whole[: whole.rfind(b"\n") + 1]
    results.write_bytes(whole)
    return {json.loads(line)["line"] for line in whole.splitlines()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="a resume in JSON a line")
    parser.add_argument("output", help="the folder for the PDFs")
    parser.add_argument("--scheduler", help="the address of a cluster; without it, workers on this machine")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--chunk", type=int, default=200, help="how many lines a task has")
    parser.add_argument("--cvgen", default="cvgen")
    parser.add_argument("--kill", action="store_true", help="kill a worker in the middle, to see what happens")
    parser.add_argument("options", nargs="*", help="for cvgen, behind `--`, such as `--lang all`")
    arguments = parser.parse_args()

    out = Path(arguments.output).resolve()
    out.mkdir(parents=True, exist_ok=True)
    path = str(Path(arguments.input).resolve())
    finished = done(out / "results.ndjson")
    size = arguments.chunk
    is_done = lambda chunk: len(finished.intersection(range(chunk[2], chunk[2] + size))) == chunk[3]
    todo = [chunk for chunk in chunks(path, size) if not is_done(chunk)]
    cluster = arguments.scheduler or LocalCluster(
        n_workers=arguments.workers, threads_per_worker=1, dashboard_address=None
    )
    start, made, failed, killed = time.monotonic(), 0, 0, None
    with Client(cluster) as client, open(out / "results.ndjson", "ab", buffering=0) as log:
        tasks = [
            client.submit(typeset, arguments.cvgen, path, str(out), arguments.options, chunk, pure=False, retries=3)
            for chunk in todo
        ]
        for index, task in enumerate(as_completed(tasks)):
            results = [result for result in task.result() if result["line"] not in finished]
            log.write(b"".join(json.dumps(result).encode() + b"\n" for result in results))
            made += sum(result["ok"] for result in results)
            failed += sum(not result["ok"] for result in results)
            task.release()
            if arguments.kill and killed is None and index + 1 >= len(todo) // 4:
                killed = next(iter(client.run(os.getpid).values()))
                os.kill(killed, signal.SIGKILL)
    seconds = time.monotonic() - start
    print(json.dumps({"made": made, "failed": failed, "killed": killed, "seconds": round(seconds, 1)}))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
