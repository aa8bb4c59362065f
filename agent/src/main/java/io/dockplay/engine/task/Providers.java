package io.dockplay.engine.task;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.resource.Change;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.RecordedChange;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a planned change may provide of the prerequisites that a later task is missing: the whole table, a row for each kind.
 *
 * <p>A package may provide anything that packages contain, because nobody knows before what is in it. Only its author knows
 * what a command or a script does, so it may provide anything. All others provide what they are about.
 *
 * @param module the module that would make the change
 * @param label what it is about
 * @param places the files that it writes, and the paths that its changes name
 * @param fills the directories in which it may make anything
 * @param changes what it would change
 */
record Providers(String module, String label, List<String> places, List<String> fills, List<Change> changes) {

    private static final Set<String> COMMANDS = Set.of("command", "script");
    private static final Set<String> UNIT_FOLDERS = Set.of(
            "/etc/systemd/system/",
            "/usr/lib/systemd/system/",
            "/run/systemd/system/",
            "/etc/init.d/",
            "/etc/rc.d/init.d/");
    private static final Set<String> AT_WORK = Set.of("started", "restarted", "reloaded");

    static Providers of(TaskStep step, List<Change> changes) {
        List<String> places = Stream.concat(
                        step.resource().writes().stream(),
                        changes.stream().map(Change::what).filter(what -> what.startsWith("/")))
                .distinct()
                .toList();
        return new Providers(
                step.task().module(),
                step.resource().label(),
                places,
                step.resource().fills(),
                changes);
    }

    /** Whether a prerequisite may be met once this change has been made. */
    boolean mayProvide(Prerequisite prerequisite) {
        String name = prerequisite.name();
        if (COMMANDS.contains(module)) {
            return true;
        }
        boolean adds = !isRemoval();
        return switch (prerequisite.kind()) {
            case PATH -> adds && (module.equals("package") || isPlace(name));
            case ROOM -> places.contains(name) || label.equals(name) || (!adds && isBelow(name, label));
            case USER -> adds && (module.equals("package") || is("user", name) || places.contains("/etc/passwd"));
            case GROUP ->
                adds
                        && (module.equals("package")
                                || is("user", name)
                                || is("group", name)
                                || places.contains("/etc/group"));
            case NUMBER -> is("user", name) || is("group", name);
            case SERVICE -> adds && (module.equals("package") || isUnitOf(name));
            case UNIT -> isUnitOf(name);
            case FIREWALL -> isStart("firewalld") || isStart("iptables");
            case PROGRAM -> adds && (module.equals("package") || isProgram(name));
            case OFFER ->
                module.equals("repo")
                        || places.stream()
                                .anyMatch(each -> each.startsWith("/etc/yum.repos.d/") || each.equals("/etc/yum.conf"))
                        || (adds && module.equals("package") && label.contains("release"));
            case DOCKER -> adds && (isDockerPackage() || isProgram("docker") || isProgram("dockerd"));
            case DAEMON -> adds && (isDockerPackage() || isStart("docker") || module.equals("docker-daemon"));
            case CONTAINERS -> module.equals("docker-container");
            case KERNEL_MODULE -> adds && (module.equals("package") || isProgram(name + ".ko"));
            case UNUSED_MODULE ->
                module.equals("kernel-module") || module.equals("service") || module.equals("docker-container");
            case PROCESS -> module.equals("package") || module.equals("service") || module.startsWith("docker-");
            case NAMES -> places.contains("/etc/hosts") || places.contains("/etc/resolv.conf");
            case SERVER ->
                module.equals("service") || module.equals("docker-container") || module.equals("firewall-port");
            case CERTIFICATE ->
                adds && (module.equals("package") || places.stream().anyMatch(each -> each.startsWith("/etc/pki/")));
            case LOOK -> true;
        };
    }

    private boolean is(String wantedModule, String name) {
        return module.equals(wantedModule) && label.equals(name);
    }

    /** Whether it only removes things. */
    private boolean isRemoval() {
        return !changes.isEmpty()
                && changes.stream().allMatch(change -> change.recorded().isRemoval());
    }

    /** Whether it writes a path itself, unpacks an archive above it, or makes a link above it. */
    private boolean isPlace(String path) {
        boolean isLink =
                changes.stream().anyMatch(change -> change.recorded().to().startsWith(RecordedChange.LINK));
        return places.contains(path)
                || fills.stream().anyMatch(folder -> path.equals(folder) || isBelow(path, folder))
                || (isLink && isBelow(path, label));
    }

    private static boolean isBelow(String path, String folder) {
        return path.startsWith(folder.endsWith("/") ? folder : folder + "/");
    }

    private boolean isUnitOf(String service) {
        String name = service.replaceFirst("\\.service$", "");
        String template = name.replaceFirst("@.*", "@");
        return UNIT_FOLDERS.stream()
                .anyMatch(folder -> List.of(name, name + ".service", template + ".service").stream()
                                .anyMatch(unit -> isPlace(folder + unit))
                        || places.stream().anyMatch(each -> each.startsWith(folder + name + ".service.d/")));
    }

    private boolean isStart(String service) {
        return module.equals("service")
                && label.replaceFirst("\\.service$", "").equals(service)
                && changes.stream()
                        .anyMatch(change -> AT_WORK.contains(change.recorded().to()));
    }

    private boolean isProgram(String name) {
        return (!fills.isEmpty() && module.equals("unarchive"))
                || places.stream().anyMatch(each -> each.endsWith("/" + name));
    }

    private boolean isDockerPackage() {
        return module.equals("package") && (label.contains("docker") || label.contains("moby"));
    }
}
