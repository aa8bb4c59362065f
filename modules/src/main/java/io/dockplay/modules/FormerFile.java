package io.dockplay.modules;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Pending;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file as it was before dockplay first changed it; only uninstalling makes one.
 *
 * @param path the file
 * @param wasAbsent whether there was none
 */
public record FormerFile(String path, boolean wasAbsent) implements Resource<FormerFile.State> {

    /**
     * The file now.
     *
     * @param there whether there is anything at the path
     * @param fullFolder whether it is a directory with something in it
     * @param kept whether its former content was kept
     * @param same whether it is as it was
     */
    public record State(boolean there, boolean fullFolder, boolean kept, boolean same) {}

    private static final String PRESENT = "present";

    @Override
    public String label() {
        return path;
    }

    /** Taking it away may empty the directory that it is in. */
    @Override
    public List<String> writes() {
        return List.of(path);
    }

    @Override
    public Script probe(Machine machine) {
        return Script.of("""
                now={}
                answer there; if [ -e "$now" ] || [ -L "$now" ]; then echo yes; fi
                answer full; if [ -d "$now" ] && [ ! -L "$now" ]; then ls -A "$now" | head -n 1; fi
                former=$(kept "$now")
                answer kept; printf '%s\\n' "$former"
                answer same
                if [ -n "$former" ] && [ "$(stat -c '%f %U %G' "$former")" = "$(stat -c '%f %U %G' "$now")" ]; then
                  if [ -L "$now" ]; then
                    if [ "$(readlink "$former")" = "$(readlink "$now")" ]; then echo yes; fi
                  elif cmp -s "$former" "$now"; then
                    echo yes
                  fi
                fi""", path);
    }

    @Override
    public State read(Answers answers) {
        return new State(
                !answers.text("there").isEmpty(),
                !answers.text("full").isEmpty(),
                !answers.text("kept").isEmpty(),
                !answers.text("same").isEmpty());
    }

    @Override
    public Plan plan(State actual, Machine machine, Pending pending) {
        if (wasAbsent) {
            Optional<String> emptier = pending.writers().entrySet().stream()
                    .filter(earlier -> earlier.getKey().startsWith(path + "/"))
                    .map(Map.Entry::getValue)
                    .findFirst();
            if (actual.fullFolder() && emptier.isPresent()) {
                Change change = Change.of(path, PRESENT, Change.ABSENT).after(emptier.get());
                return Plan.of(List.of(change), Script.of("rmdir {}", path));
            }
            if (actual.fullFolder()) {
                return Plan.NOTHING.warning(
                        path + " is left, because there is something in it that dockplay did not bring");
            }
            return actual.there()
                    ? Plan.of(
                            List.of(Change.of(path, PRESENT, Change.ABSENT)),
                            Script.of(
                                    "if [ -d {} ] && [ ! -L {} ]; then rmdir {}; else rm -f {}; fi",
                                    path,
                                    path,
                                    path,
                                    path))
                    : Plan.NOTHING;
        }
        if (actual.same()) {
            return Plan.NOTHING;
        }
        Change change = Change.of(path, actual.there() ? "as dockplay left it" : Change.ABSENT, "as it was before");
        if (!actual.kept()) {
            return Plan.blocked(
                    List.of(change),
                    "what " + path + " was before is not kept on the host, so it cannot be given back; put it back by"
                            + " hand, and take its task out of the playbook before you uninstall again");
        }
        return Plan.of(
                List.of(change),
                Script.of("mkdir -p {}", path.substring(0, Math.max(1, path.lastIndexOf('/'))))
                        .then(FilePath.makeNew(path))
                        .then(Script.of("cp -a --remove-destination \"$(kept {})\" \"$new\"", path))
                        .then(FilePath.putNew(path)));
    }
}
