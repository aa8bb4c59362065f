"""Playbooks of many small tasks that all change something."""
import tempfile
from pathlib import Path

from measure.rounds import Side

FOLDER = "/tmp/bench-growth"


def playbook(tasks):
    """As many files in one folder, each a task of its own."""
    lines = ["- hosts: all", "  tasks:"]
    lines += [f'    - file: {{path: {FOLDER}/{number}, content: "The file {number}.\\n"}}' for number in range(tasks)]
    file = Path(tempfile.mkdtemp(prefix="dockplay-bench-"), "growth.yml")
    file.write_text("\n".join(lines) + "\n")
    return str(file)


def run_tasks(lab, far, proxy, tasks):
    """One run on a host that remembers nothing of the last one, by way of a proxy that counts from here on."""
    written = playbook(tasks)
    lab.ssh(f"rm -rf {FOLDER} /var/lib/dockplay; mkdir {FOLDER}")
    proxy.reset()
    side = Side("dockplay")
    side.measure(lambda: far.dockplay("apply", written))
    found = int(lab.ssh(f"ls {FOLDER} | wc -l"))
    if found != tasks:
        raise SystemExit(f"error: {found} files instead of {tasks}")
    return side
