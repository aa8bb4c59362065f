package io.dockplay.modules;

import io.dockplay.modules.accounts.RestoreUser;
import io.dockplay.modules.daemon.DockerDaemonModule;
import io.dockplay.modules.daemon.DockerMirrorModule;
import io.dockplay.modules.daemon.DockerMirrorModule.DesiredState;
import io.dockplay.modules.docker.DockerComposeModule;
import io.dockplay.modules.docker.DockerContainerModule;
import io.dockplay.modules.docker.DockerImageModule;
import io.dockplay.modules.docker.DockerNetworkModule;
import io.dockplay.modules.docker.DockerVolumeModule;
import io.dockplay.modules.files.Checksums;
import io.dockplay.modules.files.FileAttributes;
import io.dockplay.modules.files.FileContent;
import io.dockplay.modules.files.FileDirectory;
import io.dockplay.modules.files.FileModule;
import io.dockplay.modules.files.FilePath;
import io.dockplay.modules.files.RestoreFile;
import io.dockplay.modules.files.TextFile;
import io.dockplay.modules.packages.PackageModule;
import io.dockplay.modules.packages.RepoModule;
import io.dockplay.modules.services.ServiceModule;
import io.dockplay.modules.system.FirewallPortModule;
import io.dockplay.modules.system.MountModule;
import io.dockplay.modules.system.SelinuxModule;
import io.dockplay.modules.system.SysctlModule;
import io.dockplay.resource.Change;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a host's record keeps of one thing whose task is no longer known.
 *
 * @param module such as {@code package}
 * @param label what the record calls it
 * @param own the changes that were made to it, oldest first; never empty
 */
public record Recorded(String module, String label, List<RecordedChange> own) {

    private static final String IN = " in ";
    private static final Pattern FIREWALL = Pattern.compile("([0-9-]+)/(tcp|udp)(?: from (\\S+))?(?: in (\\S+))?");

    public Recorded {
        own = List.copyOf(own);
    }

    /**
     * The key that all changes to one thing share: its module and name, or only the module where a host has one such
     * thing.
     */
    public static String key(String module, String label) {
        return Modules.about(module).filter(PlaybookModule::onePerHost).isPresent() ? module : module + " " + label;
    }

    /** Whether uninstall never undoes these changes. */
    public boolean isNeverGivenBack() {
        return isNeverGivenBack(module);
    }

    /** Whether uninstall never undoes what this module did. */
    public static boolean isNeverGivenBack(String module) {
        return Modules.about(module).filter(about -> !about.isUndone()).isPresent();
    }

    /**
     * The resources that restore the state before dockplay; none where the record does not hold enough.
     *
     * @param made the changes of {@link #own}, and the checksums of all that was ever written
     */
    public Optional<List<Resource<?>>> undo(List<RecordedChange> made) {
        try {
            return switch (module) {
                case "package" ->
                    Optional.of(
                            PackageModule.absent(List.of(label.split(", ", -1))).undo(made));
                case "service" ->
                    Optional.of(new ServiceModule(label, Optional.empty(), Optional.of(true), List.of()).undo(made));
                case "file" -> file(made);
                case "download" ->
                    Optional.of(List.of(FileModule.before(FilePath.checked(label), made, Checksums.of(label, made))));
                case "repo" ->
                    label.contains("/") ? Optional.empty() : Optional.of(List.of(RepoModule.former(label, made)));
                case "cron" ->
                    label.contains(IN)
                            ? textFile(label.substring(label.lastIndexOf(IN) + IN.length()), made)
                            : Optional.empty();
                case "sysctl" -> sysctl(made);
                case "user" ->
                    Optional.of(
                            own.get(own.size() - 1).isRemoval()
                                    ? List.of()
                                    : List.of(new RestoreUser(label, made, false)));
                case "selinux" ->
                    Optional.of(new SelinuxModule(SelinuxModule.DesiredState.PERMISSIVE, Optional.empty()).undo(made));
                case "firewall-port" -> firewallPort(made);
                case "mount" -> Optional.of(MountModule.former(FilePath.checked(label), made));
                case "docker-mirror" ->
                    Optional.of(new DockerMirrorModule(List.of(), Optional.of(DesiredState.ABSENT), Optional.empty())
                            .undo(made));
                case "docker-daemon" -> Optional.of(DockerDaemonModule.former(made));
                case "docker-image" -> Optional.of(image().undo(made));
                case "docker-container" ->
                    DockerContainerModule.former(label, made).map(List::of);
                case "docker-compose" -> Optional.of(DockerComposeModule.former(label, made));
                case "docker-network" -> Optional.of(DockerNetworkModule.former(label, made));
                case "docker-volume" -> Optional.of(DockerVolumeModule.former(label, made));
                default ->
                    isNeverGivenBack()
                            ? Optional.of(List.of())
                            : Modules.ofName(module, label).map(alone -> alone.undo(made));
            };
        } catch (InvalidOption strange) {
            return Optional.empty();
        }
    }

