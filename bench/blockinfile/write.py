#!/usr/bin/env python3
"""Makes modules/src/test/resources/blockinfile.json anew: what Ansible's blockinfile makes of each text.

The unit test MarkedBlockTest holds that the module file makes the same, where no Ansible is needed. Those that are there were made
with ansible-core 2.14.18 (Debian 12). A new case is one without "after". Set PYTHONPATH where Ansible is not installed.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

CASES = Path(__file__).resolve().parents[2] / "modules/src/test/resources/blockinfile.json"
OPTIONS = ("block", "marker", "marker_begin", "marker_end", "insertafter", "insertbefore", "state")


def after(case):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "file")
        file.write_bytes(case["before"].encode())
        options = {key: case[key] for key in OPTIONS if key in case}
        arguments = json.dumps({"ANSIBLE_MODULE_ARGS": dict(options, path=str(file))})
        run = subprocess.run([sys.executable, "-m", "ansible.modules.blockinfile", arguments], capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"{case}: {run.stdout}{run.stderr}")
        return file.read_bytes().decode()


cases = json.loads(CASES.read_text())
for case in cases:
    if "after" not in case or "--all" in sys.argv:
        case["after"] = after(case)
CASES.write_text("[\n" + ",\n".join("  " + json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")
print(len(cases), "cases")
