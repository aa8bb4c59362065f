#!/bin/sh
[ "$1" = --list ] || exit 1
cat <<'X'
{"web": {"hosts": ["web1", "web2"], "vars": {"x": 1, "f": 1.5, "l": [1, null, true]}, "children": ["sub"]},
 "sub": ["web3"], "alone": {"y": 2}, "empty": {"hosts": []}, "all": {"vars": {"v": "all"}},
 "ungrouped": {"hosts": ["u"]},
 "_meta": {"hostvars": {"web1": {"port": 2222, "on": true, "d": {"a": {}}}, "nobody": {"z": 1}}}}
X
