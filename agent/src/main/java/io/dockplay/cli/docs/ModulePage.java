package io.dockplay.cli.docs;

import io.dockplay.modules.Modules;
import io.dockplay.playbook.Binder;
import io.dockplay.resource.PlaybookModule;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be told of one module: all of it stands on the module's record, in {@link PlaybookModule} and in the
 * {@link io.dockplay.resource.Option}s of its components.
 *
 * @param name the module
 * @param sentence what it looks after, in Markdown
 * @param more further sentences; empty for most
 * @param options in the order of the record
 * @param example tasks in YAML
 */
public record ModulePage(String name, String sentence, String more, List<ModuleOption> options, String example) {

    public ModulePage {
        options = List.copyOf(options);
    }

    /** The page of a module that there is. */
    public static ModulePage of(String module) {
        PlaybookModule description = Modules.description(module);
        Class<?> type = Modules.named(module);
        List<ModuleOption> options = new ArrayList<>();
        for (String name : Binder.options(type)) {
            options.add(ModuleOption.of(name, type.getRecordComponents()[options.size()]));
        }
        return new ModulePage(
                module,
                description.sentence(),
                description.more(),
                options,
                description.example().strip());
    }

    /** The sentence as a terminal shows it. */
    public String plainSentence() {
        return Markdown.plain(sentence);
    }
}
