package io.dockplay.cli;

import io.dockplay.ssh.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two hosts, web1 and web2, behind real SSH servers, each with a home and a folder {@code dir} of its own. */
@Timeout(120)
public abstract class TwoHosts {

    @TempDir
    protected Path folder;

    protected TestServer one;
    protected TestServer two;
    protected Path hosts;

    @BeforeEach
    protected void up() throws Exception {
        one = TestServer.start(Files.createDirectories(folder.resolve("home/web1")));
        two = TestServer.start(Files.createDirectories(folder.resolve("home/web2")));
        hosts = write("hosts.yml", "all:\n  hosts:\n" + host("web1", one) + host("web2", two));
    }

    protected String host(String name, TestServer server) throws IOException {
        Path dir = Files.createDirectories(folder.resolve(name));
        return "    " + name + ": {dir: \"" + dir + "\", "
                + server.variables().entrySet().stream()
                        .map(each -> each.getKey() + ": \"" + each.getValue() + "\"")
                        .collect(Collectors.joining(", "))
                + "}\n";
    }

    @AfterEach
    protected void down() throws IOException {
        one.close();
        two.close();
    }

    protected Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
