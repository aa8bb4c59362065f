#!/bin/sh
case $1 in
--list) echo '{"web": {"hosts": ["web1", "web2"]}, "db": {"children": ["web"]}}' ;;
--host) echo "{\"asked\": \"$2\"}" ;;
esac
