#!/bin/sh
echo '{"web": {"hosts": ["web1"], "vars": {"x": "program"}}, "_meta": {"hostvars": {}}}'
