package io.dockplay.faults;

import io.dockplay.lab.LabHost;

/**
 * The host is an inhospitable place from the run's beginning to its end.
 *
 * @param words for people
 * @param make what the script surroundings.sh calls it
 * @param end what it calls the way back
 */
record Surroundings(String words, String make, String bytes, String end) implements Fault {

    static Surroundings smallFolder(int bytes) {
        String words = "dockplay's folder has %,d bytes left".formatted(bytes);
        return new Surroundings(words, "small-folder", String.valueOf(bytes), "large-folder");
    }

    static Surroundings readOnlyEtc() {
        return new Surroundings("/etc is read-only", "read-only", "", "writable");
    }

    static Surroundings noexecTmp() {
        return new Surroundings("/tmp is noexec", "no-exec", "", "exec");
    }

    @Override
    public void prepare(LabHost host) {
        HostScript.SURROUNDINGS.on(host, make, bytes).orThrow();
    }

    @Override
    public void mend(LabHost host) {
        HostScript.SURROUNDINGS.on(host, end).orThrow();
    }

    @Override
    public String toString() {
        return words;
    }
}
