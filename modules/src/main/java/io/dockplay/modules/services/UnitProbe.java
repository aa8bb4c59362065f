package io.dockplay.modules.services;

import io.dockplay.resource.Script;
import io.dockplay.resource.SharedProbe;
import io.dockplay.resource.SharedQuestion;
import java.util.List;

/** Probes what systemd knows of a unit; a look asks once for each unit, however many tasks are about it. */
public final class UnitProbe {

    private static final SharedQuestion QUESTION = units -> Script.of("""
            units=
            for name in {}; do
              units="$units $name
            $(exec systemctl show -p LoadState -p ActiveState -p SubState -p NeedDaemonReload -p MainPID \\
              -p ActiveEnterTimestampMonotonic -p DropInPaths -p UnitFileState -p Type -p RemainAfterExit -p Result \\
              -p ExecMainStartTimestampMonotonic -p ExecStart -p Environment -p EnvironmentFiles "$name")
            "
            done""", units);

    private UnitProbe() {}

    /**
     * Probes a unit.
     *
     * @param unit with its ending, such as {@code docker.service}
     * @param rest the rest of the probe, which finds the same properties in {@code $unit}
     */
    public static SharedProbe of(String unit, Script rest) {
        return new SharedProbe(QUESTION, List.of(unit), Script.of("""
                unit= its=
                IFS='
                '
                set -f
                for line in $units; do
                  case $line in
                    ' '*) if [ "$line" = ' '{} ]; then its=yes; else its=; fi ;;
                    *) [ -z "$its" ] || unit="$unit$line
                " ;;
                  esac
                done
                unset IFS
                set +f
                answer unit; printf '%s' "$unit\"""", unit).then(rest));
    }
}
