package io.dockplay.engine.task;

import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.resource.Change;
import io.dockplay.resource.Prerequisite;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a planned change may bring of what a later task lacks: the whole table, a row for each kind of thing.
 *
 * <p>A package may bring anything that packages hold, for nobody knows before what is in it. What a command or a script
 * does only its author knows, so it may bring whatever can come at all. All others bring what they are about.
 *
 * @param module the module that would make the change
 * @param label what it is about
 * @param places the files that it writes, and where changes of it say that something comes
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

    /** Whether that may be there once this change has been made. */
    boolean mayProvide(Prerequisite prerequisite) {
        String name = prerequisite.name();
        if (COMMANDS.contains(module)) {
            return true;
        }
        boolean comes = !isRemoval();
        return switch (prerequisite.kind()) {
            case PATH -> comes && (module.equals("package") || isPlace(name));
            case ROOM -> places.contains(name) || label.equals(name) || (!comes && isBelow(name, label));
            case USER -> comes && (module.equals("package") || is("user", name) || places.contains("/etc/passwd"));
            case GROUP ->
                comes
                        && (module.equals("package")
                                || is("user", name)
                                || is("group", name)
                                || places.contains("/etc/group"));
            case NUMBER -> is("user", name) || is("group", name);
            case SERVICE -> comes && (module.equals("package") || isUnitOf(name));
            case UNIT -> isUnitOf(name);
            case FIREWALL -> isStart("firewalld") || isStart("iptables");
            case PROGRAM -> comes && (module.equals("package") || isProgram(name));
            case OFFER ->
                module.equals("repo")
                        || places.stream()
                                .anyMatch(each -> each.startsWith("/etc/yum.repos.d/") || each.equals("/etc/yum.conf"))
                        || (comes && module.equals("package") && label.contains("release"));
            case DOCKER -> comes && (isDockerPackage() || isProgram("docker") || isProgram("dockerd"));
            case DAEMON -> comes && (isDockerPackage() || isStart("docker") || module.equals("docker-daemon"));
            case CONTAINERS -> module.equals("docker-container");
            case KERNEL_MODULE -> comes && (module.equals("package") || isProgram(name + ".ko"));
            case UNUSED_MODULE ->
                module.equals("kernel-module") || module.equals("service") || module.equals("docker-container");
            case PROCESS -> module.equals("package") || module.equals("service") || module.startsWith("docker-");
            case NAMES -> places.contains("/etc/hosts") || places.contains("/etc/resolv.conf");
            case SERVER ->
                module.equals("service") || module.equals("docker-container") || module.equals("firewall-port");
            case CERTIFICATE ->
                comes && (module.equals("package") || places.stream().anyMatch(each -> each.startsWith("/etc/pki/")));
            case LOOK -> true;
        };
    }

    private boolean is(String wantedModule, String name) {
        return module.equals(wantedModule) && label.equals(name);
    }

    /** Whether all that it does is to take things away. */
    private boolean isRemoval() {
        return !changes.isEmpty()
                && changes.stream().allMatch(change -> change.to().equals(Change.ABSENT));
    }

    /** A place itself; below it what an archive holds, or what is behind a new link. */
    private boolean isPlace(String path) {
        boolean isLink = changes.stream().anyMatch(change -> change.to().startsWith("a link to "));
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
                && changes.stream().anyMatch(change -> AT_WORK.contains(change.to()));
    }

    private boolean isProgram(String name) {
        return (!fills.isEmpty() && module.equals("unarchive"))
                || places.stream().anyMatch(each -> each.endsWith("/" + name));
    }

    private boolean isDockerPackage() {
        return module.equals("package") && (label.contains("docker") || label.contains("moby"));
    }
}
