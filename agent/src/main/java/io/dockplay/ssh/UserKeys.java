package io.dockplay.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import io.dockplay.message.Message;
import io.dockplay.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Vector;

/**
 * The keys that a login tries, in their order: the one that the inventory names and no other; else those of ssh_config, of
 * the agent, and the usual files.
 *
 * <p>A key with a passphrase is used if the agent holds it. If one of several keys cannot be used, the others are
 * still tried.
 */
final class UserKeys implements IdentityRepository {

    /** The only key that may be tried cannot be used. */
    static final class Unusable extends Exception {

        private final transient Message what;
        private final transient Message advice;

        Unusable(Message what, Message advice) {
            super(what.text());
            this.what = what;
            this.advice = advice;
        }

        Message what() {
            return what;
        }

        Message advice() {
            return advice;
        }
    }

    /**
     * The keys to try when the inventory names none.
     *
     * @param files those that ssh_config names
     * @param usual the files that are tried if they are there
     * @param onlyThese whether the agent's other keys are not tried (IdentitiesOnly)
     * @param agent the agent's socket
     */
    record Wanted(List<Path> files, List<Path> usual, boolean onlyThese, Optional<Path> agent) {

        Wanted {
            files = List.copyOf(files);
            usual = List.copyOf(usual);
        }
    }

    /** The keys in files, each read once for all connections of a run, and again only when its file has changed. */
    static final class KeyFiles {

        /** A key, and when the file that it was read from was changed, and how large that was. */
        private record Known(Identity key, FileTime changed, long size) {}

        private final Map<Path, Known> known = new HashMap<>();

        synchronized Identity read(Path file) throws JSchException {
            BasicFileAttributes now;
            try {
                now = Files.readAttributes(file, BasicFileAttributes.class);
            } catch (IOException e) {
                throw new JSchException(file + " cannot be read", e);
            }
            Known before = known.get(file);
            if (before != null && before.changed().equals(now.lastModifiedTime()) && before.size() == now.size()) {
                return before.key();
            }
            JSch loader = new JSch();
            loader.addIdentity(file.toString());
            Identity key =
                    RsaKey.faster(loader.getIdentityRepository().getIdentities().get(0), file);
            known.put(file, new Known(key, now.lastModifiedTime(), now.size()));
            return key;
        }
    }

    private final KeyFiles keyFiles;
    private final List<Identity> agent;
    private final List<Identity> identities = new ArrayList<>();
    private final List<Message> names = new ArrayList<>();

    private UserKeys(KeyFiles keyFiles, List<Identity> agent) {
        this.keyFiles = keyFiles;
        this.agent = agent;
    }

    static UserKeys of(Route route, KeyFiles keyFiles) throws Unusable {
        Wanted wanted = route.keys();
        UserKeys keys = new UserKeys(keyFiles, agent(wanted));
        if (route.target().privateKey().isPresent()) {
            keys.addTheOnly(route.target().privateKey().get());
            return keys;
        }
        wanted.files().forEach(keys::tryToAdd);
        if (!wanted.onlyThese()) {
            keys.addAgent();
        }
        wanted.usual().stream().filter(Files::exists).forEach(keys::tryToAdd);
        return keys;
    }

    /** The names of the keys, with those that could not be used. */
    List<Message> names() {
        return names;
    }

    private void addTheOnly(Path file) throws Unusable {
        if (!Files.isReadable(file)) {
            throw new Unusable(
                    Message.of("there is no private key %s", file),
                    Message.of("Check ansible_ssh_private_key_file in the inventory."));
        }
        Optional<String> mode = exposed(file);
        if (mode.isPresent()) {
            throw new Unusable(
                    Message.of(
                            "the private key %s is not used: others can read it (its permissions are %s)",
                            file, mode.get()),
                    Message.of("As in OpenSSH only its owner may: chmod 600 %s", file));
        }
        try {
            if (!add(file)) {
                throw new Unusable(
                        Message.of("the private key %s has a passphrase, and the agent does not hold it", file),
                        Message.of("Give it to the agent: ssh-add %s", file));
            }
        } catch (JSchException e) {
            throw new Unusable(
                    Message.of("the private key cannot be read: %s", file),
                    Message.of("It should be the private half of a key that ssh-keygen made."));
        }
    }

    private void tryToAdd(Path file) {
        if (!Files.isReadable(file)) {
            names.add(Message.of("%s (cannot be read)", file));
            return;
        }
        if (exposed(file).isPresent()) {
            names.add(Message.of("%s (others can read it: chmod 600)", file));
            return;
        }
        try {
            if (!add(file)) {
                names.add(Message.of("%s (has a passphrase: ssh-add it)", file));
            }
        } catch (JSchException e) {
            names.add(Message.of("%s (is no key)", file));
        }
    }

    private static Optional<String> exposed(Path file) {
        return Trust.own().flatMap(trust -> trust.exposed(file));
    }

    /** Adds a key, or the agent's if it is the same; false when it has a passphrase that nobody knows. */
    private boolean add(Path file) throws JSchException {
        Identity loaded = keyFiles.read(file);
        Identity usable = loaded;
        if (loaded.isEncrypted()) {
            List<Identity> held =
                    agent.stream().filter(each -> same(each, loaded)).toList();
            if (held.isEmpty()) {
                return false;
            }
            usable = held.get(0);
        }
        if (!holds(usable)) {
            identities.add(usable);
            names.add(Message.quoted(file.toString()));
        }
        return true;
    }

    private void addAgent() {
        List<Identity> more = agent.stream().filter(each -> !holds(each)).toList();
        identities.addAll(more);
        if (!more.isEmpty()) {
            names.add(
                    more.size() == 1 ? Message.of("the agent's key") : Message.of("the agent's %s keys", more.size()));
        }
    }

    private boolean holds(Identity identity) {
        return identities.stream().anyMatch(each -> same(each, identity));
    }

    private static boolean same(Identity one, Identity other) {
        return one.getPublicKeyBlob() != null && Arrays.equals(one.getPublicKeyBlob(), other.getPublicKeyBlob());
    }

    private static List<Identity> agent(Wanted wanted) {
        if (wanted.agent().isEmpty()) {
            return List.of();
        }
        try {
            return List.copyOf(new AgentIdentityRepository(
                            new SSHAgentConnector(wanted.agent().get()))
                    .getIdentities());
        } catch (AgentProxyException e) {
            return List.of(); // OpenSSH's client goes on without an agent too
        }
    }

    @Override
    public String getName() {
        return "dockplay";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // JSch's choice
    public Vector<Identity> getIdentities() {
        return new Vector<>(identities);
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] blob) {
        return false;
    }

    @Override
    public void removeAll() {
        // The keys belong to the agent and the files.
    }
}
