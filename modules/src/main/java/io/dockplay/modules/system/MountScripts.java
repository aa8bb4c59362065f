package io.dockplay.modules.system;

import io.dockplay.resource.InitSystem;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Script;

/** The scripts that mount and unmount, with what util-linux-ng 2.17 of CentOS 6 knows. */
final class MountScripts {

    private MountScripts() {}

    /** Mounts; the kernel takes {@code ro} of a bind only in a second step. */
    static Script mount(FstabEntry entry) {
        Script mount =
                Script.of("mount -t {} -o {} {} {}", entry.type(), entry.options(), entry.source(), entry.path());
        return entry.isBind() && entry.hasOption("ro") ? mount.then(remount(entry)) : mount;
    }

    /** Gives a mount other options; where the source is named too, those of /etc/fstab are not added to them. */
    static Script remount(FstabEntry entry) {
        return Script.of("mount -o {} {} {}", "remount," + entry.options(), entry.source(), entry.path());
    }

    /** Unmounts, and says who is in the way where that fails. */
    static Script unmount(String path) {
        return Script.of("""
                path={}
                if ! umount "$path"; then
                  place=$(readlink -f "$path")
                  users=$(find /proc/[0-9]*/cwd /proc/[0-9]*/root /proc/[0-9]*/exe /proc/[0-9]*/fd -type l -printf '%p %l\\n' 2>/dev/null |
                    PLACE=$place awk '
                      { split($1, part, "/"); sub(/^[^ ]* /, "") }
                      $0 == ENVIRON["PLACE"] || index($0, ENVIRON["PLACE"] "/") == 1 { print part[3] }' | sort -un)
                  for user in $users; do
                    echo "$path is in use by the process $user: $(ps -o args= -p "$user" | cut -c 1-80)" >&2
                  done
                  place=$(printf '%s\\n' "$place" | sed 's/\\\\/\\\\134/g; s/ /\\\\040/g')
                  PLACE=$place awk 'index($5, ENVIRON["PLACE"] "/") == 1 { print "mounted below it: " $5 }' /proc/self/mountinfo >&2
                  exit 1
                fi""", path);
    }

    /** Lets systemd forget what it has made of the former lines of /etc/fstab. */
    static Script tellInit(Machine machine) {
        return machine.init() == InitSystem.SYSTEMD ? Script.of("systemctl daemon-reload") : Script.NOTHING;
    }
}
