package io.dockplay.modules;

import io.dockplay.modules.accounts.AuthorizedKeyModule;
import io.dockplay.modules.accounts.CronModule;
import io.dockplay.modules.accounts.GroupModule;
import io.dockplay.modules.accounts.UserModule;
import io.dockplay.modules.archive.UnarchiveModule;
import io.dockplay.modules.commands.AssertModule;
import io.dockplay.modules.commands.CommandModule;
import io.dockplay.modules.commands.DebugModule;
import io.dockplay.modules.commands.FailModule;
import io.dockplay.modules.commands.ScriptModule;
import io.dockplay.modules.commands.WaitForModule;
import io.dockplay.modules.daemon.DockerDaemonModule;
import io.dockplay.modules.daemon.DockerMirrorModule;
import io.dockplay.modules.docker.DockerComposeModule;
import io.dockplay.modules.docker.DockerContainerModule;
import io.dockplay.modules.docker.DockerImageModule;
import io.dockplay.modules.docker.DockerLoginModule;
import io.dockplay.modules.docker.DockerNetworkModule;
import io.dockplay.modules.docker.DockerVolumeModule;
import io.dockplay.modules.files.DownloadModule;
import io.dockplay.modules.files.FetchModule;
import io.dockplay.modules.files.FileModule;
import io.dockplay.modules.files.StatModule;
import io.dockplay.modules.packages.PackageModule;
import io.dockplay.modules.packages.RepoModule;
import io.dockplay.modules.services.ProcessModule;
import io.dockplay.modules.services.ServiceModule;
import io.dockplay.modules.system.FirewallPortModule;
import io.dockplay.modules.system.HostnameModule;
import io.dockplay.modules.system.KernelModuleModule;
import io.dockplay.modules.system.MountModule;
import io.dockplay.modules.system.SelinuxModule;
import io.dockplay.modules.system.SysctlModule;
import io.dockplay.modules.system.TimezoneModule;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.Resource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All modules by the name that their {@link PlaybookModule} gives; a new module needs one line here. */
public final class Modules {

    private static final Map<String, Class<? extends Resource<?>>> BY_NAME = byName(List.of(
            AssertModule.class,
            AuthorizedKeyModule.class,
            CommandModule.class,
            CronModule.class,
            DebugModule.class,
            DockerComposeModule.class,
            DockerContainerModule.class,
            DockerDaemonModule.class,
            DockerImageModule.class,
            DockerLoginModule.class,
            DockerMirrorModule.class,
            DockerNetworkModule.class,
            DockerVolumeModule.class,
            DownloadModule.class,
            FailModule.class,
            FetchModule.class,
            FileModule.class,
            FirewallPortModule.class,
            GroupModule.class,
            HostnameModule.class,
            KernelModuleModule.class,
            MountModule.class,
            PackageModule.class,
            ProcessModule.class,
            RepoModule.class,
            ScriptModule.class,
            SelinuxModule.class,
            ServiceModule.class,
            StatModule.class,
            SysctlModule.class,
            TimezoneModule.class,
            UnarchiveModule.class,
            UserModule.class,
            WaitForModule.class));

    private Modules() {}

    private static Map<String, Class<? extends Resource<?>>> byName(List<Class<? extends Resource<?>>> modules) {
        Map<String, Class<? extends Resource<?>>> byName = new TreeMap<>();
        for (Class<? extends Resource<?>> module : modules) {
            String name = described(module).name();
            if (byName.put(name, module) != null) {
                throw new IllegalStateException("two modules are called " + name);
            }
        }
        return Collections.unmodifiableMap(byName);
    }

    private static PlaybookModule described(Class<?> module) {
        PlaybookModule description = module.getAnnotation(PlaybookModule.class);
        if (description == null) {
            throw new IllegalStateException(module + " lacks @PlaybookModule");
        }
        return description;
    }

    /** Every module's name, sorted. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** Every module's record class by its name, sorted; its components are the module's options. */
    public static Map<String, Class<? extends Resource<?>>> all() {
        return BY_NAME;
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

    /**
     * Returns the annotation on a module's record.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static PlaybookModule description(String name) {
        return described(named(name));
    }

    /** Returns the annotation on a module's record; none where there is no such module. */
    static Optional<PlaybookModule> about(String name) {
        return Optional.ofNullable(BY_NAME.get(name)).map(Modules::described);
    }

    /**
     * Makes a module from only the name of what it manages, its first option; none where another option is required
     * too.
     *
     * @throws io.dockplay.resource.InvalidOption when the module does not take the name
     */
    static Optional<Resource<?>> ofName(String module, String name) {
        Class<? extends Resource<?>> type = BY_NAME.get(module);
        if (type == null) {
            return Optional.empty();
        }
        RecordComponent[] options = type.getRecordComponents();
        if (options.length == 0 || !options[0].getType().equals(String.class)) {
            return Optional.empty();
        }
        Object[] values = new Object[options.length];
        values[0] = name;
        for (int i = 1; i < options.length; i++) {
            if (!options[i].getType().equals(Optional.class)) {
                return Optional.empty();
            }
            values[i] = Optional.empty();
        }
        try {
            Class<?>[] types = Stream.of(options).map(RecordComponent::getType).toArray(Class[]::new);
            return Optional.of((Resource<?>) type.getDeclaredConstructor(types).newInstance(values));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidOption wrong) {
                throw wrong;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
