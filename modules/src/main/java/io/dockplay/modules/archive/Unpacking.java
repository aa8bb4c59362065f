package io.dockplay.modules.archive;

import io.dockplay.modules.files.FileAttributes;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Script;
import java.util.List;

/**
 * Unpacks an archive into a folder: first beside it, then the files are checked, and only then moved.
 *
 * @param archive the shell word of the archive
 * @param files the list of what it installs
 * @param mark the task's options, in one word
 * @param strip how many leading folders are removed from each name
 * @param include the patterns of what is installed; all, when there are none
 * @param exclude the patterns of what is not installed
 * @param attributes of what it installs; a mode is for files only
 */
record Unpacking(
        Script archive,
        UnpackedFiles files,
        String mark,
        int strip,
        List<String> include,
        List<String> exclude,
        FileAttributes attributes) {

    Unpacking {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    Script script(Machine machine) {
        Script labels = machine.selinux().equals("disabled") ? Script.NOTHING : Script.of("""
                        cd "$dest"
                        sed 's|^. |./|' "$work/entries" | tr '\\n' '\\0' | xargs -0 -r restorecon || :""");
        return unpacked()
                .then(chosen())
                .then(stripped())
                .then(owned())
                .then(listed())
                .then(moved())
                .then(labels);
    }

    /**
     * Unpacks all of it to {@code $work/files} on the same file system; the format of a new archive is known only now.
     */
    private Script unpacked() {
        return Script.of("archive={}", archive).then(files.named()).then(Script.of("""
                complain() { printf '%s\\n' "$1" >&2; exit 1; }
                work=$(mktemp -d "$dest/.dockplay.XXXXXX")
                trap 'rm -rf "$work"' 0
                mkdir "$work/files"
                if [ "$(head -c 2 "$archive")" = PK ]; then
                  unzip -Z1 "$archive" >"$work/names"
                else
                  tar -tf "$archive" >"$work/names"
                fi
                if grep -E '^/|(^|/)\\.\\.(/|$)' "$work/names" >"$work/odd"; then
                  complain "a name in the archive leads out of the folder: $(head -n 1 "$work/odd")"
                fi
                if [ "$(head -c 2 "$archive")" = PK ]; then
                  unzip -q "$archive" -d "$work/files"
                else
                  tar -xpf "$archive" --no-same-owner -C "$work/files"
                fi
                cd "$work/files"
                odd=$(find . -name '*\\\\*' -o -name '*
                *' -o ! -type f ! -type d ! -type l | head -n 1)
                if [ -n "$odd" ]; then
                  complain "the archive holds what is neither a file, a folder nor a link, or has an odd name: $odd"
                fi"""));
    }

    private Script chosen() {
        if (include.isEmpty() && exclude.isEmpty()) {
            return Script.NOTHING;
        }
        Script wanted = include.isEmpty() ? Script.of(":") : Script.of("matches \"$name\" {}", include);
        Script unwanted = exclude.isEmpty() ? Script.of("false") : Script.of("matches \"$name\" {}", exclude);
        return Script.of("""
                matches() {
                  matched=$1
                  shift
                  for pattern in "$@"; do
                    case $matched in $pattern | $pattern/*) return 0 ;; esac
                  done
                  return 1
                }
                find . ! -type d | sed 's|^\\./||' >"$work/names"
                while IFS= read -r name; do
                  if {} || ! {}; then rm -f "./$name"; fi
                done <"$work/names"
                find . -mindepth 1 -type d -empty -delete""", unwanted, wanted);
    }

    private Script stripped() {
        Script without = strip == 0 ? Script.NOTHING : Script.of("""
                        cd "$work"
                        left={}
                        while [ "$left" -gt 0 ]; do
                          mkdir up
                          find files -mindepth 2 -maxdepth 2 -print0 | xargs -0 -r mv -t up
                          rm -rf files
                          mv up files
                          left=$((left - 1))
                        done
                        cd files""", strip);
        return without.then(
                Script.of("if [ -z \"$(ls -A)\" ]; then complain 'nothing is left of the archive to be unpacked'; fi"));
    }

    private Script owned() {
        String user = attributes.owner().orElse("")
                + attributes.group().map(name -> ":" + name).orElse("");
        Script own = user.isEmpty() ? Script.NOTHING : Script.of("chown -hR {} .", user);
        return own.then(attributes
                .mode()
                .map(mode -> Script.of("find . -type f -print0 | xargs -0 -r chmod -- {}", mode))
                .orElse(Script.NOTHING));
    }

    /** Checks that every file can be moved to its place, and writes the list before the first move. */
    private Script listed() {
        return Script.of("""
                find . -mindepth 1 -printf '%y %P\\n' >"$work/entries"
                : >"$work/list"
                while IFS= read -r name; do
                  type=${name%% *}
                  name=${name#? }
                  if [ "$type" = d ]; then
                    if [ -d "$dest/$name" ]; then continue; fi
                    if [ -e "$dest/$name" ] || [ -L "$dest/$name" ]; then
                      complain "$dest/$name is not a folder, and in the archive it is one"
                    fi
                    printf 'd %s\\n' "$name" >>"$work/list"
                  elif [ -d "$dest/$name" ] && [ ! -L "$dest/$name" ]; then
                    complain "$dest/$name is a folder, and in the archive it is none"
                  elif [ "$type" = l ]; then
                    printf 'l %s  %s\\n' "$(sum_of "$name")" "$name" >>"$work/list"
                  fi
                done <"$work/entries"
                find . -type f -print0 | xargs -0 -r sha256sum | sed 's|^\\([0-9a-f]*\\)  \\./|f \\1  |' >>"$work/list"
                sed 's/^. //' "$work/entries" >"$work/names"
                : >"$work/before"
                if [ -f "$list" ]; then
                  sed -n 's/^[flFL] [0-9a-f]*  //p' "$list" >"$work/before"
                  grep '^d ' "$list" >>"$work/list" || :
                  awk 'FNR == NR { now[$0] = 1; next }
                    /^[flFL] / { name = substr($0, index($0, "  ") + 2); if (!(name in now)) print toupper(substr($0, 1, 1)) substr($0, 2) }
                    ' "$work/names" "$list" >>"$work/list"
                fi
                mkdir -p -m 700 "$home" "$home/unarchived"
                { printf '%s %s\\n' "$(sha256sum <"$archive" | cut -c 1-64)" {}; cat "$work/list"; } >"$list.new"
                mv "$list.new" "$list\"""", mark);
    }

    private static Script moved() {
        return UnpackedFiles.copyOf().then(Script.of("""
                whole=
                while IFS= read -r name; do
                  type=${name%% *}
                  name=${name#? }
                  if [ -n "$whole" ]; then
                    case $name in "$whole"/*) continue ;; esac
                  fi
                  if [ "$type" = d ]; then
                    if [ -d "$dest/$name" ]; then continue; fi
                    whole=$name
                  elif [ -e "$dest/$name" ] || [ -L "$dest/$name" ]; then
                    if ! grep -qxF -e "$name" "$work/before"; then
                      (umask 077; mkdir -p "$list.kept")
                      cp -a "$dest/$name" "$(copy_of "$name")"
                    fi
                  fi
                  mv -fT "./$name" "$dest/$name"
                done <"$work/entries\""""));
    }
}
