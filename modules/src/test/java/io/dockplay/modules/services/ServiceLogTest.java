package io.dockplay.modules.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.message.Message;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The line that tells why a service does not start, in what real programs wrote. */
class ServiceLogTest {

    @Test
    void the_program_is_heard_and_not_systemd() {
        assertThat(cause("""
                Starting Docker Application Container Engine...
                unknown flag: --no-such-option
                See 'dockerd --help'.
                docker.service: main process exited, code=exited, status=125/n/a
                Failed to start Docker Application Container Engine.
                Unit docker.service entered failed state.
                docker.service failed.
                docker.service holdoff time over, scheduling restart.
                start request repeated too quickly for docker.service
                Failed to start Docker Application Container Engine.
                """)).contains("unknown flag: --no-such-option");
    }

    @Test
    void what_systemctl_tells_of_links_is_no_cause() {
        assertThat(cause("""
                Created symlink from /etc/systemd/system/multi-user.target.wants/docker.service to /usr/lib/systemd/system/docker.service.
                """)).isEmpty();
        assertThat(cause("""
                ln -s '/usr/lib/systemd/system/docker.service' '/etc/systemd/system/multi-user.target.wants/docker.service'
                """)).isEmpty();
    }

    @Test
    void a_program_that_said_nothing_until_systemd_ended_it_took_too_long() {
        assertThat(cause("""
                Nov 27 17:54:59 c7-2 dockerd[847]: time="2026-11-27T17:54:59.708139540Z" level=info msg="Loading containers: start."
                Nov 27 17:55:01 c7-2 systemd[1]: docker.service start operation timed out. Terminating.
                Nov 27 17:55:01 c7-2 systemd[1]: Failed to start Docker Application Container Engine.
                """)).contains("its start took too long, and systemd ended it");
    }

    @Test
    void of_several_starts_the_last_that_said_anything_counts() {
        assertThat(cause("""
                Starting Docker Application Container Engine...
                unknown flag: --of-yesterday
                docker.service: Failed with result 'exit-code'.
                Starting Docker Application Container Engine...
                unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character '}'
                docker.service: Failed with result 'exit-code'.
                Stopped Docker Application Container Engine.
                Starting Docker Application Container Engine...
                """))
                .contains(
                        "unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character '}'");
    }

    @Test
    void a_line_that_the_journal_puts_before_the_start_of_its_process_belongs_to_it() {
        assertThat(cause("""
                Nov 27 04:39:49 c7-1 sh[280]: unknown flag: --of-yesterday
                Nov 27 04:39:49 c7-1 systemd[1]: Failed to start loops.service.
                Nov 27 04:39:51 c7-1 sh[287]: unknown flag: --no-such-option
                Nov 27 04:39:51 c7-1 systemd[1]: Starting loops.service...
                Nov 27 04:39:51 c7-1 sh[287]: see --help
                Nov 27 04:39:51 c7-1 systemd[1]: loops.service: Main process exited, code=exited, status=125/n/a
                Nov 27 04:39:51 c7-1 systemd[1]: loops.service: Failed with result 'exit-code'.
                Nov 27 04:39:51 c7-1 systemd[1]: Failed to start loops.service.
                """)).contains("unknown flag: --no-such-option");
    }

    @Test
    void a_unit_without_a_description_is_no_cause_of_its_own() {
        assertThat(cause("""
                unknown flag: --no-such-option
                see --help
                Starting loops.service...
                loops.service: Main process exited, code=exited, status=125/n/a
                loops.service: Failed with result 'exit-code'.
                Failed to start loops.service.
                """)).contains("unknown flag: --no-such-option");
    }

    @Test
    void dockers_own_lines_are_weighed_by_their_levels() {
        assertThat(cause("""
                time="2026-11-26T21:00:00.1Z" level=info msg="Starting up"
                time="2026-11-26T21:00:00.2Z" level=warning msg="could not change group /var/run/docker.sock to docker"
                time="2026-11-26T21:00:00.3Z" level=error msg="failed to mount overlay: no such device" storage-driver=overlay2
                time="2026-11-26T21:00:00.4Z" level=fatal msg="Error starting daemon: \\"none-such\\" is not a driver"
                """)).contains("Error starting daemon: \"none-such\" is not a driver");
        assertThat(cause("""
                time="2026-11-26T21:00:00.3Z" level=error msg="[graphdriver] prior storage driver aufs failed"
                failed to start daemon: error initializing graphdriver: driver not supported
                """)).contains("failed to start daemon: error initializing graphdriver: driver not supported");
    }

    @Test
    void logs_of_syslog_and_of_init_scripts_are_read_alike() {
        assertThat(cause("""
                Job for docker.service failed because the control process exited with error code.
                See "systemctl status docker.service" and "journalctl -xe" for details.
                * docker.service - Docker Application Container Engine
                   Loaded: loaded (/usr/lib/systemd/system/docker.service; disabled; vendor preset: disabled)
                   Active: activating (auto-restart) (Result: exit-code) since Thu 2026-11-26 21:00:12 UTC; 12ms ago
                  Process: 99 ExecStart=/usr/bin/dockerd --no-such-option (code=exited, status=125)
                 Main PID: 99 (code=exited, status=125)
                -- Logs begin at Thu 2026-11-26 20:59:51 UTC, end at Thu 2026-11-26 21:00:12 UTC. --
                Nov 26 21:00:12 web1 systemd[1]: Starting Docker Application Container Engine...
                Nov 26 21:00:12 web1 dockerd[99]: unknown flag: --no-such-option
                Nov 26 21:00:12 web1 dockerd[99]: See 'dockerd --help'.
                Nov 26 21:00:12 web1 systemd[1]: Failed to start Docker Application Container Engine.
                """)).contains("unknown flag: --no-such-option");
        assertThat(cause("""
                Starting docker:                                           [FAILED]
                service docker start failed
                docker dead but pid file exists
                /var/log/docker ends with:
                flag provided but not defined: --no-such-option
                See '/usr/bin/docker --help'.
                """)).contains("flag provided but not defined: --no-such-option");
        assertThat(cause("""
                nginx: [emerg] unknown directive "foo" in /etc/nginx/nginx.conf:3
                nginx: configuration file /etc/nginx/nginx.conf test failed
                """)).contains("nginx: [emerg] unknown directive \"foo\" in /etc/nginx/nginx.conf:3");
    }

    @Test
    void who_says_nothing_has_no_cause() {
        assertThat(cause("")).isEmpty();
        assertThat(cause("""
                Starting Docker Application Container Engine...
                Failed to start Docker Application Container Engine.
                """)).isEmpty();
    }

    private static Optional<String> cause(String log) {
        return ServiceLog.cause(log).map(Message::text);
    }
}
