package io.dockplay.playbook.eval;

import io.dockplay.resource.Machine;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The facts about a machine as expressions see them, under the name {@code facts}. */
public final class Facts {

    private Facts() {}

    /** {@code facts.os.major}, {@code facts.kernel} and so on; docs/playbook.md lists them all. */
    public static Map<String, Object> of(Machine machine) {
        Map<String, Object> os = new LinkedHashMap<>();
        os.put("distribution", machine.distribution());
        os.put("version", machine.version());
        os.put("major", machine.major());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("os", os);
        facts.put("architecture", machine.architecture());
        facts.put("kernel", machine.kernel());
        facts.put("init", machine.init().name().toLowerCase(Locale.ROOT));
        facts.put("hostname", machine.hostname());
        machine.addresses().ifPresent(addresses -> facts.put("addresses", addresses));
        facts.put("memory_mib", machine.memoryMiB());
        facts.put("cpus", machine.cpus());
        facts.put("selinux", machine.selinux());
        machine.dockerVersion().ifPresent(version -> facts.put("docker_version", version));
        return facts;
    }
}
