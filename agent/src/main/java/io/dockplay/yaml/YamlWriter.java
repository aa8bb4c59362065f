package io.dockplay.yaml;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Writes values as YAML in block style. */
public final class YamlWriter {

    private YamlWriter() {}

    /** A YAML document that holds the value; texts of several lines and {@link Sealed} values are blocks. */
    public static String write(@Nullable Object plain) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(80);
        options.setSplitLines(false);
        return new org.yaml.snakeyaml.Yaml(new Texts(options), options).dump(plain);
    }

    private static final class Texts extends Representer {

        Texts(DumperOptions options) {
            super(options);
            representers.put(
                    Sealed.class,
                    value -> representScalar(
                            new Tag("!vault"), ((Sealed) value).text() + "\n", DumperOptions.ScalarStyle.LITERAL));
        }

        @Override
        protected Node representScalar(Tag tag, String value, DumperOptions.ScalarStyle style) {
            boolean isBlock = tag.equals(Tag.STR) && value.contains("\n") && !value.startsWith(" ");
            return super.representScalar(tag, value, isBlock ? DumperOptions.ScalarStyle.LITERAL : style);
        }
    }
}
