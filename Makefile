# Thin wrappers; CONTRIBUTING.md says what each command does.

.PHONY: build test verify rehearse bench clean

build:
	mvn -B -ntp -DskipTests package

test:
	mvn -B -ntp test

verify:
	mvn -B -ntp verify

rehearse:
	./dockplay rehearse playbooks/site.yml

bench:
	bench/settled

clean:
	mvn -B -ntp clean
