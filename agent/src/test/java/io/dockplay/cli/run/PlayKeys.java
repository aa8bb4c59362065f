package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import io.dockplay.cli.TwoHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a play's keys on two hosts behind real SSH servers. */
abstract class PlayKeys extends TwoHosts {

    /** A play on web1, of its keys' text. */
    Dockplay apply(String keys, Object... more) throws IOException {
        return run("apply", "- hosts: web1\n  become: false\n" + keys.indent(2), more);
    }

    Dockplay run(String command, String playbook, Object... more) throws IOException {
        Path site = write("site.yml", playbook);
        Object[] first = {command, site, "-i", hosts, "--accept-new-host-keys", "--format", "json"};
        Object[] arguments = new Object[first.length + more.length];
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(more, 0, arguments, first.length, more.length);
        return Dockplay.run(arguments);
    }

    static Dockplay good(Dockplay run) {
        assertThat(run.exit()).as("%s", run).isZero();
        return run;
    }

    /** What the tasks of web1 wrote into its log, in order. */
    String log() throws IOException {
        Path log = folder.resolve("web1/log");
        return Files.exists(log) ? Files.readString(log).replace("\n", " ").strip() : "";
    }

    static List<String> told(Dockplay run, String event, String field) {
        return run.events(event).stream().map(line -> line.path(field).asText()).toList();
    }

    /** A task that writes a word into the log. */
    static String says(String word) {
        return "{name: " + word + ", command: {shell: \"echo " + word + " >> ${dir}/log\"}}";
    }

    /** A play on both hosts, of its keys' text. */
    Dockplay both(String keys, Object... more) throws IOException {
        return run(
                "apply",
                "- hosts: all\n  become: false\n  vars: {shared: \"" + folder + "\"}\n" + keys.indent(2),
                more);
    }

    String sharedLog() throws IOException {
        return Files.readString(folder.resolve("log")).replace("\n", " ").strip();
    }
}
