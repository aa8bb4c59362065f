package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.problem.Problem;
import io.dockplay.transport.Unreachable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.junit.jupiter.api.Test;

/** How a login is made, and what a refused one says. */
class LoginMethodsTest extends ConnectsToTestServer {

    @Test
    void a_refused_password_names_the_user_and_never_the_password() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            Map<String, Object> variables = server.variables();
            variables.put("ansible_password", "not-the-secret");

            assertThatThrownBy(() -> ssh.connect(target(variables), options(true)))
                    .isInstanceOfSatisfying(Unreachable.class, refused -> {
                        assertThat(refused.problem().what()).startsWith("the login as ops was refused");
                        assertThat(refused.problem().toString()).doesNotContain("not-the-secret");
                    });
        }
    }

    @Test
    void the_methods_that_are_told_are_the_servers_own() throws Exception {
        TestKeys.write(folder.resolve("key"));
        Map<String, Object> key =
                Map.of("ansible_ssh_private_key_file", folder.resolve("key").toString());
        try (TestServer server = TestServer.start(
                folder, only(UserAuthPublicKeyFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE))) {
            server.acceptKey(TestServer.hostKey().getPublic());
            Problem refused = refusal(server, key, "ansible_password");

            assertThat(refused.what()).isEqualTo("the login as ops was refused (tried: " + folder.resolve("key") + ")");
            assertThat(refused.advice())
                    .contains("/.ssh/authorized_keys?")
                    .endsWith("The server accepts publickey, keyboard-interactive.");
        }
    }

    @Test
    void a_password_where_only_keys_are_taken_is_not_sent() throws Exception {
        try (TestServer server = TestServer.start(folder, only(UserAuthPublicKeyFactory.INSTANCE))) {
            server.acceptKey(TestServer.hostKey().getPublic());
            Problem refused = refusal(server, Map.of(), "");

            assertThat(refused.what())
                    .isEqualTo(
                            "the login as ops was refused (tried: nothing, for there is no key, and it takes no password)");
            assertThat(refused.advice()).endsWith("The server accepts publickey.");
        }
    }

    @Test
    void a_password_works_where_it_is_asked_for() throws Exception {
        try (TestServer server = TestServer.start(folder, only(UserAuthKeyboardInteractiveFactory.INSTANCE))) {
            ssh.connect(target(server.variables()), options(true)).close();
        }
    }

    @Test
    void a_password_that_is_refused_when_asked_for_is_tried_as_one_too() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (TestServer server = TestServer.start(folder, setUp -> {
            setUp.setKeyboardInteractiveAuthenticator(KeyboardInteractiveAuthenticator.NONE);
            setUp.setPasswordAuthenticator((user, password, session) -> {
                asked.incrementAndGet();
                return password.equals("secret");
            });
        })) {
            ssh.connect(target(server.variables()), options(true)).close();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void advice_for_a_refused_password_speaks_of_the_password() throws Exception {
        try (TestServer server = TestServer.start(folder, only(UserAuthPasswordFactory.INSTANCE))) {
            Problem refused = refusal(server, Map.of("ansible_password", "wrong"), "");

            assertThat(refused.what()).isEqualTo("the login as ops was refused (tried: the password)");
            assertThat(refused.advice())
                    .isEqualTo("Is ansible_password (or --ask-pass) the password of ops on this host?"
                            + " The server accepts password.");
        }
    }
}
