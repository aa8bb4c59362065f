package io.dockplay.modules.system;

import io.dockplay.message.Message;
import io.dockplay.modules.files.FileState;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;

/**
 * The actual state of a module of a host's kernel.
 *
 * @param isLoaded whether it is loaded, as a module
 * @param isBuiltIn whether it is a part of the kernel itself
 * @param exists whether modprobe could load it
 * @param users how many use it
 * @param userNames the modules among them, separated by commas
 * @param file the file that loads it at boot
 */
public record KernelModuleState(
        boolean isLoaded, boolean isBuiltIn, boolean exists, long users, String userNames, FileState file) {

    /** Names a kernel module among what tasks write. */
    static String task(String name) {
        return "/proc/modules:" + name;
    }

    /** Probes the module, but not its file. */
    static Script probe(String name) {
        String loaded = name.replace('-', '_');
        return Script.of("""
                module={}
                answer loaded; grep "^$module " /proc/modules
                answer builtin
                if tr - _ <"/lib/modules/$(uname -r)/modules.builtin" | grep -q "/$module\\.ko"; then echo yes; fi
                answer exists; if modprobe -n -q "$module"; then echo yes; fi""", loaded);
    }

    static KernelModuleState read(String name, ProbeOutput probeOutput) {
        String[] words = probeOutput.text("loaded").split("\\s+", -1);
        boolean isLoaded = words.length > 3;
        return new KernelModuleState(
                isLoaded,
                !probeOutput.text("builtin").isEmpty(),
                !probeOutput.text("exists").isEmpty(),
                isLoaded && words[2].matches("[0-9]+") ? Long.parseLong(words[2]) : 0,
                isLoaded && !words[3].equals("-") ? words[3] : "",
                FileState.read("the boot file of " + name, probeOutput));
    }

    boolean isUsed() {
        return users > 0;
    }

    /** Says that the module of this name is in use, and by whom where more than their number is known. */
    Message inUse(String name) {
        String names = userNames.replaceFirst(",$", "");
        return names.isEmpty()
                ? Message.of("the module %s is in use", name)
                : Message.of("the module %s is in use by %s", name, names);
    }
}
