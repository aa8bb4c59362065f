package io.dockplay.modules.docker;

import io.dockplay.resource.Content;
import io.dockplay.resource.Script;
import io.dockplay.resource.Utf8;
import java.util.List;

/** The scripts that speak to {@code docker compose}, and those that do without it. */
final class ComposeScripts {

    private ComposeScripts() {}

    /** The filter that finds what belongs to a project. */
    static String label(String project) {
        return "label=com.docker.compose.project=" + project;
    }

    /** Speaks to Compose about a project whose file is in a directory of the host. */
    static Script ofFolder(String project, String folder, List<String> words) {
        return Script.of("(cd {} && exec docker compose -p {} {})", folder, project, words);
    }

    /** Speaks to Compose about a project that a text describes. */
    static Script ofText(String project, String text, List<String> words) {
        return Script.of("printf '%s\\n' {} | docker compose -p {} -f - {}", text, project, words);
    }

    /** Speaks to Compose about a project that a text describes, which may hold secrets and is on no command line. */
    static Script ofContent(String project, String text, List<String> words) {
        return Script.of("docker compose -p {} -f - {} <{}", project, words, new Content(Utf8.bytes(text)));
    }

    /** Removes a project's containers and networks, and keeps its volumes; it needs neither Compose nor a file. */
    static Script down(String project) {
        return Script.of("""
                        docker ps -q --filter {} | xargs -r docker stop
                        docker ps -aq --filter {} | xargs -r docker rm -f
                        docker network ls -q --filter {} | xargs -r docker network rm""", label(project), label(project), label(project));
    }

    /** Removes the containers of some services, and the project's networks where no container is left. */
    static Script remove(String project, List<String> services) {
        Script each = Script.NOTHING;
        for (String service : services) {
            String ofService = "label=com.docker.compose.service=" + service;
            each = each.then(Script.of("""
                            docker ps -q --filter {} --filter {} | xargs -r docker stop
                            docker ps -aq --filter {} --filter {} | xargs -r docker rm -f""", label(project), ofService, label(project), ofService));
        }
        return each.then(Script.of("""
                        if [ -z "$(docker ps -aq --filter {})" ]; then
                          docker network ls -q --filter {} | xargs -r docker network rm
                        fi""", label(project), label(project)));
    }
}
