package io.dockplay.modules.packages;

import io.dockplay.modules.packages.PackageName.Kind;
import io.dockplay.modules.packages.PackageState.Group;
import io.dockplay.modules.packages.PackageState.Source;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.SharedProbe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Probes a host's packages, and reads the answers.
 *
 * <p>One call of rpm asks for all names. More calls follow only for what is missing, and for groups, files and the
 * latest
 * version.
 *
 * @param names the entries of the module's option of packages
 * @param files the packages in the files of the control machine
 * @param options the options for yum
 * @param state the wanted state
 */
record PackageProbe(
        List<PackageName> names, List<RpmPackage> files, List<String> options, PackageModule.DesiredState state) {

    Script script() {
        return asked().isEmpty() ? RpmDatabase.ASKING.then(others()) : shared().alone();
    }

    /** The same, whose question to rpm others may share; there must be a name to ask for. */
    SharedProbe shared() {
        return new SharedProbe(
                RpmDatabase.QUESTION,
                asked(),
                RpmDatabase.own(asked()).then(provided()).then(others()));
    }

    private Script provided() {
        List<String> wanted = of(Kind.PACKAGE).map(PackageName::written).toList();
        return state == PackageModule.DesiredState.ABSENT || wanted.isEmpty() ? Script.NOTHING : Script.of("""
                answer provided
                for name in {}; do
                  case $missing in
                    *" $name "*)
                      rpm -q --whatprovides --qf '+ %{NAME} %{EPOCH} %{VERSION} %{RELEASE} %{ARCH}\\n' "$name" |
                        while read -r line; do printf '%s %s\\n' "$name" "$line"; done ;;
                  esac
                done""", wanted);
    }

    private Script others() {
        Script all = Script.NOTHING;
        int number = 0;
        for (PackageName group : of(Kind.GROUP).toList()) {
            number++;
            all = all.then(group(number, group.name()));
        }
        number = 0;
        for (PackageName source : sources()) {
            number++;
            all = all.then(source.is(Kind.FILE) ? file(number, source.name()) : address(number, source.name()));
        }
        return state == PackageModule.DesiredState.LATEST ? all.then(updates(asked())) : all;
    }

    private Script group(int number, String name) {
        return Script.of(
                """
                set -f
                answer {}; members=$(yum -q{} groupinfo {}); printf '%s\\n' "$members"
                answer {}; code=0; case $members in *:*) ;; *) yum -q{} groupinfo {} 2>&1 || code=$? ;; esac
                answer {}; echo "$code"
                answer {}
                rpms \\
                  $(printf '%s\\n' "$members" | sed -n 's/^   *[-+=]\\{0,1\\}\\([^ :]*\\)$/\\1/p')""",
                "group-" + number,
                PackagePlan.words(options),
                name,
                "group-" + number + "-reason",
                PackagePlan.words(options),
                name,
                "group-" + number + "-code",
                "members-" + number);
    }

    private static Script file(int number, String path) {
        return Script.of(
                """
                answer {}
                found=$(rpm -qp --nosignature --qf '= %{NAME} %{EPOCH} %{VERSION} %{RELEASE} %{ARCH}\\n' {}) &&
                  printf '%s\\n' "$found"
                answer {}; ls {} 2>&1 >/dev/null
                answer {}; set -f; set -- $found
                rpms "$2\"""", "source-" + number, path, "source-" + number + "-reason", path, "source-" + number + "-installed");
    }

    /**
     * Probes a file on the web: it reads only the beginning, and only when no package of the file's name is installed.
     */
    private static Script address(int number, String address) {
        String file = address.replaceFirst("[?#].*$", "").replaceFirst("^.*/", "");
        return Script.of(
                """
                found=$(rpm -q --qf '= %{NAME} %{EPOCH} %{VERSION} %{RELEASE} %{ARCH}\\n' {}) ||
                  found=$(curl -gfsSL --connect-timeout 20 --max-time 120 {} |
                    rpm -qp --nosignature --qf '= %{NAME} %{EPOCH} %{VERSION} %{RELEASE} %{ARCH}\\n' /dev/stdin) ||
                  found=
                answer {}; printf '%s\\n' "$found"
                answer {}
                [ -n "$found" ] || curl -gfsSL -r 0-0 -o /dev/null --connect-timeout 20 --max-time 120 {} 2>&1
                answer {}; set -f; set -- $found
                rpms "$2\"""",
                file.replaceFirst("\\.rpm$", ""),
                address,
                "source-" + number,
                "source-" + number + "-reason",
                address,
                "source-" + number + "-installed");
    }

    /** Asks yum for updates, but only when one of the packages is installed. */
    private Script updates(List<String> asked) {
        return Script.of("""
                answer updates; code=0
                case $(rpm -q --qf '= ' {}) in
                  *'= '*) yum -q{} check-update {} 2>&1; code=$? ;;
                esac
                answer updates-code; echo "$code\"""", asked, PackagePlan.words(options), asked);
    }

    PackageState read(ProbeOutput probeOutput) {
        Map<String, RpmPackage> provided = new LinkedHashMap<>();
        for (String line : probeOutput.lines("provided")) {
            int mark = line.indexOf(" + ");
            if (mark > 0) {
                RpmPackage.parse(line.substring(mark + 3))
                        .ifPresent(found -> provided.put(line.substring(0, mark), found));
            }
        }
        Map<String, Group> groups = new LinkedHashMap<>();
        for (PackageName group : of(Kind.GROUP).toList()) {
            int number = groups.size() + 1;
            List<String> lines = probeOutput.raw("group-" + number).lines().toList();
            groups.put(
                    group.name(),
                    new Group(
                            members(lines, "Mandatory"),
                            members(lines, "Default"),
                            members(lines, "Optional"),
                            RpmDatabase.packages(probeOutput, "members-" + number),
                            probeOutput.text("group-" + number + "-reason"),
                            probeOutput.number("group-" + number + "-code").orElse(0L) != 0));
        }
        Map<String, Source> sources = new LinkedHashMap<>();
        for (PackageName source : sources()) {
            String answer = "source-" + (sources.size() + 1);
            sources.put(
                    source.name(),
                    new Source(
                            RpmDatabase.packages(probeOutput, answer).stream().findFirst(),
                            RpmDatabase.packages(probeOutput, answer + "-installed").stream()
                                    .max((a, b) -> a.version().compareWith(b.version())),
                            probeOutput.text(answer + "-reason")));
        }
        long code = probeOutput.number("updates-code").orElse(0L);
        return new PackageState(
                RpmDatabase.read(probeOutput),
                provided,
                groups,
                sources,
                probeOutput.raw("updates"),
                code != 0 && code != 100);
    }

    /**
     * Reads the names under a heading such as {@code  Mandatory Packages:}; with LC_ALL=C yum 3 and dnf write them
     * alike.
     */
    private static List<String> members(List<String> lines, String heading) {
        List<String> members = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            if (line.stripTrailing().endsWith(":")) {
                inside = line.strip().equals(heading + " Packages:");
            } else if (inside && !line.isBlank()) {
                members.add(line.strip().replaceFirst("^[-+=]", ""));
            }
        }
        return members;
    }

    /**
     * Returns the names to ask rpm for; an entry with more than a name is also asked for as written.
     */
    List<String> asked() {
        return Stream.concat(
                        of(Kind.PACKAGE)
                                .flatMap(each -> each.version().isPresent()
                                                || each.architecture().isPresent()
                                        ? Stream.of(each.name(), each.written())
                                        : Stream.of(each.name())),
                        files.stream().map(RpmPackage::name))
                .distinct()
                .toList();
    }

    private List<PackageName> sources() {
        return names.stream()
                .filter(each -> each.is(Kind.FILE) || each.is(Kind.ADDRESS))
                .toList();
    }

    private Stream<PackageName> of(Kind kind) {
        return names.stream().filter(each -> each.is(kind));
    }
}
