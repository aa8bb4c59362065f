package io.dockplay.cli.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;

/** Ways to spoil a good file, the same ones in every run. */
final class Mutations {

    /** A spoilt file, and what was done to it. */
    static final class Mutant {
        final String way;
        private final byte[] bytes;

        Mutant(String way, byte[] bytes) {
            this.way = way;
            this.bytes = bytes.clone();
        }

        void write(Path file) throws IOException {
            Files.write(file, bytes);
        }

        @Override
        public String toString() {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return way + ":\n" + (text.length() > 3000 ? text.substring(0, 3000) + " …" : text);
        }
    }

    /** What takes a value's place. */
    private static final List<String> VALUES = List.of(
            "",
            "~",
            "no",
            "-1",
            "0",
            "99999999999999999999",
            "0.5",
            ".nan",
            "2026-01-01",
            "\"\"",
            "\"\\0\"",
            "\"\\ud800\"",
            "\"\\x07\"",
            "[]",
            "{}",
            "[1, [2, [3]]]",
            "{a: {b: c}}",
            "[{a: 1}, x]",
            "\"unclosed",
            "'unclosed",
            "[unclosed",
            "{unclosed: ",
            "*nowhere",
            "&a [*a]",
            "&a {a: *a}",
            "{<<: 7}",
            "{<<: *nowhere}",
            "{<<: [{a: 1}, 7]}",
            "{[a]: b}",
            "{~: b}",
            "!foo bar",
            "!!java.net.URL [x]",
            "!!python/object:os.system x",
            "!!binary aGFsbG8=",
            "!!int hello",
            "!!set {a, b}",
            "@x",
            "`x`",
            "%x",
            "|9",
            ">",
            "a: b: c",
            "安装 \uD83D\uDC33",
            "${",
            "${}",
            "\"${1/0}\"",
            "\"${1 % 0}\"",
            "\"${nowhere}\"",
            "\"${nowhere.deeper[3]!}\"",
            "\"${facts.nowhere.deeper}\"",
            "\"${inventory_hostname[99]}\"",
            "\"${inventory_hostname?number}\"",
            "\"${inventory_hostname?nowhere}\"",
            "\"${'x'?date}\"",
            "\"${'x'?matches('[')}\"",
            "\"${'x'?eval}\"",
            "\"${'x'?new()}\"",
            "\"${[1, 2]}\"",
            "\"${{}}\"",
            "\"${.now}\"",
            "\"${.data_model}\"",
            "\"${.vars.x}\"",
            "\"<#if x>\"",
            "\"</#if>\"",
            "\"<#nowhere>\"",
            "\"<#include 'x'>\"",
            "\"<#import 'x' as x>\"",
            "\"<#stop 'x'>\"",
            "\"<#assign x = 1>${x}\"",
            "\"<#macro m><@m/></#macro><@m/>\"",
            "\"{{ inventory_hostname }}\"",
            "\"{% if x %}\"",
            "\"web[9:1]\"",
            "\"web[1:99999999]\"",
            "\"web[a:\"",
            "\"web:&:!\"",
            "\"~(\"",
            "\"/dev/zero\"",
            "\"../../..\"");

    /** Changes of one line, each of which may leave it as it is. */
    private static final Map<String, BiFunction<String, Random, String>> LINES = new LinkedHashMap<>();

    /** Changes of the whole. */
    private static final Map<String, Function<String, byte[]>> WHOLES = new LinkedHashMap<>();

