/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads a jar to its last byte, within bounds: a jar that was cut, overwritten or only half written is noticed by its
 * checksums, and one that was made to burst is noticed before it does.
 */
final class JarContents {
    private static final int MOST_ENTRIES = 5_000;
    private static final long LARGEST_EXPANDED = 200L << 20;
    private static final int HIGHEST_RATIO = 100;
    /** Below this size the ratio tells nothing: a few kilobytes of zeros harm nobody. */
    private static final long RATIO_COUNTS_FROM = 1L << 20;

    /** The least size of the header in front of an entry's bytes; APPNOTE, section 4.3.7. */
    private static final int LOCAL_HEADER = 30;

    private static final int CLASS_FILE_MAGIC = 0xcafebabe;
    /** The class file version of Java n is n + 44; JVMS, table 4.1-A. */
    private static final int CLASS_FILE_OFFSET = 44;

    private final int javaVersion;

    /** @param javaVersion the feature version of the Java that runs, for example 17 */
    JarContents(int javaVersion) {
        this.javaVersion = javaVersion;
    }

    /**
     * Checks a jar.
     *
     * @return its manifest
     * @throws Refusal if the jar is not whole or not within bounds
     */
    Manifest check(Path file) throws IOException, Refusal {
        List<ZipDirectory.Entry> entries = ZipDirectory.read(file);
        checkNames(entries);
        checkSizes(entries);
        long left = LARGEST_EXPANDED;
        Manifest manifest = null;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipDirectory.Entry listed : entries) {
                ZipEntry entry = zip.getEntry(listed.name());
                if (entry == null) {
                    throw Refusal.incomplete("the entry " + listed.name() + " cannot be found");
                }
                left -= readThrough(zip, entry, left);
                if (listed.name().equals(JarFile.MANIFEST_NAME)) {
                    manifest = manifest(zip, entry);
                }
            }
        } catch (ZipException e) {
            throw Refusal.incomplete(String.valueOf(e.getMessage()));
        } catch (EOFException e) {
            throw Refusal.incomplete("an entry ends too early");
        }
        if (manifest == null) {
            throw Refusal.because(
                    "the jar",
                    "a bundle with " + JarFile.MANIFEST_NAME,
                    "no manifest",
                    "Build it as an OSGi bundle, for example with bnd-maven-plugin.");
        }
        return manifest;
    }

    private static Manifest manifest(ZipFile zip, ZipEntry entry) throws Refusal {
        try (InputStream stream = zip.getInputStream(entry)) {
            return new Manifest(stream);
        } catch (IOException e) {
            throw Refusal.because(
                    JarFile.MANIFEST_NAME, "a manifest", String.valueOf(e.getMessage()), "Build the jar again.");
        }
    }

    private static void checkNames(List<ZipDirectory.Entry> entries) throws Refusal {
        if (entries.size() > MOST_ENTRIES) {
            throw Refusal.because(
                    "the jar", "at most " + MOST_ENTRIES + " entries", entries.size() + "", "Pack less into it.");
        }
        Set<String> names = new HashSet<>();
        for (ZipDirectory.Entry entry : entries) {
            String name = entry.name();
            String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
            boolean canonical = !plain.isEmpty()
                    && name.indexOf('\\') < 0
                    && name.chars().noneMatch(Character::isISOControl)
                    && !plain.matches("[A-Za-z]:.*");
            for (String part : plain.split("/", -1)) {
                canonical &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
            }
            if (!canonical) {
                throw Refusal.because(
                        "an entry's name",
                        "a plain relative path",
                        name,
                        "Do not use this jar before you know who made it.");
            }
            if (!names.add(plain)) {
                throw Refusal.because("the jar", "each entry once", name + " twice", "Build the jar again.");
            }
        }
    }

    private static void checkSizes(List<ZipDirectory.Entry> entries) throws Refusal {
        long expanded = 0;
        for (ZipDirectory.Entry entry : entries) {
            expanded += entry.expanded();
            if (entry.expanded() > RATIO_COUNTS_FROM
                    && entry.expanded() / Math.max(1, entry.compressed()) > HIGHEST_RATIO) {
                throw Refusal.because(
                        "the entry " + entry.name(),
                        "at most " + HIGHEST_RATIO + " times its packed size",
                        entry.compressed() + " bytes that expand to " + entry.expanded(),
                        "Do not use this jar before you know who made it.");
            }
        }
        if (expanded > LARGEST_EXPANDED) {
            throw tooLarge();
        }
        List<ZipDirectory.Entry> inOrder = entries.stream()
                .sorted(Comparator.comparingLong(ZipDirectory.Entry::offset))
                .toList();
        for (int i = 1; i < inOrder.size(); i++) {
            ZipDirectory.Entry before = inOrder.get(i - 1);
            if (before.offset() + LOCAL_HEADER + before.compressed()
                    > inOrder.get(i).offset()) {
                throw Refusal.because(
                        "the entry " + before.name(),
                        "bytes of its own",
                        "bytes that it shares with " + inOrder.get(i).name(),
                        "Do not use this jar before you know who made it.");
            }
        }
    }

    private long readThrough(ZipFile zip, ZipEntry entry, long limit) throws IOException, Refusal {
        CRC32 checksum = new CRC32();
        long length = 0;
        byte[] buffer = new byte[16 * 1024];
        try (InputStream stream = zip.getInputStream(entry)) {
            if (stream == null) {
                throw Refusal.incomplete("the entry " + entry.getName() + " cannot be read");
            }
            int count = stream.readNBytes(buffer, 0, buffer.length);
            checkClassVersion(entry.getName(), buffer, count);
            while (count > 0) {
                length += count;
                if (length > limit) {
                    throw tooLarge();
                }
                checksum.update(buffer, 0, count);
                count = stream.read(buffer, 0, buffer.length);
            }
        }
        if (length != entry.getSize() || checksum.getValue() != entry.getCrc()) {
            throw Refusal.incomplete("the entry " + entry.getName() + " does not have the size and checksum it should");
        }
        return length;
    }

    private void checkClassVersion(String name, byte[] start, int count) throws Refusal {
        if (!name.endsWith(".class") || name.startsWith("META-INF/") || count < 8) {
            return;
        }
        ByteBuffer header = ByteBuffer.wrap(start);
        int magic = header.getInt(0);
        int version = Short.toUnsignedInt(header.getShort(6)) - CLASS_FILE_OFFSET;
        if (magic == CLASS_FILE_MAGIC && version > javaVersion) {
            throw Refusal.because(
                    "the class " + name,
                    "one for Java " + javaVersion + " or older",
                    "one for Java " + version,
                    "Compile it with --release " + javaVersion + ", or run Bascule on a newer Java.");
        }
    }

    private static Refusal tooLarge() {
        return Refusal.because(
                "the jar", "at most " + (LARGEST_EXPANDED >> 20) + " MB when expanded", "more", "Pack less into it.");
    }
}
