/** The modules that manage accounts: user, group, authorized-key and cron. */
@NullMarked
package io.dockplay.modules.accounts;

import org.jspecify.annotations.NullMarked;
