package io.dockplay.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a diff hides of texts whose secrets no variable knows: the values of settings, and not every word behind a colon. */
class DiffMaskerTest {

    private static String masked(String line) {
        return DiffMasker.masked(line, text -> text);
    }

    /** As lines of a diff, and as lines of a file that is told without signs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "passwd:     files sss",
                "passwd: files",
                "passwd:\tcompat systemd [NOTFOUND=return] ldap",
                "passwd_compat: nis",
                "ops ALL=(ALL) NOPASSWD: /usr/bin/systemctl restart docker",
                "%wheel ALL=(root) NOPASSWD:SETENV: /usr/bin/yum, PASSWD: /bin/su",
                "ops ALL=NOPASSWD:ALL",
                "    NOPASSWD: /usr/bin/docker, \\",
                "    PASSWD: /usr/bin/docker",
                "Defaults passwd_tries=3, passwd_timeout=1",
                "password    requisite     pam_pwquality.so try_first_pass retry=3",
                "PasswordAuthentication no",
                "- /etc/passwd:/etc/passwd:ro",
                "docker run -v /run/secrets:/run/secrets -v /etc/passwd:/etc/passwd:ro app",
                "echo Please enter the password: now",
                "# who forgets the token: ask ops",
                "password_file=/etc/word",
                "use_token: true",
                "secrets: [",
                "password: \"\"",
                "password:"
            })
    void what_is_no_secret_can_be_read(String text) {
        for (String sign : new String[] {"+", "-", " ", ""}) {
            assertThat(masked(sign + text)).isEqualTo(sign + text);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "password = hunter2 | password = ********",
                "password=hunter2 | password=********",
                "PASSWORD=\"hunter2\" | PASSWORD=********",
                "password: hunter2 | password: ********",
                "password:hunter2 | password:********",
                "passwd: hunter2 | passwd: ********",
                "passwd: files hunter2 | passwd: ********",
                "PASSWD: hunter2 | PASSWD: ********",
                "DB_PASSWORD=hunter2 | DB_PASSWORD=********",
                "export DB_PASSWORD=hunter2 | export DB_PASSWORD=********",
                "# password = hunter2 | # password = ********",
                "#password: hunter2 | #password: ********",
                "- password: hunter2 | - password: ********",
                "\"password\": \"hunter2\", | \"password\": ********",
                "\"password\":\"hunter2\" | \"password\":********",
                "'password': 'hunter2' | 'password': ********",
                "{\"user\": \"ali\", \"password\": \"hunter2\"} | {\"user\": \"ali\", \"password\": ********",
                "db: {user: ali, password: hunter2} | db: {user: ali, password: ********",
                "db: {password: hunter2} | db: {password: ********",
                "spring.datasource.password: hunter2 | spring.datasource.password: ********",
                "userPassword: hunter2 | userPassword: ********",
                "registryToken: abc | registryToken: ********",
                "ansible_ssh_pass: hunter2 | ansible_ssh_pass: ********",
                "curl -H 'X-Auth-Token: abc' http://h/ | curl -H 'X-Auth-Token: ********",
                "curl -H X-Auth-Token:abc http://h/ | curl -H X-Auth-Token:********",
                "url http://h/?user=a&token=abc | url http://h/?user=a&token=********",
                "docker run -e DB_PASSWORD=hunter2 app | docker run -e DB_PASSWORD=********",
                "mysql --password=hunter2 | mysql --password=********",
                "$password = 'hunter2'; | $password = ********",
                "$db['password'] = 'hunter2'; | $db['password'] = ********",
                "'password' => 'hunter2', | 'password' =********",
                "sed -i s/^password=.*/password=hunter2/ f | sed -i s/^password=********"
            })
    void what_stands_behind_a_secrets_name_as_a_setting_is_masked(String text, String shown) {
        for (String sign : new String[] {"+", "-", " ", ""}) {
            assertThat(masked(sign + text)).isEqualTo(sign + shown);
        }
    }

    @Test
    void a_value_that_a_variable_knows_is_masked_wherever_it_stands() {
        String diff = "@@ -1 +1 @@\n-ops ALL=NOPASSWD: /bin/old\n+ops ALL=NOPASSWD: /bin/open-sesame";
        assertThat(DiffMasker.masked(diff, text -> text.replace("open-sesame", Secrets.MASK)))
                .isEqualTo("@@ -1 +1 @@\n-ops ALL=NOPASSWD: /bin/********\n+ops ALL=NOPASSWD: /bin/********");
    }
}
