package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** convert prints Ansible's playbooks in dockplay's language, and dockplay takes what it prints. */
class ConvertCommandTest {

    @TempDir
    Path folder;

    @BeforeEach
    void files_that_playbooks_name() throws IOException {
        write("hosts", "[web]\nweb1 port=8080 secure=true user_name=ada\n");
        for (String file : List.of("a.conf", "app.tgz", "setup.sh", "b.txt")) {
            write("files/" + file, "text\n");
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Dockplay converted(String playbook) throws IOException {
        return Dockplay.run("convert", write("ansible.yml", playbook));
    }

    private Dockplay validated(String playbook) throws IOException {
        return Dockplay.run("validate", write("site.yml", playbook), "-i", folder.resolve("hosts"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yum: name=httpd,mod_ssl state=installed update_cache=yes",
                "ansible.builtin.dnf: {name: [gcc, make], state: latest, enablerepo: epel}",
                "apt: {pkg: vim}",
                "package: name=gcc state=removed",
                "service: name=httpd state=started enabled=yes",
                "ansible.builtin.systemd: {name: docker.service, state: restarted, daemon_reload: yes, enabled: true}",
                "copy: src=a.conf dest=/etc/a.conf owner=root group=root mode=0644 backup=yes",
                "copy: {content: 'x={{ port }}', dest: /etc/b.conf, mode: 644}",
                "file: path=/srv/app state=directory owner=root mode=0755",
                "file: {src: /srv/app, dest: /srv/current, state: link}",
                "file: {path: /tmp/x, state: absent}",
                "lineinfile: {path: /etc/hosts, regexp: '^127', line: '127.0.0.1 localhost', insertafter: EOF}",
                "lineinfile: dest=/etc/hosts line='10.0.0.1 db' state=absent",
                "blockinfile: {path: /etc/hosts, block: \"10.0.0.1 a\\n10.0.0.2 b\\n\", marker: '# {mark}'}",
                "blockinfile: {dest: /etc/hosts, content: '10.0.0.1 a', insertbefore: BOF, create: yes, validate: 'test -s %s'}",
                "file: {path: /srv/app, state: directory, mode: 'u=rwX,g-w', recurse: yes}",
                "user: name=ada uid=1001 groups=wheel,docker append=yes shell=/bin/bash createhome=yes",
                "group: name=docker gid=990 state=present",
                "cron: name=clean minute=0 hour=3 job='rm -rf /tmp/x' user=root",
                "get_url: {url: 'http://example.com/a.tgz', dest: /opt/a.tgz, mode: '0644', timeout: 30}",
                "unarchive: {src: app.tgz, dest: /opt, owner: root}",
                "unarchive: {src: /opt/a.tgz, dest: /opt, remote_src: yes, creates: /opt/a}",
                "command: make install chdir=/opt/app creates=/opt/app/bin",
                "command: {argv: [id, '{{ user_name }}'], removes: /x}",
                "shell: 'echo {{ port }} > /tmp/port'",
                "raw: uptime",
                "script: setup.sh --fast x",
                "yum_repository: {name: epel, description: Extra, baseurl: 'http://example.com/epel', gpgcheck: no, file: x}",
                "sysctl: {name: net.ipv4.ip_forward, value: 1, sysctl_set: yes, state: present, reload: yes}",
                "hostname: name=web1.example.com",
                "community.general.timezone: {name: Asia/Shanghai}",
                "authorized_key: {user: root, key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1h9ZzZ8vJ8kqzQ0bq3b8rYp1cB0xg0m6m3u5c4yq0y ada'}",
                "modprobe: name=br_netfilter state=present",
                "ansible.posix.selinux: {policy: targeted, state: permissive}",
                "firewalld: {port: 8080/tcp, permanent: yes, immediate: yes, state: enabled}",
                "community.docker.docker_image: {name: nginx, tag: '1.25', source: pull}",
                "docker_container: {name: web, image: 'nginx:1.25', published_ports: ['8080:80'], command: nginx -g x, restart_policy: always, network_mode: bridge}",
                "docker_login: {registry_url: registry.example.com, username: ada, password: '{{ user_name }}'}",
                "fetch: {src: /etc/hosts, dest: out, flat: no}",
                "wait_for: port=8080 timeout=30 state=started",
                "assert: {that: [port == 8080, secure], fail_msg: no}",
                "fail: msg='too old'",
                "debug: var=port",
                "debug: {msg: 'on {{ inventory_hostname }}', verbosity: 1}",
                "stat: path=/etc/hosts",
                "stat: {path: /etc/hosts, follow: yes, get_checksum: yes, get_mime: no}",
                "ansible.posix.mount: {path: /data, src: /dev/sdb1, fstype: xfs, opts: noatime, passno: '2', state: mounted}",
                "mount: name=/data state=unmounted",
                "docker_network: {name: shop, driver: bridge, internal: yes, ipam_config: [{subnet: 10.20.0.0/24, gateway: 10.20.0.1}]}",
                "community.docker.docker_volume: {volume_name: pictures, driver_options: {type: nfs, device: ':/p'}, labels: {a: b}}",
                "community.docker.docker_compose_v2: {project_src: /srv/Shop.Front/, state: present}",
                "docker_compose: {project_name: shop, project_src: /srv/shop, state: absent}",
                "docker_compose: {project_name: shop, definition: {services: {web: {image: nginx}}}}",
                "set_fact: {where: '{{ port }}'}",
                "set_fact: where=x",
                "pause: seconds=1",
                "reboot: {reboot_timeout: 300}",
                "meta: flush_handlers",
            })
    void every_module_that_is_translated_is_accepted(String task) throws IOException {
        Dockplay run = converted("- hosts: web\n  become: yes\n  tasks:\n    - name: It\n      " + task + "\n");

        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.err()).isEmpty();
        Dockplay valid = validated(run.out());
        assertThat(valid.exit()).as("%s%n%s", run.out(), valid).isZero();
        assertThat(valid.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "ansible_distribution_major_version == '7' → facts.os.major == 7",
                "ansible_facts['distribution'] == 'CentOS' → facts.os.distribution == 'CentOS'",
                "r is defined and r is changed → r?? && r.changed",
                "not r.stat.exists → !r.stat.exists",
                "r is not defined or not (a and b) → !r?? || !(a && b)",
                "'ok' in r.stdout → r.stdout?contains('ok')",
                "r.rc not in [0, 3] → ![0, 3]?seq_contains(r.rc)",
                "inventory_hostname in groups['web'] → groups['web']?seq_contains(inventory_hostname)",
                "name is match('web[0-9]+') → name?matches('web[0-9]+.*')",
                "users | length > 0 → users?size > 0",
                "zone | default('eu') == 'eu' → (zone!'eu') == 'eu'",
                "r|failed → r.failed",
                "r is succeeded → !r.failed",
            })
    void conditions_are_written_in_the_other_language(String ansible, String own) throws IOException {
        Dockplay run = converted(
                "- hosts: web\n  become: yes\n  tasks:\n    - debug: {msg: x}\n      when: \"" + ansible + "\"\n");

        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.out())
                .containsAnyOf(
                        "when: " + own + "\n", "when: '" + own.replace("'", "''") + "'\n", "when: \"" + own + "\"\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "ini_file: {path: /a, section: b} → ini_file has no counterpart. Write file: with settings",
                "copy: {src: a, dest: /b, attributes: i} → copy has the option attributes, for which file has none",
                "copy: {src: /a, dest: /b, remote_src: yes} → it copies on the host: write command",
                "debug: {msg: \"{{ x | to_nice_yaml }}\"} → the filter to_nice_yaml has no simple translation",
                "debug: {msg: \"{% if x %}a{% endif %}\"} → {% … %} in a text has no simple translation",
                "debug: {msg: \"{{ lookup('env', 'HOME') }}\"} → the expression lookup('env', 'HOME') has no simple",
                "debug: {msg: \"{{ ansible_os_family }}\"} → leave the condition out",
                "debug: {msg: \"{{ ansible_lsb.id }}\"} → there is no fact for ansible_lsb.id",
                "copy: {src: a, dest: /b, force: no} → copy with force: no",
                "debug: {msg: x, tags: y} → debug has the option tags",
                "file: {path: /a, state: touch} → file with state: touch",
                "mount: {path: /a, state: remounted} → mount with state: remounted: write mounted",
                "docker_network: {name: a, ipam_config: [{subnet: 10.0.0.0/24}, {subnet: 10.1.0.0/24}]} → docker-network has one",
                "docker_volume: {name: a, recreate: always} → docker_volume has the option recreate",
                "docker_compose_v2: {project_src: /srv/a, state: stopped} → a project is present or absent",
                "docker_compose_v2: {project_src: /srv/a, pull: always} → docker_compose_v2 has the option pull",
                "docker_compose_v2: {project_src: '{{ folder }}'} → a project needs a name",
                "systemd: {daemon_reload: yes} → systemd is reloaded when a task needs it",
            })
    void what_is_not_translated_is_told_and_stays_as_a_comment(String task, String why) throws IOException {
        Dockplay run = converted(
                "- hosts: web\n  become: yes\n  tasks:\n    - name: left\n      " + task + "\n    - debug: {msg: y}\n");

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err())
                .startsWith(folder.resolve("ansible.yml") + ":4: ")
                .contains(why)
                .hasLineCount(1);
        assertThat(run.out()).contains("    # not converted: ", "    # - name: left\n    #   " + task + "\n");
        assertThat(validated(run.out()).out()).startsWith("1 play, 1 task,");
    }

