package io.dockplay.cli.convert;

import io.dockplay.playbook.eval.AnsibleFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Translates an expression of Jinja2 into one of dockplay's. What it does not know it refuses, and never guesses. */
final class JinjaExpression {

    /** Filters without arguments → what follows the value. */
    private static final Map<String, String> FILTERS = Map.ofEntries(
            Map.entry("upper", "?upper_case"),
            Map.entry("lower", "?lower_case"),
            Map.entry("capitalize", "?cap_first"),
            Map.entry("trim", "?trim"),
            Map.entry("length", "?size"),
            Map.entry("count", "?size"),
            Map.entry("first", "?first"),
            Map.entry("last", "?last"),
            Map.entry("sort", "?sort"),
            Map.entry("int", "?number"),
            Map.entry("abs", "?abs"),
            Map.entry("basename", "?keep_after_last('/')"),
            Map.entry("dirname", "?keep_before_last('/')"),
            Map.entry("bool", ""),
            Map.entry("mandatory", ""),
            Map.entry("list", ""),
            Map.entry("changed", ".changed"),
            Map.entry("failed", ".failed"),
            Map.entry("skipped", ".skipped"));

    private static final Map<String, String> TESTS = Map.of(
            "defined", "??",
            "changed", ".changed",
            "failed", ".failed",
            "skipped", ".skipped",
            "string", "?is_string",
            "number", "?is_number",
            "mapping", "?is_hash",
            "sequence", "?is_sequence");

    private static final Map<String, String> WORDS =
            Map.of("true", "true", "True", "true", "false", "false", "False", "false");
    private static final Set<String> VARIABLES =
            Set.of("ansible_host", "ansible_user", "ansible_port", "ansible_failed_task", "ansible_failed_result");
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");
    private static final Set<String> NUMBERS = Set.of("facts.os.major", "facts.memory_mib", "facts.cpus");

    private final JinjaTokens tokens;

    private JinjaExpression(JinjaTokens tokens) {
        this.tokens = tokens;
    }

    /** The expression in dockplay's language. */
    static String translated(String jinja) throws Untranslatable {
        JinjaExpression expression = new JinjaExpression(new JinjaTokens(jinja));
        String own = expression.choice();
        if (!expression.tokens.peek().isEmpty()) {
            throw expression.tokens.unknown();
        }
        return own;
    }

    private String choice() throws Untranslatable {
        String value = either();
        if (!tokens.took("if")) {
            return value;
        }
        String condition = either();
        tokens.expect("else");
        return bracketed(condition) + "?then(" + value + ", " + choice() + ")";
    }

    private String either() throws Untranslatable {
        String left = both();
        while (tokens.took("or")) {
            left = left + " || " + both();
        }
        return left;
    }

    private String both() throws Untranslatable {
        String left = negated();
        while (tokens.took("and")) {
            left = left + " && " + negated();
        }
        return left;
    }

    private String negated() throws Untranslatable {
        return tokens.took("not") ? "!" + bracketed(negated()) : comparison();
    }

    private String comparison() throws Untranslatable {
        String left = sum();
        if (COMPARISONS.contains(tokens.peek())) {
            String sign = tokens.take();
            String right = sum();
            return number(left, right) + " " + sign + " " + number(right, left);
        }
        boolean not = tokens.peek().equals("not") && tokens.second().equals("in") && tokens.took("not");
        if (tokens.took("in")) {
            return (not ? "!" : "") + contained(left);
        }
        return left;
    }

