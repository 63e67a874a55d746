"""The Postgres under the gateways: the one that they bring along, or one of the benchmark's own."""
import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import time

from ingress import Postgres, free_port

BINARIES = "/usr/lib/postgresql/15/bin"


class PrivatePostgres(Postgres):
    """The gateway's own, which the gateway looks after."""

    def __init__(self, data):
        super().__init__(data)
        self.pid_file = os.path.join(data, "postgres", "postmaster.pid")

    def pid(self):
        """Of the postmaster; nothing: it has none at the moment."""
        try:
            with open(self.pid_file, encoding="ascii") as file:
                return int(file.readline())
        except (FileNotFoundError, ValueError):
            return None

    def stop(self):
        """The last gateway has ended it, unless that one was killed."""
        pid = self.pid()
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if pid and os.readlink(f"/proc/{pid}/cwd") == os.path.dirname(self.pid_file):
                os.kill(pid, signal.SIGQUIT)  # immediate


class OwnPostgres(Postgres):
    """On TCP, so that a proxy fits in between, and with variables of its own, for its clock."""

    def __init__(self, folder, extra):
        self.host, self.port, self.password = "127.0.0.1", free_port(), secrets.token_hex(16)
        # Postgres does not run as root.
        self.user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        data = os.path.join(folder, "own")
        os.mkdir(data, 0o700)
        password_file = os.path.join(folder, "password")
        with open(os.open(password_file, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
            file.write(self.password)
        for path in (data, password_file):
            if self.user:
                shutil.chown(path, "postgres", "postgres")
        subprocess.run([f"{BINARIES}/initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8",
                        "--auth=scram-sha-256", "--pwfile", password_file, "--no-sync"], check=True,
                       stdout=subprocess.DEVNULL, **self.user)
        os.unlink(password_file)
        with open(os.path.join(folder, "postgres.log"), "wb") as log:
            self.process = subprocess.Popen(
                [f"{BINARIES}/postgres", "-D", data, "-p", str(self.port), "-c", "listen_addresses=127.0.0.1", "-c",
                 "unix_socket_directories=", "-c", "jit=off"], stdout=log, stderr=log, env=dict(os.environ, **extra),
                **self.user)
        self._wait()
        self.run("postgres", "CREATE DATABASE gatehouse")

    def environment(self, database):
        return dict(super().environment(database), PGPORT=str(self.port))

    def conninfo_by(self, port):
        return f"host=127.0.0.1 port={port} user=postgres password={self.password} dbname=gatehouse"

    def _wait(self):
        deadline = time.monotonic() + 30
        while subprocess.run(["psql", "-c", "SELECT 1"], env=self.environment("postgres"),
                             capture_output=True).returncode:
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise RuntimeError("the benchmark's Postgres did not start")
            time.sleep(0.1)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)  # immediate
            self.process.wait()
