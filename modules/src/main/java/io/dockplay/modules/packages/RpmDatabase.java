package io.dockplay.modules.packages;

import io.dockplay.message.Message;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.SharedQuestion;
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
 * What rpm's database holds of the packages asked for, and what is wrong with the database.
 *
 * <p>When rpm cannot read its database, its output and exit code say that the package is not installed; only its errors
 * show the truth. So the probe prints them as well:
 *
 * <pre>{@code
 * = docker-ce 3 26.1.4 1.el7 x86_64                            a package
 * package tree is not installed
 * ! error: cannot open Packages database in /var/lib/rpm       the last of its errors
 * }</pre>
 *
 * @param installed the packages that are there
 * @param installOnly names of packages that yum installs beside their older versions, such as {@code kernel}; probed
 *     only when
 *     a package is installed twice
 * @param unfinished files of interrupted yum transactions
 */
record RpmDatabase(List<RpmPackage> installed, Set<String> installOnly, List<String> unfinished) {

    /** The advice for an interrupted transaction. */
    static final Message FINISH = Message.of(
            "yum-complete-transaction finishes it, \"package-cleanup --cleandupes\" removes the"
                    + " older one of two versions, and \"yum-complete-transaction --cleanup-only\" lets it go (all of yum-utils)");

    /** The message about a yum that a signal ended, even if the packages are ok by now. */
    static final Message CUT_OFF = Message.of(
            "yum was cut off in its work, so its transaction may be half done; look at the host: %s", FINISH);

    private static final int SIGNALS = 128;

    private static final String FOLDER = "/var/lib/rpm";

    private static final Pattern UNREADABLE = Pattern.compile(
            "(?i)! (?!error: file /)(error: )?.*(rpmdb|database|\\bdb\\d* error|cannot (open|get)\\b.*(packages|lock)|skipping h#).*");

    private static final Pattern PLACE = Pattern.compile("database in (/\\S+)");

    /** The question that all packages of a look share: one start of rpm is the price of it. */
    static final SharedQuestion QUESTION = RpmDatabase::ask;

    /** The function {@code rpms WORDS…}, which asks rpm and prints packages and rpm's last errors as said above. */
    static final Script ASKING = Script.of("""
            rpms() {
              { errors=$(exec rpm -q --qf '= %{NAME} %{EPOCH} %{VERSION} %{RELEASE} %{ARCH}\\n' "$@" 2>&1 >&3 3>&-); } 3>&1
              [ -z "$errors" ] || printf '%s\\n' "$errors" | tail -n 9 | sed 's/^/! /'
            }""");

    /**
     * Prints of what rpm said of all names what concerns these; sets {@code $missing} to those that are not installed, and
     * {@code $twice} when one is installed more than once.
     */
    private static final Script OWN = Script.of("""
            own_packages() {
              its_names=" $* " missing=' ' seen=' ' twice=
              IFS='
            '
              set -f
              for line in $found; do
                word=${line#* }
                case $line in
                  '= '*)
                    name=${word%% *} word=${word#* * } arch=${line##* }
                    version=${word%% *} release=${word% *}
                    release=$version-${release#* }
                    case $its_names in
                      *" $name "* | *" $name.$arch "* | *" $name-$version "* | *" $name-$version.$arch "* | \\
                        *" $name-$release "* | *" $name-$release.$arch "*)
                        printf '%s\\n' "$line"
                        case $seen in *"$line;"*) ;; *" $name.$arch "*) twice=yes ;; esac
                        seen="$seen$line; $name.$arch " ;;
                    esac ;;
                  'package '*' is not installed')
                    word=${word% is not installed}
                    case $its_names in
                      *" $word "*)
                        printf '%s\\n' "$line"
                        missing=$missing$word' ' ;;
                    esac ;;
                  *) printf '%s\\n' "$line" ;;
                esac
              done
              unset IFS
              set +f
            }""");

    /** Ends the script when a signal ended yum, before anything else is tried; it must follow the yum directly. */
    static final Script NOT_CUT_OFF = Script.of("code=$?; [ \"$code\" -lt 128 ] || exit \"$code\"");

