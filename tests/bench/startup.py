#!/usr/bin/env python3
"""./dev bench startup: time to the first paint, and memory then.

Gatehouse with a gateway already running and its first rows painted, beside a minimal Qt window and
KeePassXC, in turns, each in the same private X server. What counts as painted is read from the
server for all three: a window of the process is no longer of one colour. Gatehouse says by itself
when its first rows were painted, too; that later time is the one that is compared. Prints both sides
of each ratio and ends with one line of JSON.
"""
import argparse
import ctypes
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build", "release")
DEADLINE = 30.0


class XImage(ctypes.Structure):
    """The head of Xlib's XImage: what is needed to read its bytes."""
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
                ("data", ctypes.POINTER(ctypes.c_char)), ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
                ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int), ("depth", ctypes.c_int),
                ("bytes_per_line", ctypes.c_int)]


class Screen:
    """What an X server shows; without a window manager the windows are the root's children."""

    def __init__(self, name):
        x = self.x = ctypes.CDLL("libX11.so.6")
        for function in (x.XOpenDisplay, x.XGetImage, x.XDefaultRootWindow):
            function.restype = ctypes.c_void_p
        self.display = ctypes.c_void_p(x.XOpenDisplay(name.encode()))
        self.root = ctypes.c_ulong(x.XDefaultRootWindow(self.display))
        self.pid_atom = ctypes.c_ulong(x.XInternAtom(self.display, b"_NET_WM_PID", False))
        # A window may go while it is looked at.
        self.ignore = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
        x.XSetErrorHandler(self.ignore)

    def shows_window_of(self, pid):
        return any(self.pid_of(window) == pid and self.is_painted(window) for window in self.windows())

    def windows(self):
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        self.x.XQueryTree(self.display, self.root, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(children),
                          ctypes.byref(count))
        found = [ctypes.c_ulong(children[i]) for i in range(count.value)]
        if children:
            self.x.XFree(children)
        return found

    def pid_of(self, window):
        kind, form, items, after = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_ulong(), ctypes.c_ulong()
        value = ctypes.POINTER(ctypes.c_ulong)()
        self.x.XGetWindowProperty(self.display, window, self.pid_atom, ctypes.c_long(0), ctypes.c_long(1), False,
                                  ctypes.c_ulong(0), ctypes.byref(kind), ctypes.byref(form), ctypes.byref(items),
                                  ctypes.byref(after), ctypes.byref(value))
        pid = value[0] if value and items.value else None
        if value:
            self.x.XFree(value)
        return pid

    def is_painted(self, window):
        root, x, y, border, depth = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_int(), ctypes.c_uint(), ctypes.c_uint()
        width, height = ctypes.c_uint(), ctypes.c_uint()
        known = self.x.XGetGeometry(self.display, window, ctypes.byref(root), ctypes.byref(x), ctypes.byref(y),
                                    ctypes.byref(width), ctypes.byref(height), ctypes.byref(border),
                                    ctypes.byref(depth))
        if not known or width.value < 100 or height.value < 100:
            return False
        image = self.x.XGetImage(self.display, window, 0, 0, width, height, ctypes.c_ulong(0xFFFFFF), 2)
        if not image:
            return False  # not mapped yet
        head = ctypes.cast(image, ctypes.POINTER(XImage)).contents
        pixels = ctypes.string_at(head.data, head.bytes_per_line * head.height)
        self.x.XDestroyImage(ctypes.c_void_p(image))
        return pixels != pixels[:4] * (len(pixels) // 4)  # else it was cleared only


def rss_mb(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


def wait_for_window(screen, process, started):
    while time.monotonic() - started < DEADLINE:
        if screen.shows_window_of(process.pid):
            return (time.monotonic() - started) * 1000
        time.sleep(0.002)
    raise TimeoutError(f"{process.args[0]} showed no window in {DEADLINE:.0f} s")


def wait_for_line(process, started, wanted):
    for line in process.stdout:
        if line.strip() == wanted:
            return (time.monotonic() - started) * 1000
    raise RuntimeError(f"{process.args[0]} ended without saying '{wanted}'")


def measure(command, env, screen, wanted=None):
    """Milliseconds to the first paint (or the line that says so), and megabytes then."""
    started = time.monotonic()
    process = subprocess.Popen(command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        shown = wait_for_line(process, started, wanted) if wanted else wait_for_window(screen, process, started)
        time.sleep(0.3)  # memory settles; no time is measured here
        return shown, rss_mb(process.pid)
    finally:
        process.kill()
        process.wait()


def start_x_server(env):
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        env["DISPLAY"] = ":" + pipe.readline().strip()
    return server


def start_gateway(env, events):
    """A gateway on its own cluster, with `events` webhooks in it."""
    process = subprocess.Popen([f"{BUILD}/gatehousectl", "serve", "--listen", "127.0.0.1:0"], env=env, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    line = process.stdout.readline()
    if not line.startswith("listening on "):
        raise RuntimeError("the gateway did not start")
    url = line.split()[-1]
    with open(os.path.join(env["XDG_CONFIG_HOME"], "gatehouse", "connections", "local.json"), encoding="utf-8") as file:
        token_file = json.load(file)["token_file"]
    with open(token_file, encoding="ascii") as file:
        token = file.read().strip()
    headers = ["-H", f"Authorization: Bearer {token}", "-H", "Content-Type: application/json",
               "-H", "Idempotency-Key: bench-startup"]
    subprocess.run(["curl", "-sSf", "-o", os.devnull, *headers, "-d", json.dumps({"count": events}),
                    f"{url}/admin/v1/simulator/traffic"], check=True)
    deadline = time.monotonic() + DEADLINE
    while time.monotonic() < deadline:
        rows = subprocess.run([f"{BUILD}/gatehousectl", "events", "list", "--json", "--limit", str(events)], env=env,
                              text=True, capture_output=True).stdout.count("\n")
        if rows >= events * 0.8:
            break
        time.sleep(0.2)
    return process


def run(rounds, events):
    folder = tempfile.mkdtemp(prefix="gatehouse-bench-", dir="/tmp")
    env = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=folder + "/config", XDG_DATA_HOME=folder + "/data",
               XDG_CACHE_HOME=folder + "/cache", QT_QPA_PLATFORM="xcb", LC_ALL="C.UTF-8")
    env.pop("WAYLAND_DISPLAY", None)
    server = start_x_server(env)
    screen = Screen(env["DISPLAY"])
    gateway = start_gateway(env, events)
    programs = {
        "minimal": ([f"{BUILD}/tests/bench-minimal-window"], None),
        "keepassxc": (["keepassxc"], None),
        "window": ([f"{BUILD}/gatehouse", "--connection", "local"], None),
        "gatehouse": ([f"{BUILD}/gatehouse", "--connection", "local", "--report-startup"], "first paint with data"),
    }
    samples = {name: [] for name in programs}
    try:
        for _ in range(rounds + 1):  # the first round warms the caches and is left out
            for name, (command, wanted) in programs.items():
                samples[name].append(measure(command, env, screen, wanted))
    finally:
        gateway.terminate()
        gateway.wait()
        server.terminate()
        shutil.rmtree(folder, ignore_errors=True)
    return {name: (statistics.median(s[0] for s in list_[1:]), statistics.median(s[1] for s in list_[1:]))
            for name, list_ in samples.items()}


def report(medians, rounds):
    labels = {"minimal": "minimal Qt window", "keepassxc": "KeePassXC", "window": "Gatehouse, its window",
              "gatehouse": "Gatehouse, with data"}
    print(f"{'':22}{'first paint':>14}{'RSS':>10}   medians of {rounds}")
    for name, (milliseconds, megabytes) in medians.items():
        print(f"{labels[name]:22}{milliseconds:>11.0f} ms{megabytes:>7.0f} MB")
    paint, rss = medians["gatehouse"]
    figures = {
        "first_paint_ms": round(paint, 1),
        "rss_mb": round(rss, 1),
        "vs_keepassxc": round(paint / medians["keepassxc"][0], 2),
        "rss_vs_keepassxc": round(rss / medians["keepassxc"][1], 2),
        "vs_minimal_qt": round(paint / medians["minimal"][0], 2),
    }
    conditions = {"rounds": rounds, "cores": os.cpu_count(), "machine": platform.machine(), "display": "Xvfb 1600x1000"}
    print(json.dumps({"bench": "startup", "figures": figures, "conditions": conditions}))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--events", type=int, default=400)
    arguments = parser.parse_args()
    report(run(arguments.rounds, arguments.events), arguments.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