    static {
        LINES.put("a deleted line", (line, random) -> "");
        LINES.put("a line that stands twice", (line, random) -> line + "\n" + line);
        LINES.put("a misspelt key", Mutations::misspelt);
        LINES.put("an indentation of one more", (line, random) -> " " + line);
        LINES.put("an indentation of two less", (line, random) -> line.replaceFirst("^  ", ""));
        LINES.put("a tab", (line, random) -> line.replaceFirst("^ *", "\t"));
        LINES.put("a tab inside", (line, random) -> line.replaceFirst(" (?=\\S)", "\t"));
        LINES.put("a NUL", (line, random) -> line + "\0");
        LINES.put("a control character", (line, random) -> "\u0007" + line);
        LINES.put("a byte order mark inside", (line, random) -> line + "\uFEFFx");
        LINES.put("a line separator", (line, random) -> line + "\u2028" + line.strip());
        LINES.put("no colon", (line, random) -> line.replaceFirst(":", ""));
        LINES.put("no blank after the colon", (line, random) -> line.replaceFirst(": ", ":"));
        LINES.put("no dash", (line, random) -> line.replaceFirst("- ", ""));
        LINES.put("one more dash", (line, random) -> line.replaceFirst("(?=\\S)", "- "));
        LINES.put("a garbled line", Mutations::garbled);
        LINES.put("a key too many", (line, random) -> line.replaceFirst("(?s)^( *)(- )?.*", "$0\n$1servce: x"));
        LINES.put("a complex key", (line, random) -> line.replaceFirst("(?s)^( *)(- )?.*", "$0\n$1? [a, b]\n$1: c"));
        LINES.put("a huge value", (line, random) -> line.replaceFirst(":.*", ": " + "x".repeat(100_000)));
        LINES.put("a huge key", (line, random) -> line + "\n" + "k".repeat(20_000) + ": x");
        LINES.put(
                "a deep list", (line, random) -> line.replaceFirst(":.*", ": " + "[".repeat(5000) + "]".repeat(5000)));

        WHOLES.put("nothing", text -> new byte[0]);
        WHOLES.put("a comment only", text -> utf8("# nothing\n"));
        WHOLES.put("a beginning only", text -> utf8("---\n"));
        WHOLES.put("one word", text -> utf8("docker"));
        WHOLES.put("a byte order mark", text -> utf8("\uFEFF" + text));
        WHOLES.put("two byte order marks", text -> utf8("\uFEFF\uFEFF" + text));
        WHOLES.put("lines that end in CR LF", text -> utf8(text.replace("\n", "\r\n")));
        WHOLES.put("lines that end in CR", text -> utf8(text.replace("\n", "\r")));
        WHOLES.put("UTF-16", text -> text.getBytes(StandardCharsets.UTF_16));
        WHOLES.put("Latin-1", text -> ("# h\u00e9\n" + text).getBytes(StandardCharsets.ISO_8859_1));
        WHOLES.put("an overlong sequence", text -> with(text, (byte) 0xC0, (byte) 0x80));
        WHOLES.put("half a character", text -> with(text, (byte) 0xE5, (byte) 0xAE));
        WHOLES.put("an unpaired surrogate", text -> with(text, (byte) 0xED, (byte) 0xA0, (byte) 0x80));
        WHOLES.put("twice", text -> utf8(text + "\n" + text));
        WHOLES.put("two documents", text -> utf8("---\n" + text + "\n---\n" + text));
        WHOLES.put("another version of YAML", text -> utf8("%YAML 9.9\n---\n" + text));
        WHOLES.put("a directive twice", text -> utf8("%TAG ! x\n%TAG ! x\n---\n" + text));
        WHOLES.put("all further in", text -> utf8(text.indent(3)));
        WHOLES.put("all in a list", text -> utf8("-\n" + text.indent(2)));
        WHOLES.put("all in a mapping", text -> utf8("x:\n" + text.indent(2)));
        WHOLES.put("backwards", Mutations::backwards);
        WHOLES.put("an alias bomb", text -> utf8(text + "\n" + bomb()));
        WHOLES.put("an alias bomb alone", text -> utf8(bomb()));
        WHOLES.put("deep mappings", text -> utf8("a: ".repeat(300) + "b\n"));
        WHOLES.put("deep flow mappings", text -> utf8("{a: ".repeat(3000)));
        WHOLES.put("deep sequences", text -> utf8("- ".repeat(3000) + "x\n"));
        WHOLES.put("an ELF file", text -> utf8("\u007fELF\u0002\u0001\0\0\0" + text));
        WHOLES.put("a program", text -> utf8("#!/bin/sh\n" + text));
        WHOLES.put("JSON with an end missing", text -> utf8("{\"all\": {\"hosts\": {\"web1\": {}"));
        WHOLES.put("HTML", text -> utf8("<!DOCTYPE html>\n<html><body>404</body></html>\n"));
        WHOLES.put("a merge conflict", text -> utf8("<<<<<<< HEAD\n" + text + "=======\n" + text + ">>>>>>> x\n"));
    }

