package io.dockplay.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The base image of the lab: a small Debian 12 with sshd, systemd, rpm and dnf.
 *
 * <p>On Debian and as root it is made from Debian packages, which come from this machine's package sources. No image
 * registry is needed then. Elsewhere it is built on the image debian:bookworm-slim of Docker Hub.
 */
final class BaseImage {
    private static final String SUITE = "bookworm";
    private static final List<String> LEFT_OUT = List.of("doc", "man", "info", "locale");

    private BaseImage() {}

    static List<String> packages() {
        return List.of(Resources.text("images/packages.txt").strip().split("\\s+"));
    }

    static boolean fromPackages() {
        return DebianEngine.isDebian() && DebianEngine.isRoot();
    }

    static void importInto(Engine engine, String name, Consumer<String> progress) {
        need("mmdebstrap", "mmdebstrap", progress);
        need("docker", "docker.io", progress);
        Path folder = null;
        try {
            folder = Files.createTempDirectory("dockplay-lab");
            Path archive = folder.resolve("base.tar");
            List<String> own = sources();
            Optional<Path> sources = own.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Files.writeString(folder.resolve("sources.list"), String.join("\n", own) + "\n"));
            LocalCommand.run("making the base image", Places.log("base"), command(archive, sources));
            // By the command, because the client library fails with "unexpected EOF" on an archive of this size.
            List<String> load =
                    List.of("docker", "--host", engine.address().toString(), "import", archive.toString(), name);
            LocalCommand.run("importing the base image", Places.log("base"), load);
        } catch (IOException e) {
            throw new LabUnavailable("the base image cannot be made: " + e.getMessage(), e);
        } finally {
            Folders.remove(folder);
        }
    }

    private static void need(String command, String debianPackage, Consumer<String> progress) {
        if (!LocalCommand.exists(command)) {
            progress.accept("installing " + debianPackage + ", which the base image is made with");
            DebianEngine.install(debianPackage);
        }
    }

    private static List<String> command(Path archive, Optional<Path> sources) {
        List<String> command = new ArrayList<>(
                List.of("mmdebstrap", "--variant=minbase", "--include=" + String.join(",", packages())));
        for (String folder : LEFT_OUT) {
            command.add("--dpkgopt=path-exclude=/usr/share/" + folder + "/*");
        }
        for (String setting : lines(List.of("apt-config", "dump"))) {
            // The image reaches the package sources as this machine does: more packages are installed in it later.
            if (setting.matches("Acquire::(https?::Proxy|Check-Valid-Until|Check-Date)\\b.*")) {
                command.add("--aptopt=" + setting);
            }
        }
        command.addAll(List.of(SUITE, archive.toString()));
        sources.ifPresent(file -> command.add(file.toString()));
        return command;
    }

    /**
     * Returns this machine's package sources of the suite; empty without any, and mmdebstrap uses Debian's usual ones.
     */
    private static List<String> sources() {
        List<String> own = lines(List.of(
                        "apt-get",
                        "indextargets",
                        "--format",
                        "deb $(REPO_URI) $(RELEASE) $(COMPONENT)",
                        "Created-By: Packages"))
                .stream()
                .filter(line -> line.matches("deb \\S+ " + SUITE + "(-updates|-security)? main"))
                .distinct()
                .toList();
        return own.stream().anyMatch(line -> line.contains(" " + SUITE + " ")) ? own : List.of();
    }

    private static List<String> lines(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
