package io.dockplay.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The real paths of files when dockplay changed them; a directory above a file may be a link that leads elsewhere
 * later.
 *
 * @param of a file's path, as a task names it → its real paths (without links), in the order in which it was changed
 *     there
 */
public record KeptPlaces(Map<String, List<String>> of) {

    /** No places: it is unknown where files lay. */
    public static final KeptPlaces NONE = new KeptPlaces(Map.of());

    /** Reads the places that a host has kept: each line is a path, a tab and a place. */
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

    /** Returns the places of a file; none where an older dockplay changed it, or where dockplay did not change it. */
    public List<String> of(String path) {
        return of.getOrDefault(path, List.of());
    }
}
