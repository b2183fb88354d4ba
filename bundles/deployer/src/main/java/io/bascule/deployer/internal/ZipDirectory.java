/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The central directory of a zip file (PKWARE APPNOTE 6.3.9, sections 4.3.12 and 4.3.16), read strictly: nothing before the
 * first entry, nothing between the directory and the end, no second part. A library that is content with less would take a
 * truncated jar for whole if a jar inside it ends where it was cut.
 */
final class ZipDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int END_SIZE = 22;
    private static final int ENTRY_SIZE = 46;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final long LARGEST_DIRECTORY = 8L << 20;

    private ZipDirectory() {}

    /**
     * One entry.
     *
     * @param name as written
     * @param compressed its size in the file
     * @param expanded its size when expanded, as the directory says
     * @param offset where its local header begins
     */
    record Entry(String name, long compressed, long expanded, long offset) {}

    /**
     * Reads the directory.
     *
     * @throws Refusal if the file is not a complete zip
     */
    static List<Entry> read(Path file) throws IOException, Refusal {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < END_SIZE) {
                throw Refusal.incomplete(size + " bytes are too few");
            }
            int tailSize = (int) Math.min(size, END_SIZE + LONGEST_COMMENT);
            ByteBuffer tail = read(channel, size - tailSize, tailSize);
            int end = endOf(tail);
            long endOffset = size - tailSize + end;
            int count = unsigned(tail.getShort(end + 10));
            long directorySize = unsigned(tail.getInt(end + 12));
            long directoryOffset = unsigned(tail.getInt(end + 16));
            if (directoryOffset + directorySize != endOffset || directorySize > LARGEST_DIRECTORY) {
                throw Refusal.incomplete("its directory is not where its end says");
            }
            return entries(read(channel, directoryOffset, (int) directorySize), count, channel);
        } catch (EOFException e) {
            throw Refusal.incomplete("it became shorter while it was read");
        }
    }

    private static int endOf(ByteBuffer tail) throws Refusal {
        for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE
                    && at + END_SIZE + unsigned(tail.getShort(at + 20)) == tail.limit()
                    && tail.getInt(at + 4) == 0
                    && tail.getShort(at + 8) == tail.getShort(at + 10)) {
                return at;
            }
        }
        throw Refusal.incomplete("the directory at its end is missing");
    }

    private static List<Entry> entries(ByteBuffer directory, int count, FileChannel channel)
            throws IOException, Refusal {
        List<Entry> entries = new ArrayList<>();
        int at = 0;
        long first = Long.MAX_VALUE;
        while (at < directory.limit()) {
            if (at + ENTRY_SIZE > directory.limit() || directory.getInt(at) != ENTRY_SIGNATURE) {
                throw Refusal.incomplete("its directory is broken");
            }
            int nameLength = unsigned(directory.getShort(at + 28));
            int rest = unsigned(directory.getShort(at + 30)) + unsigned(directory.getShort(at + 32));
            if (at + ENTRY_SIZE + nameLength + rest > directory.limit()) {
                throw Refusal.incomplete("its directory is broken");
            }
            Entry entry = new Entry(
                    name(directory.slice(at + ENTRY_SIZE, nameLength)),
                    unsigned(directory.getInt(at + 20)),
                    unsigned(directory.getInt(at + 24)),
                    unsigned(directory.getInt(at + 42)));
            entries.add(entry);
            first = Math.min(first, entry.offset());
            at += ENTRY_SIZE + nameLength + rest;
        }
        if (entries.size() != count || entries.isEmpty()) {
            throw Refusal.incomplete("its directory lists " + entries.size() + " entries, its end says " + count);
        }
        if (first != 0 || read(channel, 0, 4).getInt(0) != LOCAL_SIGNATURE) {
            throw Refusal.incomplete("it does not begin with its first entry");
        }
        return entries;
    }

    private static String name(ByteBuffer bytes) throws Refusal {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.because(
                    "an entry's name", "UTF-8", "something else", "Build the jar with a current jar tool or Maven.");
        }
    }

    private static ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip();
    }

    private static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }
}
