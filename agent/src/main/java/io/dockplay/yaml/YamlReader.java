package io.dockplay.yaml;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.vault.Keyring;
import io.dockplay.vault.VaultFailure;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads one YAML document into a tree. It never makes an object of a class that a document names.
 *
 * <p>It is stricter than YAML where a mistake would go unnoticed. These are errors: a key that stands twice in a mapping, a tag
 * that YAML itself does not have, and a document that its aliases make too large. A value is a number only when it prints as it
 * is written: 26.10 stays a version and 0644 a mode, and neither becomes 26.1 or 420.
 */
final class YamlReader {

    private static final Set<Tag> TAGS = Set.of(
            Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.STR, Tag.TIMESTAMP, Tag.MERGE, Tag.SEQ, Tag.MAP, new Tag("!"));
    private static final Set<Tag> VAULT = Set.of(new Tag("!vault"), new Tag("!vault-encrypted"));
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]*");
    private static final Pattern DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]*)\\.[0-9]*[1-9]");
    private static final int MAX_CHARACTERS = 20 * 1024 * 1024;
    /** How many nodes any document may have; a longer one may have as many as it has characters, which only aliases exceed. */
    private static final int MAX_NODES = 200_000;

    private static final int MAX_DEPTH = 100;

    private final InputFiles files;
    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private int nodes;
    private final boolean keepsSealed;
    private int mostNodes;

    /**
     * @param files decrypts the values that are encrypted
     * @param file what messages call the document
     */
    YamlReader(InputFiles files, String file) {
        this(files, file, false);
    }

    /**
     * @param keepsSealed whether values that are encrypted stay so, as {@link Sealed}
     */
    YamlReader(InputFiles files, String file, boolean keepsSealed) {
        this.files = files;
        this.file = file;
        this.keepsSealed = keepsSealed;
    }

    /**
     * The tree of a document.
     *
     * @return none when there is nothing in it but comments
     * @throws InvalidInput with all that is wrong with it
     */
    Optional<Yaml> read(String text) {
        Optional<Yaml> tree = parse(text);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return tree;
    }

    private Optional<Yaml> parse(String text) {
        mostNodes = Math.max(MAX_NODES, text.length());
        try {
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(50);
            options.setNestingDepthLimit(MAX_DEPTH);
            options.setCodePointLimit(MAX_CHARACTERS);
            options.setTagInspector(tag -> true); // convert() reports them; no object is ever made of one
            // As snakeyaml.Yaml does it, but without what makes objects of nodes, which brings java.sql and a logger
            // with it.
            StreamReader characters = new StreamReader(new StringReader(text));
            Node root = new Composer(new ParserImpl(characters, options), new Resolver(), options).getSingleNode();
            if (root == null
                    || (root instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL))) {
                return Optional.empty();
            }
            return Optional.of(convert(root, 0));
        } catch (MarkedYAMLException e) {
            problems.add(notYaml(e));
        } catch (ReaderException e) {
            problems.add(Problem.at(
                    position(text, e.getPosition()),
                    Message.of(
                            "there is a character that YAML does not allow: U+%s", "%04X".formatted(e.getCodePoint())),
                    Message.of(
                            "Delete it, or write it in double quotes as \\x%s.", "%02X".formatted(e.getCodePoint()))));
        } catch (YAMLException e) {
            problems.add(Problem.at(
                    Position.of(file),
                    Message.of("this YAML is refused: %s", firstLine(e.getMessage())),
                    Message.of("Aliases and nesting are limited, so that a small file cannot become a huge one.")));
        }
        return Optional.empty();
    }

    private Problem notYaml(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
        Position where = mark == null ? Position.of(file) : position(mark);
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("\\t") || problem.contains("TAB")) {
            return Problem.at(
                    where,
                    Message.of("there is a tab in the indentation"),
                    Message.of("YAML is indented with spaces only."));
        }
        if (problem.contains("expected a single document") || problem.contains("but found another document")) {
            return Problem.at(
                    where,
                    Message.of("there is more than one document"),
                    Message.of("Put all in one, without \"---\" between."));
        }
        if (e.getContextMark() != null && problem.matches("found unexpected end of stream|.*but got <stream end>")) {
            return Problem.at(
                    position(e.getContextMark()),
                    Message.of("this is not YAML: what begins here is not closed"),
                    Message.of("Write the quote or the bracket that closes it."));
        }
        if (problem.startsWith("found undefined alias ")) {
            String name = problem.replace("found undefined alias ", "");
            return Problem.at(
                    where,
                    Message.of("this is not YAML: there is no anchor &%s", name),
                    Message.of(
                            "Write &%s before the value that is meant, further up; put a text that begins with * in"
                                    + " quotes.",
                            name));
        }
        String context = e.getContext() == null ? "" : " " + e.getContext();
        return Problem.at(
                where,
                Message.of("this is not YAML: %s%s", problem, context),
                Message.of("Often a quote, a colon or the indentation just before this place is the cause."));
    }

    private Yaml convert(Node node, int depth) {
        if (++nodes > mostNodes || depth > MAX_DEPTH) {
            throw new YAMLException("it is too large or refers to itself");
        }
        Position where = position(node.getStartMark());
        if (VAULT.contains(node.getTag())) {
            return opened(node, where);
        }
        if (!TAGS.contains(node.getTag())) {
            problems.add(Problem.at(
                    where,
                    Message.of(
                            "the tag %s means nothing here",
                            node.getTag().getValue().replace("tag:yaml.org,2002:", "!!")),
                    Message.of("Write the value itself; in front of a text that begins with ! put a quote.")));
        }
        if (node instanceof ScalarNode scalar) {
            checkCharacters(Message.of("this value"), scalar.getValue(), where);
            return new Yaml.Scalar(where, scalar.getValue(), typed(scalar));
        }
        if (node instanceof SequenceNode sequence) {
            return new Yaml.Sequence(
                    where,
                    sequence.getValue().stream()
                            .map(item -> convert(item, depth + 1))
                            .toList());
        }
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
        Map<String, Yaml.Entry> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : ((MappingNode) node).getValue()) {
            Position keyAt = position(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(Problem.at(
                        keyAt,
                        Message.of("a key is a list or a mapping"),
                        Message.of("Quote it if it begins with [ or {.")));
                continue;
            }
            checkCharacters(Message.of("this key"), key.getValue(), keyAt);
            Yaml value = convert(tuple.getValueNode(), depth + 1);
            if (key.getTag().equals(Tag.MERGE)) {
                merge(value, merged, keyAt);
                continue;
            }
            Yaml.Entry before = entries.put(key.getValue(), new Yaml.Entry(keyAt, value));
            if (before != null) {
                problems.add(Problem.at(
                        keyAt,
                        Message.of("the key \"%s\" stands here twice", key.getValue()),
                        Message.of("It is already given at %s; leave one of them.", before.position())));
            }
        }
        merged.forEach(entries::putIfAbsent);
        return new Yaml.Mapping(where, entries);
    }

    private void checkCharacters(Message what, String text, Position where) {
        Characters.flaw(text)
                .ifPresent(flaw -> problems.add(Problem.at(
                        where,
                        Message.of("%s holds %s", what, flaw),
                        Message.of(
                                "No command, name, path or variable of the environment can. Bytes that are no text travel"
                                        + " as a file"
                                        + " beside the playbook: source."))));
    }

    /** The text that a value tagged {@code !vault} holds. */
    private Yaml opened(Node node, Position where) {
        if (!(node instanceof ScalarNode scalar)
                || !Keyring.isSealed(scalar.getValue().strip())) {
            problems.add(
                    Problem.at(
                            where,
                            Message.of("what stands behind !vault is not encrypted"),
                            Message.of(
                                    "Write !vault | and below it, further in, what \"dockplay vault encrypt-string\" prints.")));
            return new Yaml.Scalar(where, "", "");
        }
        if (keepsSealed) {
            return new Yaml.Scalar(
                    where, scalar.getValue(), new Sealed(scalar.getValue().strip()));
        }
        try {
            String text = files.decrypted(scalar.getValue().strip());
            checkCharacters(Message.of("what is encrypted here"), text, where);
            return new Yaml.Scalar(where, text, text);
        } catch (VaultFailure e) {
            problems.add(e.at(where));
            return new Yaml.Scalar(where, "", "");
        }
    }

    private void merge(Yaml value, Map<String, Yaml.Entry> merged, Position where) {
        if (value instanceof Yaml.Mapping mapping) {
            mapping.entries().forEach(merged::putIfAbsent);
        } else if (value instanceof Yaml.Sequence sequence) {
            sequence.items().forEach(item -> merge(item, merged, where));
        } else {
            problems.add(Problem.at(
                    where,
                    Message.of("<< is %s, not a mapping", value.kind()),
                    Message.of("Write <<: *name of a mapping with &name.")));
        }
    }

    private static @Nullable Object typed(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return List.of("yes", "true", "on").contains(text.toLowerCase(Locale.ROOT));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(text);
        }
        return text;
    }

    /** The text as a number, if the number prints as it is written; else the text itself. */
    private static Object number(String text) {
        if (WHOLE.matcher(text).matches()) {
            BigInteger value = new BigInteger(text);
            return value.bitLength() < 64 ? (Object) value.longValue() : text;
        }
        if (DECIMAL.matcher(text).matches()) {
            double value = Double.parseDouble(text);
            return BigDecimal.valueOf(value).toPlainString().equals(text) ? (Object) value : text;
        }
        return text; // such as 0644, 0x1F, 26.10, 1e3 or 1:30
    }

    /** The position of a character, which is counted from 0. */
    private Position position(String text, int characters) {
        int end = text.offsetByCodePoints(0, Math.min(characters, text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Position(file, line, end - before.lastIndexOf('\n'));
    }

    private Position position(Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
