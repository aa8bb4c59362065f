package io.dockplay.playbook.eval;

import freemarker.core.BoundedTemplate;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The templates and expressions of a run in compiled form, so that each is compiled once and not again for every host.
 *
 * <p>Many threads may use it at the same time. It keeps the most recently used ones, up to a bound on their length.
 */
public final class CompiledTemplates {

    static {
        // It would print values with stack traces; what is wrong is told as a problem, without them.
        System.setProperty("org.freemarker.loggerLibrary", "none");
    }

    /** How many letters all kept templates have together. */
    private static final int LETTERS = 4 * 1024 * 1024;

    static final SimpleObjectWrapper WRAPPER = new SimpleObjectWrapper(Configuration.VERSION_2_3_34);

    private static final Configuration CONFIGURATION = configuration();

    private final Compiler compiler;
    private final int bound;
    private final Map<Key, BoundedTemplate> templates = new LinkedHashMap<>(16, 0.75f, true);
    private long letters;

    /** Makes a template of a text. */
    interface Compiler {

        BoundedTemplate compile(String file, String text) throws IOException;
    }

    /** Two templates are the same when their texts are, and the files in which they stand: a template can ask for its name. */
    private record Key(String file, String text) {

        // What Java makes of a record's parts takes it a while when it is first asked for.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && text.equals(key.text) && file.equals(key.file);
        }

        @Override
        public int hashCode() {
            return 31 * file.hashCode() + text.hashCode();
        }
    }

    public CompiledTemplates() {
        this(CompiledTemplates::compile, LETTERS);
    }

    /**
     * @param bound how many letters all kept templates have together
     */
    CompiledTemplates(Compiler compiler, int bound) {
        this.compiler = compiler;
        this.bound = bound;
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setObjectWrapper(WRAPPER);
        configuration.setNewBuiltinClassResolver((name, environment, template) -> {
            throw new TemplateException("?new is not allowed", environment);
        });
        configuration.setAPIBuiltinEnabled(false);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setAttemptExceptionReporter((exception, environment) -> {});
        configuration.setWrapUncheckedExceptions(false);
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setBooleanFormat("c");
        configuration.setTemplateLoader(null);
        // Neither #{…} nor [=…]: a shell script and a file's content may hold these as they are.
        configuration.setInterpolationSyntax(Configuration.DOLLAR_INTERPOLATION_SYNTAX);
        configuration.setTagSyntax(Configuration.ANGLE_BRACKET_TAG_SYNTAX);
        return configuration;
    }

    /**
     * The template of a text.
     *
     * @param file the file in which it stands
     * @throws IOException when it cannot be understood
     */
    BoundedTemplate of(String file, String text) throws IOException {
        Key key = new Key(file, text);
        BoundedTemplate known = known(key);
        if (known != null) {
            return known;
        }
        // Not while others wait: a long template takes its time, and two of a kind do no harm.
        BoundedTemplate made = compiler.compile(file, text);
        keep(key, made);
        return made;
    }

    static BoundedTemplate compile(String file, String text) throws IOException {
        return new BoundedTemplate(file, text, CONFIGURATION);
    }

    private synchronized @Nullable BoundedTemplate known(Key key) {
        return templates.get(key);
    }

    private synchronized void keep(Key key, BoundedTemplate made) {
        if (templates.put(key, made) == null) {
            letters += key.text().length();
        }
        for (Iterator<Key> oldest = templates.keySet().iterator(); letters > bound; ) {
            letters -= oldest.next().text().length();
            oldest.remove();
        }
    }
}
