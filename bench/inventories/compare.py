#!/usr/bin/env python3
"""Compares how dockplay and Ansible read inventories and patterns.

The cases are the folders of agent/src/test/resources/inventories. Each holds an inventory, and beside it what Ansible made of it:
expected.json (ansible-inventory --list), expected.graph (--graph --vars), and expected-patterns.json (what `ansible PATTERN --list-hosts`
lists, for each line of the file "patterns"). Those that are there were made with ansible-core 2.14.18 (Debian 12).
The unit test InventoriesLikeAnsibleTest compares dockplay with them, where no Ansible is needed.

  compare.py --write             makes the expected files anew, with the Ansible of this machine
  compare.py [CASE...]           runs both live, and tells each difference; ends with 1 if there is one that no file explains

A case's "sources" are what -i names, one a line (else hosts.yml or hosts), and "--playbook-dir FOLDER".
Where dockplay differs on purpose, dockplay.json and dockplay.graph hold what it prints, dockplay.error a part of its error, and dockplay-patterns
lines of "pattern | hosts, or error: and a part of the error"; docs/inventory.md tells why.
"""
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
CASES = HOME / "agent/src/test/resources/inventories"
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")}
ENVIRONMENT.update(ANSIBLE_NOCOLOR="1", LC_ALL="C.UTF-8")

# Ansible walks over sets of groups below the first level, so that the order may differ from run to run; each is asked some times.
PATTERNS = """
import json, sys
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
keep, found = [], {}
for line in json.loads(sys.argv[2]):
    pattern, _, limit = line.partition(" --limit ")
    orders = []
    for turn in range(4):
        manager = InventoryManager(DataLoader(), json.loads(sys.argv[1]))
        keep.append(manager)
        try:
            manager.subset(limit or None)
            hosts = [str(host) for host in manager.list_hosts(pattern)]
        except Exception as wrong:
            hosts = ["error: " + str(wrong)]
        if hosts not in orders:
            orders.append(hosts)
    found[line] = orders[0] if len(orders) == 1 else {"anyOrder": sorted(orders[0])}
print(json.dumps(found))
"""


def sources(case):
    file = case / "sources"
    if file.exists():
        lines = file.read_text().splitlines()
    else:
        lines = [next(name for name in ("hosts.yml", "hosts") if (case / name).exists())]
    options = [part for line in lines if line.startswith("--") for part in line.split(" ", 1)]
    return [line for line in lines if not line.startswith("--")], options


def run(case, *command):
    done = subprocess.run(command, cwd=case, env=ENVIRONMENT, capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else "error: " + done.stderr


def inventories(case):
    names, options = sources(case)
    return [part for name in names for part in ("-i", name)] + options


def lines(case):
    file = case / "patterns"
    return file.read_text().splitlines() if file.exists() else []


def python():
    """The Python that Ansible is installed for."""
    with open(shutil.which("ansible"), encoding="utf-8") as program:
        return program.readline()[2:].split()[-1]


def of_ansible(case):
    found = {
        "expected.json": run(case, "ansible-inventory", *inventories(case), "--list"),
        "expected.graph": run(case, "ansible-inventory", *inventories(case), "--graph", "--vars"),
    }
    if lines(case):
        names, _ = sources(case)
        whole = [name if "," in name else str(case / name) for name in names]
        answer = run(case, python(), "-c", PATTERNS, json.dumps(whole), json.dumps(lines(case)))
        hosts = json.loads(answer)
        found["expected-patterns.json"] = (
            "{\n" + ",\n".join(f"  {json.dumps(key, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}" for key, value in hosts.items()) + "\n}\n"
        )
    return found


def write(case):
    for name, text in of_ansible(case).items():
        (case / name).write_text(text)


def compare(case):
    """The differences that no file explains, and how much was compared."""
    dockplay = str(HOME / "dockplay")
    different, count = [], 0
    ansible = of_ansible(case)
    own = {
        "expected.json": run(case, dockplay, "inventory", *inventories(case), "--list"),
        "expected.graph": run(case, dockplay, "inventory", *inventories(case), "--graph", "--vars"),
    }
    for name, text in own.items():
        count += 1
        explained = text
        if (case / "dockplay.error").exists():
            explained = text if (case / "dockplay.error").read_text().strip() in text else None
        else:
            mine = case / name.replace("expected", "dockplay")
            explained = mine.read_text() if mine.exists() else ansible[name]
        if explained != text:
            different.append(f"{case.name}: {name}\n--- Ansible\n{explained}\n--- dockplay\n{text}")
    names, options = sources(case)
    known = [line.partition(" | ") for line in (case / "dockplay-patterns").read_text().splitlines()] if (case / "dockplay-patterns").exists() else []
    known = {pattern: hosts for pattern, _, hosts in known}
    for line, hosts in json.loads(ansible.get("expected-patterns.json", "{}")).items():
        count += 1
        pattern, _, limit = line.partition(" --limit ")
        text = run(case, dockplay, "hosts", *[part for name in names for part in ("-i", name)], *(["--limit", limit] if limit else []), "--", pattern)
        mine = text.splitlines()
        if line in known:
            same = known[line][7:] in text if known[line].startswith("error: ") else mine == known[line].split()
        elif isinstance(hosts, dict):
            same = sorted(mine) == hosts["anyOrder"]
        elif hosts and hosts[0].startswith("error: "):
            same = text.startswith("error")
        else:
            same = mine == hosts
        if not same:
            different.append(f"{case.name}: {line}\n  Ansible  {hosts}\n  dockplay {text.strip()}")
    return different, count


def main(arguments):
    cases = [CASES / name for name in arguments if not name.startswith("-")] or sorted(path for path in CASES.iterdir() if path.is_dir())
    with ThreadPoolExecutor(2) as pool:
        if "--write" in arguments:
            list(pool.map(write, cases))
            return 0
        results = list(pool.map(compare, cases))
    for different, _ in results:
        print("\n".join(different), end="\n" if different else "")
    print(f"{len(cases)} inventories, {sum(count for _, count in results)} comparisons, {sum(len(different) for different, _ in results)} unexplained differences")
    return 1 if any(different for different, _ in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
