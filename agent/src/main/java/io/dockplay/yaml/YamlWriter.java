package io.dockplay.yaml;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;

/** Writes values as YAML in block style. */
public final class YamlWriter {

    private YamlWriter() {}

    /** A YAML document that holds the value. */
    public static String write(@Nullable Object plain) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(80);
        options.setSplitLines(false);
        return new org.yaml.snakeyaml.Yaml(options).dump(plain);
    }
}
