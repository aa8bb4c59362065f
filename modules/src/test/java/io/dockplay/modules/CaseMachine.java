package io.dockplay.modules;

import io.dockplay.resource.InitSystem;
import io.dockplay.resource.Machine;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machines that cases are about: a CentOS 7, a CentOS 6, or one of them with other facts. */
public final class CaseMachine {

    public static final Machine CENTOS7 = CaseOptions.bindRecord(Machine.class, facts7());
    public static final Machine CENTOS6 = CaseOptions.bindRecord(Machine.class, facts6());

    private CaseMachine() {}

    /** {@code centos7}, {@code centos6}, or {@code {like: centos7, kernel: 3.10.0-123}}. */
    static Machine of(Object written) {
        if (written instanceof Map<?, ?> overrides) {
            Map<String, Object> facts = facts(String.valueOf(overrides.get("like")));
            overrides.forEach((name, value) -> facts.put(String.valueOf(name), value));
            facts.remove("like");
            return CaseOptions.bindRecord(Machine.class, facts);
        }
        return CaseOptions.bindRecord(Machine.class, facts(String.valueOf(written)));
    }

    private static Map<String, Object> facts(String name) {
        return switch (name) {
            case "centos7" -> facts7();
            case "centos6" -> facts6();
            default -> throw new IllegalArgumentException("a case's machine is like centos6 or centos7: " + name);
        };
    }

    private static Map<String, Object> facts7() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("distribution", "CentOS");
        facts.put("version", "7.9.2009");
        facts.put("major", 7);
        facts.put("architecture", "x86_64");
        facts.put("kernel", "3.10.0-1160.el7.x86_64");
        facts.put("init", InitSystem.SYSTEMD);
        facts.put("hostname", "web1");
        facts.put("memory_mi_b", 2048L);
        facts.put("cpus", 2);
        facts.put("selinux", "enforcing");
        return facts;
    }

    private static Map<String, Object> facts6() {
        Map<String, Object> facts = facts7();
        facts.put("version", "6.8");
        facts.put("major", 6);
        facts.put("kernel", "2.6.32-642.el6.x86_64");
        facts.put("init", InitSystem.SYSV);
        return facts;
    }
}
