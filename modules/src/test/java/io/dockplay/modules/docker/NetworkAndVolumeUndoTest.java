package io.dockplay.modules.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.message.Message;
import io.dockplay.modules.CaseMachine;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Change;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What uninstalling does to networks and volumes that are not any more as dockplay left them. */
class NetworkAndVolumeUndoTest {

    private static final String OURS = "{\"io.dockplay.configuration\": \"abc\"}";
    private static final String OLD = "[{\"Name\": \"shop\", \"Driver\": \"bridge\", \"Internal\": true, \"Labels\":"
            + " {\"team\": \"db\"}, \"IPAM\": {\"Config\": [{\"Subnet\": \"10.20.0.0/24\", \"Gateway\": \"10.20.0.1\"}]}}]";
    private static final RecordedChange MADE = new RecordedChange("network", Change.ABSENT, "present");

    private static String network(String labels) {
        return "[{\"Name\": \"shop\", \"Driver\": \"bridge\", \"Labels\": " + labels + "}]";
    }

    private static String volume(String labels) {
        return "[{\"Name\": \"db\", \"Driver\": \"local\", \"Mountpoint\": \"/data\", \"Labels\": " + labels + "}]";
    }

    private static ProbeOutput output(Map<String, String> answers) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        bytes.put("docker", "installed\nanswers".getBytes(StandardCharsets.UTF_8));
        answers.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return new ProbeOutput(bytes, 0);
    }

    private static <S extends Record> Plan plan(Resource<S> resource, Map<String, String> answers) {
        return resource.plan(resource.read(output(answers)), CaseMachine.CENTOS7, PendingChanges.NOTHING);
    }

    private static Plan ofNetwork(RecordedChange made, Map<String, String> answers) {
        return plan(DockerNetworkModule.former("shop", List.of(made)).get(0), answers);
    }

    private static Optional<String> reason(Plan plan) {
        return plan.blocker().map(Blocker::toString);
    }

    @Test
    void a_network_that_dockplay_made_goes_and_one_that_somebody_made_since_stays() {
        assertThat(ofNetwork(MADE, Map.of("network", network(OURS))).script().code())
                .isEqualTo("docker network rm 'shop'");
        assertThat(reason(ofNetwork(MADE, Map.of("network", network("{}")))).orElse(""))
                .startsWith("the network shop is another one than dockplay made, so it is left");
        assertThat(ofNetwork(MADE, Map.of("network", "[]\n"))).isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_network_in_which_containers_are_stays() {
        assertThat(reason(ofNetwork(MADE, Map.of("network", network(OURS), "users", "web\n"))))
                .contains("containers use the network shop: web; remove them first");
    }

    @Test
    void a_network_that_was_replaced_or_removed_is_made_again_as_it_was() {
        DockerNetworkModule absent = new DockerNetworkModule(
                "shop",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.of(DockerNetworkModule.DesiredState.ABSENT));
        RecordedChange removed = absent.plan(
                        absent.read(output(Map.of("network", OLD))), CaseMachine.CENTOS7, PendingChanges.NOTHING)
                .changes()
                .get(0)
                .recorded();
        String create = "docker network create '--driver' 'bridge' '--subnet' '10.20.0.0/24' '--gateway' '10.20.0.1'"
                + " '--internal' '--label' 'team=db' 'shop'";

        assertThat(ofNetwork(removed, Map.of("network", "[]\n")).script().code())
                .isEqualTo(create);
        assertThat(ofNetwork(removed, Map.of("network", network(OURS))).script().code())
                .isEqualTo("docker network rm 'shop'\n" + create);
        assertThat(ofNetwork(removed, Map.of("network", OLD))).isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_volume_that_dockplay_made_goes_only_without_data_unless_it_is_forced() {
        RestoreVolume restore = new RestoreVolume("db", false);
        Map<String, String> full = Map.of("volume", volume(OURS), "empty", "");

        assertThat(plan(restore, Map.of("volume", volume(OURS), "empty", "yes"))
                        .script()
                        .code())
                .isEqualTo("docker volume rm 'db'");
        assertThat(reason(plan(restore, full)))
                .contains("the volume db holds data that dockplay did not bring, so it is left (/data); --force removes"
                        + " it with them");
        assertThat(plan(restore.forced(), full).script().code()).isEqualTo("docker volume rm 'db'");
        assertThat(plan(restore.forced(), full).warnings())
                .map(Message::text)
                .containsExactly("the data of the volume db go with it, and no copy is kept: /data");
    }

    @Test
    void a_volume_that_was_there_is_on_no_record_and_one_that_was_removed_does_not_come_back() {
        assertThat(DockerVolumeModule.former("db", List.of(new RecordedChange("volume", "present", Change.ABSENT))))
                .isEmpty();
        assertThat(reason(plan(
                                new RestoreVolume("db", false),
                                Map.of("volume", volume("{\"team\": \"db\"}"), "empty", "yes")))
                        .orElse(""))
                .startsWith("the volume db is another one than dockplay made");
    }
}
