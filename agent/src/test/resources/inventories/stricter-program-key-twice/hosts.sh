#!/bin/sh
echo '{"web": ["web1"], "web": ["web2"], "_meta": {"hostvars": {}}}'