    /** A number in quotes, beside a fact that is a number. */
    private static String number(String value, String other) {
        return NUMBERS.contains(other) && value.matches("['\"][0-9]+['\"]")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    private String contained(String element) throws Untranslatable {
        boolean isList = tokens.peek().equals("[");
        String whole = sum();
        if (whole.matches(".*\\.(stdout|stderr|msg)")) {
            return whole + "?contains(" + element + ")";
        }
        if (isList || whole.matches("group_names|groups\\b.*|.*_lines")) {
            return whole + "?seq_contains(" + element + ")";
        }
        throw new Untranslatable("whether " + whole + " is a list or a text is not known: write " + whole
                + "?seq_contains(" + element + ") or ?contains");
    }

    private String sum() throws Untranslatable {
        String left = product();
        while (List.of("+", "-", "~").contains(tokens.peek())) {
            String sign = tokens.take();
            left = left + " " + (sign.equals("~") ? "+" : sign) + " " + product();
        }
        return left;
    }

    private String product() throws Untranslatable {
        String left = tested();
        while (List.of("*", "/", "%").contains(tokens.peek())) {
            left = left + " " + tokens.take() + " " + tested();
        }
        return left;
    }

    private String tested() throws Untranslatable {
        String value = filtered();
        if (!tokens.took("is")) {
            return value;
        }
        boolean not = tokens.took("not");
        String test = tokens.take();
        boolean isOpposite = test.equals("undefined") || test.equals("succeeded") || test.equals("success");
        String own = isOpposite ? (test.equals("undefined") ? "??" : ".failed") : TESTS.get(test);
        if (own == null && (test.equals("match") || test.equals("search"))) {
            tokens.expect("(");
            String pattern = choice();
            tokens.expect(")");
            if (!pattern.matches("'[^'\\\\]*'|\"[^\"\\\\]*\"")) {
                throw tokens.unknown();
            }
            String inner = pattern.substring(1, pattern.length() - 1);
            own = "?matches('" + (test.equals("search") ? ".*" : "") + inner + ".*')";
        }
        if (own == null) {
            throw new Untranslatable("the test \"is " + test + "\" has no simple translation");
        }
        return (not != isOpposite ? "!" : "") + value + own;
    }

    private String filtered() throws Untranslatable {
        String value = postfixed();
        while (tokens.took("|")) {
            String filter = tokens.take();
            value = filter(value, filter, tokens.peek().equals("(") ? arguments() : List.of());
        }
        return value;
    }

    private String filter(String value, String filter, List<String> arguments) throws Untranslatable {
        String own = FILTERS.get(filter);
        if (own != null && arguments.isEmpty()) {
            return bracketed(value) + own;
        }
        if ((filter.equals("default") || filter.equals("d")) && arguments.size() == 1) {
            return "(" + value + "!" + arguments.get(0) + ")";
        }
        if ((filter.equals("default") || filter.equals("d")) && arguments.size() == 2) {
            return "(" + value + "!'')?has_content?then(" + value + ", " + arguments.get(0) + ")";
        }
        if (filter.equals("join") && arguments.size() == 1) {
            return bracketed(value) + "?join(" + arguments.get(0) + ")";
        }
        if (filter.equals("replace") && arguments.size() == 2) {
            return bracketed(value) + "?replace(" + String.join(", ", arguments) + ")";
        }
        if (filter.equals("regex_replace")
                && arguments.size() == 2
                && !arguments.get(1).contains("\\")) {
            return bracketed(value) + "?replace(" + String.join(", ", arguments) + ", 'r')";
        }
        throw new Untranslatable("the filter " + filter + " has no simple translation");
    }

    private List<String> arguments() throws Untranslatable {
        List<String> arguments = new ArrayList<>();
        tokens.expect("(");
        while (!tokens.took(")")) {
            arguments.add(choice());
            if (!tokens.peek().equals(")")) {
                tokens.expect(",");
            }
        }
        return arguments;
    }

    private String postfixed() throws Untranslatable {
        String token = tokens.take();
        if (token.equals("(")) {
            String inner = choice();
            tokens.expect(")");
            return "(" + inner + ")";
        }
        if (token.equals("-")) {
            return "-" + postfixed();
        }
        if (token.equals("[")) {
            List<String> items = new ArrayList<>();
            while (!tokens.took("]")) {
                items.add(choice());
                if (!tokens.peek().equals("]")) {
                    tokens.expect(",");
                }
            }
            return "[" + String.join(", ", items) + "]";
        }
        if (token.matches("['\"].*|[0-9].*")) {
            return token;
        }
        if (WORDS.containsKey(token)) {
            return WORDS.get(token);
        }
        if (!token.matches("[A-Za-z_]\\w*") || tokens.peek().equals("(")) {
            throw tokens.unknown();
        }
        return named(token);
    }

    private String named(String name) throws Untranslatable {
        StringBuilder own = new StringBuilder(name);
        while (tokens.peek().equals(".") || tokens.peek().equals("[")) {
            if (tokens.took(".")) {
                own.append('.').append(tokens.take());
                if (tokens.peek().equals("(")) {
                    throw tokens.unknown();
                }
            } else {
                tokens.expect("[");
                own.append('[').append(choice());
                tokens.expect("]");
                own.append(']');
            }
        }
        String path = own.toString();
        if (!name.startsWith("ansible_") || VARIABLES.contains(name)) {
            return path;
        }
        if (path.matches("ansible_(facts\\W+)?(ansible_)?os_family\\W*")) {
            throw new Untranslatable("ansible_os_family is RedHat on all hosts of dockplay: leave the condition out");
        }
        String fact = path.replaceFirst("(default_ipv4['\"]?\\]?)(\\.address|\\[['\"]address['\"]\\])$", "$1");
        boolean isWhole = fact.matches("ansible_\\w+|ansible_facts\\.\\w+|ansible_facts\\[['\"]\\w+['\"]\\]");
        return AnsibleFacts.expression(fact)
                .filter(any -> isWhole)
                .orElseThrow(() -> new Untranslatable("there is no fact for " + path + "; dockplay facts shows all"));
    }

    private static String bracketed(String value) {
        return value.matches("[\\w.]+|\\([^()]*\\)|'[^']*'|\"[^\"]*\"|[\\w.]+\\[[^\\[\\]]*\\]|\\[[^\\[\\]]*\\]")
                ? value
                : "(" + value + ")";
    }
}
