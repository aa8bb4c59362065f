package io.dockplay.bundle;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The list of what is in a bundle; it stands in the bundle as {@code bundle.json}, and docs/bundle.md describes it.
 *
 * @param format the number of this form
 * @param playbook the playbook that the bundle was made for, as it was named
 * @param releases a release of CentOS, such as {@code 7} → its repositories
 * @param addresses an address → the file in the bundle that stands for it
 * @param images the whole name of an image → the file that {@code docker load} takes
 * @param files each file of the bundle but this list, by its path
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BundleContents(
        int format,
        String playbook,
        Map<String, List<Repository>> releases,
        Map<String, String> addresses,
        Map<String, String> images,
        Map<String, StoredFile> files) {

    public static final int FORMAT = 1;

    public BundleContents {
        releases = new TreeMap<>(releases);
        addresses = new TreeMap<>(addresses);
        images = new TreeMap<>(images);
        files = new TreeMap<>(files);
    }

    /**
     * A repository of yum's.
     *
     * @param id its id, by which a task may enable or disable it
     * @param settings its settings that do not say where it is, such as {@code enabled}, {@code gpgcheck}, {@code priority}
     * @param folder where its packages and its metadata lie in the bundle
     * @param keys the files with the keys of its signatures
     * @param packages the names of its packages' files
     */
    public record Repository(
            String id, Map<String, String> settings, String folder, List<String> keys, List<String> packages) {

        public Repository {
            settings = new TreeMap<>(settings);
            keys = List.copyOf(keys);
            packages = List.copyOf(packages);
        }
    }

    /** A file of the bundle: how many bytes it has, and their SHA-256 as hexadecimal digits. */
    public record StoredFile(long size, String sha256) {}

    /** The settings of yum by which a host of this release uses these repositories, reached at an address, and no others. */
    String yumSettings(String release, String address) {
        StringBuilder text = new StringBuilder("""
                reposdir=/nonexistent
                cachedir=/var/cache/yum/dockplay-bundle
                keepcache=0
                metadata_expire=1
                """);
        for (Repository each : releases.getOrDefault(release, List.of())) {
            text.append('[').append(each.id()).append("]\n");
            text.append("baseurl=")
                    .append(address)
                    .append("/files/")
                    .append(each.folder())
                    .append("/\n");
            each.settings()
                    .forEach((key, value) ->
                            text.append(key).append('=').append(value).append('\n'));
            if (!each.keys().isEmpty()) {
                text.append("gpgkey=")
                        .append(String.join(
                                " ",
                                each.keys().stream()
                                        .map(key -> address + "/files/" + key)
                                        .toList()))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
