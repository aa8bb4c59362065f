package io.dockplay;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What runs share, they share by a RunContext: two of them live in one JVM, and so the tests run in parallel. */
class StaticStateTest {

    /** Fields that the rules would refuse, each with the reason why it is no state of a run. */
    private static final Map<String, String> ALLOWED = Map.of(
            "io.dockplay.transport.Deadline.CLOCK", "a thread that knows nothing of any run",
            "io.dockplay.cli.InitCommand.FILES", "filled in its initializer, and only read",
            "io.dockplay.cli.run.ExpectedLeftovers.REASONS", "filled in its initializer, and only read",
            "io.dockplay.cli.run.IgnoredSettings.SAYINGS", "filled in its initializer, and only read");

    private static final List<JavaField> FIELDS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.dockplay").stream()
                    .map(JavaClass::getFields)
                    .flatMap(Collection::stream)
                    .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                    .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
                    .toList();

    private static Stream<JavaField> refused() {
        return FIELDS.stream().filter(StaticStateTest::isState);
    }

    private static boolean isState(JavaField field) {
        if (!field.getModifiers().contains(JavaModifier.FINAL)) {
            return true;
        }
        JavaClass type = field.getRawType();
        boolean isConcurrent = type.getPackageName().startsWith("java.util.concurrent") && !type.isEnum();
        if (isConcurrent || type.isAssignableTo(ThreadLocal.class)) {
            return true;
        }
        return (type.isAssignableTo(Map.class) || type.isAssignableTo(Collection.class))
                && !isUnmodifiable(valueOf(field));
    }

    private static Object valueOf(JavaField field) {
        try {
            Field reflected = field.reflect();
            reflected.setAccessible(true);
            return reflected.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isUnmodifiable(Object value) {
        return value.getClass()
                .getName()
                .matches("java\\.util\\.(ImmutableCollections\\$.*|Collections\\$(Unmodifiable|Empty|Singleton).*)");
    }

    @Test
    void no_class_of_the_program_keeps_state_in_a_static_field() {
        assertThat(refused().map(JavaField::getFullName))
                .as("state of a run, which belongs to what its RunContext carries")
                .filteredOn(name -> !ALLOWED.containsKey(name))
                .isEmpty();
    }

    @Test
    void nothing_is_allowed_that_is_not_there() {
        assertThat(refused().map(JavaField::getFullName)).containsAll(ALLOWED.keySet());
    }

    @Test
    void fields_are_looked_at_and_state_is_found() {
        assertThat(FIELDS).hasSizeGreaterThan(100);
        assertThat(isUnmodifiable(List.of())).isTrue();
        assertThat(isUnmodifiable(new java.util.ArrayList<>())).isFalse();
    }
}
