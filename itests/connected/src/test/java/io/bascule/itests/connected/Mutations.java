/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.connected;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes mistakes in the texts of configuration files, and changes that are none. Seeded: the same seed, the same mutations. */
final class Mutations {
    private static final Pattern NUMBER_KEY = Pattern.compile(
            "poll\\.seconds|sweep\\.seconds|lanes|quota\\.per\\.second|timeout\\.seconds|search\\.lag\\.seconds"
                    + "|events\\.overlap\\.seconds|pool\\.size|batch\\.size|clock\\.skew\\.seconds");

    private final Random random;

    /**
     * One changed file.
     *
     * @param name what was done, for messages
     * @param text the file's text
     * @param charset how it is written
     * @param valid whether it must be accepted; otherwise it must be refused
     */
    record Mutation(String name, String text, Charset charset, boolean valid) {
        static Mutation of(String name, String text, boolean valid) {
            return new Mutation(name, text, StandardCharsets.UTF_8, valid);
        }

        byte[] bytes() {
            return text.getBytes(charset);
        }

        @Override
        public String toString() {
            return name + (valid ? " (valid)" : " (wrong)") + "\n" + text;
        }
    }

    Mutations(long seed) {
        random = new Random(seed);
    }

    /**
     * Mutations of a settings file, of every kind in turn.
     *
     * @param required keys without which it is wrong
     */
    List<Mutation> ofSettings(String text, List<String> required, int count) {
        List<Mutation> all = new ArrayList<>(cuts(text, required));
        for (int i = 0; all.size() < count; i++) {
            all.add(ofSettings(i % 11, text));
        }
        return all;
    }

