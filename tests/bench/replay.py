#!/usr/bin/env python3
"""./dev bench replay: recorded events sent again, beside other senders, to the same server in one run.

POSTs of 1.5 KB, 64 at once, to nginx, which answers 202: a whole replay (each event journalled before it is sent,
signed, its answer judged and journalled), its sender alone, wrk, `curl --parallel` and one QNetworkAccessManager. Then
to a server that takes 50 ms, where 64 at once could be 1,280 a second; and at 10, 100 and 1,000 a second, where the
error is that of the whole run's rate. CPU is the sender's own, in microseconds an event.

Each round measures all of them in turn; medians. Ends with one line of JSON.
"""
import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import tempfile

from ingress import BUILD, Server, start_nginx

AT_ONCE = 64
DELAY_MS = 50
POSSIBLE = AT_ONCE * 1000 / DELAY_MS
PATH = "/hook"


def ours(mode, url, events, at_once=AT_ONCE, rate=0):
    command = [f"{BUILD}/tests/bench-replay", mode, url, str(events), str(at_once), str(rate)]
    result = json.loads(subprocess.run(command, check=True, text=True, capture_output=True).stdout)
    return {"rate": result["sent"] / result["seconds"], "cpu_us": result["cpu_seconds"] * 1e6 / result["sent"],
            "seconds": result["seconds"]}


def measured(command):
    """Its output, and the CPU time that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(command, check=True, text=True, capture_output=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return output, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write_wrk(folder):
    path = os.path.join(folder, "post.lua")
    with open(path, "w", encoding="utf-8") as file:
        file.write("""wrk.method = "POST"
wrk.body = string.rep("x", 1500)
wrk.headers["Content-Type"] = "application/json"
function done(summary)
    io.write(string.format("\\n%d %f %d\\n", summary.requests, summary.duration / 1e6, summary.errors.status))
end
""")
    return path


def wrk(folder, url, seconds):
    output, cpu = measured(["wrk", "-t1", f"-c{AT_ONCE}", f"-d{seconds}s", "-s", write_wrk(folder), url])
    requests, took, refused = output.splitlines()[-1].split()
    if int(refused):
        raise RuntimeError(f"{refused} of wrk's requests were refused")
    return {"rate": int(requests) / float(took), "cpu_us": cpu * 1e6 / int(requests)}


def curl(folder, url, events):
    body = os.path.join(folder, "body")
    with open(body, "w", encoding="ascii") as file:
        file.write("x" * 1500)
    config = os.path.join(folder, "curl.conf")
    with open(config, "w", encoding="utf-8") as file:
        for number in range(events):
            if number:
                file.write("next\n")
            file.write(f'url = "{url}"\ndata-binary = "@{body}"\noutput = "/dev/null"\n'
                       'write-out = "%{http_code} %{time_total}\\n"\n')
    timed = os.path.join(folder, "curl.time")
    output, cpu = measured(["bash", "-c", f"TIMEFORMAT=%R; {{ time curl -s --parallel --parallel-immediate "
                            f"--parallel-max {AT_ONCE} --config {config}; }} 2>{timed}"])
    good = sum(line.startswith("202") for line in output.splitlines())
    if good != events:
        raise RuntimeError(f"curl had {good} of {events} answers")
    with open(timed, encoding="ascii") as file:
        seconds = float(file.read().split()[-1])  # behind what curl shows of its progress
    return {"rate": events / seconds, "cpu_us": cpu * 1e6 / events}


def start_slow():
    return Server("slow", [f"{BUILD}/tests/bench-slow-server", str(DELAY_MS)])


def rate_error(url, rate):
    """In percent, of a run of some seconds: n events are n - 1 intervals."""
    events = max(30, int(rate * 3)) + 1
    took = ours("replay", url, events, AT_ONCE, rate)["seconds"]
    return abs((events - 1) / took / rate - 1) * 100


def run(rounds, seconds, events):
    folder = tempfile.mkdtemp(prefix="gatehouse-bench-", dir="/tmp")
    servers, samples = [], {}
    try:
        nginx = start_nginx(folder)
        servers.append(nginx)
        slow = start_slow()
        servers.append(slow)
        url = nginx.url + PATH
        for number in range(rounds + 1):  # the first round warms up and is left out
            found = {
                "replay": ours("replay", url, events),
                "sender": ours("sender", url, events),
                "wrk": wrk(folder, url, seconds),
                "curl": curl(folder, url, min(events, 5000)),
                "qnam": ours("qnam", url, min(events, 5000)),
                "replay, 50 ms": ours("replay", slow.url + PATH, int(POSSIBLE * seconds)),
                "qnam, 50 ms": ours("qnam", slow.url + PATH, 60 * seconds),
            }
            if number:
                for name, result in found.items():
                    samples.setdefault(name, []).append(result)
        errors = {rate: rate_error(url, rate) for rate in (10, 100, 1000)}
    finally:
        for server in reversed(servers):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return samples, errors


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--events", type=int, default=20000)
    given = parser.parse_args()
    samples, errors = run(given.rounds, given.seconds, given.events)
    rate = {name: statistics.median(one["rate"] for one in list_) for name, list_ in samples.items()}
    cpu = {name: statistics.median(one["cpu_us"] for one in list_) for name, list_ in samples.items()}
    for name in samples:
        print(f"{name:16} {rate[name]:10,.0f} requests/s {cpu[name]:8.1f} us of CPU each")
    for wanted, error in errors.items():
        print(f"{wanted:5} a second: {error:.2f} % off")
    figures = {
        "vs_wrk": round(rate["replay"] / rate["wrk"], 3),
        "vs_qnam": round(rate["replay"] / rate["qnam"], 2),
        "of_possible_50ms": round(rate["replay, 50 ms"] / POSSIBLE, 3),
        "rate_error_pct": round(max(errors.values()), 2),
        "vs_curl": round(rate["replay"] / rate["curl"], 2),
        "sender_vs_wrk": round(rate["sender"] / rate["wrk"], 3),
        "requests_per_s": round(rate["replay"]),
        "cpu_us": round(cpu["replay"], 1),
    }
    conditions = {"cores": os.cpu_count(), "machine": platform.machine(), "at_once": AT_ONCE, "rounds": given.rounds,
                  "events": given.events}
    print(json.dumps({"bench": "replay", "figures": figures, "conditions": conditions}))


if __name__ == "__main__":
    main()
