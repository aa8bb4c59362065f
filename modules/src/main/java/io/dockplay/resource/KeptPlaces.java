package io.dockplay.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where files lay when dockplay changed them: a directory above one may be a link, and lead elsewhere later.
 *
 * @param of a file's path, as a task names it → its places, through no link, in the order in which it was changed there
 */
public record KeptPlaces(Map<String, List<String>> of) {

    /** No places: nothing is known of where files lay. */
    public static final KeptPlaces NONE = new KeptPlaces(Map.of());

    /** The places that a host has kept: each line is a path, a tab and a place. */
    public static KeptPlaces read(String lines) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        lines.lines().forEach(line -> {
            int tab = line.indexOf('\t');
            if (tab > 0 && line.startsWith("/", tab + 1)) {
                places.computeIfAbsent(line.substring(0, tab), any -> new ArrayList<>())
                        .add(line.substring(tab + 1));
            }
        });
        return new KeptPlaces(places);
    }

    /** The places of a file; none where an older dockplay changed it, or none did. */
    public List<String> of(String path) {
        return of.getOrDefault(path, List.of());
    }
}
