package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.DebianProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key Tab in bash, zsh and fish themselves: they are started, the keys are typed, and the line that stands there is read. */
class CompletionTest {

    /** What is typed before Tab → the line after it, in each of the shells. */
    private static final Map<String, String> LINES = lines();

    @TempDir
    Path folder;

    private static Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("dockplay appl", "dockplay apply");
        lines.put("dockplay apply --dry", "dockplay apply --dry-run");
        lines.put("dockplay vault rek", "dockplay vault rekey");
        lines.put("dockplay man hist", "dockplay man history");
        lines.put("dockplay modules docker-mir", "dockplay modules docker-mirror");
        lines.put("dockplay modules file docker-mir", "dockplay modules file docker-mirror");
        lines.put("dockplay completion fi", "dockplay completion fish");
        lines.put("dockplay ping --format js", "dockplay ping --format json");
        lines.put("dockplay apply site.yml -i hosts -l data1", "dockplay apply site.yml -i hosts -l data1");
        lines.put("dockplay apply site.yml -l da -i hosts -l ol", "dockplay apply site.yml -l da -i hosts -l old7");
        lines.put("dockplay apply -i hosts -l web1,ol", "dockplay apply -i hosts -l web1,old7");
        lines.put("dockplay apply -i hosts -l web:ol", "dockplay apply -i hosts -l web:old7");
        lines.put("dockplay apply -i hosts --limit=web1,ol", "dockplay apply -i hosts --limit=web1,old7");
        lines.put("dockplay apply -i hosts -l @fai", "dockplay apply -i hosts -l @failed");
        lines.put("dockplay apply -i hosts -l @lis", "dockplay apply -i hosts -l @list.txt");
        lines.put("dockplay exec -i hosts ol", "dockplay exec -i hosts old7");
        lines.put("dockplay inventory -i hosts --graph da", "dockplay inventory -i hosts --graph data");
        lines.put("dockplay apply books/a", "dockplay apply books/a.yml");
        lines.put("dockplay apply -i books/a", "dockplay apply -i books/a.yml");
        lines.put("dockplay apply my\\ folder/x", "dockplay apply my folder/x.yml");
        lines.put("dockplay plan --out=books/a", "dockplay plan --out=books/a.yml");
        lines.put("dockplay apply --nothi", "dockplay apply --nothi"); // there is no such option
        lines.put("dockplay init lis", "dockplay init lis"); // a file, where a folder is wanted
        lines.put("dockplay ping --forks lis", "dockplay ping --forks lis"); // a number is wanted
        return lines;
    }

    @BeforeEach
    void a_folder_with_files() throws IOException {
        write("hosts", "[web]\nweb[1:3]\n[data]\nold7\n");
        write("list.txt", "");
        write("site.yml", "");
        write("books/a.yml", "");
        write("my folder/x.yml", "");
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        Path program = write(
                "bin/dockplay",
                "#!/bin/sh\nexec '" + java + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
                        + System.getProperty("java.class.path") + "' io.dockplay.cli.Main \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String script(String shell) {
        Dockplay run = Dockplay.run("completion", shell);
        assertThat(run.exit()).as("%s", run).isZero();
        return run.out();
    }

    /** What a program prints, on both outputs. */
    private String output(String input, String... command) throws IOException, InterruptedException {
        Path keys = write("keys", input);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(keys.toFile());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("TERM", "xterm");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    /** Types the lines into a shell on a terminal, each with Tab; then Ctrl-A puts a command before it that notes the line. */
    private Map<String, String> typed(String shell, String setup) throws IOException, InterruptedException {
        DebianProgram.needed(shell.split(" ", -1)[0]);
        StringBuilder keys = new StringBuilder(setup);
        keys.append("note() { shift; printf '%s\\n' \"$*\" >> noted; }\n");
        LINES.keySet().forEach(line -> keys.append(line).append("\t\u0001note : \n"));
        String screen = output(keys + "exit\n", "script", "-q", "-e", "-c", shell, "/dev/null");
        assertThat(screen).doesNotContainIgnoringCase("error", "not found", "warning", "compopt:", "Exception");
        List<String> noted = Files.readAllLines(folder.resolve("noted"));
        assertThat(noted).as(screen).hasSameSizeAs(LINES.keySet());
        Map<String, String> lines = new LinkedHashMap<>();
        LINES.keySet().forEach(line -> lines.put(line, noted.get(lines.size())));
        return lines;
    }

    @Test
    void bash_completes_a_line() throws IOException, InterruptedException {
        write("dockplay.bash", script("bash"));
        assertThat(typed("bash --norc --noprofile -i", "source dockplay.bash\n"))
                .isEqualTo(LINES);
    }

    @Test
    void zsh_completes_a_line() throws IOException, InterruptedException {
        write("functions/_dockplay", script("zsh"));
        assertThat(typed("zsh -f -i", "fpath=($PWD/functions $fpath); autoload -Uz compinit; compinit -u -D\n"))
                .isEqualTo(LINES);
    }

    @Test
    void zsh_also_reads_the_script_itself() throws IOException, InterruptedException {
        write("dockplay.zsh", script("zsh"));
        assertThat(typed("zsh -f -i", "autoload -Uz compinit; compinit -u -D; source dockplay.zsh\n"))
                .isEqualTo(LINES);
    }

    @Test
    void fish_completes_a_line() throws IOException, InterruptedException {
        DebianProgram.needed("fish");
        write("dockplay.fish", script("fish"));
        String asks = LINES.keySet().stream()
                .map(line -> "echo '= " + line.replace("\\", "\\\\") + "'; complete -C '" + line.replace("\\", "\\\\")
                        + "'\n")
                .collect(Collectors.joining());
        String printed = output("", "fish", "--no-config", "-c", "source dockplay.fish\n" + asks);
        Map<String, String> lines = new LinkedHashMap<>();
        String line = "";
        for (String answer : printed.lines().toList()) {
            if (answer.startsWith("= ")) {
                line = answer.substring(2);
                lines.put(line, line);
            } else {
                lines.put(line, line.substring(0, lastWord(line)) + answer.split("\t", -1)[0]);
            }
        }
        assertThat(lines).isEqualTo(LINES);
    }

    private static int lastWord(String line) {
        return line.replace("\\ ", "__").lastIndexOf(' ') + 1;
    }

    @Test
    void a_shell_is_told_what_a_command_means_and_that_files_go_there() {
        assertThat(Dockplay.run("__complete", "dockplay appl").out()).startsWith("apply\tShows what differs");
        assertThat(Dockplay.run("__complete", "dockplay apply --key-file=a").out())
                .isEqualTo(":files\t--key-file=\ta\n");
        assertThat(Dockplay.run("__complete", "dockplay init ").out()).isEqualTo(":folders\t\t\n");
    }

    @Test
    void groups_stand_before_hosts_and_excluded_ones_are_completed_too() throws IOException {
        assertThat(Dockplay.run("__complete", "dockplay ping -i " + folder.resolve("hosts") + " 'web,!")
                        .out())
                .isEqualTo("""
                        web,!all\tgroup
                        web,!ungrouped\tgroup
                        web,!web\tgroup
                        web,!data\tgroup
                        web,!web1
                        web,!web2
                        web,!web3
                        web,!old7
                        """);
    }

    @Test
    void the_inventory_of_the_preferences_counts_where_the_line_names_none() throws IOException {
        write("dockplay.yml", "inventory: " + folder.resolve("hosts") + "\n");
        assertThat(Dockplay.in(folder, "__complete", "dockplay ping o").out()).isEqualTo("old7\n");
    }

    @Test
    void a_command_behind_the_dashes_is_the_hosts_matter() {
        assertThat(Dockplay.run("__complete", "dockplay exec web -- up").out()).isEmpty();
    }

    @Test
    void whatever_is_wrong_nothing_is_said() throws IOException {
        write("broken", "{ this: [is not\n");
        write("dockplay.yml", "inventories: x\n");
        for (String line : List.of(
                "dockplay apply -i " + folder.resolve("broken") + " -l web",
                "dockplay nosuch ",
                "dockplay ping -i '",
                "")) {
            Dockplay run = Dockplay.in(folder, "__complete", line);
            assertThat(run.exit()).isZero();
            assertThat(run.err()).isEmpty();
        }
    }
}
