package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.modules.base.PendingPackages;
import io.dockplay.modules.text.UnifiedDiff;
import io.dockplay.resource.Change;
import io.dockplay.resource.KeptPlaces;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Restore;
import io.dockplay.resource.Script;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Restores a file to what it was before dockplay first changed it.
 *
 * @param path the file, as tasks name it
 * @param place its real path, without links; none where that is not on record
 * @param isLater whether dockplay found the file at this place only later, so that only the host knows what was there
 * @param wasAbsent whether the file did not exist
 * @param checksums what dockplay has written there; what somebody else has written since is not overwritten
 * @param force whether it is overwritten nevertheless
 */
public record RestoreFile(
        String path, Optional<String> place, boolean isLater, boolean wasAbsent, Checksums checksums, boolean force)
        implements Restore<RestoreFile.State> {

    /**
     * The actual state of the file.
     *
     * @param there whether there is anything at the path
     * @param isFolder whether it is a directory
     * @param fullFolder whether that directory is not empty
     * @param moved whether a link leads from its place to another
     * @param lost whether its directory is gone, and with it the target of a link
     * @param noted whether the host has noted that there was no file
     * @param kept whether its former content was kept
     * @param unkept whether it was decided from the beginning not to keep it
     * @param recordGone whether another uninstall has restored everything meanwhile
     * @param same whether it is as it was before
     * @param sum the checksum of what is there now
     * @param now its content, where it is small
     * @param former the content that was kept, where it is small
     * @param owner the removed package that it belonged to
     * @param ownerReturns whether that package existed before dockplay, and so is to be restored
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record State(
            boolean there,
            boolean isFolder,
            boolean fullFolder,
            boolean moved,
            boolean lost,
            boolean noted,
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

    public RestoreFile(String path, boolean wasAbsent, Checksums checksums) {
        this(path, Optional.empty(), false, wasAbsent, checksums, false);
    }

    @Override
    public RestoreFile forced() {
        return new RestoreFile(path, place, isLater, wasAbsent, checksums, true);
    }

    /** Restores the file at each place where it was changed, the last one first, wherever links lead by now. */
    @Override
    public List<Resource<?>> at(KeptPlaces keptPlaces) {
        List<String> lay = keptPlaces.of(path);
        if (lay.isEmpty()) {
            return List.of(this);
        }
        List<Resource<?>> each = new ArrayList<>();
        for (int i = lay.size() - 1; i >= 0; i--) {
            each.add(new RestoreFile(path, Optional.of(lay.get(i)), i > 0, wasAbsent, checksums, force));
        }
        return each;
    }

    /** The path of the file itself. */
    private String file() {
        return place.orElse(path);
    }

    @Override
    public String label() {
        return file();
    }

    /** Names the file, so that the restore of its directory knows that the directory may become empty. */
    @Override
    public List<String> writes() {
        return place.stream().noneMatch(other -> !other.equals(path)) ? List.of(path) : List.of(path, file());
    }

    @Override
    public Script probe(Machine machine) {
        return Script.of("""
                now={} path={}
                small() { [ -f "$1" ] && [ ! -L "$1" ] && [ "$(stat -c %s "$1")" -le 1048576 ]; }
                answer there; if [ -e "$now" ] || [ -L "$now" ]; then echo yes; fi
                answer folder; if [ -d "$now" ] && [ ! -L "$now" ]; then echo yes; ls -A "$now" | head -n 1; fi
                place={}
                answer moved; if [ -n "$place" ] && ! [ "$place" = "$(place_of "$place")" ]; then echo yes; fi
                answer lost; if [ -n "$place" ] && [ "$place" != "$path" ] && [ ! -d "${place%/*}/" ]; then echo yes; fi
                former=$(kept "$path" "$place")
                answer absent; if was_absent "$path" "$place"; then echo yes; fi
                answer kept; printf '%s\\n' "$former"
                answer unkept; if is_unkept "$path"; then echo yes; fi
                answer record-gone; if is_given_back; then echo yes; fi
                answer sum; sum_of "$now"
                owner=$(lost_owner "$path" "$place")
                answer owner; printf '%s\\n' "$owner"
                answer returns; if is_to_return "$owner"; then echo yes; fi
                answer same
                if [ -n "$former" ] && [ "$(stat -c '%f %U %G' "$former")" = "$(stat -c '%f %U %G' "$now")" ]; then
                  if [ -L "$now" ]; then
                    if [ "$(readlink "$former")" = "$(readlink "$now")" ]; then echo yes; fi
                  elif cmp -s "$former" "$now"; then
                    echo yes
                  fi
                fi
                if small "$now"; then answer now; cat "$now"; fi
                if small "$former"; then answer former; cat "$former"; fi""", file(), path, place.orElse(""));
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State(
                !probeOutput.text("there").isEmpty(),
                probeOutput.has("folder") && !probeOutput.lines("folder").isEmpty(),
                probeOutput.lines("folder").size() > 1,
                !probeOutput.text("moved").isEmpty(),
                !probeOutput.text("lost").isEmpty(),
                !probeOutput.text("absent").isEmpty(),
                !probeOutput.text("kept").isEmpty(),
                !probeOutput.text("unkept").isEmpty(),
                !probeOutput.text("record-gone").isEmpty(),
                !probeOutput.text("same").isEmpty(),
                probeOutput.text("sum"),
                probeOutput.bytes("now").orElse(new byte[0]),
                probeOutput.bytes("former").orElse(new byte[0]),
                Optional.of(probeOutput.text("owner")).filter(name -> !name.isEmpty()),
                !probeOutput.text("returns").isEmpty());
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        if (actual.moved() || actual.lost()) {
            return Plan.NOTHING.warning(
                    actual.moved()
                            ? Message.of(
                                    "%s is not given back: the directory in which it was changed is gone, and a link in "
                                            + "its place leads elsewhere",
                                    file())
                            : Message.of(
                                    "%s is not given back: the directory in which it was changed is gone", file()));
        }
        if (isLater ? actual.noted() : wasAbsent) {
            return removal(actual, pendingChanges);
        }
        return actual.owner().isPresent()
                ? withoutOwner(actual, actual.owner().get(), pendingChanges)
                : restoration(actual);
    }

    /** Plans for a file whose package is removed; such a file is restored only with its package. */
    private Plan withoutOwner(State actual, String owner, PendingChanges pendingChanges) {
        Optional<String> installer = pendingChanges.writerOf(PendingPackages.resource(owner));
        if (installer.isPresent()) {
            return restoration(actual).after(installer.get());
        }
        if (actual.ownerReturns() && !force) {
            return Plan.blocked(
                    List.of(Change.of(file(), "without its package", "as it was before")),
                    Message.of(
                            "%s belongs to the package %s, which was there before and has not come back; install it and "
                                    + "uninstall again, or let the file go by uninstalling with --force",
                            file(), owner));
        }
        return removal(actual, pendingChanges)
                .warning(Message.of(
                        "%s is not given back: it belonged to the package %s, which is gone", file(), owner));
    }

    private Plan removal(State actual, PendingChanges pendingChanges) {
        Optional<String> emptier = pendingChanges.writers().entrySet().stream()
                .filter(earlier -> earlier.getKey().startsWith(file() + "/"))
                .map(Map.Entry::getValue)
                .findFirst();
        if (actual.fullFolder() && emptier.isPresent()) {
            Change change = Change.of(file(), PRESENT, Change.ABSENT).after(emptier.get());
            return Plan.of(List.of(change), Script.of("rmdir {}", file()));
        }
        if (actual.fullFolder()) {
            return Plan.NOTHING.warning(
                    Message.of("%s is left, because there is something in it that dockplay did not bring", file()));
        }
        if (!actual.there()) {
            return Plan.NOTHING;
        }
        List<Change> changes = List.of(withDiff(Change.of(file(), PRESENT, Change.ABSENT), actual));
        return isAnothers(actual)
                ? refused(changes)
                : Plan.of(
                        changes,
                        Script.of(
                                "if [ -d {} ] && [ ! -L {} ]; then rmdir {}; else rm -f {}; fi",
                                file(),
                                file(),
                                file(),
                                file()));
    }

    private Plan restoration(State actual) {
        if (actual.same() || (!actual.kept() && actual.recordGone())) {
            return Plan.NOTHING;
        }
        Change change = Change.of(file(), actual.there() ? "as it is now" : Change.ABSENT, "as it was before");
        if (!actual.kept() && (actual.unkept() || force)) {
            return Plan.NOTHING.warning(
                    Message.of("%s stays as it is: of what it was before no copy was kept", file()));
        }
        if (!actual.kept()) {
            return Plan.blocked(
                    List.of(change),
                    Message.of(
                            "what %s was before is not kept on the host any more, so it cannot be given back; put it "
                                    + "back by hand, and uninstall again with --force",
                            file()));
        }
        if (actual.isFolder()) {
            return Plan.blocked(
                    List.of(change),
                    Message.of(
                            "%s is a directory now, and before it was a file; it is left as it is, remove it by hand and "
                                    + "uninstall again",
                            file()));
        }
        List<Change> changes = List.of(withDiff(change, actual));
        return isAnothers(actual)
                ? refused(changes)
                : Plan.of(
                        changes,
                        Script.of("mkdir -p {}", file().substring(0, Math.max(1, file().lastIndexOf('/'))))
                                .then(FilePath.makeNew(file()))
                                .then(Script.of(
                                        "cp -a --remove-destination \"$(kept {} {})\" \"$new\"",
                                        path,
                                        place.orElse("")))
                                .then(FilePath.putBack(path, file())));
    }

    private boolean isAnothers(State actual) {
        return !force && actual.there() && checksums.tellOthers(actual.sum());
    }

    private Plan refused(List<Change> changes) {
        return Plan.blocked(changes, changedSince(file()));
    }

    /** Says that a file is left as it is, because somebody else has changed it. */
    public static Message changedSince(String path) {
        return Message.of(
                "%s was changed since dockplay last changed it, so it is left as it is; --force overwrites it", path);
    }

    /** Says that a part of a file is left as it is, because somebody else has changed it. */
    public static Message changedSince(String part, String path) {
        return Message.of(
                "%s in %s was changed since dockplay last changed it, so it is left as it is; --force overwrites it",
                part, path);
    }

    private Change withDiff(Change change, State actual) {
        if (!FileBytes.isText(actual.now()) || !FileBytes.isText(actual.former())) {
            return change;
        }
        String diff = UnifiedDiff.of(
                file(),
                new String(actual.now(), StandardCharsets.UTF_8),
                new String(actual.former(), StandardCharsets.UTF_8));
        return diff.isEmpty() ? change : change.withDiff(diff);
    }
}
