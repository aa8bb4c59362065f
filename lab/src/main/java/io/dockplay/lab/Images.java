package io.dockplay.lab;

import com.github.dockerjava.api.exception.NotFoundException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The names of the lab's images. Each tag is a hash of the files of the image, so a second run builds nothing.
 *
 * @param base a small Debian with rpm and dnf, which the others are made of
 * @param repository the web server with the RPM packages
 * @param registry the registry mirror
 * @param centos7 a host like CentOS 7
 * @param centos6 a host like CentOS 6
 */
public record Images(String base, String repository, String registry, String centos7, String centos6) {
    private static final String PREFIX = "dockplay-lab/";
    private static final int ATTEMPTS = 2;

    /**
     * Builds the images that are missing.
     *
     * <p>The environment variables DOCKPLAY_LAB_BASE7 and DOCKPLAY_LAB_BASE6 can name other base images for the hosts,
     * such as real CentOS ones with openssh-server and sudo.
     *
     * @param progress receives a line for each long step
     * @throws LabUnavailable when one cannot be built, with the end of the build's log
     */
    public static Images ensure(Engine engine, Consumer<String> progress) {
        ExecutorService builders = Executors.newFixedThreadPool(2);
        try {
            return new Images.Run(engine, progress, builders).all();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            builders.shutdownNow();
        }
    }

    String of(Release release) {
        return release == Release.CENTOS_6 ? centos6 : centos7;
    }

    /** One pass over all images. */
    private record Run(Engine engine, Consumer<String> progress, ExecutorService builders) {

        Images all() {
            String base = base();
            Map<String, String> onBase = Map.of("BASE", base);
            ImageSource repositorySource = ImageSource.of("repository");
            CompletableFuture<String> registry = later(ImageSource.of("registry"), onBase);
            String repository = later(repositorySource, onBase).join();
            CompletableFuture<String> centos7 =
                    later(ImageSource.ofHost("host7"), host("DOCKPLAY_LAB_BASE7", base, repository));
            CompletableFuture<String> centos6 =
                    later(ImageSource.ofHost("host6"), host("DOCKPLAY_LAB_BASE6", base, repository));
            return new Images(base, repository, registry.join(), centos7.join(), centos6.join());
        }

        private static Map<String, String> host(String variable, String base, String repository) {
            String own = System.getenv(variable);
            return Map.of("BASE", own == null || own.isEmpty() ? base : own, "REPOSITORY", repository);
        }

        private String base() {
            ImageSource source = ImageSource.of("base");
            List<String> packages = BaseImage.packages();
            String name = PREFIX + "base:" + source.hash(packages);
            if (!exists(name)) {
                timed("base", () -> {
                    if (BaseImage.fromPackages()) {
                        BaseImage.importInto(engine, name, progress);
                    } else {
                        build(source, name, Map.of("PACKAGES", String.join(" ", packages)));
                    }
                });
            }
            return name;
        }

        private CompletableFuture<String> later(ImageSource source, Map<String, String> arguments) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        String name = PREFIX + source.name() + ":"
                                + source.hash(
                                        arguments.values().stream().sorted().toList());
                        if (!exists(name)) {
                            timed(source.name(), () -> build(source, name, arguments));
                        }
                        return name;
                    },
                    builders);
        }

        private boolean exists(String name) {
            try {
                engine.client().inspectImageCmd(name).exec();
                return true;
            } catch (NotFoundException missing) {
                return false;
            }
        }

        private void timed(String name, Runnable build) {
            progress.accept("building image " + name + " …");
            long start = System.nanoTime();
            build.run();
            progress.accept("built image " + name + " in " + (System.nanoTime() - start) / 1_000_000_000L + " s");
        }

        private void build(ImageSource source, String name, Map<String, String> arguments) {
            for (int attempt = 1; ; attempt++) {
                try {
                    ImageBuild.run(engine.client(), source, name, arguments);
                    return;
                } catch (LabUnavailable e) {
                    // Usually a package source did not answer for a moment.
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                    progress.accept("building image " + source.name() + " failed; trying once more");
                }
            }
        }
    }
}
