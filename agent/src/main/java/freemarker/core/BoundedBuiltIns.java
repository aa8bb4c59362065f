package freemarker.core;

import freemarker.template.SimpleScalar;
import freemarker.template.TemplateCollectionModel;
import freemarker.template.TemplateException;
import freemarker.template.TemplateMethodModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateModelIterator;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateSequenceModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;

/** The built-ins of which one call can take any time or memory, in a form that cannot. */
@SuppressWarnings("deprecation") // which is Freemarker's word for what is not for everybody
final class BoundedBuiltIns {

    /** How often a regular expression may look at a letter. */
    private static final long LOOKS = 20_000_000;

    private BoundedBuiltIns() {}

    /** Puts them in their place. */
    static void install() {
        for (String name : List.of("left_pad", "leftPad", "right_pad", "rightPad", "replace", "matches", "split")) {
            BuiltIn builtIn = BuiltIn.BUILT_INS_BY_NAME.get(name);
            if (builtIn instanceof BuiltInForString ofText) {
                ofText.key = name;
                BuiltIn.BUILT_INS_BY_NAME.put(name, new OfText(name, ofText));
            } else if (!(builtIn instanceof OfText)) {
                throw new IllegalStateException("Freemarker has no ?" + name);
            }
        }
        BuiltIn.BUILT_INS_BY_NAME.put("join", new Join());
        BuiltIn.BUILT_INS_BY_NAME.put("eval", new Refused());
        BuiltIn.BUILT_INS_BY_NAME.put("interpret", new Refused());
    }

    /** One that gives a method of a text. */
    private static final class OfText extends BuiltInForString {

        private final String name;
        private final BuiltInForString inner;

        OfText(String name, BuiltInForString inner) {
            this.name = name;
            this.inner = inner;
        }

        @Override
        TemplateModel calculateResult(String text, Environment env) throws TemplateException {
            TemplateModel method = inner.calculateResult(text, env);
            if (method instanceof TemplateMethodModelEx pads) {
                return (TemplateMethodModelEx) arguments -> {
                    pad(arguments);
                    return pads.exec(arguments);
                };
            }
            return (TemplateMethodModel) arguments -> {
                look(text, arguments);
                return ((TemplateMethodModel) method).exec(arguments);
            };
        }

        private static void pad(List<?> arguments) throws TemplateModelException {
            if (!arguments.isEmpty() && arguments.get(0) instanceof TemplateNumberModel width) {
                Budget.takeFor(width.getAsNumber().longValue());
            }
        }

        private void look(String text, List<?> arguments) throws TemplateModelException {
            boolean replaces = name.equals("replace");
            int flagsAt = replaces ? 2 : 1;
            if (arguments.isEmpty() || arguments.size() < flagsAt) {
                return; // it says itself what is missing
            }
            String wanted = String.valueOf(arguments.get(0));
            String flags = arguments.size() > flagsAt ? String.valueOf(arguments.get(flagsAt)) : "";
            boolean pattern = name.equals("matches") || flags.contains("r");
            long found = pattern ? matches(wanted, flags, text) : occurrences(wanted, flags, text);
            if (replaces) {
                String by = String.valueOf(arguments.get(1));
                long groups = pattern ? by.chars().filter(c -> c == '$').count() : 0;
                Budget.takeFor(text.length() + found * by.length() + groups * text.length());
            }
        }

        private static long occurrences(String wanted, String flags, String text) {
            if (wanted.isEmpty()) {
                return text.length() + 1L;
            }
            if (flags.contains("i")) {
                return text.length() / wanted.length();
            }
            long found = 0;
            for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length())) {
                found++;
            }
            return found;
        }

        /** Goes through a text as the built-in will, but not for ever. */
        private static long matches(String pattern, String flags, String text) throws TemplateModelException {
            Looked looked = new Looked(text, new AtomicLong());
            Matcher matcher = RegexpHelper.getPattern(pattern, (int) RegexpHelper.parseFlagString(flags))
                    .matcher(looked);
            matcher.matches();
            matcher.reset();
            long found = 0;
            while (matcher.find()) {
                found++;
            }
            Budget.take(looked.count().get());
            return found;
        }
    }

    /** A text that counts how often its letters are looked at. */
    private record Looked(CharSequence text, AtomicLong count) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (count.incrementAndGet() > LOOKS) {
                throw new Exceeded("its regular expression looks at the text again and again");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Looked(text.subSequence(start, end), count);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    /** {@code ?join}, as Freemarker's. */
    private static final class Join extends BuiltIn {

        @Override
        TemplateModel _eval(Environment env) throws TemplateException {
            TemplateModel list = target.eval(env);
            if (!(list instanceof TemplateSequenceModel) && !(list instanceof TemplateCollectionModel)) {
                throw new NonSequenceOrCollectionException(target, list, env);
            }
            return (TemplateMethodModelEx) arguments -> {
                checkMethodArgCount(arguments, 1, 3);
                return new SimpleScalar(joined(
                        list,
                        getStringMethodArg(arguments, 0),
                        getOptStringMethodArg(arguments, 1),
                        getOptStringMethodArg(arguments, 2),
                        env));
            };
        }

        private static String joined(
                TemplateModel list, String between, String whenEmpty, String afterLast, Environment env)
                throws TemplateModelException {
            StringBuilder text = new StringBuilder();
            TemplateModelIterator each = list instanceof TemplateCollectionModel collection
                    ? collection.iterator()
                    : new SequenceIterator((TemplateSequenceModel) list);
            boolean any = false;
            for (int index = 0; each.hasNext(); index++) {
                TemplateModel item = each.next();
                Budget.take(1);
                if (item == null) {
                    continue;
                }
                String written = written(item, index, env);
                Budget.takeFor((long) between.length() + written.length());
                if (text.length() > Budget.TEXT) {
                    throw Exceeded.text();
                }
                text.append(any ? between : "").append(written);
                any = true;
            }
            if (!any) {
                return whenEmpty == null ? "" : whenEmpty;
            }
            return afterLast == null ? text.toString() : text.append(afterLast).toString();
        }

        private static String written(TemplateModel item, int index, Environment env) throws TemplateModelException {
            try {
                return EvalUtil.coerceModelToStringOrUnsupportedMarkup(item, null, null, env);
            } catch (TemplateException e) {
                throw new _TemplateModelException(
                        e, env, "\"?join\" failed at index ", index, ", which is no text, number or boolean");
            }
        }
    }

    private static final class SequenceIterator implements TemplateModelIterator {

        private final TemplateSequenceModel list;
        private int next;

        SequenceIterator(TemplateSequenceModel list) {
            this.list = list;
        }

        @Override
        public boolean hasNext() throws TemplateModelException {
            return next < list.size();
        }

        @Override
        public TemplateModel next() throws TemplateModelException {
            return list.get(next++);
        }
    }

    /** What would carry out a value as if the playbook had said it. */
    private static final class Refused extends BuiltIn {

        @Override
        TemplateModel _eval(Environment env) throws TemplateException {
            throw new _TemplateModelException(
                    env, "?", key, " is not allowed, for it does what a value says; ?eval_json only reads one");
        }
    }
}