    /** Prints the packages that yum allows in several versions, by default and by its settings. */
    private static final Script INSTALL_ONLY = Script.of("""
            answer installonly
            if [ -n "$twice" ]; then
              set -f
              rpm -q --whatprovides --qf '%{NAME}\\n' kernel kernel-bigmem kernel-enterprise kernel-smp kernel-debug \\
                kernel-unsupported kernel-source kernel-devel kernel-PAE kernel-PAE-debug kernel-modules \\
                'installonlypkg(kernel)' 'installonlypkg(kernel-module)' 'installonlypkg(vm)' \\
                $(sed -n 's/^ *installonlypkgs *[=:]//p' /etc/yum.conf | tr ',' ' ')
              set +f
            fi""");

    /** Prints the files of interrupted transactions, but not those of a yum that runs now. */
    private static final Script UNFINISHED = Script.of("""
            answer unfinished; left=
            for each in /var/lib/yum/transaction-all.*; do
              case $each in
                *'*' | *.disabled) ;;
                *) left=$left$each'
            ' ;;
              esac
            done
            if [ -n "$left" ]; then
              pid=
              { read -r pid </var/run/yum.pid; } 2>/dev/null
              case $(tr '\\0' ' ' <"/proc/$pid/cmdline") in
                *yum*) ;;
                *) printf '%s' "$left" ;;
              esac
            fi""");

    RpmDatabase {
        installed = List.copyOf(installed);
        installOnly = Set.copyOf(installOnly);
        unfinished = List.copyOf(unfinished);
    }

    /** Asks rpm about names, and sets the shell's variable {@code found} to what it says. */
    private static Script ask(Collection<String> names) {
        return ASKING.then(Script.of("found=$(rpms {})", names));
    }

    /**
     * Probes packages, when the {@link #QUESTION} has been asked about them.
     *
     * @param names at least one
     */
    static Script own(Collection<String> names) {
        return OWN.then(Script.of("answer installed; own_packages {}", names))
                .then(INSTALL_ONLY)
                .then(UNFINISHED);
    }

    /** Probes packages by themselves. */
    static Script probe(Collection<String> names) {
        return ask(names).then(own(names));
    }

    /**
     * Reads the answers of {@link #probe}.
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
     * Reads only the packages from an answer of {@code rpms}.
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
                            Message.of(
                                    "rpm cannot read its database in %s, so nobody knows which packages are installed; rpm said: "
                                            + "%s",
                                    place.find() ? place.group(1) : FOLDER, last.substring(2)),
                            Message.of(
                                    "Rebuild it on the host: rm -f %s/__db*; rpm --rebuilddb. Where that does not help, bring "
                                            + "its files back from a backup.",
                                    FOLDER));
                });
        return lines.stream()
                .filter(line -> line.startsWith("= "))
                .map(line -> RpmPackage.parse(line.substring(2)))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Refuses a package that is installed in two versions, as a killed yum leaves it.
     *
     * @throws UnsupportedState when there is one that yum does not allow in several versions
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
                        Message.of(
                                "%s is installed in several versions at once, %s: a transaction of yum was cut off",
                                each.name(), String.join(" and ", versions)),
                        Message.of("Mend it on the host: %s.", FINISH));
            }
        }
    }

    /** Whether a signal ended yum; its own exit codes are smaller. */
    static boolean wasCutOff(ScriptResult scriptResult) {
        return scriptResult.exitCode() >= SIGNALS;
    }

    /** Adds warnings about the database to a plan. */
    Plan withWarnings(Plan plan) {
        if (unfinished.isEmpty()) {
            return plan;
        }
        String files = unfinished.stream().limit(3).collect(Collectors.joining(", "));
        return plan.warning(
                unfinished.size() > 3
                        ? Message.of("a transaction of yum was cut off on the host (%s and more); %s", files, FINISH)
                        : Message.of("a transaction of yum was cut off on the host (%s); %s", files, FINISH));
    }
}
