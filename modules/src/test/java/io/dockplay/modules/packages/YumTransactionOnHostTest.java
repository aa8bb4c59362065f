package io.dockplay.modules.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.CaseFile;
import io.dockplay.modules.CaseOptions;
import io.dockplay.modules.LocalHost;
import io.dockplay.modules.files.FileOnHostTest;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The question what yum would do, by the real script and a yum of ours that heeds its options as yum 3 does. */
class YumTransactionOnHostTest {

    @TempDir
    Path folder = Path.of("");

    private Path downloads = Path.of("");

    static Stream<List<String>> shells() {
        return FileOnHostTest.shells();
    }

    @BeforeEach
    void a_yum_of_ours() throws IOException {
        downloads = Files.createTempDirectory(Path.of("/var/tmp"), "yum-" + System.getProperty("user.name") + "-");
        program("rpm", """
                #!/bin/sh
                case $1 in
                  -qp) cat >/dev/null; echo '= app (none) 1.0 1 noarch' ;;
                  *) echo 'package is not installed'; exit 1 ;;
                esac
                """);
        program("curl", "#!/bin/sh\n:\n");
        program("yum", """
                #!/bin/sh
                assumeyes=0 alwaysprompt=1
                eval "$(cat "$0.conf")"
                for word in "$@"; do
                  case $word in
                    -y) assumeyes=1 ;;
                    --setopt=*) eval "${word#--setopt=}" ;;
                    http*) : >"DOWNLOADS/${word##*/}" ;;
                  esac
                done
                echo Installing:
                echo ' app  noarch  1.0-1  xt  5.9 k'
                echo
                if [ "$assumeyes" = 1 ] || [ "$alwaysprompt" = 0 ]; then
                  echo "$*" >>"$0.installed"
                else
                  read -r answer
                  [ "$answer" != y ] || echo "$*" >>"$0.installed"
                fi
                """.replace("DOWNLOADS", downloads.toString()));
        Files.writeString(folder.resolve("bin/yum.conf"), "");
    }

    @AfterEach
    void nothing_is_left() throws IOException {
        try (Stream<Path> files = Files.exists(downloads) ? Files.list(downloads) : Stream.empty()) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.deleteIfExists(downloads);
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Transaction ask(List<String> shell, Map<String, Object> options) {
        LocalHost host = new LocalHost(folder, shell);
        Resource<?> module = CaseOptions.bind(PackageModule.class, options);
        Plan plan = host.plan(module);
        Script question = module.resolution(plan).orElseThrow();
        String said = host.run(Script.of("answer() { :; }\n").then(question)).stdout();
        return YumTransaction.read(new ProbeOutput(Map.of("transaction", CaseFile.utf8(said)), 0));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void it_asks_whatever_yum_conf_says(List<String> shell) throws IOException {
        for (String conf : List.of("", "assumeyes=1", "alwaysprompt=0", "assumeyes=1 alwaysprompt=0")) {
            Files.writeString(folder.resolve("bin/yum.conf"), conf);

            Transaction transaction = ask(shell, Map.of("name", "app", "gpgcheck", false));

            assertThat(transaction.parts()).as(conf).hasSize(1);
            assertThat(folder.resolve("bin/yum.installed")).as(conf).doesNotExist();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_it_fetched_from_an_address_goes(List<String> shell) throws IOException {
        Files.writeString(downloads.resolve("there.rpm"), "somebody's own");

        ask(shell, Map.of("name", List.of("http://repository/app.rpm", "http://repository/there.rpm")));

        assertThat(downloads.resolve("app.rpm")).doesNotExist();
        assertThat(downloads.resolve("there.rpm")).exists();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_folder_that_it_only_made_for_that_goes_too(List<String> shell) {
        ask(shell, Map.of("name", "http://repository/app.rpm"));

        assertThat(downloads).doesNotExist();
    }
}
