package io.dockplay.modules.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.message.Message;
import io.dockplay.modules.CaseMachine;
import io.dockplay.modules.CaseOptions;
import io.dockplay.modules.base.RestoreState;
import io.dockplay.resource.Change;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.RecordedChange;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestoreUserTest {

    private static final UserState NOW = new UserState(
            "1001",
            "1001",
            "deploy",
            List.of("docker"),
            "",
            "/home/deploy",
            "/bin/zsh",
            true,
            true,
            "",
            Set.of("deploy", "docker", "wheel"),
            "",
            List.of());

    private static final List<RecordedChange> MADE = List.of(
            new RecordedChange("deploy", Change.ABSENT, "present"),
            new RecordedChange("home-directory", Change.ABSENT, "/home/deploy"));

    @Test
    void who_was_made_goes_with_the_home_directory() {
        Plan plan = plan(MADE, List.of());
        assertThat(plan.script().code()).isEqualTo("userdel -r 'deploy'");
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void a_home_directory_with_more_in_it_stays_and_is_told() {
        Plan plan = plan(MADE, List.of("/home/deploy/notes"));
        assertThat(plan.script().code()).startsWith("userdel 'deploy'\n");
        assertThat(plan.warnings())
                .map(Message::text)
                .containsExactly("/home/deploy is left, because there is something in it that dockplay did not bring:"
                        + " /home/deploy/notes");
    }

    @Test
    void what_other_tasks_take_out_of_the_home_directory_does_not_count() {
        RestoreUser former = new RestoreUser("deploy", MADE, false);
        Plan plan = former.plan(
                new RestoreUser.State(NOW, List.of("/home/deploy/.ssh")),
                CaseMachine.CENTOS7,
                new PendingChanges(Map.of("/home/deploy/.ssh", "authorized-key deploy")));
        assertThat(plan.script().code()).isEqualTo("userdel -r 'deploy'");
    }

    @Test
    void forced_the_home_directory_goes_whatever_is_in_it() {
        RestoreUser former = new RestoreUser("deploy", MADE, false).forced();
        Plan plan = former.plan(
                new RestoreUser.State(NOW, List.of("/home/deploy/notes")), CaseMachine.CENTOS7, PendingChanges.NOTHING);
        assertThat(plan.script().code()).isEqualTo("userdel -r 'deploy'");
    }

    @Test
    void who_was_there_leaves_and_joins_groups_as_before() {
        Plan plan = plan(
                List.of(
                        new RecordedChange("member:docker", "no", "yes"),
                        new RecordedChange("member:wheel", "yes", "no")),
                List.of());
        assertThat(plan.script().code()).isEqualTo("gpasswd -d 'deploy' 'docker'\nusermod -a -G 'wheel' 'deploy'");
    }

    @Test
    void a_field_gets_the_value_from_before_the_first_change() {
        Plan plan = plan(
                List.of(
                        new RecordedChange("shell", "/bin/sh", "/bin/bash"),
                        new RecordedChange("shell", "/bin/bash", "/bin/zsh")),
                List.of());
        assertThat(plan.script().code()).isEqualTo("usermod '-s' '/bin/sh' 'deploy'");
    }

    @Test
    void a_field_that_somebody_changed_since_stays_and_is_told() {
        Plan plan = plan(List.of(new RecordedChange("shell", "/bin/sh", "/bin/bash")), List.of());
        assertThat(plan.isNothing()).isTrue();
        assertThat(plan.warnings())
                .map(Message::text)
                .containsExactly("the shell of deploy was changed since dockplay last changed it, so it stays");
    }

    @Test
    void a_group_that_is_gone_is_left_alone() {
        Plan plan = plan(List.of(new RecordedChange("member:app", "yes", "no")), List.of());
        assertThat(plan.isNothing()).isTrue();
    }

    @Test
    void a_group_module_takes_back_what_it_did() {
        GroupModule group = (GroupModule) CaseOptions.bind(GroupModule.class, Map.of("name", "app", "gid", 700));
        assertThat(group.undo(List.of(new RecordedChange("app", Change.ABSENT, "present"))))
                .isEqualTo(List.of(new RestoreState<>(GroupModule.absent("app"))));
        assertThat(Arrays.asList(
                        group.undo(List.of(new RecordedChange("gid", "600", "700")))
                                .get(0)
                                .label(),
                        "app"))
                .containsOnly("app");
    }

    private static Plan plan(List<RecordedChange> made, List<String> extras) {
        return new RestoreUser("deploy", made, false)
                .plan(new RestoreUser.State(NOW, extras), CaseMachine.CENTOS7, PendingChanges.NOTHING);
    }
}
