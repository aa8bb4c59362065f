package io.dockplay.resource;

import java.util.List;
import java.util.Optional;

/**
 * The facts about a host, as they were when it was contacted.
 *
 * @param distribution such as {@code CentOS}; {@code unknown} when the host does not say
 * @param version the whole version, such as {@code 6.8} or {@code 7.9.2009}
 * @param major the version's first number; 0 when the host does not say
 * @param architecture as {@code uname -m} says it, such as {@code x86_64}
 * @param kernel as {@code uname -r} says it
 * @param init what starts its services
 * @param hostname as {@code uname -n} says it
 * @param addresses its IPv4 and IPv6 addresses but for loopback; none when it was not asked
 * @param memoryMiB its main memory in MiB; 0 when unknown
 * @param cpus how many processors are online
 * @param selinux {@code enforcing}, {@code permissive} or {@code disabled}
 * @param dockerVersion the Docker client's version, an empty one where none is installed; none when it was not asked
 */
public record Machine(
        String distribution,
        String version,
        int major,
        String architecture,
        String kernel,
        InitSystem init,
        String hostname,
        Optional<List<String>> addresses,
        long memoryMiB,
        int cpus,
        String selinux,
        Optional<String> dockerVersion) {

    public Machine {
        addresses = addresses.map(List::copyOf);
    }
}
