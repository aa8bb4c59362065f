package io.dockplay.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.playbook.RunAs;
import io.dockplay.resource.Script;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is put around a script, run with a su that stays the same user. */
class ScriptWrapperTest {

    private static final String NONCE = "0123456789abcdef";

    private static String run(Script script) throws Exception {
        String code = "nonce=" + NONCE
                + "\nframe() { printf '\\n%s %s\\n' \"$nonce\" \"$*\"; }\nanswer() { frame answer \"$1\"; }\n"
                + "su() { [ \"$*\" = \"-s /bin/sh app -c $5\" ] && sh -c \"$5\"; }\n(eval \"$SCRIPT\") </dev/null 2>/dev/null\n";
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", code);
        builder.environment().put("SCRIPT", script.code());
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void a_look_as_another_user_answers_but_what_it_runs_cannot_pose_as_us() throws Exception {
        RunAs runAs = new RunAs(true, Optional.of("app"), Map.of("A", "it's"), Optional.empty());

        String told = run(ScriptWrapper.probe(
                runAs,
                Script.of(
                        "answer a; printf %s \"$A\"; answer env; sh -c 'tr \"\\\\0\" \"\\\\n\" <\"/proc/$PPID/environ\"; env'"
                                + "; answer args; tr '\\\\0' ' ' <\"/proc/$$/cmdline\"; answer input; cat")));

        String frame = "\n" + NONCE + " answer ";
        assertThat(told).startsWith(frame + "a\nit's" + frame + "env\n").endsWith(frame + "input\n");
        assertThat(told.replace(frame, "")).contains("PATH=", "frame()").doesNotContain(NONCE);
    }
}
