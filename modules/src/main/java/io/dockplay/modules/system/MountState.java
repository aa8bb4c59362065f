package io.dockplay.modules.system;

import io.dockplay.modules.files.FileState;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The actual state of a mount.
 *
 * @param fstab what is at /etc/fstab
 * @param mounted what is mounted at the path, the uppermost where there are several; none when nothing is
 * @param kind what is at the path, as {@code stat} says it; empty when nothing is
 * @param isEmpty whether the directory at the path has nothing in it
 * @param missing the directories above the path that are not there, the deepest first
 * @param sourceKind what is at the source's path; empty when nothing is, or when it is no path
 * @param sourceDevice the source's path without links, or the device of its UUID or LABEL; empty when it has none
 * @param isSameFile whether path and source are the same directory or file, as after a bind
 */
record MountState(
        FileState fstab,
        Optional<Mounted> mounted,
        String kind,
        boolean isEmpty,
        List<String> missing,
        String sourceKind,
        String sourceDevice,
        boolean isSameFile) {

    /**
     * One mount of /proc/self/mountinfo.
     *
     * @param source what is mounted, as the kernel says it
     * @param device the source's path without links
     * @param root the part of the file system that is mounted; {@code /} when it is all of it
     * @param type the file system
     * @param options the options, with commas between them
     */
    record Mounted(String source, String device, String root, String type, String options) {

        /** The line that would mount it again; none where only a part of a file system is mounted. */
        Optional<FstabEntry> entry(String path) {
            return root.equals("/")
                    ? Optional.of(new FstabEntry(source, path, type, options, "0", "0"))
                    : Optional.empty();
        }
    }

    MountState {
        missing = List.copyOf(missing);
    }

    /** Probes; a dead network file system is given up after ten seconds. */
    static Script probe(String path, String source) {
        return Script.of("""
                        path={} source={}
                        answer mount
                        place=$(timeout 10 readlink -f "$path" || :)
                        place=$(printf '%s\\n' "${place:-$path}" | sed 's/\\\\/\\\\134/g; s/ /\\\\040/g')
                        mount=$(PLACE=$place awk '$5 == ENVIRON["PLACE"]' /proc/self/mountinfo | tail -n 1)
                        printf '%s\\n' "$mount"
                        answer mount_device
                        case $mount in *' - '*' /'*) timeout 10 readlink -f "$(printf '%s\\n' "${mount##* - }" | cut -d ' ' -f 2)" ;; esac
                        answer point; timeout 10 stat -L -c %F "$path"
                        answer point_empty
                        if [ -n "$mount" ] || { [ -d "$path" ] && held=$(ls -A "$path") && [ -z "$held" ]; }; then echo yes; fi
                        answer point_missing
                        parent=${path%/*}
                        while [ -n "$parent" ] && [ ! -d "$parent" ]; do printf '%s\\n' "$parent"; parent=${parent%/*}; done
                        answer src
                        case $source in
                          /*)
                            kind=$(timeout 10 stat -L -c %F "$source") && printf '%s\\n' "$kind"
                            answer src_device; timeout 10 readlink -f "$source"
                            answer same
                            here=$(timeout 10 stat -L -c %d:%i "$path")
                            if [ -n "$mount" ] && [ -n "$here" ] && [ "$here" = "$(timeout 10 stat -L -c %d:%i "$source")" ]; then echo yes; fi ;;
                          UUID=* | LABEL=*) answer src_device; readlink -f "$(findfs "$source")" ;;
                        esac""", path, source)
                .then(FileState.probe(FstabEntry.PATH, true, Optional.empty(), Optional.empty()));
    }

    static MountState read(ProbeOutput probeOutput) {
        return new MountState(
                FileState.read(FstabEntry.PATH, probeOutput),
                mounted(probeOutput.text("mount"), probeOutput.text("mount_device")),
                probeOutput.text("point"),
                probeOutput.text("point_empty").equals("yes"),
                probeOutput.lines("point_missing"),
                probeOutput.text("src"),
                probeOutput.text("src_device"),
                probeOutput.text("same").equals("yes"));
    }

    /** Reads {@code 36 35 98:0 /root /point rw,noatime shared:1 - ext4 /dev/sda1 rw,errors=continue}. */
    private static Optional<Mounted> mounted(String line, String device) {
        int dash = line.indexOf(" - ");
        String[] left = line.split(" ", -1);
        String[] right = dash < 0 ? new String[0] : line.substring(dash + 3).split(" ", -1);
        return right.length < 3 || left.length < 6
                ? Optional.empty()
                : Optional.of(new Mounted(
                        FstabEntry.unescaped(right[1]),
                        device,
                        FstabEntry.unescaped(left[3]),
                        right[0],
                        options(left[5], right[2])));
    }

    /** Joins the options of the mount and those of its file system. */
    private static String options(String ofMount, String ofSystem) {
        Set<String> all = new LinkedHashSet<>(List.of(ofMount.split(",", -1)));
        boolean isReadOnly = all.contains("ro");
        all.addAll(List.of(ofSystem.split(",", -1)));
        all.remove("seclabel"); // SELinux says so, and mount does not take it
        if (isReadOnly) {
            all.remove("rw");
        }
        return String.join(",", all);
    }

    /** Whether what is mounted is what a line of /etc/fstab says. */
    boolean isAs(FstabEntry entry) {
        if (mounted.isEmpty()) {
            return false;
        }
        Mounted now = mounted.get();
        if (entry.isBind()) {
            return isSameFile;
        }
        boolean isType = entry.type().equals("auto")
                || now.type().replaceFirst("^(nfs)4$", "$1").equals(entry.type().replaceFirst("^(nfs)4$", "$1"))
                || now.type().startsWith("fuse");
        boolean isDevice = !sourceDevice.isEmpty() && now.device().startsWith("/dev/") && !isImage();
        if (isDevice) {
            return isType && sourceDevice.equals(now.device());
        }
        boolean isNamed = !now.source().equals("none")
                && !entry.source().equals("none")
                && !entry.source().contains("=");
        boolean isSource = slashless(entry.source()).equals(slashless(now.source()));
        return isType && (isImage() || isSource || !isNamed);
    }

    /** Whether the source is a file whose content is mounted, through a loop device. */
    private boolean isImage() {
        return sourceKind.startsWith("regular");
    }

    private static String slashless(String source) {
        return source.replaceFirst("/+$", "");
    }
}
