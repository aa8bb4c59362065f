package io.dockplay.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockplay.modules.Modules;
import io.dockplay.modules.commands.AssertModule;
import io.dockplay.modules.commands.CommandModule;
import io.dockplay.modules.daemon.DockerMirrorModule;
import io.dockplay.modules.files.FileModule;
import io.dockplay.modules.packages.PackageModule;
import io.dockplay.modules.packages.RepoModule;
import io.dockplay.modules.services.ServiceModule;
import io.dockplay.playbook.eval.NotYetKnown;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.InvalidInput;
import io.dockplay.resource.Condition;
import io.dockplay.resource.Content;
import io.dockplay.resource.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinderTest {

    @TempDir
    Path folder;

    private final Variables variables = Plays.variables(
            "name: docker-ce\nnames: [gcc, gcc-c++]\nyes_please: true\nseconds: 30\nsecret: s3cret\nstate: absent\n");

    private Resource<?> bind(String module, String options) {
        return Plays.bind(folder, module, options, variables);
    }

    private String wrong(String module, String options) {
        InvalidInput wrong = catchThrowableOfType(
                InvalidInput.class, () -> bind(module, options).label());
        return Objects.requireNonNull(wrong.getMessage());
    }

    @Test
    void text_enumerations_and_flags_are_bound() {
        ServiceModule service = (ServiceModule) bind("service", "{name: docker, state: started, enabled: yes}");

        assertThat(service.name()).isEqualTo("docker");
        assertThat(service.state()).contains(ServiceModule.DesiredState.STARTED);
        assertThat(service.enabled()).contains(true);
    }

    @Test
    void options_that_are_left_out_or_have_nothing_in_them_are_empty() {
        ServiceModule service = (ServiceModule) bind("service", "{name: docker, state: started, enabled: }");

        assertThat(service.enabled()).isEmpty();
        assertThat(service.restartAfter()).isEmpty();
    }

    @Test
    void option_names_are_written_with_underscores() {
        ServiceModule service = (ServiceModule) bind("service", "{name: docker, restart_after: [/etc/a]}");

        assertThat(service.restartAfter()).containsExactly("/etc/a");
        assertThat(Binder.options(ServiceModule.class)).containsExactly("name", "state", "enabled", "restart_after");
    }

    @Test
    void one_value_is_a_list_of_one_and_a_list_inside_a_list_adds_its_elements() {
        assertThat(((PackageModule) bind("package", "{name: gcc}")).name()).containsExactly("gcc");
        assertThat(((PackageModule) bind("package", "{name: \"${names}\"}")).name())
                .containsExactly("gcc", "gcc-c++");
        assertThat(((PackageModule) bind("package", "{name: [lvm2, \"${names}\"]}")).name())
                .containsExactly("lvm2", "gcc", "gcc-c++");
    }

    @Test
    void expressions_of_one_value_keep_its_type() {
        CommandModule command = (CommandModule)
                bind("command", "{shell: \"x ${name}\", timeout: \"${seconds}\", read_only: \"${yes_please}\"}");

        assertThat(command.shell()).contains("x docker-ce");
        assertThat(command.timeout()).contains(30);
        assertThat(command.readOnly()).contains(true);
        assertThat(((PackageModule) bind("package", "{name: gcc, state: \"${state}\"}")).state())
                .contains(PackageModule.DesiredState.ABSENT);
    }

    @Test
    void numbers_and_modes_are_text_as_they_are_written() {
        FileModule file = (FileModule) bind("file", "{path: /etc/a, content: 26.10, mode: 0644}");

        assertThat(file.content()).contains("26.10");
        assertThat(file.mode()).hasValueSatisfying(mode -> assertThat(mode).endsWith("644"));
    }

    @Test
    void mappings_are_bound_with_their_values_as_text() {
        RepoModule repo = (RepoModule)
                bind("repo", "{id: a, url: \"https://a.example/a.repo\", replace: {$releasever: 7, x: \"${name}\"}}");

        assertThat(repo.replace()).isEqualTo(Map.of("$releasever", "7", "x", "docker-ce"));
    }

    @Test
    void conditions_are_kept_until_they_are_asked() {
        CommandModule command =
                (CommandModule) bind("command", "{shell: x, changed_when: 'rc == 0 && stdout == name'}");
        Condition condition = command.changedWhen().get(0);

        assertThat(condition.text()).isEqualTo("rc == 0 && stdout == name");
        assertThat(condition.holds(Map.of("rc", 0, "stdout", "docker-ce", "stderr", "")))
                .isTrue();
        assertThat(condition.holds(Map.of("rc", 0, "stdout", "${name}", "stderr", "")))
                .isFalse();
        assertThat(((AssertModule) bind("assert", "{that: [yes_please, no]}")).that())
                .extracting(Condition::text)
                .containsExactly("yes_please", "false");
    }

    @Test
    void files_beside_the_playbook_are_taken_as_they_are_and_templates_are_filled_in() throws IOException {
        byte[] bytes = {0, (byte) 0xff, '$', '{', 'x', '}'};
        Files.write(folder.resolve("binary"), bytes);
        Files.writeString(folder.resolve("template"), "name=${name}\n<#list names as n>${n};</#list>\n");

        assertThat(((FileModule) bind("file", "{path: /etc/a, source: binary}")).source())
                .contains(new Content(bytes));
        assertThat(((FileModule) bind("file", "{path: /etc/a, template: template}")).template())
                .contains(new Content("name=docker-ce\ngcc;gcc-c++;\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void nothing_that_a_host_said_is_evaluated_in_a_list_or_a_mapping_either() {
        Variables said = variables.with("said", Map.of("stdout", "${secret}", "lines", List.of("${secret}")));

        PackageModule one =
                (PackageModule) Plays.bind(folder, "package", "{name: [\"a${said.stdout}\"], state: absent}", said);
        assertThat(one.name()).containsExactly("a${secret}");
        CommandModule all = (CommandModule) Plays.bind(folder, "command", "{argv: [x, \"${said.lines}\"]}", said);
        assertThat(all.argv()).containsExactly("x", "${secret}");
        RepoModule repo = (RepoModule) Plays.bind(
                folder, "repo", "{id: a, url: \"http://a.example\", replace: {a: \"${said.stdout}\"}}", said);
        assertThat(repo.replace()).isEqualTo(Map.of("a", "${secret}"));
    }

    @Test
    void all_that_is_wrong_with_the_options_is_told_at_once() {
        assertThat(wrong("service", "sate: started\nstate: startd\nenabled: maybe\n"))
                .contains("service has no option \"sate\"", "play.yml:1:1", "Did you mean \"state\"?")
                .contains("service: state cannot be \"startd\"", "play.yml:2:8", "Did you mean \"started\"?")
                .contains("service: enabled is \"maybe\", and should be true or false", "play.yml:3:10")
                .contains("service needs the option \"name\"", "docs/modules/service.md");
    }

    @Test
    void what_a_module_refuses_is_told_at_the_option_that_it_refuses() {
        assertThat(wrong("file", "path: /etc/a\ncontent: x\nmode: '9999'\n")).contains("play.yml:3:7");
        assertThat(wrong("docker-mirror", "mirrors: [\"ftp://x\"]\n")).contains("play.yml:1:10");
        assertThat(wrong("file", "path: /etc/a\n")).contains("  at play.yml:1:");
    }

    @Test
    void options_of_a_wrong_kind_are_told_with_what_they_should_be() {
        assertThat(wrong("command", "{shell: x, timeout: 1.5}")).contains("should be a whole number");
        assertThat(wrong("command", "{shell: x, timeout: 99999999999}")).contains("at most 2147483647");
        assertThat(wrong("command", "{shell: [x]}")).contains("shell is a list, and should be text");
        assertThat(wrong("command", "{shell: x, changed_when: {a: b}}")).contains("should be a condition");
        assertThat(wrong("repo", "{id: a, replace: text}")).contains("should be a mapping");
        assertThat(wrong("file", "{path: /a, source: no-such-file}")).contains("there is no file", "play.yml:1:20");
        assertThat(wrong("script", "{source: /dev/zero}")).contains("/dev/zero cannot be read", "play.yml:1:10");
    }

    @Test
    void a_variable_that_comes_later_is_no_error() {
        assertThatThrownBy(() ->
                        Plays.bind(folder, "package", "{name: \"${later.stdout}\"}", variables.withNotYet("later")))
                .isInstanceOf(NotYetKnown.class);
    }

    @Test
    void every_module_has_options_that_can_be_bound() {
        assertThat(Modules.all()).allSatisfy((name, type) -> {
            InvalidInput wrong = catchThrowableOfType(
                    InvalidInput.class,
                    () -> Plays.bind(folder, name, "{no_such_option: x}", variables)
                            .label());
            assertThat(wrong).hasMessageContaining(name + " has no option \"no_such_option\"");
        });
        assertThat(((DockerMirrorModule) bind("docker-mirror", "{mirrors: [\"http://a.example\"], check: no}")).check())
                .contains(false);
    }
}
