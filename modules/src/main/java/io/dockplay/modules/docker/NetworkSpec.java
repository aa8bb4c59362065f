package io.dockplay.modules.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockplay.resource.Script;
import io.dockplay.resource.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The options with which a network is created; its JSON is what the record of a host keeps of a network that was there.
 *
 * @param driver such as {@code bridge}; empty for Docker's own choice
 * @param pools the ranges of addresses; none for Docker's own choice
 * @param internal whether it leads nowhere else
 * @param ipv6 whether it has IPv6
 * @param attachable whether containers by hand may join one of a swarm
 * @param options the driver's own
 * @param labels the labels
 */
record NetworkSpec(
        String driver,
        List<Pool> pools,
        boolean internal,
        boolean ipv6,
        boolean attachable,
        Map<String, String> options,
        Map<String, String> labels) {

    /**
     * A range of addresses.
     *
     * @param subnet such as {@code 10.20.0.0/24}
     * @param gateway the host's own address in it; empty for the first one
     * @param range the part of it that containers get; empty for all
     */
    record Pool(String subnet, String gateway, String range) {}

    NetworkSpec {
        pools = List.copyOf(pools);
        options = new TreeMap<>(options);
        labels = new TreeMap<>(labels);
    }

    /** Reads the options of an actual network from what {@code docker network inspect} prints of it. */
    static NetworkSpec of(JsonNode network) {
        List<Pool> pools = new ArrayList<>();
        network.path("IPAM")
                .path("Config")
                .forEach(pool -> pools.add(new Pool(
                        pool.path("Subnet").asText(""),
                        pool.path("Gateway").asText(""),
                        pool.path("IPRange").asText(""))));
        return new NetworkSpec(
                network.path("Driver").asText(""),
                pools,
                network.path("Internal").asBoolean(),
                network.path("EnableIPv6").asBoolean(),
                network.path("Attachable").asBoolean(),
                DockerJson.map(network.path("Options")),
                DockerJson.map(network.path("Labels")));
    }

    /** Creates a network with these options. */
    Script create(String name) {
        List<String> words = new ArrayList<>();
        if (!driver.isEmpty()) {
            words.addAll(List.of("--driver", driver));
        }
        for (Pool pool : pools) {
            words.addAll(List.of("--subnet", pool.subnet()));
            if (!pool.gateway().isEmpty()) {
                words.addAll(List.of("--gateway", pool.gateway()));
            }
            if (!pool.range().isEmpty()) {
                words.addAll(List.of("--ip-range", pool.range()));
            }
        }
        if (internal) {
            words.add("--internal");
        }
        if (ipv6) {
            words.add("--ipv6");
        }
        if (attachable) {
            words.add("--attachable");
        }
        options.forEach((key, value) -> words.addAll(List.of("--opt", key + "=" + value)));
        labels.forEach((key, value) -> words.addAll(List.of("--label", key + "=" + value)));
        words.add(name);
        return Script.of("docker network create {}", words);
    }

    /** The same options and the label by which dockplay knows what it has made. */
    NetworkSpec marked() {
        Map<String, String> more = new TreeMap<>(labels);
        more.put(ContainerSpec.LABEL, Sha256.hex(DockerJson.write(this)));
        return new NetworkSpec(driver, pools, internal, ipv6, attachable, options, more);
    }
}
