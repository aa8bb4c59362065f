package io.dockplay.modules.packages;

import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.UnsupportedState;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What rpm's database holds of the packages that are asked for, and what is wrong with it.
 *
 * <p>rpm says that a package is not installed, on its output and with the exit code for that, when it could not read its
 * database; the truth is only in its errors. So those are asked for as well:
 *
 * <pre>{@code
 * = docker-ce 3 26.1.4 1.el7 x86_64                            a package
 * package tree is not installed
 * ? 1                                                          rpm's exit code
 * ! error: cannot open Packages database in /var/lib/rpm       the last of its errors
 * }</pre>
 *
 * @param installed the packages that are there
 * @param installOnly names of those that yum installs beside their older versions, such as {@code kernel}; looked for where
 *     one is there twice
 * @param unfinished files of transactions of yum that were cut off
 */
record RpmDatabase(List<RpmPackage> installed, Set<String> installOnly, List<String> unfinished) {

    /** What to do about a transaction that was cut off. */
    static final String FINISH = "yum-complete-transaction finishes it, \"package-cleanup --cleandupes\" removes the"
            + " older one of two versions, and \"yum-complete-transaction --cleanup-only\" lets it go (all of yum-utils)";

    /** What to say of a yum that a signal ended, were all as wanted by now. */
    static final String CUT_OFF =
            "yum was cut off in its work, so its transaction may be half done; look at the host: " + FINISH;

    private static final int SIGNALS = 128;

    private static final String FOLDER = "/var/lib/rpm";

    private static final Pattern UNREADABLE = Pattern.compile(
            "(?i)! (?!error: file /)(error: )?.*(rpmdb|database|\\bdb\\d* error|cannot (open|get)\\b.*(packages|lock)|skipping h#).*");

    private static final Pattern PLACE = Pattern.compile("database in (/\\S+)");

    /** The function {@code rpms WORDS…}, which asks rpm and prints packages, its exit code and its errors as said above. */
    static final Script ASKING = Script.of("""
            rpms() {
              {
                {
                  rpm -q --qf '= %{NAME} %{EPOCH} %{VERSION} %{RELEASE} %{ARCH}\\n' "$@"
                  echo "? $?"
                } 2>&1 >&3 | tail -n 9 | sed 's/^/! /'
              } 3>&1
            }""");

    /** Directly behind a yum that failed: ends the script when a signal ended that, before anything else is tried. */
    static final Script NOT_CUT_OFF = Script.of("code=$?; [ \"$code\" -lt 128 ] || exit \"$code\"");

    /** Those that yum itself lets be there in several versions, and what its settings say. */
    private static final Script INSTALL_ONLY = Script.of("""
            answer installonly
            if [ -n "$(printf '%s\\n' "$found" | sed -n 's/^= \\([^ ]*\\) .* /\\1./p' | sort | uniq -d)" ]; then
              set -f
              rpm -q --whatprovides --qf '%{NAME}\\n' kernel kernel-bigmem kernel-enterprise kernel-smp kernel-debug \\
                kernel-unsupported kernel-source kernel-devel kernel-PAE kernel-PAE-debug kernel-modules \\
                'installonlypkg(kernel)' 'installonlypkg(kernel-module)' 'installonlypkg(vm)' \\
                $(sed -n 's/^ *installonlypkgs *[=:]//p' /etc/yum.conf | tr ',' ' ')
              set +f
            fi""");

    /** Of a yum that is at work now there are such files too. */
    private static final Script UNFINISHED = Script.of("""
            answer unfinished
            pid=
            { read -r pid </var/run/yum.pid; } 2>/dev/null
            case $(tr '\\0' ' ' <"/proc/$pid/cmdline") in
              *yum*) ;;
              *)
                for each in /var/lib/yum/transaction-all.*; do
                  case $each in
                    *'*' | *.disabled) ;;
                    *) printf '%s\\n' "$each" ;;
                  esac
                done ;;
            esac""");

    RpmDatabase {
        installed = List.copyOf(installed);
        installOnly = Set.copyOf(installOnly);
        unfinished = List.copyOf(unfinished);
    }

    /**
     * Asks for packages; afterwards the shell's variable {@code found} holds what was answered.
     *
     * @param names at least one
     */
    static Script look(Collection<String> names) {
        return ASKING.then(Script.of("found=$(rpms {})\nanswer installed; printf '%s\\n' \"$found\"", names))
                .then(INSTALL_ONLY)
                .then(UNFINISHED);
    }

    /**
     * Reads what {@link #look} has asked for.
     *
     * @throws UnsupportedState when rpm could not read its database
     */
    static RpmDatabase read(ProbeOutput probeOutput) {
        return new RpmDatabase(
                packages(probeOutput, "installed"),
                new HashSet<>(probeOutput.lines("installonly")),
                probeOutput.lines("unfinished"));
    }

    /**
     * The packages in an answer of {@code rpms}, and none of what else rpm says.
     *
     * @throws UnsupportedState when rpm could not read its database
     */
    static List<RpmPackage> packages(ProbeOutput probeOutput, String name) {
        List<String> lines = probeOutput.lines(name);
        lines.stream()
                .filter(line -> UNREADABLE.matcher(line).matches())
                .reduce((first, second) -> second)
                .ifPresent(last -> {
                    Matcher place = PLACE.matcher(last);
                    throw new UnsupportedState(
                            "rpm cannot read its database in " + (place.find() ? place.group(1) : FOLDER)
                                    + ", so nobody knows which packages are installed; rpm said: " + last.substring(2),
                            "Rebuild it on the host: rm -f " + FOLDER
                                    + "/__db*; rpm --rebuilddb. Where that does not help,"
                                    + " bring its files back from a backup.");
                });
        return lines.stream()
                .filter(line -> line.startsWith("= "))
                .map(line -> RpmPackage.parse(line.substring(2)))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Nothing is certain of a package that is there in two versions, such as a yum that was killed leaves it.
     *
     * @throws UnsupportedState when one of them is, and may not be
     */
    void refuseSeveral() {
        for (RpmPackage each : installed) {
            List<String> versions = installed.stream()
                    .filter(other -> other.hasTheNameOf(each)
                            && other.architecture().equals(each.architecture())
                            && !installOnly.contains(each.name()))
                    .map(RpmPackage::version)
                    .distinct()
                    .sorted(RpmVersion::compareWith)
                    .map(RpmVersion::shown)
                    .toList();
            if (versions.size() > 1) {
                throw new UnsupportedState(
                        each.name() + " is installed in several versions at once, " + String.join(" and ", versions)
                                + ": a transaction of yum was cut off",
                        "Mend it on the host: " + FINISH + ".");
            }
        }
    }

    /** Whether a signal ended yum, which never ends with such a code itself where all is well. */
    static boolean wasCutOff(ScriptResult scriptResult) {
        return scriptResult.exitCode() >= SIGNALS;
    }

    /** A plan with what people should know of the database. */
    Plan told(Plan plan) {
        if (unfinished.isEmpty()) {
            return plan;
        }
        String files = unfinished.stream().limit(3).collect(Collectors.joining(", "));
        return plan.warning("a transaction of yum was cut off on the host (" + files
                + (unfinished.size() > 3 ? " and more" : "") + "); " + FINISH);
    }
}
