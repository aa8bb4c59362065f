package io.dockplay.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.resource.Change;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.Prerequisite.Kind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each cell of the table: a kind of planned change against a kind of thing that is lacking. */
class ProvidersTest {

    private static Providers planned(String module, String label, List<String> places, List<String> fills, String to) {
        return new Providers(module, label, places, fills, List.of(Change.of("state", "other", to)));
    }

    private static Providers file(String path) {
        return planned("file", path, List.of(path), List.of(), "3 lines");
    }

    /** The columns, by the names that the rows use. */
    private static Map<String, Providers> columns() {
        Map<String, Providers> columns = new LinkedHashMap<>();
        columns.put("package", planned("package", "tree", List.of(), List.of(), "present"));
        columns.put("docker package", planned("package", "docker-ce", List.of(), List.of(), "present"));
        columns.put("release package", planned("package", "epel-release", List.of(), List.of(), "present"));
        columns.put("package absent", planned("package", "docker-ce", List.of(), List.of(), "absent"));
        columns.put("harmless file", file("/etc/motd"));
        columns.put("the file", file("/srv/app"));
        columns.put("file absent", planned("file", "/srv/app", List.of(), List.of(), "absent"));
        columns.put("link", planned("file", "/srv", List.of("/srv"), List.of(), "link:/data"));
        columns.put("unit", file("/etc/systemd/system/app.service"));
        columns.put("drop-in", file("/etc/systemd/system/app.service.d/limits.conf"));
        columns.put("init script", file("/etc/init.d/app"));
        columns.put("program", file("/usr/local/bin/app"));
        columns.put("docker program", file("/usr/local/bin/docker"));
        columns.put("hosts", file("/etc/hosts"));
        columns.put("passwd", file("/etc/passwd"));
        columns.put("group file", file("/etc/group"));
        columns.put("certificate", file("/etc/pki/ca-trust/source/anchors/own.pem"));
        columns.put("kernel object", file("/lib/modules/extra/app.ko"));
        columns.put("yum.repos.d", file("/etc/yum.repos.d/own.repo"));
        columns.put("archive", planned("unarchive", "a.tar in /srv", List.of(), List.of("/srv"), "unpacked"));
        columns.put("repo", planned("repo", "own", List.of("/etc/yum.repos.d/own.repo"), List.of(), "as described"));
        columns.put("user", planned("user", "app", List.of("/etc/passwd:app"), List.of("/home/app"), "present"));
        columns.put("other user", planned("user", "bob", List.of("/etc/passwd:bob"), List.of("/home/bob"), "present"));
        columns.put("user absent", planned("user", "app", List.of("/etc/passwd:app"), List.of("/home/app"), "absent"));
        columns.put("group", planned("group", "app", List.of("/etc/group:app"), List.of(), "present"));
        columns.put("service", planned("service", "app", List.of(), List.of(), "started"));
        columns.put("docker started", planned("service", "docker", List.of(), List.of(), "started"));
        columns.put("docker stopped", planned("service", "docker", List.of(), List.of(), "stopped"));
        columns.put("firewalld started", planned("service", "firewalld", List.of(), List.of(), "started"));
        columns.put("firewall-port", planned("firewall-port", "80/tcp", List.of(), List.of(), "open"));
        columns.put(
                "docker-daemon",
                planned("docker-daemon", "mtu", List.of("/etc/docker/daemon.json"), List.of(), "1400"));
        columns.put(
                "docker-image", planned("docker-image", "nginx", List.of("docker image nginx"), List.of(), "present"));
        columns.put(
                "docker-container",
                planned("docker-container", "web", List.of("docker container web"), List.of(), "running"));
        columns.put(
                "kernel-module", planned("kernel-module", "app", List.of("/proc/modules:app"), List.of(), "loaded"));
        columns.put("sysctl", planned("sysctl", "vm.swappiness", List.of("/etc/sysctl.conf"), List.of(), "1"));
        columns.put("command", planned("command", "make it", List.of(), List.of(), "run"));
        columns.put("script", planned("script", "make.sh", List.of(), List.of(), "run"));
        return columns;
    }

    /** The rows: what is lacking, and exactly those that may bring it; a command and a script may bring all of it. */
    static Stream<Arguments> rows() {
        String packages = "package, docker package, release package";
        return Stream.of(
                row(Prerequisite.path("/srv/app"), packages + ", the file, link, archive"),
                row(Prerequisite.path("/home/app/.profile"), packages + ", user"),
                row(new Prerequisite(Kind.ROOM, "/srv/app"), "the file, file absent"),
                row(new Prerequisite(Kind.ROOM, "/srv/app/below"), "file absent"),
                row(new Prerequisite(Kind.USER, "app"), packages + ", user, passwd"),
                row(new Prerequisite(Kind.GROUP, "app"), packages + ", user, group, group file"),
                row(new Prerequisite(Kind.NUMBER, "app"), "user, user absent, group"),
                row(new Prerequisite(Kind.SERVICE, "app"), packages + ", unit, drop-in, init script"),
                row(new Prerequisite(Kind.UNIT, "app"), "unit, drop-in, init script"),
                row(Prerequisite.the(Kind.FIREWALL), "firewalld started"),
                row(new Prerequisite(Kind.PROGRAM, "app"), packages + ", the file, init script, program, archive"),
                row(new Prerequisite(Kind.OFFER, "app"), "repo, yum.repos.d, release package"),
                row(Prerequisite.the(Kind.DOCKER), "docker package, docker program, archive"),
                row(Prerequisite.the(Kind.DAEMON), "docker package, docker started, docker-daemon"),
                row(Prerequisite.the(Kind.CONTAINERS), "docker-container"),
                row(new Prerequisite(Kind.KERNEL_MODULE, "app"), packages + ", kernel object, archive"),
                row(
                        new Prerequisite(Kind.UNUSED_MODULE, "app"),
                        "kernel-module, service, docker started, docker stopped, firewalld started, docker-container"),
                row(
                        Prerequisite.the(Kind.PROCESS),
                        packages + ", package absent, service, docker started, docker stopped, firewalld started,"
                                + " docker-daemon, docker-image, docker-container"),
                row(Prerequisite.the(Kind.NAMES), "hosts"),
                row(
                        Prerequisite.the(Kind.SERVER),
                        "service, docker started, docker stopped, firewalld started, docker-container, firewall-port"),
                row(Prerequisite.the(Kind.CERTIFICATE), packages + ", certificate"),
                row(
                        Prerequisite.the(Kind.LOOK),
                        String.join(
                                ", ",
                                columns().keySet().stream()
                                        .filter(each -> !each.equals("command") && !each.equals("script"))
                                        .toList())));
    }

    private static Arguments row(Prerequisite prerequisite, String bringers) {
        return Arguments.of(prerequisite, List.of(bringers.split(", ")));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void only_these_may_bring_it(Prerequisite prerequisite, List<String> bringers) {
        List<String> may = columns().entrySet().stream()
                .filter(each -> each.getValue().mayProvide(prerequisite))
                .map(Map.Entry::getKey)
                .toList();

        assertThat(columns()).containsKeys(bringers.toArray(String[]::new));
        assertThat(may)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(bringers.stream(), Stream.of("command", "script"))
                        .toList());
    }

    @Test
    void every_kind_of_lack_has_a_row() {
        Map<Kind, Integer> rows = new EnumMap<>(Kind.class);
        rows().forEach(row -> rows.merge(((Prerequisite) row.get()[0]).kind(), 1, Integer::sum));

        assertThat(rows).containsOnlyKeys(Kind.values());
    }
}
