package io.dockplay.ssh;

import io.dockplay.message.Message;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How dockplay treats each keyword of ssh_config: it honours, ignores, reports or refuses it. */
final class ConfigKeywords {

    /** The keywords with one value that dockplay honours. */
    static final Set<String> SINGLE = Set.of(
            "hostname",
            "port",
            "user",
            "identityfile",
            "identitiesonly",
            "identityagent",
            "hostkeyalias",
            "addressfamily",
            "bindaddress",
            "hashknownhosts",
            "pubkeyauthentication",
            "passwordauthentication",
            "kbdinteractiveauthentication",
            "preferredauthentications");

    private static final Set<String> FOLLOWED = Set.of(
            "proxyjump",
            "proxycommand",
            "userknownhostsfile",
            "globalknownhostsfile",
            "hostkeyalgorithms",
            "pubkeyacceptedalgorithms",
            "kexalgorithms",
            "ciphers",
            "macs");

    /** The keywords that dockplay ignores: with one connection a run, or without a terminal, they mean nothing. */
    private static final Set<String> NEEDLESS = words(
            "addkeystoagent batchmode canonicaldomains canonicalizefallbacklocal canonicalizemaxdots canonicalizepermittedcnames"
                    + " casignaturealgorithms channeltimeout clearallforwardings compression connectionattempts controlmaster"
                    + " controlpath controlpersist enableescapecommandline enablesshkeysign escapechar exitonforwardfailure"
                    + " fingerprinthash forkafterauthentication forwardx11timeout forwardx11trusted gatewayports"
                    + " gssapiauthentication gssapiclientidentity gssapidelegatecredentials gssapikexalgorithms"
                    + " gssapikeyexchange gssapirenewalforcesrekey gssapiserveridentity gssapitrustdns"
                    + " hostbasedacceptedalgorithms hostbasedauthentication ignoreunknown ipqos kbdinteractivedevices"
                    + " logverbose loglevel numberofpasswordprompts obscurekeystroketiming permitlocalcommand"
                    + " permitremoteopen refuseconnection rekeylimit requesttty requiredrsasize rsaminsize"
                    + " securitykeyprovider sendenv serveralivecountmax serveraliveinterval sessiontype setenv stdinnull"
                    + " streamlocalbindmask streamlocalbindunlink syslogfacility tag tcpkeepalive tunneldevice"
                    + " updatehostkeys usekeychain versionaddendum visualhostkey warnweakcrypto xauthlocation"
                    // Today's OpenSSH ignores these too.
                    + " afstokenpassing cipher compressionlevel fallbacktorsh globalknownhostsfile2 kerberosauthentication"
                    + " kerberostgtpassing protocol rhostsauthentication rhostsrsaauthentication rsaauthentication"
                    + " useprivilegedport userknownhostsfile2 useroaming usersh");

    private static final Message CHECKED =
            Message.of("host keys are always checked; --accept-new-host-keys learns those of new hosts");

    /** The keywords that dockplay reports as not honoured, with the reason, unless their value is no or none. */
    private static final Map<String, Message> IGNORED = Map.ofEntries(
            Map.entry("forwardagent", Message.of("the agent is not forwarded")),
            Map.entry("forwardx11", Message.of("dockplay forwards nothing")),
            Map.entry("localforward", Message.of("dockplay forwards nothing")),
            Map.entry("remoteforward", Message.of("dockplay forwards nothing")),
            Map.entry("dynamicforward", Message.of("dockplay forwards nothing")),
            Map.entry("tunnel", Message.of("dockplay forwards nothing")),
            Map.entry("localcommand", Message.of("no local command is run")),
            Map.entry("remotecommand", Message.of("dockplay starts a shell of its own")),
            Map.entry("certificatefile", Message.of("certificates of users are not used")),
            Map.entry("pkcs11provider", Message.of("keys on tokens are used through the agent only")),
            Map.entry("connecttimeout", Message.of("--timeout says it for all hosts")),
            Map.entry("checkhostip", Message.of("addresses are not looked up in known_hosts")),
            Map.entry("verifyhostkeydns", Message.of("host keys are not looked up in DNS")),
            Map.entry("nohostauthenticationforlocalhost", CHECKED),
            Map.entry("stricthostkeychecking", CHECKED));

    /** The keywords with which dockplay refuses to connect, with the reason, unless their value is no or none. */
    private static final Map<String, Message> REFUSED = Map.of(
            "canonicalizehostname", Message.of("dockplay looks up no other names for a host"),
            "proxyusefdpass", Message.of("dockplay takes a ProxyCommand's input and output, and no socket from it"),
            "knownhostscommand", Message.of("dockplay reads host keys from files"),
            "revokedhostkeys", Message.of("dockplay reads no such list; write @revoked lines into known_hosts"),
            "bindinterface", Message.of("dockplay cannot choose an interface; BindAddress can"));

    /** Old name → today's name of a keyword. */
    private static final Map<String, String> ALSO = Map.of(
            "challengeresponseauthentication", "kbdinteractiveauthentication",
            "skeyauthentication", "kbdinteractiveauthentication",
            "tisauthentication", "kbdinteractiveauthentication",
            "dsaauthentication", "pubkeyauthentication",
            "identityfile2", "identityfile",
            "keepalive", "tcpkeepalive",
            "hostbasedkeytypes", "hostbasedacceptedalgorithms",
            "pubkeyacceptedkeytypes", "pubkeyacceptedalgorithms",
            "smartcarddevice", "pkcs11provider");

    /** A list of algorithms that only servers as old as CentOS 6's need. */
    private static final Pattern OLD =
            Pattern.compile("(?:[+^]|(?!-)).*(ssh-rsa|ssh-dss|-sha1|-cbc|arcfour|hmac-md5).*");

    private ConfigKeywords() {}

    private static Set<String> words(String text) {
        return Stream.of(text.split(" ")).collect(Collectors.toUnmodifiableSet());
    }

    /** Today's name of a keyword. */
    static String canonical(String keyword) {
        return ALSO.getOrDefault(keyword, keyword);
    }

    static boolean areKnown(String keyword) {
        return SINGLE.contains(keyword)
                || FOLLOWED.contains(keyword)
                || NEEDLESS.contains(keyword)
                || IGNORED.containsKey(keyword)
                || REFUSED.containsKey(keyword);
    }

    /** Whether something is made of a line's value: it is not only read. */
    static boolean areFollowed(String keyword) {
        return SINGLE.contains(canonical(keyword)) || FOLLOWED.contains(keyword);
    }

    /** Why dockplay does not honour a line that applies to the host; none when it does. */
    static Optional<Message> ignored(ConfigLine line) {
        boolean isUsual =
                line.keyword().equals("stricthostkeychecking") && line.rest().matches("(?i)(yes|ask|true)\\b.*");
        return isUsual || off(line) ? Optional.empty() : Optional.ofNullable(IGNORED.get(line.keyword()));
    }

    /** Why dockplay does not connect to a host to which the line applies; none when it does. */
    static Optional<Message> refused(ConfigLine line) {
        return off(line) ? Optional.empty() : Optional.ofNullable(REFUSED.get(line.keyword()));
    }

    private static boolean off(ConfigLine line) {
        String value = line.words().get(0).toLowerCase(Locale.ROOT);
        boolean checking = line.keyword().equals("stricthostkeychecking");
        return !checking && (value.equals("no") || value.equals("none") || value.equals("false"));
    }

    /** Whether a list of algorithms names one that only old servers need. */
    static boolean areOld(ConfigLine line) {
        return OLD.matcher(line.words().get(0)).matches();
    }
}
