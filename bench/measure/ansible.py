"""Ansible as one sets it up for speed: pipelining, 20 forks, and Mitogen where it is wanted (Debian: ansible-core, ansible-mitogen)."""
import os
import shutil
import tempfile
from pathlib import Path

from measure.lab import HOME, quietly

PLAYBOOKS = HOME / "bench/ansible"
MITOGEN = "/usr/lib/python3/dist-packages/ansible_mitogen/plugins/strategy"


def missing():
    """What is not installed, or nothing."""
    if not shutil.which("ansible-playbook"):
        return "ansible-core"
    return "" if Path(MITOGEN).is_dir() else "ansible-mitogen"


def environment(lab, mitogen):
    """The environment of a run; the connections are its own, and not those that a former run has left."""
    work = tempfile.mkdtemp(prefix="ansible-")
    strategy = f"strategy_plugins = {MITOGEN}\nstrategy = mitogen_linear\n" if mitogen else ""
    configuration = f"""[defaults]
forks = 20
inventory = {lab.inventory}
retry_files_enabled = False
timeout = 60
local_tmp = {work}/local
{strategy}[ssh_connection]
pipelining = True
control_path_dir = {work}/connections
ssh_args = -F none -o KexAlgorithms=curve25519-sha256 -o UserKnownHostsFile={lab.known_hosts} -o ControlMaster=auto -o ControlPersist=15s
"""
    Path(work, "ansible.cfg").write_text(configuration)
    own = {name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")}
    own["ANSIBLE_CONFIG"] = str(Path(work, "ansible.cfg"))
    return own


def playbook(lab, name, *words, mitogen=False):
    """Runs a playbook of bench/ansible; gives what it said."""
    command = ["ansible-playbook", "-e", "ansible_python_interpreter=/usr/bin/python3", *words, str(PLAYBOOKS / name)]
    return quietly(command, environment(lab, mitogen))


def check(lab, name, mitogen=False):
    """Checks hosts, and ends the row when Ansible finds them unsettled: both sides must look at the same."""
    said = playbook(lab, name, "--check", mitogen=mitogen)
    if "changed=0" not in said or any(f"changed={count}" in said for count in range(1, 10)):
        raise SystemExit(said + "\nerror: Ansible would change something")
