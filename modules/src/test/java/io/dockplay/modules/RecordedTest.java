package io.dockplay.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.files.Checksums;
import io.dockplay.modules.files.RestoreFile;
import io.dockplay.resource.Change;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The record alone says the same as the task that brought something. */
class RecordedTest {

    private static final RecordedChange CONTENT = new RecordedChange("content", "5 lines", "7 lines");
    private static final RecordedChange NEW = new RecordedChange("content", Change.ABSENT, "7 lines");

    static Stream<Arguments> tasks() {
        return Stream.of(
                task(
                        "package",
                        Map.of("name", List.of("gcc", "make")),
                        change("gcc", Change.ABSENT, "4.4.7"),
                        change("cpp", Change.ABSENT, "brought")),
                task("package", Map.of("name", "tree", "state", "absent"), change("tree", "1.6.0-10", Change.ABSENT)),
                task("service", Map.of("name", "docker", "state", "started"), change("state", "stopped", "started")),
                task("service", Map.of("name", "ntpd", "enabled", false), change("enabled", "yes", "no")),
                task("file", Map.of("path", "/etc/a", "content", "x"), CONTENT, change("/etc/a", "", "sha256:1")),
                task("file", Map.of("path", "/etc/a", "content", "x"), NEW, change("mode", Change.ABSENT, "0644")),
                task(
                        "file",
                        Map.of("path", "/a/b", "state", "directory"),
                        change("/a", Change.ABSENT, "directory"),
                        change("/a/b", Change.ABSENT, "directory"),
                        change("mode", Change.ABSENT, "0755")),
                task(
                        "file",
                        Map.of("path", "/a", "state", "directory", "recurse", true, "mode", "o="),
                        change("mode", "0755", "0750"),
                        change("tree", "former", "as-wanted")),
                task("file", Map.of("path", "/a", "state", "link", "target", "/b"), change("/a", "file", "link:/b")),
                task("file", Map.of("path", "/a", "state", "absent"), change("/a", "present", Change.ABSENT)),
                task("file", Map.of("path", "/a", "state", "absent"), change("/a", "directory", Change.ABSENT)),
                task("download", Map.of("url", "http://a/b", "path", "/opt/b"), NEW),
                task("repo", Map.of("id", "epel", "baseurl", "http://a/b", "gpgcheck", false), NEW),
                task("cron", Map.of("name", "a in b", "job", "true"), CONTENT),
                task(
                        "cron",
                        Map.of("name", "prune", "job", "true", "cron_file", "prune", "user", "root"),
                        NEW,
                        change("/etc/cron.d/prune", "", "sha256:1")),
                task(
                        "sysctl",
                        Map.of("name", "vm.swappiness", "value", "10", "file", "/etc/sysctl.d/a.conf"),
                        NEW,
                        change("kernel", "60", "10"),
                        change("/etc/sysctl.d/a.conf", "", "sha256:1")),
                task("sysctl", Map.of("name", "vm.swappiness", "value", "10"), change("kernel", "60", "10")),
                task("user", Map.of("name", "deploy"), change("deploy", Change.ABSENT, "present")),
                task("user", Map.of("name", "deploy", "state", "absent"), change("deploy", "present", Change.ABSENT)),
                task("group", Map.of("name", "team"), change("team", Change.ABSENT, "present")),
                task(
                        "hostname",
                        Map.of("name", "web1"),
                        change("at-boot", "old", "web1"),
                        change("now", "old", "web1")),
                task("selinux", Map.of("state", "permissive"), CONTENT, change("now", "enforcing", "permissive")),
                task(
                        "kernel-module",
                        Map.of("name", "bridge"),
                        change("bridge", "not-loaded", "loaded"),
                        change("/etc/modules-load.d/bridge.conf", Change.ABSENT, "1 line")),
                task("firewall-port", Map.of("port", "8080"), change("now", "closed", "open")),
                task(
                        "firewall-port",
                        Map.of("port", "53-54", "protocol", "udp", "source", "192.0.2.0/24", "zone", "public"),
                        change("at-boot", "closed", "open")),
                task(
                        "docker-mirror",
                        Map.of("mirrors", "https://a.example.com"),
                        change("registry-mirrors", Change.ABSENT, "https://a.example.com")),
                task("docker-daemon", Map.of("absent", "log-driver"), change("log-driver", "json-file", Change.ABSENT)),
                task("docker-image", Map.of("name", "nginx"), change("image", Change.ABSENT, "present")),
                task("docker-image", Map.of("name", "nginx", "state", "absent"), change("image", "abc", Change.ABSENT)),
                task(
                        "docker-container",
                        Map.of("name", "web", "image", "nginx"),
                        change("state", Change.ABSENT, "running")),
                task(
                        "mount",
                        Map.of("path", "/srv/cache", "src", "tmpfs", "fstype", "tmpfs"),
                        change("/srv/cache", Change.ABSENT, "directory"),
                        change("mount", Change.ABSENT, "tmpfs /srv/cache tmpfs defaults 0 0"),
                        change("line", Change.ABSENT, "tmpfs /srv/cache tmpfs defaults 0 0")),
                task(
                        "docker-compose",
                        Map.of("name", "shop", "project_src", "/srv/shop"),
                        change("service:web", Change.ABSENT, "running"),
                        change("service:db", "stopped", "running")),
                task("docker-network", Map.of("name", "shop"), change("network", Change.ABSENT, "present")),
                task("docker-network", Map.of("name", "a", "state", "absent"), change("network", "{}", Change.ABSENT)),
                task("docker-volume", Map.of("name", "db"), change("volume", Change.ABSENT, "present")),
                task(
                        "docker-volume",
                        Map.of("name", "db", "state", "absent"),
                        change("volume", "present", Change.ABSENT)));
    }

