package io.dockplay.lab;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.BuildResponseItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds one image by the classic builder, which every engine has; it accepts base images that are in no registry. */
final class ImageBuild {
    private ImageBuild() {}

    static void run(DockerClient client, ImageSource source, String name, Map<String, String> arguments) {
        List<String> words = Collections.synchronizedList(new ArrayList<>());
        Path log = Places.log(source.name());
        Path folder = null;
        try {
            folder = Files.createTempDirectory("dockplay-lab");
            source.writeTo(folder);
            BuildImageCmd command = client.buildImageCmd(
                            folder.resolve("Dockerfile").toFile())
                    .withTags(Set.of(name))
                    .withRemove(true)
                    .withForcerm(true);
            arguments.forEach(command::withBuildArg);
            command.exec(new BuildImageResultCallback() {
                        @Override
                        public void onNext(BuildResponseItem item) {
                            String text = item.getStream();
                            if (text != null) {
                                words.add(text);
                            }
                            super.onNext(item);
                        }
                    })
                    .awaitImageId();
            write(log, words);
        } catch (DockerClientException | DockerException e) {
            write(log, words);
            throw new LabUnavailable(
                    "the lab's image " + source.name() + " cannot be built: " + e.getMessage() + "\n"
                            + LocalCommand.end(log) + "\n  The whole log is in " + log,
                    e);
        } catch (IOException e) {
            throw new LabUnavailable("the lab's image " + source.name() + " cannot be built: " + e.getMessage(), e);
        } finally {
            Folders.remove(folder);
        }
    }

    private static void write(Path log, List<String> words) {
        try {
            Files.createDirectories(log.getParent());
            Files.writeString(log, String.join("", List.copyOf(words)));
        } catch (IOException unwritten) {
            // The log only helps with a failure, and that is reported anyway.
        }
    }
}