    /**
     * Restores a file by its content, a link, or created directories; where only a mode changed, the record does not
     * say
     * what the thing is.
     */
    private Optional<List<Resource<?>>> file(List<RecordedChange> made) {
        String path = FilePath.checked(label);
        List<RecordedChange> real = own.stream()
                .filter(change -> !change.isChecksum() && !FileAttributes.isNamedBy(change))
                .toList();
        if (real.isEmpty()) {
            return Optional.empty();
        }
        boolean isTree = FileDirectory.isTree(real);
        if (isTree) {
            real = real.stream()
                    .filter(change -> !FileDirectory.isTree(List.of(change)))
                    .toList();
        }
        long directories =
                real.stream().filter(change -> FileDirectory.isMade(change)).count();
        if (directories > 0 || isTree) {
            return directories == real.size()
                    ? Optional.of(new FileDirectory(path, FileAttributes.before(List.of()), false).undo(own))
                    : Optional.empty();
        }
        RecordedChange last = real.get(real.size() - 1);
        boolean wasRemoved = last.isOf(path) && last.isRemoval();
        if (!wasRemoved) {
            return Optional.of(List.of(FileModule.before(path, made, Checksums.of(path, made))));
        }
        if (FileDirectory.isRemoved(last)) {
            return Optional.of(List.of());
        }
        boolean wasAbsent = real.get(0).wasAbsent();
        return Optional.of(
                wasAbsent ? List.of() : List.of(new RestoreFile(path, false, new Checksums(List.of(Change.ABSENT)))));
    }

    private static Optional<List<Resource<?>>> textFile(String path, List<RecordedChange> made) {
        return TextFile.former(FilePath.checked(path), made).map(List::of);
    }

    /** Restores a kernel parameter; its file is found by the checksum of what was written there. */
    private Optional<List<Resource<?>>> sysctl(List<RecordedChange> made) {
        Optional<String> path = own.stream()
                .filter(RecordedChange::isChecksum)
                .map(RecordedChange::key)
                .findFirst();
        boolean isInFile = own.stream().anyMatch(change -> change.isOf(FileContent.CONTENT));
        return isInFile && path.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SysctlModule(label, Optional.of("0"), path, Optional.empty(), Optional.empty()).undo(made));
    }

    private Optional<List<Resource<?>>> firewallPort(List<RecordedChange> made) {
        Matcher rule = FIREWALL.matcher(label);
        return rule.matches()
                ? Optional.of(new FirewallPortModule(
                                rule.group(1),
                                Optional.of(FirewallPortModule.Protocol.valueOf(
                                        rule.group(2).toUpperCase(Locale.ROOT))),
                                Optional.ofNullable(rule.group(3)),
                                Optional.ofNullable(rule.group(4)),
                                Optional.empty())
                        .undo(made))
                : Optional.empty();
    }

    private DockerImageModule image() {
        boolean wasRemoved = own.get(own.size() - 1).isRemoval();
        return new DockerImageModule(
                label,
                Optional.of(
                        wasRemoved ? DockerImageModule.DesiredState.ABSENT : DockerImageModule.DesiredState.PRESENT),
                Optional.empty(),
                Optional.empty());
    }
}