    private static RecordedChange change(String what, String from, String to) {
        return new RecordedChange(what, from, to);
    }

    private static Arguments task(String module, Map<String, Object> options, RecordedChange... made) {
        return Arguments.of(module, CaseOptions.bind(Modules.named(module), options), List.of(made));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("tasks")
    void the_record_gives_back_what_the_task_would(String module, Resource<?> resource, List<RecordedChange> made) {
        assertThat(new Recorded(module, resource.label(), made).undo(made)).contains(resource.undo(made));
    }

    @Test
    void what_the_record_does_not_tell_is_not_guessed() {
        assertThat(undo("unarchive", "app.tar in /opt", CONTENT)).isEmpty();
        assertThat(undo("docker-login", "docker.io", CONTENT)).isEmpty();
        assertThat(undo("file", "/etc/a", new RecordedChange("mode", "0755", "0700")))
                .isEmpty();
        assertThat(undo("file", "/a", new RecordedChange("/a", Change.ABSENT, "directory"), CONTENT))
                .isEmpty();
        assertThat(undo("file", "a/../b", CONTENT)).isEmpty();
        assertThat(undo("sysctl", "vm.swappiness", CONTENT)).isEmpty();
        assertThat(undo("firewall-port", "8080", CONTENT)).isEmpty();
        assertThat(undo("repo", "../x", CONTENT)).isEmpty();
        assertThat(undo("a later module", "x", CONTENT)).isEmpty();
    }

    @Test
    void a_file_that_was_written_and_then_removed_comes_back_only_if_it_was_there() {
        RecordedChange removed = new RecordedChange("/etc/a", "present", Change.ABSENT);
        assertThat(undo("file", "/etc/a", CONTENT, removed))
                .contains(List.of(new RestoreFile("/etc/a", false, new Checksums(List.of(Change.ABSENT)))));
        assertThat(undo("file", "/etc/a", NEW, removed)).contains(List.of());
    }

    @Test
    void commands_are_never_given_back() {
        assertThat(undo("command", "echo x", new RecordedChange("run", "", "now")))
                .contains(List.of());
        assertThat(new Recorded("command", "echo x", List.of()).isNeverGivenBack())
                .isTrue();
    }

    private static Optional<List<Resource<?>>> undo(String module, String label, RecordedChange... own) {
        return new Recorded(module, label, List.of(own)).undo(List.of(own));
    }
}
