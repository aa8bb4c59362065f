package io.dockplay.bundle;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Supply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The repositories of one release in a bundle: dnf resolves and downloads what is needed with all its dependencies, rpmkeys checks
 * the signatures, and createrepo_c writes metadata that yum 3.2 reads.
 *
 * @param release such as {@code 7}
 * @param work a folder for what is needed on the way
 * @param root the folder whose content becomes the bundle
 * @param downloads fetches the keys
 */
record RpmRepositories(String release, Path work, Path root, Downloads downloads) {

    /**
     * Makes them.
     *
     * @param texts the .repo files; of two sections with one id the first counts
     * @param wanted the packages
     * @throws InvalidInput when a package or a key cannot be had, or a signature is not good
     */
    List<BundleContents.Repository> make(List<String> texts, List<Supply.Packages> wanted) throws IOException {
        Map<String, RepoSections.Section> sections = new LinkedHashMap<>();
        Path repos = Files.createDirectories(work.resolve("repos"));
        for (String text : texts) {
            for (RepoSections.Section section : RepoSections.read(text, release)) {
                if (sections.putIfAbsent(section.id(), section) == null) {
                    Files.writeString(
                            repos.resolve(sections.size() + ".repo"),
                            section.settings().entrySet().stream()
                                    .map(each -> each.getKey() + "=" + each.getValue())
                                    .collect(Collectors.joining("\n", "[" + section.id() + "]\n", "\n")));
                }
            }
        }
        Path packages = Files.createDirectories(work.resolve("packages"));
        wanted.stream()
                .flatMap(each -> each.names().stream())
                .filter(name -> name.startsWith("@"))
                .findFirst()
                .ifPresent(group -> {
                    throw new InvalidInput(Problem.of(
                            Message.of("the group \"%s\" cannot be in a bundle", group),
                            Message.of("Name its packages; on a host \"yum groupinfo\" tells them.")));
                });
        Map<List<String>, List<String>> byOptions = new LinkedHashMap<>();
        wanted.forEach(each -> byOptions
                .computeIfAbsent(each.options(), any -> new ArrayList<>())
                .addAll(each.names()));
        for (Map.Entry<List<String>, List<String>> each : byOptions.entrySet()) {
            List<String> arguments = new ArrayList<>(each.getKey());
            arguments.addAll(List.of("download", "--resolve", "--alldeps", "--arch=x86_64", "--arch=noarch"));
            arguments.addAll(List.of("--destdir=" + packages, "--"));
            arguments.addAll(each.getValue().stream().distinct().toList());
            dnf(arguments);
        }
        Map<String, String> origins = wanted.isEmpty() ? Map.of() : origins();
        List<BundleContents.Repository> made = new ArrayList<>();
        for (RepoSections.Section section : sections.values()) {
            made.add(repository(section, packages, origins));
        }
        try (Stream<Path> left = Files.list(packages)) {
            left.findFirst().ifPresent(file -> {
                throw new IllegalStateException("no repository has " + file.getFileName());
            });
        }
        return made;
    }

    private String dnf(List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "-q",
                "-y",
                "--config=" + Files.writeString(work.resolve("dnf.conf"), "[main]\n"),
                "--setopt=reposdir=" + work.resolve("repos"),
                "--setopt=cachedir=" + work.resolve("cache"),
                "--setopt=logdir=" + work,
                "--setopt=varsdir=/nonexistent",
                "--setopt=install_weak_deps=0",
                "--setopt=module_platform_id=platform:el" + release,
                "--installroot=" + work.resolve("root"),
                "--releasever=" + release,
                "--forcearch=x86_64"));
        all.addAll(arguments);
        return Program.DNF.run(Message.of("the packages of release %s cannot be had", release), work, all);
    }

    /** The file name of each package that there is → the repository that has it. */
    private Map<String, String> origins() throws IOException {
        Map<String, String> origins = new TreeMap<>();
        for (String line : dnf(List.of("--enablerepo=*", "repoquery", "--qf", "%{repoid} %{location}"))
                .lines()
                .toList()) {
            String[] words = line.strip().split(" ", 2);
            if (words.length == 2) {
                origins.putIfAbsent(words[1].replaceFirst("^.*/", ""), words[0]);
            }
        }
        return origins;
    }

    private BundleContents.Repository repository(
            RepoSections.Section section, Path packages, Map<String, String> origins) throws IOException {
        String folder = release + "/" + section.id();
        Path own = Files.createDirectories(root.resolve(folder));
        List<String> names = new ArrayList<>();
        try (Stream<Path> all = Files.list(packages)) {
            for (Path file : all.sorted().toList()) {
                String name = file.getFileName().toString();
                if (section.id().equals(origins.get(name))) {
                    Files.move(file, own.resolve(name));
                    names.add(name);
                }
            }
        }
        List<String> keys = section.isSigned() && !names.isEmpty() ? keys(section) : List.of();
        if (section.isSigned() && !names.isEmpty()) {
            check(section, keys, own, names);
        }
        Program.CREATEREPO.run(
                Message.of("the metadata of %s cannot be written", section.id()),
                work,
                List.of(
                        "--quiet",
                        "--no-database",
                        "--general-compress-type=gz",
                        "--set-timestamp-to-revision",
                        "--revision=0",
                        own.toString()));
        return new BundleContents.Repository(section.id(), section.kept(), folder, keys, names);
    }

    private List<String> keys(RepoSections.Section section) {
        if (section.keys().isEmpty()) {
            throw new InvalidInput(Problem.of(
                    Message.of("the repository %s says gpgcheck=1, and no gpgkey", section.id()),
                    Message.of("A bundle brings the keys: give the address in the .repo file or the repo task.")));
        }
        List<String> keys = new ArrayList<>();
        for (String address : section.keys()) {
            String file = release + "/keys/" + section.id() + "-" + (keys.size() + 1);
            downloads.fetch(address, root.resolve(file));
            keys.add(file);
        }
        return keys;
    }

    /** Checks that each package is signed with one of the keys; a package without a signature is refused too. */
    private void check(RepoSections.Section section, List<String> keys, Path own, List<String> names)
            throws IOException {
        Path database = Files.createDirectories(work.resolve("keys-" + section.id()));
        List<String> rpm = List.of("--dbpath", database.toString(), "--define", "_pkgverify_level all");
        for (String key : keys) {
            Program.RPMKEYS.run(
                    Message.of("the key %s of %s cannot be read", key, section.id()),
                    work,
                    Stream.concat(
                                    rpm.stream(),
                                    Stream.of("--import", root.resolve(key).toString()))
                            .toList());
        }
        Stream<String> files = names.stream().map(name -> own.resolve(name).toString());
        Program.Ending ending = Program.RPMKEYS.end(
                work,
                Stream.concat(Stream.concat(rpm.stream(), Stream.of("--checksig")), files)
                        .toList());
        if (ending.code() != 0) {
            String bad = ending.output()
                    .lines()
                    .filter(line -> line.contains("NOT OK"))
                    .map(line -> line.replace(own + "/", ""))
                    .limit(5)
                    .collect(Collectors.joining("\n"));
            throw new InvalidInput(Problem.of(
                    Message.of(
                            "packages of the repository %s have no good signature, and no bundle is made",
                            section.id()),
                    Message.quoted(bad)));
        }
    }
}
