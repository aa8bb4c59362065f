package io.dockplay.modules.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.CaseFile;
import io.dockplay.modules.CaseMachine;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each key gets its former value back, whatever else is in the file. */
class DockerDaemonUndoTest {

    private static final Map<String, Object> OPTIONS = Map.of("log-opts", Map.of("max-size", "10m"), "mtu", 1450);

    private static DockerState state(Machine machine, Optional<String> file) {
        Map<String, byte[]> answers = new HashMap<>();
        if (machine.equals(CaseMachine.CENTOS7)) {
            answers.put("unit", CaseFile.utf8("LoadState=loaded\nActiveState=active\n"));
        } else {
            answers.put("script", CaseFile.utf8("yes\n"));
            answers.put("process", CaseFile.utf8("/usr/bin/docker\n-d\n"));
        }
        file.ifPresent(text -> answers.put("file", CaseFile.utf8(text)));
        return DockerState.read(new ProbeOutput(answers, 0));
    }

    /** The only attachment of a script, or nothing. */
    private static String written(Plan plan) {
        return plan.script().attachments().isEmpty()
                ? ""
                : new String(plan.script().attachments().get(0).bytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String appliedAndTakenBack(Machine machine, Optional<String> before) {
        DockerDaemonModule module = new DockerDaemonModule(OPTIONS, List.of("debug"));
        Plan made = module.plan(state(machine, before), machine, PendingChanges.NOTHING);
        RestoreDaemonOptions undo = (RestoreDaemonOptions)
                module.undo(made.changes().stream().map(Change::recorded).toList())
                        .get(0);
        Plan back = undo.plan(state(machine, Optional.of(written(made))), machine, PendingChanges.NOTHING);
        assertThat(back.script().code()).contains("restart");
        assertThat(back.script().code().contains("rm -f '/etc")).isEqualTo(before.isEmpty());
        assertThat(undo.plan(state(machine, before), machine, PendingChanges.NOTHING))
                .isEqualTo(Plan.NOTHING);
        return written(back);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\": 1.10}",
                "{\"mtu\": 1500, \"a\": \"b\"}",
                "{\"mtu\": \"1500\"}",
                "{\n  \"log-opts\": {\"max-size\":\"5m\"}\n}\n",
                "{\"log-opts\": \"some text\", \"debug\": true}",
            })
    void the_file_is_what_it_was(String before) throws Exception {
        var json = new com.fasterxml.jackson.databind.ObjectMapper();
        assertThat(json.readTree(appliedAndTakenBack(CaseMachine.CENTOS7, Optional.of(before))))
                .isEqualTo(json.readTree(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other_args=\"-D --mtu=1500 --log-opt=a=b\"\nX=1\n", "other_args=\"\"\n"})
    void the_arguments_are_what_they_were(String before) {
        String after = appliedAndTakenBack(CaseMachine.CENTOS6, Optional.of(before));
        assertThat(OtherArgs.read(after).values("mtu"))
                .isEqualTo(OtherArgs.read(before).values("mtu"));
        assertThat(OtherArgs.read(after).values("debug"))
                .isEqualTo(OtherArgs.read(before).values("debug"));
        assertThat(OtherArgs.read(after).values("log-opts"))
                .isEqualTo(OtherArgs.read(before).values("log-opts"));
    }

    @Test
    void a_file_that_was_not_there_goes() {
        appliedAndTakenBack(CaseMachine.CENTOS7, Optional.empty());
        appliedAndTakenBack(CaseMachine.CENTOS6, Optional.empty());
    }

    @Test
    void what_somebody_changed_since_stays_unless_forced_and_other_keys_stay_anyway() {
        RestoreDaemonOptions undo = (RestoreDaemonOptions) new DockerDaemonModule(OPTIONS, List.of())
                .undo(List.of(new RecordedChange("mtu", "absent", "1450"), new RecordedChange("mtu", "1450", "1460")))
                .get(0);
        DockerState other = state(CaseMachine.CENTOS7, Optional.of("{\"mtu\": 9000, \"registry-mirrors\": []}"));
        Plan plan = undo.plan(other, CaseMachine.CENTOS7, PendingChanges.NOTHING);
        assertThat(plan.blocker().toString()).contains("mtu in /etc/docker/daemon.json was changed since");
        assertThat(written(undo.forced().plan(other, CaseMachine.CENTOS7, PendingChanges.NOTHING)))
                .isEqualTo("{\"registry-mirrors\": []}");
        DockerState own = state(CaseMachine.CENTOS7, Optional.of("{\"mtu\": 1460}"));
        assertThat(written(undo.plan(own, CaseMachine.CENTOS7, PendingChanges.NOTHING)))
                .isEqualTo("{}");
    }

    /** So that docker-mirror, which is taken back after it, finds what it has written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"registry-mirrors\": [\"http://mirror\"]}",
                "{\n  \"registry-mirrors\": [\"http://mirror\"]\n}\n",
                "{\n    \"a\": [1,\n 2],\n    \"registry-mirrors\": [\"http://mirror\"]\n}",
            })
    void the_text_is_what_it_was_where_keys_were_only_added(String before) {
        assertThat(appliedAndTakenBack(CaseMachine.CENTOS7, Optional.of(before)))
                .isEqualTo(before);
    }
}
