package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.Page;
import io.dockplay.Page.Block;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever types what the tutorial and the recipes show, in their order, reads what they show. PagesTest holds that the Chinese pages
 * show the same, so both ways are walked.
 */
@Timeout(900)
@FreshHosts(ofEach = 2)
class TutorialIT {

    /** The recipes in an order in which one leaves to the next what that needs. */
    private static final List<String> RECIPES = List.of(
            "drift-in-cron", "rolling-restart", "docker-version", "docker-users", "mirror", "archives", "uninstall");

    @TempDir
    Path folder;

    private Lab lab;

    @BeforeEach
    void fleet(Lab fresh) throws IOException {
        lab = fresh;
        ReadmeIT.playbooks(folder, "CentOS");
        List<String> names = List.of("c7-1", "c7-2", "c6-1", "");
        String inventory = lab.inventory();
        for (int i = 0; i < names.size(); i++) {
            LabHost host = lab.hosts().get(i);
            String line = "(?m)^ +" + host.name() + ":(.*)\n";
            inventory = names.get(i).isEmpty()
                    ? inventory.replaceAll(line, "")
                    : inventory.replaceAll(line, "        =" + names.get(i) + ":$1\n");
        }
        Files.writeString(folder.resolve("hosts.yml"), inventory.replace("=", ""));
    }

    @Test
    void the_tutorial_leads_to_what_it_shows() throws IOException {
        follow("docs/tutorial.md");
    }

    @Test
    void the_recipes_do_what_they_show_on_hosts_with_docker() throws IOException {
        dockplay("dockplay apply playbooks/site.yml -i hosts.yml");
        for (String recipe : RECIPES) {
            follow("docs/recipes/" + recipe + ".md");
        }
    }

    @Test
    void no_recipe_is_left_out() throws IOException {
        assertThat(Page.in("docs/recipes").stream()
                        .map(name -> name.replaceAll(".*/|\\.md$", ""))
                        .filter(name -> !name.equals("README") && !name.equals("closed-network")))
                .containsExactlyInAnyOrderElementsOf(RECIPES);
    }

    /** Writes its files, types its commands, and reads what comes of them where the page shows it. */
    private void follow(String page) throws IOException {
        String told = "";
        for (Block block : Page.of(page).blocks()) {
            if (!block.file().isEmpty()) {
                Files.writeString(folder.resolve(block.file()), block.text());
            } else if (block.language().equals("sh")) {
                told = typed(block.commands());
            } else if (block.language().equals("text")) {
                assertThat(Pattern.compile(pattern(block.text())).matcher(told).find())
                        .as("%s shows%n%s%nand dockplay said%n%s", page, block.text(), told)
                        .isTrue();
            }
        }
    }

    private String typed(List<String> commands) {
        StringBuilder told = new StringBuilder();
        for (String command : commands) {
            // The hosts of the test stand for those that rehearse brings up.
            if (command.startsWith("dockplay ") && !command.startsWith("dockplay rehearse")) {
                told.append(dockplay(command));
            }
        }
        return told.toString();
    }

    private String dockplay(String command) {
        List<String> words = new ArrayList<>();
        // The lab has one mirror; this is its other address.
        for (String word : PagesTest.words(command.replace("https://mirror.example.org", "http://mirror:80"))) {
            words.add(
                    Files.exists(folder.resolve(word)) || word.endsWith(".html")
                            ? folder.resolve(word).toString()
                            : word);
        }
        words.remove(0);
        if (words.get(0).equals("uninstall")) {
            words.add("--yes");
        }
        Dockplay run = Dockplay.in(folder, words.toArray());
        assertThat(run.exit()).as("%s%n%s", command, run).isIn(0, 5);
        return (run.out() + run.err()).replace("http://mirror:80", "https://mirror.example.org");
    }

    /** What is shown, as a pattern: a line with … stands for any lines, and the kernel is that of this machine. */
    private static String pattern(String shown) {
        StringBuilder pattern = new StringBuilder();
        for (String line : shown.split("\n", -1)) {
            if (line.equals("…")) {
                pattern.append("(?s:.*)");
            } else if (!line.isEmpty() || pattern.length() > 0) {
                pattern.append(Pattern.quote(line).replaceAll("kernel \\S+$", "kernel \\\\E\\\\S+"))
                        .append('\n');
            }
        }
        return pattern.toString().replaceAll("\n+$", "");
    }
}
