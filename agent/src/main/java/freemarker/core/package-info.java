/** What bounds Freemarker from within, which it cannot be from without: docs/decisions/0016 tells why. */
package freemarker.core;
