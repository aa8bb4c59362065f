# Thin wrappers; CONTRIBUTING.md says what each command does.

.PHONY: build dist test verify shellcheck rehearse bench faults clean

build:
	mvn -B -ntp -DskipTests package

dist:
	mvn -B -ntp -Pdist -DskipTests package

test:
	mvn -B -ntp test

verify:
	mvn -B -ntp verify

shellcheck:
	.ci/shellcheck

rehearse:
	./dockplay rehearse playbooks/site.yml

bench:
	bench/settled

faults:
	bench/faults

clean:
	mvn -B -ntp clean