    private Mutations() {}

    /** Spoils a file in every way that there is for a whole, and at some places in every way that there is for lines and values. */
    static List<Mutant> of(String text, long seed, int places, boolean wholes) {
        Random random = new Random(seed);
        List<Mutant> mutants = new ArrayList<>();
        LINES.forEach((way, change) -> {
            for (int i = 0; i < places; i++) {
                mutants.add(new Mutant(way, utf8(changed(text, change, random))));
            }
        });
        for (String value : VALUES) {
            for (int i = 0; i < places; i++) {
                String quoted = Matcher.quoteReplacement(value);
                mutants.add(new Mutant(
                        "the value " + value, utf8(changed(text, (line, r) -> valued(line, quoted), random))));
            }
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < places; i++) {
            int end = random.nextInt(bytes.length);
            mutants.add(new Mutant("truncated at byte " + end, Arrays.copyOf(bytes, end)));
        }
        if (wholes) {
            WHOLES.forEach((way, change) -> mutants.add(new Mutant(way, change.apply(text))));
        }
        return mutants;
    }

    /** Of all the ways so many, others for each seed. */
    static List<Mutant> some(String text, long seed, int count) {
        List<Mutant> all = new ArrayList<>(of(text, seed, 1, true));
        java.util.Collections.shuffle(all, new Random(seed));
        return all.subList(0, count);
    }

    private static String changed(String text, BiFunction<String, Random, String> change, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        List<Integer> written = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !lines.get(i).strip().startsWith("#")) {
                written.add(i);
            }
        }
        for (int tries = 0; tries < 5; tries++) {
            int at = written.get(random.nextInt(written.size()));
            String line = change.apply(lines.get(at), random);
            if (!line.equals(lines.get(at))) {
                lines.set(at, line);
                break;
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String valued(String line, String value) {
        if (line.matches(".*[a-z_]=.*")) {
            return line.replaceFirst("(?<=[a-z_]=)\\S*", value);
        }
        return line.contains(": ") && !line.contains("{")
                ? line.replaceFirst(":\\s.*", ": " + value)
                : line.contains(": ")
                        ? line.replaceFirst("(?<=\\w: )[\\w./-]+(?=[,}])", value)
                        : line.replaceFirst("^( *- |\\s*).*", "$1" + value);
    }

    private static String misspelt(String line, Random random) {
        Matcher key = java.util.regex.Pattern.compile("[a-z_-]{3,}(?=:|=)").matcher(line);
        if (!key.find()) {
            return line;
        }
        int at = key.start() + random.nextInt(key.end() - key.start() - 1);
        return line.substring(0, at) + line.charAt(at + 1) + line.charAt(at) + line.substring(at + 2);
    }

    private static String garbled(String line, Random random) {
        char[] letters = line.toCharArray();
        for (int i = 0; i < 2; i++) {
            letters[random.nextInt(letters.length)] = "{}[]:-'\"#&*!|>%@`,?$<x0\t\\".charAt(random.nextInt(25));
        }
        return new String(letters);
    }

    private static byte[] backwards(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        java.util.Collections.reverse(lines);
        return utf8(String.join("\n", lines));
    }

    private static String bomb() {
        StringBuilder bomb = new StringBuilder("bomb:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String before = "*a" + (i - 1);
            bomb.append("  a" + i + ": &a" + i + " [" + (before + ", ").repeat(8) + before + "]\n");
        }
        return bomb.toString();
    }

    private static byte[] with(String text, byte... bytes) {
        byte[] whole = Arrays.copyOf(utf8(text), utf8(text).length + bytes.length);
        System.arraycopy(bytes, 0, whole, whole.length - bytes.length, bytes.length);
        return whole;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
