"""A small file system that can be filled up."""
import errno
import os
import subprocess
import tempfile


def why_not():
    """Why none can be mounted here; nothing: it can."""
    folder = tempfile.mkdtemp(prefix="gatehouse-bench-", dir="/tmp")
    try:
        tried = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "gatehouse-bench", folder], text=True,
                               capture_output=True)
        if tried.returncode != 0:
            return f"no small file system can be mounted here ({tried.stderr.splitlines()[0].split(': ')[-1]})"
        subprocess.run(["umount", folder], check=True)
    except FileNotFoundError:
        return "there is no mount here"
    finally:
        os.rmdir(folder)
    return None


class Disk:
    def __init__(self, folder, megabytes):
        os.makedirs(folder, exist_ok=True)
        self.folder = folder
        self.ballast = os.path.join(folder, "ballast")
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0711", "gatehouse-bench", folder],
                       check=True)

    def fill(self):
        """To the last byte; to be called again, as Postgres may let go of something."""
        try:
            with open(self.ballast, "ab", buffering=0) as file:
                while file.write(bytes(65536)):
                    pass
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise

    def empty(self):
        os.unlink(self.ballast)

    def unmount(self):
        subprocess.run(["umount", "--lazy", self.folder], check=True)
