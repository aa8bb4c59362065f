"""A simulated fleet: one process that answers like many settled hosts (agent/src/test/java/io/dockplay/fleet)."""
import os
import subprocess
import tempfile
from pathlib import Path

from measure.lab import DOCKPLAY, HOME

CLASSES = Path(os.environ.get("BENCH_CLASSES", HOME / "agent/target/test-classes"))


class Fleet:
    """So many hosts until the end of the `with`. The folder has their inventory, known_hosts, key and playbook."""

    def __init__(self, hosts, together=False):
        self.hosts = hosts
        self.folder = Path(tempfile.mkdtemp(prefix="dockplay-fleet-"))
        command = [java(), "-Xmx3g", "-cp", f"{CLASSES}:{HOME}/bench/target/lib/*", "io.dockplay.fleet.FleetCommand", str(hosts), str(self.folder)]
        if together:
            command.append("together")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, universal_newlines=True)
        if self.process.stdout.readline().strip() != "ready":
            raise SystemExit("error: the simulated fleet does not start")

    def said(self):
        """What it has seen: how many sessions have ended, and how long each half of them took."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def run(self, *words):
        """Runs dockplay on the fleet; gives its output and the most memory that it has used, in KiB."""
        inventory, playbook = self.folder / "hosts.ini", self.folder / "play.yml"
        command = [DOCKPLAY, "apply", str(playbook), "-i", str(inventory), "--dry-run", "--timeout", "600", *words]
        with open(self.folder / "said", "w+") as said:
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1
            said.seek(0)
            text = said.read()
        if child.returncode:
            raise SystemExit(f"{text[-3000:]}\nerror: exit code {child.returncode}")
        return text, usage.ru_maxrss

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def java():
    home = os.environ.get("JAVA_HOME")
    return f"{home}/bin/java" if home else "java"


def ready():
    """Builds the class path, and says whether the simulated fleet is there."""
    subprocess.run(["mvn", "-B", "-ntp", "-q", "-Pbench", "-pl", "bench", "-am", "-DskipTests", "package"], cwd=HOME, check=True, stdout=subprocess.DEVNULL)
    return (CLASSES / "io/dockplay/fleet/FleetCommand.class").exists()
