package io.dockplay.modules;

import io.dockplay.modules.accounts.AuthorizedKeyModule;
import io.dockplay.modules.accounts.CronModule;
import io.dockplay.modules.accounts.GroupModule;
import io.dockplay.modules.accounts.UserModule;
import io.dockplay.modules.commands.AssertModule;
import io.dockplay.modules.commands.CommandModule;
import io.dockplay.modules.commands.DebugModule;
import io.dockplay.modules.commands.FailModule;
import io.dockplay.modules.commands.ScriptModule;
import io.dockplay.modules.commands.WaitForModule;
import io.dockplay.modules.docker.DockerContainerModule;
import io.dockplay.modules.docker.DockerDaemonModule;
import io.dockplay.modules.docker.DockerImageModule;
import io.dockplay.modules.docker.DockerLoginModule;
import io.dockplay.modules.docker.DockerMirrorModule;
import io.dockplay.modules.files.DownloadModule;
import io.dockplay.modules.files.FetchModule;
import io.dockplay.modules.files.FileModule;
import io.dockplay.modules.files.UnarchiveModule;
import io.dockplay.modules.packages.PackageModule;
import io.dockplay.modules.packages.RepoModule;
import io.dockplay.modules.services.ProcessModule;
import io.dockplay.modules.services.ServiceModule;
import io.dockplay.modules.system.FirewallPortModule;
import io.dockplay.modules.system.HostnameModule;
import io.dockplay.modules.system.KernelModuleModule;
import io.dockplay.modules.system.SelinuxModule;
import io.dockplay.modules.system.SysctlModule;
import io.dockplay.resource.Resource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The modules by the names under which playbooks call them; a new module is one line here. */
public final class Modules {

    private static final Map<String, Class<? extends Resource<?>>> BY_NAME = new TreeMap<>();

    static {
        BY_NAME.put("assert", AssertModule.class);
        BY_NAME.put("authorized-key", AuthorizedKeyModule.class);
        BY_NAME.put("command", CommandModule.class);
        BY_NAME.put("cron", CronModule.class);
        BY_NAME.put("debug", DebugModule.class);
        BY_NAME.put("docker-container", DockerContainerModule.class);
        BY_NAME.put("docker-daemon", DockerDaemonModule.class);
        BY_NAME.put("docker-image", DockerImageModule.class);
        BY_NAME.put("docker-login", DockerLoginModule.class);
        BY_NAME.put("docker-mirror", DockerMirrorModule.class);
        BY_NAME.put("download", DownloadModule.class);
        BY_NAME.put("fail", FailModule.class);
        BY_NAME.put("fetch", FetchModule.class);
        BY_NAME.put("file", FileModule.class);
        BY_NAME.put("firewall-port", FirewallPortModule.class);
        BY_NAME.put("group", GroupModule.class);
        BY_NAME.put("hostname", HostnameModule.class);
        BY_NAME.put("kernel-module", KernelModuleModule.class);
        BY_NAME.put("package", PackageModule.class);
        BY_NAME.put("process", ProcessModule.class);
        BY_NAME.put("repo", RepoModule.class);
        BY_NAME.put("script", ScriptModule.class);
        BY_NAME.put("selinux", SelinuxModule.class);
        BY_NAME.put("service", ServiceModule.class);
        BY_NAME.put("sysctl", SysctlModule.class);
        BY_NAME.put("unarchive", UnarchiveModule.class);
        BY_NAME.put("user", UserModule.class);
        BY_NAME.put("wait-for", WaitForModule.class);
    }

    private Modules() {}

    /** Every module's name, sorted. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** Every module's record class by its name, sorted; its components are the module's options. */
    public static Map<String, Class<? extends Resource<?>>> all() {
        return Collections.unmodifiableMap(BY_NAME);
    }

    /**
     * A module's record class.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static Class<? extends Resource<?>> named(String name) {
        Class<? extends Resource<?>> module = BY_NAME.get(name);
        if (module == null) {
            throw new IllegalArgumentException("there is no module " + name);
        }
        return module;
    }
}
