package io.dockplay.playbook.eval;

import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateCollectionModel;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateModelIterator;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes maps, lists, texts, numbers and booleans of what an expression gave, and nothing of a list without end. */
final class PlainValue {

    private static final int MAX_ELEMENTS = 100_000;

    private int elements;

    /**
     * The value.
     *
     * @throws TemplateModelException when it is anything else, or too large
     */
    @Nullable
    Object of(@Nullable TemplateModel model) throws TemplateModelException {
        if (++elements > MAX_ELEMENTS) {
            throw new TemplateModelException("it has more than " + MAX_ELEMENTS + " elements");
        }
        if (model == null) {
            return null;
        }
        if (model instanceof TemplateScalarModel text) {
            return text.getAsString();
        }
        if (model instanceof TemplateNumberModel number) {
            return number.getAsNumber();
        }
        if (model instanceof TemplateBooleanModel yes) {
            return yes.getAsBoolean();
        }
        if (model instanceof TemplateSequenceModel sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            for (int i = 0; i < sequence.size(); i++) {
                list.add(of(sequence.get(i)));
            }
            return list;
        }
        if (model instanceof TemplateCollectionModel collection) {
            List<@Nullable Object> list = new ArrayList<>();
            for (TemplateModelIterator each = collection.iterator(); each.hasNext(); ) {
                list.add(of(each.next()));
            }
            return list;
        }
        if (model instanceof TemplateHashModelEx hash) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (TemplateModelIterator each = hash.keys().iterator(); each.hasNext(); ) {
                String key = String.valueOf(of(each.next()));
                map.put(key, of(hash.get(key)));
            }
            return map;
        }
        throw new TemplateModelException("it is no text, number, boolean, list or mapping; for a date add ?string");
    }
}
