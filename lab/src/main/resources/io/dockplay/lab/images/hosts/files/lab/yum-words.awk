# What dnf prints, in the words of yum 3: release is 6 or 7, verb yum's command, quiet 1 where little is said. Two files are
# read, what dnf printed and then its errors; the latter go to /dev/fd/9.
function say(line) { if (errors) print line > "/dev/fd/9"; else print line }
function complain(line) { print line > "/dev/fd/9" }
function greet() {
  if (greeted || quiet) return
  greeted = 1
  print "Loaded plugins: fastestmirror"
  if (release == 6 && verb ~ /^(install|update|remove|downgrade)$/)
    print "Setting up " toupper(substr(verb, 1, 1)) substr(verb, 2) " Process"
}
function dead(id) {
  if (release == 6) {
    if (url) { complain(url ": [Errno 14] PYCURL ERROR " why); complain("Trying other mirror.") }
    complain("Error: Cannot retrieve repository metadata (repomd.xml) for repository: " id ". Please verify its path and try again")
    return
  }
  if (url) { complain(url ": [Errno 14] " why); complain("Trying other mirror.") }
  complain(" One of the configured repositories failed (" id "),")
  complain(" and yum doesn't have enough cached data to continue. At this point the only")
  complain(" safe thing yum can do is fail. There are a few ways to work \"fix\" this:")
  complain("")
  complain("     3. Run the command with the repository temporarily disabled")
  complain("            yum --disablerepo=" id " ...")
  complain("")
  complain("failure: repodata/repomd.xml from " id ": [Errno 256] No more mirrors to try.")
  if (url) complain(url ": [Errno 14] " why)
}
{ errors = FILENAME == "/dev/fd/8"; greet() }

/^Last metadata expiration check/ { next }
/^Dependencies resolved\.$/ { say("Dependencies Resolved"); next }
/^Nothing to do\.$/ { say("Nothing to do"); next }
/^Upgrading:$/ { say("Updating:"); next }
/^Installing dependencies:$/ { say("Installing for dependencies:"); next }
/^Installing group\/module packages:$/ { say(release == 6 ? "Installing:" : "Installing for group install \"a group\":"); next }
/^Removing (dependent packages|unused dependencies):$/ { say("Removing for dependencies:"); next }
/^Freed space:/ { sub(/^Freed space/, "Installed size"); say($0); next }
/^Package .* is already installed\.$/ { sub(/is already installed\.$/, "already installed and latest version"); say($0); next }
/^Operation aborted\.$/ {
  print release == 6 ? "Exiting on user Command\nComplete!" : "Exiting on user command"
  next
}

/^No match for argument: / {
  sub(/^No match for argument: /, "")
  if (verb == "remove") complain("No Match for argument: " $0); else say("No package " $0 " available.")
  next
}
/^No packages marked for removal\.$/ { print "No Packages marked for removal"; next }
/^All matches were filtered out by exclude filtering for argument: / { print "No package " $NF " available."; next }
/^Error: (Unable to find a match|No packages marked for)/ {
  if (release == 6 && verb == "downgrade") print "Nothing to do"; else complain("Error: Nothing to do")
  next
}
/^Warning: Group .* does not exist\.$/ {
  if (release == 7) {
    complain("There is no installed groups file.\nMaybe run: yum groups mark convert")
    sub(/Group/, "group/environment")
  }
  complain($0)
  next
}

/^Errors during downloading metadata for repository / { next }
/^  - Status code: [0-9]+ for / {
  url = $6
  why = release == 6 ? "22 - \"The requested URL returned error: " $4 "\"" : "HTTP Error " $4 " - Not Found"
  next
}
/^  - Curl error \([0-9]+\): / {
  url = $0; sub(/^.* for /, "", url); sub(/ .*/, "", url)
  why = $0; sub(/^.*\[/, "", why); sub(/\]$/, "", why)
  number = $4; gsub(/[^0-9]/, "", number)
  why = (release == 6 ? number : "curl#" number) " - \"" why "\""
  next
}
/^Error: Failed to download metadata for repo '/ {
  split($0, words, "'")
  dead(words[2])
  next
}

/^Error: *$/ || /^ Problem( [0-9]+)?: / || /^  - conflicting requests$/ { next }
/^  - nothing provides .* needed by .* from / {
  need = $0; sub(/^  - nothing provides /, "", need); sub(/ needed by .*/, "", need)
  complain("Error: Package: " $(NF - 2) " (" $NF ")\n           Requires: " need)
  next
}
/^\(try to add '--skip-broken'/ { print " You could try using --skip-broken to work around the problem"; next }

{ say($0) }
