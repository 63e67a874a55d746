"""What a fault is caused in: Postgres, gateways, WordPress, in a folder of their own."""
import os
import shutil
import subprocess
import tempfile

from faults.clock import Clock
from faults.database import OwnPostgres, PrivatePostgres
from faults.disk import Disk
from faults.loop import Loop
from faults.provider import SECRET
from faults.proxy import Proxy
from faults.wordpress import WordPress
from ingress import BUILD, free_port


class Gateway:
    """A process that can be killed and started again on the same port."""

    def __init__(self, options, env, log):
        self.port = free_port()
        self.command = [f"{BUILD}/gatehousectl", "serve", "--listen", f"127.0.0.1:{self.port}", *options]
        self.env, self.log = env, log
        self.process = None

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.command, env=self.env, text=True, stdout=subprocess.PIPE, stderr=log)
        if not self.process.stdout.readline().startswith("listening on "):
            raise RuntimeError("a gateway did not start; run it with --keep and look into " + self.log)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        if not self.process or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()


class Rig:
    def __init__(self, keep):
        self.keep = keep
        self.folder = tempfile.mkdtemp(prefix="gatehouse-bench-", dir="/tmp")
        os.chmod(self.folder, 0o711)  # for root, Postgres runs as another user
        self.loop = Loop()
        self.wordpress = WordPress(self.loop)
        self.gateways = []
        self.database = self.clock = self.disk = self.proxy = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """The last gateway ends its Postgres."""
        for gateway in self.gateways:
            gateway.stop()
        if self.database:
            self.database.stop()
        if self.disk:
            self.disk.unmount()
        self.loop.stop()
        if not self.keep:
            shutil.rmtree(self.folder, ignore_errors=True)

    def ports(self):
        return [gateway.port for gateway in self.gateways]

    def with_private_postgres(self, gateways=1, wordpress_port=None, disk_mb=None):
        data = os.path.join(self.folder, "data")
        if disk_mb:
            self.disk = Disk(data, disk_mb)
        for _ in range(gateways):
            self._add_gateway(["--data", data], wordpress_port, {})
        self.database = PrivatePostgres(data)

    def with_cut_wordpress(self):
        self.proxy = Proxy(self.loop, self.wordpress.port)
        self.with_private_postgres(wordpress_port=self.proxy.port)

    def with_cut_database(self):
        self.database = OwnPostgres(self.folder, {})
        self.proxy = Proxy(self.loop, self.database.port)
        self._add_gateway(["--database", self.database.conninfo_by(self.proxy.port)], None, {})

    def with_clock(self):
        self.clock = Clock(self.folder)
        self.database = OwnPostgres(self.folder, self.clock.environment())
        self._add_gateway(["--database", self.database.conninfo_by(self.database.port)], None,
                          self.clock.environment())

    def _add_gateway(self, options, wordpress_port, extra):
        env = {name: value for name, value in os.environ.items()
               if not name.startswith(("PROVIDER_SECRETS_", "GATEHOUSE_", "WORDPRESS_"))}
        env |= {"HOME": self.folder, "XDG_CONFIG_HOME": self.folder + "/config", "XDG_DATA_HOME": self.folder + "/share",
                "LC_ALL": "C.UTF-8", "PROVIDER_SECRETS_STRIPE": "acme:" + SECRET, "HMAC_SHARED_SECRET": "for the bench",
                "WORDPRESS_BASE_URL": f"http://127.0.0.1:{wordpress_port or self.wordpress.port}",
                "WORDPRESS_TOKEN": "for-the-bench", "GATEHOUSE_ADMIN_TOKEN": "gh_token_of_the_bench", **extra}
        log = os.path.join(self.folder, f"gateway{len(self.gateways) + 1}.log")
        self.gateways.append(Gateway(options, env, log))
        self.gateways[-1].start()

    def sql(self, text):
        return self.database.run("gatehouse", text)