    /** Cut off after each line: still right as long as every required key is there. */
    private static List<Mutation> cuts(String text, List<String> required) {
        List<Mutation> cuts = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String cut = lines.subList(0, i).stream().map(line -> line + "\n").reduce("", String::concat);
            boolean valid = required.stream().allMatch(key -> has(cut, key))
                    && (!cut.contains("\nauth = bearer") || has(cut, "auth.secret"));
            cuts.add(Mutation.of("cut before line " + (i + 1), cut, valid));
        }
        return cuts;
    }

    private static boolean has(String text, String key) {
        return text.lines().anyMatch(line -> line.startsWith(key + " ="));
    }

    private Mutation ofSettings(int kind, String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        List<Integer> settings = places(lines, "[a-z.]+ = .+");
        int place = settings.get(random.nextInt(settings.size()));
        String line = lines.get(place);
        String key = line.substring(0, line.indexOf(" ="));
        return switch (kind) {
            case 0 -> {
                lines.add(random.nextInt(lines.size() + 1), misspelt(key) + " = 1");
                yield Mutation.of("unknown key", joined(lines), false);
            }
            case 1 -> {
                lines.set(place, misspelt(key) + line.substring(key.length()));
                lines.add("# a comment");
                yield Mutation.of("misspelt key " + key, joined(lines), false);
            }
            case 2 -> {
                String wrong = pick("yes", "1", "TRUE", "on", "0", "tru");
                yield Mutation.of("wrong truth value " + wrong, joined(set(lines, "enabled", wrong)), false);
            }
            case 3 -> {
                String number = numberKey(lines);
                String wrong = number.isEmpty()
                        ? pick("sideways", "In", "none", "BOTH")
                        : pick("many", "1.5", "-1", "99999999", "0x10", "1e3", "9223372036854775808");
                yield Mutation.of(
                        "wrong type or range " + wrong,
                        joined(set(lines, number.isEmpty() ? "direction" : number, wrong)),
                        false);
            }
            case 4 -> {
                boolean connection = !numberKey(lines).isEmpty();
                String wrong =
                        pick("sk_live_4242", "secret:", "secret:no/such", "secret:nobody", "secret:../etc/passwd");
                yield connection
                        ? Mutation.of("secret " + wrong, joined(set(lines, secretKey(lines), wrong)), false)
                        : Mutation.of("conflict " + wrong, joined(set(lines, "conflict", wrong)), false);
            }
            case 5 -> {
                lines.add(random.nextInt(lines.size() + 1), line);
                yield Mutation.of("doubled " + key, joined(lines), false);
            }
            case 6 -> {
                yield new Mutation("Latin-1", "# caf\u00e9\n" + joined(lines), StandardCharsets.ISO_8859_1, false);
            }
            case 7 -> {
                Charset wide = random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE;
                yield new Mutation(wide.name(), joined(lines), wide, false);
            }
            case 8 -> {
                // Within the key: half a line. Within a value it may be a right one, which nobody can tell.
                int end = 1 + random.nextInt(key.length());
                yield Mutation.of(
                        "cut in the key of line " + (place + 1),
                        joined(lines.subList(0, place)) + line.substring(0, end),
                        false);
            }
            case 9 -> {
                lines.add(random.nextInt(lines.size() + 1), "# Überprüft am Montag, \u263a");
                lines.add("");
                java.util.Collections.swap(lines, place, settings.get(random.nextInt(settings.size())));
                yield Mutation.of("comment and order", joined(lines), true);
            }
            default -> {
                String number = numberKey(lines);
                yield number.isEmpty()
                        ? Mutation.of("another policy", joined(set(lines, "conflict", pick("manual", "catalog"))), true)
                        : Mutation.of(
                                "another number",
                                joined(set(lines, number, String.valueOf(1 + random.nextInt(16)))),
                                true);
            }
        };
    }

    /** Mutations of a fields document. */
    List<Mutation> ofDocument(String text, int count) {
        List<Mutation> all = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            all.add(Mutation.of("cut before line " + (i + 1), joined(lines.subList(0, i)), false));
        }
        for (int i = 0; all.size() < count; i++) {
            all.add(ofDocument(i % 12, text));
        }
        return all;
    }

    private Mutation ofDocument(int kind, String text) {
        return switch (kind) {
            case 0 -> replaced("unknown key", text, "\\{", "{\"" + pick("note", "Fields", "field") + "\": 1, ", false);
            case 1 ->
                replaced("misspelt key", text, "\"(catalog|external|fields|type|externalType)\"", "\"$1x\"", false);
            case 2 ->
                replaced(
                        "wrong type",
                        text,
                        "\"(catalog|external|type|integration|externalType)\": \"[^\"]*\"",
                        "\"$1\": " + pick("7", "null", "[]", "{}", "true", "[\"name\"]"),
                        false);
            case 3 ->
                replaced(
                        "keys of a wrong type",
                        text,
                        "\"matchKeys\": \\[[^\\]]*]",
                        "\"matchKeys\": " + pick("\"email\"", "{}", "null", "7", "[7]", "[null]", "{\"a\": \"email\"}"),
                        false);
            case 4 ->
                replaced(
                        "unknown field",
                        text,
                        "\"external\": \"[^\"]*",
                        "$0" + pick("x", ".", "[", " ", ".x.y"),
                        false);
            case 5 ->
                random.nextBoolean()
                        ? replaced(
                                "unknown place", text, "\"catalog\": \"[^\"]*", "$0" + pick("x", ".x", "[x=y]"), false)
                        : replaced(
                                "unknown field here",
                                text,
                                "\"catalog\": \"",
                                "\"catalog\": \"" + pick("x", ".", "[", "\\$"),
                                false);
            case 6 -> replaced("doubled key", text, "\"externalType\": \"[^\"]*\",", "$0 $0", false);
            case 7 -> replaced("doubled field", text, "\\{\"catalog\"[^}]*},", "$0 $0", false);
            case 8 -> {
                String wrong = pick(
                        "\"conflict\": \"nobody\"",
                        "\"direction\": 1",
                        "\"direction\": null",
                        "\"convert\": \"rot13\"",
                        "\"convert\": []",
                        "\"conflict\": \"NEWEST\"",
                        "\"convert\": null");
                yield replaced("wrong choice " + wrong, text, "\\{\"catalog\"", "{" + wrong + ", \"catalog\"", false);
            }
            case 9 -> {
                String umlaut = text.replaceFirst("\"name\"", "\"n\u00e4me\"");
                yield random.nextBoolean()
                        ? new Mutation("Latin-1", umlaut, StandardCharsets.ISO_8859_1, false)
                        : Mutation.of("byte order mark", "\uFEFF" + text, false);
            }
            case 10 -> {
                int end = 1 + random.nextInt(text.strip().length() - 1);
                yield Mutation.of("cut after character " + end, text.substring(0, end), false);
            }
            default ->
                random.nextBoolean()
                        ? replaced(
                                "another policy",
                                text,
                                "\\{\"catalog\"",
                                "{\"conflict\": \"catalog\", \"catalog\"",
                                true)
                        : replaced("other spaces", text, ": ", ":" + " ".repeat(random.nextInt(4)), true);
        };
    }

    /** Replaces one of the places that match. */
    private Mutation replaced(String name, String text, String pattern, String replacement, boolean valid) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        List<int[]> places = new ArrayList<>();
        while (matcher.find()) {
            places.add(new int[] {matcher.start(), matcher.end()});
        }
        int[] place = places.get(random.nextInt(places.size()));
        String changed = text.substring(place[0], place[1]).replaceFirst(pattern, replacement);
        return Mutation.of(name, text.substring(0, place[0]) + changed + text.substring(place[1]), valid);
    }

    private String misspelt(String key) {
        return switch (random.nextInt(4)) {
            case 0 -> key + "s";
            case 1 -> key.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + key.substring(1);
            case 2 -> "x" + key;
            default -> key.charAt(0) + key;
        };
    }

    private String numberKey(List<String> lines) {
        List<Integer> numbers = places(lines, "(" + NUMBER_KEY + ") = .+");
        if (numbers.isEmpty()) {
            return "";
        }
        String line = lines.get(numbers.get(random.nextInt(numbers.size())));
        return line.substring(0, line.indexOf(" ="));
    }

    private String secretKey(List<String> lines) {
        List<Integer> secrets = places(lines, "[a-z.]+ = secret:.+");
        String line = lines.get(secrets.get(random.nextInt(secrets.size())));
        return line.substring(0, line.indexOf(" ="));
    }

    private static List<Integer> places(List<String> lines, String pattern) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches(pattern)) {
                places.add(i);
            }
        }
        return places;
    }

    private static List<String> set(List<String> lines, String key, String value) {
        lines.removeIf(line -> line.startsWith(key + " ="));
        lines.add(key + " = " + value);
        return lines;
    }

    private static String joined(List<String> lines) {
        return lines.stream().map(line -> line + "\n").reduce("", String::concat);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
