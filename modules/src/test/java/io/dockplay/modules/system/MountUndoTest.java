package io.dockplay.modules.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.CaseMachine;
import io.dockplay.modules.files.Checksums;
import io.dockplay.modules.files.RestoreFile;
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
import org.junit.jupiter.api.Test;

/** What uninstalling does to a mount and to its line, by what is there then. */
class MountUndoTest {

    private static final String SMALL = "tmpfs /srv/cache tmpfs size=64k 0 0";
    private static final String LARGE = "tmpfs /srv/cache tmpfs size=1m 0 0";
    private static final String MOUNTED = "50 26 0:60 / /srv/cache rw,relatime - tmpfs tmpfs rw,size=64k";
    private static final String OTHERS = "proc /proc proc defaults 0 0\n";

    private static Plan plan(RestoreMount restore, String mount, String fstab) {
        Map<String, byte[]> answers = new LinkedHashMap<>();
        Map.of("mount", mount, "point", "directory", "content", fstab, "stat", "regular file|644|root|root|0|0|9")
                .forEach((name, text) -> answers.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return restore.plan(restore.read(new ProbeOutput(answers, 0)), CaseMachine.CENTOS6, PendingChanges.NOTHING);
    }

    private static RestoreMount former(RecordedChange... made) {
        return (RestoreMount) MountModule.former("/srv/cache", List.of(made)).get(0);
    }

    private static RestoreMount ofNew() {
        return former(
                new RecordedChange("mount", Change.ABSENT, SMALL), new RecordedChange("line", Change.ABSENT, SMALL));
    }

    @Test
    void what_was_mounted_is_unmounted_and_its_line_goes() {
        Plan plan = plan(ofNew(), MOUNTED, OTHERS + SMALL + "\n");

        assertThat(plan.changes().stream().map(Change::what)).containsExactly("mounted", "/etc/fstab");
        assertThat(plan.script().code()).contains("umount \"$path\"");
        assertThat(plan.script().attachments().get(0).bytes()).asString().isEqualTo(OTHERS);
        assertThat(plan(ofNew(), "", OTHERS)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_line_that_somebody_changed_since_stays_unless_it_is_forced() {
        String changed = OTHERS + LARGE + "\n";

        assertThat(plan(ofNew(), "", changed).blocker().map(Blocker::toString))
                .contains("the line of /srv/cache in /etc/fstab was changed since dockplay last changed it, so it is"
                        + " left as it is; --force overwrites it");
        assertThat(plan(ofNew().forced(), "", changed)
                        .script()
                        .attachments()
                        .get(0)
                        .bytes())
                .asString()
                .isEqualTo(OTHERS);
    }

    @Test
    void lines_that_others_added_since_stay() {
        String more = OTHERS + SMALL + "\n/dev/sdz1 /z ext4 defaults 0 0\n";

        assertThat(plan(ofNew(), MOUNTED, more).script().attachments().get(0).bytes())
                .asString()
                .isEqualTo(OTHERS + "/dev/sdz1 /z ext4 defaults 0 0\n");
    }

    @Test
    void what_was_unmounted_is_mounted_again() {
        RestoreMount restore = former(
                new RecordedChange("mount", SMALL, Change.ABSENT), new RecordedChange("line", SMALL, Change.ABSENT));

        Plan plan = plan(restore, "", OTHERS);

        assertThat(plan.script().code()).startsWith("mount -t 'tmpfs' -o 'size=64k' 'tmpfs' '/srv/cache'\n");
        assertThat(plan.script().attachments().get(0).bytes()).asString().isEqualTo(OTHERS + SMALL + "\n");
    }

    @Test
    void former_options_are_given_back_once() {
        RestoreMount restore =
                former(new RecordedChange("mount", SMALL, LARGE), new RecordedChange("line", SMALL, LARGE));

        assertThat(plan(restore, MOUNTED, LARGE + "\n").script().code())
                .startsWith("mount -o 'remount,size=64k' 'tmpfs' '/srv/cache'\n");
        assertThat(plan(restore, MOUNTED, SMALL + "\n")).isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_part_of_a_file_system_that_no_line_knew_is_not_mounted_again_and_that_is_told() {
        RestoreMount restore = former(new RecordedChange("mount", MountModule.UNKNOWN, Change.ABSENT));

        assertThat(plan(restore, "", OTHERS).warnings()).hasSize(1);
    }

    @Test
    void directories_that_were_made_go_after_it_the_deepest_first() {
        List<Resource<?>> former = MountModule.former(
                "/srv/a/b",
                List.of(
                        new RecordedChange("/srv/a", Change.ABSENT, "directory"),
                        new RecordedChange("/srv/a/b", Change.ABSENT, "directory"),
                        new RecordedChange("mount", Change.ABSENT, SMALL)));

        assertThat(former.subList(1, 3))
                .isEqualTo(List.of(
                        new RestoreFile("/srv/a/b", true, Checksums.NONE),
                        new RestoreFile("/srv/a", true, Checksums.NONE)));
    }
}
