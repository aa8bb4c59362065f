"""Throw-away hosts of `dockplay rehearse`, as the rows see them."""
import os
import re
import subprocess
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
DOCKPLAY = str(HOME / "dockplay")
HAND = HOME / "bench/hand"
SSH = ["ssh", "-F", "none", "-o", "KexAlgorithms=curve25519-sha256", "-o", "BatchMode=yes"]


class Lab:
    """Hosts that are up, and how to reach them; `with` removes them at the end, if this row has brought them up."""

    def __init__(self, inventory, owned=False):
        self.inventory = Path(inventory)
        self.owned = owned
        text = self.inventory.read_text()
        self.key = self._value(text, "ansible_ssh_private_key_file")
        self.known_hosts = self._value(text, "ssh_known_hosts")
        self.ports = {name: int(port) for name, port in re.findall(r"^ +(\S+): \{ansible_port: (\d+)\}", text, re.M)}

    @staticmethod
    def _value(text, name):
        return re.search(rf'^ *{name}: "(.*)"$', text, re.M).group(1)

    @classmethod
    def up(cls, docker=0, light=0):
        """Brings hosts up; those of the environment are taken where they are enough (bench/all brings them up once)."""
        given = os.environ.get("BENCH_DOCKER" if docker else "BENCH_LIGHT")
        if given:
            lab = cls(given)
            if len(lab.ports) >= docker + light:
                return lab.first(docker + light)
        return cls.fresh(docker, light)

    @classmethod
    def fresh(cls, docker=0, light=0):
        """Brings up hosts that nothing was done to."""
        command = [DOCKPLAY, "rehearse", "--keep", "--centos7", str(docker), "--centos6", "0", "--light", str(light)]
        said = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
        found = re.search(r"^The hosts stay up. Their inventory: (.*)$", said.stdout, re.M)
        if said.returncode or not found:
            raise SystemExit(said.stdout + "error: the hosts do not come up")
        return cls(found.group(1), owned=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.owned:
            subprocess.run([DOCKPLAY, "rehearse", "--remove-kept", str(self.inventory)], check=True)

    def first(self, count):
        """The same hosts, but only so many of them; they stay when these are left."""
        if count == len(self.ports):
            return Lab(self.inventory)
        lines = []
        for line in self.inventory.read_text().splitlines():
            host = re.match(r" +(\S+): \{ansible_port", line)
            if not host or host.group(1) in list(self.ports)[:count]:
                lines.append(line)
        return Lab(self._write("\n".join(lines) + "\n"))

    def through(self, port):
        """Its first host, by way of another port."""
        name, own = next(iter(self.ports.items()))
        known = Path(self.known_hosts).read_text().replace(f"[127.0.0.1]:{own} ", f"[127.0.0.1]:{port} ")
        text = self.first(1).inventory.read_text().replace(f"{{ansible_port: {own}}}", f"{{ansible_port: {port}}}")
        return Lab(self._write(text.replace(self.known_hosts, str(self._write(known)))))

    @staticmethod
    def _write(text):
        file, name = tempfile.mkstemp(prefix="dockplay-bench-")
        with os.fdopen(file, "w") as out:
            out.write(text)
        return Path(name)

    def by_hand(self, script, forks=50):
        """A shell script on all hosts at a time, the way one does it by hand; each prints ok."""
        ports = "".join(f"{port}\n" for port in self.ports.values())
        command = ["sh", str(HAND / "everywhere"), self.key, self.known_hosts, str(script), str(forks)]
        said = subprocess.run(command, input=ports, stdout=subprocess.PIPE, universal_newlines=True)
        if said.returncode or said.stdout.split().count("ok") != len(self.ports):
            raise SystemExit(f"error: not all {len(self.ports)} hosts said ok to {script}:\n{said.stdout}")

    def ssh(self, script):
        """Runs shell code on the first host as root, and returns what it prints."""
        command = SSH + ["-i", self.key, "-o", f"UserKnownHostsFile={self.known_hosts}"]
        command += ["-p", str(next(iter(self.ports.values()))), "ops@127.0.0.1", "sudo -n sh -s"]
        return subprocess.run(command, input=script, stdout=subprocess.PIPE, universal_newlines=True, check=True).stdout

    def dockplay(self, *words):
        """dockplay with this inventory; ends the row when it fails, or when a settled host is not."""
        quietly([DOCKPLAY, *words, "-i", str(self.inventory)])

    def settle(self, playbook):
        """Brings the hosts into the playbook's state, if they are not in it."""
        quietly([DOCKPLAY, "apply", str(playbook), "-i", str(self.inventory)])

    def processes(self):
        """How many processes and threads have begun on its first host so far: the last number that was given in its own namespace."""
        name = next(iter(self.ports))
        lab = Path(self.key).parent.name
        container = f"dockplay-lab-{lab}-{name}-kept"
        said = subprocess.run(["docker", "exec", container, "sh", "-c", "echo $$"], stdout=subprocess.PIPE, universal_newlines=True, check=True)
        return int(said.stdout)


def quietly(command, environment=None, codes=(0,)):
    """Runs a command; its output is shown only when it fails."""
    said = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, universal_newlines=True)
    if said.returncode not in codes:
        raise SystemExit(f"{said.stdout[-4000:]}\nerror: exit code {said.returncode}: {' '.join(map(str, command))}")
    return said.stdout
