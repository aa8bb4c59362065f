package io.dockplay.playbook.parse;

import io.dockplay.message.Message;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.Optional;
import java.util.Set;

/** Which tasks can have {@code check_mode: false}, which in Ansible changes hosts in a dry run too. */
final class CheckMode {

    /** These change no host, in whatever run. */
    private static final Set<String> MODULES = Set.of("assert", "debug", "fail", "wait-for");

    private CheckMode() {}

    /** What is wrong with {@code check_mode: false} of a task; none where the task only reads anyway. */
    static Optional<Problem> refused(String word, Yaml written, Yaml.Mapping task) {
        boolean isWord = ActionReader.WORDS.contains(word) && !word.equals("reboot");
        if (isWord || MODULES.contains(word) || isReadOnly(written)) {
            return Optional.empty();
        }
        Position where = task.get("check_mode").map(Yaml::position).orElse(task.position());
        return Optional.of(Problem.at(
                where,
                Message.of("%s with check_mode: false would change hosts in a dry run", word),
                word.equals("command")
                        ? Message.of("If it only reads, write read_only: true among the options of command; else leave"
                                + " check_mode out.")
                        : Message.of("Leave it out: a dry run never changes a host.")));
    }

    private static boolean isReadOnly(Yaml written) {
        return written instanceof Yaml.Mapping options
                && options.get("read_only")
                        .filter(value -> Boolean.TRUE.equals(value.plain()))
                        .isPresent();
    }
}
