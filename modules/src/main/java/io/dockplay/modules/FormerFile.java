package io.dockplay.modules;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Change;
import io.dockplay.resource.Former;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Pending;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Script;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file as it was before dockplay first changed it.
 *
 * @param path the file
 * @param wasAbsent whether there was none
 * @param checksums what dockplay has put there; what somebody else has put there since is not overwritten
 * @param force whether it is nevertheless
 */
public record FormerFile(String path, boolean wasAbsent, Checksums checksums, boolean force)
        implements Former<FormerFile.State> {

    /**
     * The file now.
     *
     * @param there whether there is anything at the path
     * @param fullFolder whether it is a directory with something in it
     * @param kept whether its former content was kept
     * @param unkept whether it was known from the beginning that it would not be
     * @param recordGone whether another uninstall has given all back meanwhile
     * @param same whether it is as it was
     * @param sum the checksum of what is there now
     * @param now its content, where it is small
     * @param former the content that was kept, where it is small
     * @param owner the package that it belonged to and that is gone
     * @param ownerReturns whether that was there before dockplay, and so is to come back
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record State(
            boolean there,
            boolean fullFolder,
            boolean kept,
            boolean unkept,
            boolean recordGone,
            boolean same,
            String sum,
            byte[] now,
            byte[] former,
            Optional<String> owner,
            boolean ownerReturns) {}

    private static final String PRESENT = "present";

    FormerFile(String path, boolean wasAbsent, Checksums checksums) {
        this(path, wasAbsent, checksums, false);
    }

    @Override
    public FormerFile forced() {
        return new FormerFile(path, wasAbsent, checksums, true);
    }

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
                small() { [ -f "$1" ] && [ ! -L "$1" ] && [ "$(stat -c %s "$1")" -le 1048576 ]; }
                answer there; if [ -e "$now" ] || [ -L "$now" ]; then echo yes; fi
                answer full; if [ -d "$now" ] && [ ! -L "$now" ]; then ls -A "$now" | head -n 1; fi
                former=$(kept "$now")
                answer kept; printf '%s\\n' "$former"
                answer unkept; if is_unkept "$now"; then echo yes; fi
                answer record-gone; if is_given_back; then echo yes; fi
                answer sum; sum_of "$now"
                answer owner; lost_owner "$now"
                answer returns; if is_to_return "$(lost_owner "$now")"; then echo yes; fi
                answer same
                if [ -n "$former" ] && [ "$(stat -c '%f %U %G' "$former")" = "$(stat -c '%f %U %G' "$now")" ]; then
                  if [ -L "$now" ]; then
                    if [ "$(readlink "$former")" = "$(readlink "$now")" ]; then echo yes; fi
                  elif cmp -s "$former" "$now"; then
                    echo yes
                  fi
                fi
                if small "$now"; then answer now; cat "$now"; fi
                if small "$former"; then answer former; cat "$former"; fi""", path);
    }

    @Override
    public State read(Answers answers) {
        return new State(
                !answers.text("there").isEmpty(),
                !answers.text("full").isEmpty(),
                !answers.text("kept").isEmpty(),
                !answers.text("unkept").isEmpty(),
                !answers.text("record-gone").isEmpty(),
                !answers.text("same").isEmpty(),
                answers.text("sum"),
                answers.bytes("now").orElse(new byte[0]),
                answers.bytes("former").orElse(new byte[0]),
                Optional.of(answers.text("owner")).filter(name -> !name.isEmpty()),
                !answers.text("returns").isEmpty());
    }

    @Override
    public Plan plan(State actual, Machine machine, Pending pending) {
        if (wasAbsent) {
            return removal(actual, pending);
        }
        return actual.owner().isPresent() ? withoutOwner(actual, actual.owner().get(), pending) : restoration(actual);
    }

    /** What belonged to a package is given back only while that is there. */
    private Plan withoutOwner(State actual, String owner, Pending pending) {
        Optional<String> bringer = pending.writerOf(Packages.resource(owner));
        if (bringer.isPresent()) {
            return restoration(actual).after(bringer.get());
        }
        if (actual.ownerReturns() && !force) {
            return Plan.blocked(
                    List.of(Change.of(path, "without its package", "as it was before")),
                    path + " belongs to the package " + owner
                            + ", which was there before and has not come back; install"
                            + " it and uninstall again, or let the file go by uninstalling with --force");
        }
        return removal(actual, pending)
                .warning(path + " is not given back: it belonged to the package " + owner + ", which is gone");
    }

    private Plan removal(State actual, Pending pending) {
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
        if (!actual.there()) {
            return Plan.NOTHING;
        }
        List<Change> changes = List.of(withDiff(Change.of(path, PRESENT, Change.ABSENT), actual));
        return isAnothers(actual)
                ? refused(changes)
                : Plan.of(
                        changes,
                        Script.of(
                                "if [ -d {} ] && [ ! -L {} ]; then rmdir {}; else rm -f {}; fi",
                                path,
                                path,
                                path,
                                path));
    }

    private Plan restoration(State actual) {
        if (actual.same() || (!actual.kept() && actual.recordGone())) {
            return Plan.NOTHING;
        }
        Change change = Change.of(path, actual.there() ? "as it is now" : Change.ABSENT, "as it was before");
        if (!actual.kept() && (actual.unkept() || force)) {
            return Plan.NOTHING.warning(path + " stays as it is: of what it was before no copy was kept");
        }
        if (!actual.kept()) {
            return Plan.blocked(
                    List.of(change),
                    "what " + path + " was before is not kept on the host any more, so it cannot be given back; put it"
                            + " back by hand, and uninstall again with --force");
        }
        List<Change> changes = List.of(withDiff(change, actual));
        return isAnothers(actual)
                ? refused(changes)
                : Plan.of(
                        changes,
                        Script.of("mkdir -p {}", path.substring(0, Math.max(1, path.lastIndexOf('/'))))
                                .then(FilePath.makeNew(path))
                                .then(Script.of("cp -a --remove-destination \"$(kept {})\" \"$new\"", path))
                                .then(FilePath.putNew(path)));
    }

    private boolean isAnothers(State actual) {
        return !force && actual.there() && checksums.tellOthers(actual.sum());
    }

    private Plan refused(List<Change> changes) {
        return Plan.blocked(changes, changedSince(path));
    }

    /** Why a file is left as it is. */
    static String changedSince(String path) {
        return path + " was changed since dockplay last changed it, so it is left as it is; --force overwrites it";
    }

    private Change withDiff(Change change, State actual) {
        if (!FileBytes.isText(actual.now()) || !FileBytes.isText(actual.former())) {
            return change;
        }
        String diff = UnifiedDiff.of(
                path,
                new String(actual.now(), StandardCharsets.UTF_8),
                new String(actual.former(), StandardCharsets.UTF_8));
        return diff.isEmpty() ? change : change.withDiff(diff);
    }
}