    @Test
    void a_whole_playbook_keeps_its_order_its_comments_and_what_is_encrypted() throws IOException {
        Dockplay run = converted("""
                ---
                # The web servers
                - hosts: web
                  vars:
                    url: "http://{{ inventory_hostname }}:{{ port }}/"
                    secret: !vault |
                      $ANSIBLE_VAULT;1.1;AES256
                      3031
                  tasks:
                    # first the packages
                    - name: Packages
                      yum: name={{ item }} state=present
                      with_items: [httpd, mod_ssl]
                      notify: restart httpd

                    - block:
                        - command: cat "{{ url }}"
                          register: r
                          changed_when: false
                          check_mode: no
                      rescue:
                        - shell: echo ${HOME}
                      when: port > 80
                  handlers:
                    - name: restart httpd
                      service: name=httpd state=restarted
                """);

        assertThat(run).isEqualTo(new Dockplay(0, """
                ---
                # The web servers
                - hosts: web
                  become: false # as in Ansible; without it tasks run as root
                  vars:
                    url: http://${inventory_hostname}:${port}/
                    secret: !vault |
                      $ANSIBLE_VAULT;1.1;AES256
                      3031
                  tasks:
                    # first the packages
                    - name: Packages
                      package:
                        name: ${item}
                        state: present
                      loop:
                      - httpd
                      - mod_ssl
                      notify: restart httpd

                    - block:
                        - command:
                            argv:
                            - cat
                            - ${url}
                            read_only: true
                          register: r
                      rescue:
                        - command:
                            shell: echo ${r"${"}HOME}
                      when: port > 80
                  handlers:
                    - name: restart httpd
                      service:
                        name: httpd
                        state: restarted
                """, ""));
    }

    @Test
    void the_files_of_a_role_are_converted_one_by_one() throws IOException {
        Path tasks = write("roles/web/tasks/main.yml", "- include: more.yml\n- template: {src: a.j2, dest: /a}\n");
        Dockplay run = Dockplay.run("convert", tasks);

        assertThat(run.out()).isEqualTo("- include_tasks: more.yml\n- file:\n    template: a.j2\n    path: /a\n");
        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("main.yml:2: the template a.j2 is written in Jinja2");
        assertThat(Dockplay.run("convert", write("vars.yml", "a: 1\n")).exit()).isEqualTo(1);
    }
}
