package freemarker.core;

import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateNumberModel;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.Field;

/** A template that ends in bounded time and memory, whatever it says and whatever values it is given. */
@SuppressWarnings({"deprecation", "unchecked"
}) // Freemarker's words for what is not for everybody, or older than generics
public final class BoundedTemplate {

    static {
        BoundedBuiltIns.install();
    }

    /** Built-ins that must see themselves that their target is in parentheses. */
    private static final Class<?> ASKS_WHETHER_THERE_IS =
            BuiltIn.BUILT_INS_BY_NAME.get("exists").getClass().getSuperclass();

    private final Template template;

    /**
     * @param name the file that it stands in
     */
    public BoundedTemplate(String name, String text, Configuration configuration) throws IOException {
        this.template = new Template(name, text, configuration);
        bound(template.getRootTreeNode());
    }

    /**
     * Carries it out.
     *
     * @throws Exceeded when it would take more than it may
     */
    public void process(TemplateHashModel variables, Writer out) throws TemplateException, IOException {
        Budget.<TemplateException>of(() -> template.process(variables, out));
    }

    private static void bound(TemplateElement element) throws IOException {
        for (int i = 0; i < element.getParameterCount(); i++) {
            boundPart(element.getParameterValue(i), element instanceof IteratorBlock);
        }
        if (element instanceof DollarVariable) {
            replace(element, "expression", new Sized(read(element, "expression")));
            replace(element, "escapedExpression", new Sized(read(element, "escapedExpression")));
        }
        for (int i = 0; i < element.getChildCount(); i++) {
            bound(element.getChild(i));
        }
        if (element instanceof MixedContent) {
            for (int i = element.getChildCount() - 1; i > 0; i--) {
                element.addChild(i, new Turn(element));
            }
        }
        if (element.isNestedBlockRepeater() || element instanceof ConditionalBlock) {
            element.addChild(0, new Turn(element));
        }
    }

    private static void boundPart(Object part, boolean endless) throws IOException {
        if (part instanceof TemplateElement element) {
            bound(element);
        } else if (part instanceof Iterable<?> parts) {
            for (Object each : parts) {
                boundPart(each, false);
            }
        } else if (part instanceof Expression expression) {
            bound(expression, endless);
        }
    }

    /**
     * @param endless whether a range without an end is gone through step by step here, or cut off
     */
    private static void bound(Expression expression, boolean endless) throws IOException {
        for (int i = 0; i < expression.getParameterCount(); i++) {
            boolean loops = endless && expression instanceof ParentheticalExpression;
            boolean cuts = expression instanceof DynamicKeyName && i == 1;
            boundPart(expression.getParameterValue(i), loops || cuts);
        }
        if (expression.getParameterCount() > 0 && !(expression instanceof StringLiteral)) {
            // What was worked out when it was read has not been asked whether it may.
            expression.constantValue = null;
        }
        if (expression instanceof BuiltIn builtIn) {
            boolean reads = !ASKS_WHETHER_THERE_IS.isInstance(builtIn);
            if (reads && builtIn.target != null) {
                builtIn.target = new Sized(builtIn.target);
            }
        } else if (expression instanceof AddConcatExpression) {
            replace(expression, "left", new Sized(read(expression, "left")));
            replace(expression, "right", new Sized(read(expression, "right")));
        } else if (expression instanceof Range range) {
            if (range.rho != null) {
                replace(range, "rho", new End(range));
            } else if (!endless) {
                throw new Exceeded(
                        "a range without an end can be looped over with <#list>, or cut out by […], and nothing else");
            }
        }
    }

    private static Expression read(TemplateObject of, String part) {
        try {
            return (Expression) field(of, part).get(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void replace(TemplateObject of, String part, Expression by) {
        try {
            field(of, part).set(of, by);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field field(TemplateObject of, String part) throws ReflectiveOperationException {
        Field field = of.getClass().getDeclaredField(part);
        field.setAccessible(true);
        return field;
    }

    /** Takes a step each time when the elements around it are carried out. */
    private static final class Turn extends TemplateElement {

        Turn(TemplateElement in) {
            setLocation(in.getTemplate(), in.beginColumn, in.beginLine, in.beginColumn, in.beginLine);
        }

        @Override
        TemplateElement[] accept(Environment env) {
            Budget.take(1);
            return null;
        }

        @Override
        protected String dump(boolean canonical) {
            return "";
        }

        @Override
        boolean isNestedBlockRepeater() {
            return false;
        }

        @Override
        String getNodeTypeSymbol() {
            return "turn";
        }

        @Override
        int getParameterCount() {
            return 0;
        }

        @Override
        Object getParameterValue(int index) {
            throw new IndexOutOfBoundsException();
        }

        @Override
        ParameterRole getParameterRole(int index) {
            throw new IndexOutOfBoundsException();
        }
    }

    /** An expression whose value is not too large to be worked with; it is told as it was written. */
    private static class Sized extends Expression {

        private final Expression inner;

        Sized(Expression inner) {
            this.inner = inner;
            copyLocationFrom(inner);
        }

        @Override
        TemplateModel _eval(Environment env) throws TemplateException {
            TemplateModel value = inner.eval(env);
            check(value, env);
            return value;
        }

        void check(TemplateModel value, Environment env) throws TemplateException {
            Budget.takeFor(value);
        }

        @Override
        void enableLazilyGeneratedResult() {
            inner.enableLazilyGeneratedResult();
        }

        @Override
        boolean isLiteral() {
            return false;
        }

        @Override
        protected Expression deepCloneWithIdentifierReplaced_inner(
                String name, Expression replacement, ReplacemenetState state) {
            return new Sized(inner.deepCloneWithIdentifierReplaced(name, replacement, state));
        }

        @Override
        public String getCanonicalForm() {
            return inner.getCanonicalForm();
        }

        @Override
        String getNodeTypeSymbol() {
            return inner.getNodeTypeSymbol();
        }

        @Override
        int getParameterCount() {
            return inner.getParameterCount();
        }

        @Override
        Object getParameterValue(int index) {
            return inner.getParameterValue(index);
        }

        @Override
        ParameterRole getParameterRole(int index) {
            return inner.getParameterRole(index);
        }
    }

    /** The end of a range that is not too long. */
    private static final class End extends Sized {

        private final Range range;
        private final Expression begin;

        End(Range range) {
            super(range.rho);
            this.range = range;
            this.begin = range.lho;
        }

        @Override
        void check(TemplateModel value, Environment env) throws TemplateException {
            if (value instanceof TemplateNumberModel number) {
                Number end = number.getAsNumber();
                long size = range.getEndType() == Range.END_SIZE_LIMITED
                        ? end.longValue()
                        : end.longValue() - begin.evalToNumber(env).longValue();
                if (Math.abs(size) > Budget.LIST) {
                    throw Exceeded.list();
                }
            }
        }
    }
}
